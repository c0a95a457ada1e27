//! Recomputes every balance, hold and cap from jobs and ledger, and says where they differ. Reads all of
//! it: runs on a schedule, never on a request's path.

use serde::Serialize;
use store::{Error, Store};

/// What an audit found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Audit {
    pub teams: usize,
    /// One sentence for each number that is not what it should be.
    pub differences: Vec<String>,
}

/// Audits every team. Jobs that end meanwhile look like differences: [`audit_twice`] tells them apart.
pub async fn audit(store: &Store) -> Result<Audit, Error> {
    let mut audit = Audit::default();
    for team_id in store.teams().await? {
        let Some(books) = store.books(&team_id).await? else { continue };
        audit.teams += 1;
        audit.differences.extend(books.differences().into_iter().map(|difference| difference.0));
    }
    Ok(audit)
}

/// Keeps only what differs in the same words twice: a team at work moves between the reads of its books.
pub async fn audit_twice(store: &Store) -> Result<Audit, Error> {
    let first = audit(store).await?;
    if first.differences.is_empty() {
        return Ok(first);
    }
    let mut second = audit(store).await?;
    second.differences.retain(|difference| first.differences.contains(difference));
    Ok(second)
}
