//! Messages end: one by deletion, all by a purge, old ones by retention.

use rusqlite::params;

use super::Visit;

/// Deletes the message if it is in this queue; one that is gone or moved on is left alone.
pub(crate) fn forget(visit: &Visit<'_>, message: &str) -> rusqlite::Result<()> {
    visit
        .tx
        .prepare_cached("DELETE FROM messages WHERE queue = ?1 AND id = ?2")?
        .execute([visit.queue.spec.name.as_str(), message])?;
    Ok(())
}

/// In-flight and delayed messages too.
pub(crate) fn forget_all(visit: &Visit<'_>) -> rusqlite::Result<()> {
    visit.tx.execute("DELETE FROM messages WHERE queue = ?1", [&visit.queue.spec.name])?;
    Ok(())
}

/// Age counts from the first send, also in a dead-letter queue: AWS keeps the enqueue time of a standard queue's messages.
pub(crate) fn forget_expired(visit: &Visit<'_>) -> rusqlite::Result<()> {
    let oldest_kept = visit.now - i64::from(visit.queue.spec.retention_seconds) * 1000;
    visit
        .tx
        .prepare_cached("DELETE FROM messages WHERE queue = ?1 AND sent_at <= ?2")?
        .execute(params![visit.queue.spec.name, oldest_kept])?;
    Ok(())
}
