//! What is checked every night. It recomputes every balance, hold and cap from jobs and ledger, and reports where they
//! differ: that reads all jobs and ledger lines, so it runs on a schedule and never on a request's path. And it reports
//! what of the catalog ends soon.

mod sunsets;

use serde::Serialize;
use store::{Error, Store};

pub use sunsets::Sunsets;

/// The findings of an audit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Audit {
    pub teams: usize,
    /// One sentence for each wrong number.
    pub differences: Vec<String>,
}

/// Audits every team. Jobs that end meanwhile look like differences, which [`audit_twice`] sorts out.
pub async fn audit(store: &Store) -> Result<Audit, Error> {
    let mut audit = Audit::default();
    for team_id in store.teams().await? {
        let Some(books) = store.books(&team_id).await? else { continue };
        audit.teams += 1;
        audit.differences.extend(books.differences().into_iter().map(|difference| difference.0));
    }
    Ok(audit)
}

/// Audits every team and, if there are differences, audits again and keeps only those that are still the same. A team
/// that is at work changes its numbers between the reads.
pub async fn audit_twice(store: &Store) -> Result<Audit, Error> {
    let first = audit(store).await?;
    if first.differences.is_empty() {
        return Ok(first);
    }
    let mut second = audit(store).await?;
    second.differences.retain(|difference| first.differences.contains(difference));
    Ok(second)
}
