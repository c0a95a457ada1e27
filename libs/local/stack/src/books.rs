//! `make books` checks that the credits of a folder's stack add up, whether that stack runs or not.

use std::path::Path;

use ::books::{Audit, audit_twice};

use crate::Error;
use crate::folder_store::FolderStore;

/// Prints that the books balance, or prints one line for each difference and returns an error.
pub async fn run(data: &Path) -> Result<(), Error> {
    let Audit { teams, differences } = audit_twice(&FolderStore::open(data).await?.store).await?;
    for difference in &differences {
        println!("{difference}");
    }
    if !differences.is_empty() {
        return Err(format!("the books of {teams} teams have {} differences", differences.len()).into());
    }
    println!("{teams} teams, the books balance");
    Ok(())
}
