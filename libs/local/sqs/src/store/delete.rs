//! Deletes messages: one that its receiver is done with, and old ones by retention.

use rusqlite::params;

use super::OpenQueue;

/// Deletes the message if it is in this queue. One that is gone or has moved on is left alone.
pub(crate) fn delete(queue: &OpenQueue<'_>, message: &str) -> rusqlite::Result<()> {
    queue
        .tx
        .prepare_cached("DELETE FROM messages WHERE queue = ?1 AND id = ?2")?
        .execute([queue.spec.name.as_str(), message])?;
    Ok(())
}

/// The age counts from the first send, also in a dead-letter queue: AWS keeps the enqueue time of a standard queue's
/// messages.
pub(crate) fn delete_expired(queue: &OpenQueue<'_>) -> rusqlite::Result<()> {
    let oldest_kept = queue.now - i64::from(queue.spec.retention_seconds) * 1000;
    queue
        .tx
        .prepare_cached("DELETE FROM messages WHERE queue = ?1 AND sent_at <= ?2")?
        .execute(params![queue.spec.name, oldest_kept])?;
    Ok(())
}
