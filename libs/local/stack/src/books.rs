//! `make books` checks that the credits of a folder's stack add up, whether that stack runs or not.

use std::collections::BTreeMap;
use std::path::Path;

use ::books::{Audit, audit_twice};
use dynoxide::Database;
use store::Store;
use tokio::net::TcpListener;

use crate::state::{Folder, Found};
use crate::{Clients, Error};

/// Prints that the books balance, or prints one line for each difference and returns an error.
pub async fn run(data: &Path) -> Result<(), Error> {
    let Audit { teams, differences } = audit(data).await?;
    for difference in &differences {
        println!("{difference}");
    }
    if !differences.is_empty() {
        return Err(format!("the books of {teams} teams have {} differences", differences.len()).into());
    }
    println!("{teams} teams, the books balance");
    Ok(())
}

async fn audit(data: &Path) -> Result<Audit, Error> {
    let found = Folder::find(data)?;
    let port = match &found {
        Found::Running(state) => *state.ports.get("dynamodb").ok_or("the running stack has no DynamoDB")?,
        Found::Free(folder) => open(&folder.path("dynamodb.sqlite")).await?,
    };
    let endpoints = BTreeMap::from([("dynamodb".to_owned(), format!("http://127.0.0.1:{port}"))]);
    let store = Store::new(Clients::new(&endpoints, None).dynamodb, "");
    Ok(audit_twice(&store).await?)
}

/// Starts only DynamoDB, on any free port, and returns the port.
async fn open(file: &Path) -> Result<u16, Error> {
    if !file.is_file() {
        return Err(format!("{} is missing", file.display()).into());
    }
    let database = Database::new(file.to_str().ok_or("the data folder's path is not UTF-8")?)?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(dynoxide::server::serve_on(listener, database));
    Ok(port)
}
