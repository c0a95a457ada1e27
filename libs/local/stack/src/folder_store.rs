//! The tables of a data folder, for commands that start no stack of their own: the stack may run on it or not.

use std::collections::BTreeMap;
use std::path::Path;

use dynoxide::Database;
use store::Store;
use tokio::net::TcpListener;

use crate::state::{Folder, Found};
use crate::{Clients, Error};

#[derive(Debug)]
pub(crate) struct FolderStore {
    pub(crate) store: Store,
    /// While this is held, no stack starts on a folder that was free.
    _found: Found,
}

impl FolderStore {
    pub(crate) async fn open(data: &Path) -> Result<Self, Error> {
        let found = Folder::find(data)?;
        let port = match &found {
            Found::Running(state) => {
                *state.ports.get("dynamodb").ok_or("the running stack has no DynamoDB")?
            }
            Found::Free(folder) => serve(&folder.path("dynamodb.sqlite")).await?,
        };
        let endpoints = BTreeMap::from([("dynamodb".to_owned(), format!("http://127.0.0.1:{port}"))]);
        let store = Store::new(Clients::new(&endpoints, None).dynamodb, "");
        Ok(Self { store, _found: found })
    }
}

/// Starts only DynamoDB, on any free port, and returns the port.
async fn serve(file: &Path) -> Result<u16, Error> {
    if !file.is_file() {
        return Err(format!("{} is missing", file.display()).into());
    }
    let database = Database::new(file.to_str().ok_or("the data folder's path is not UTF-8")?)?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(dynoxide::server::serve_on(listener, database));
    Ok(port)
}
