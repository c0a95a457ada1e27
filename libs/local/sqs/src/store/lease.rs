//! The hold a receiver has on a message: read it, or set when it ends.

use rusqlite::{OptionalExtension, params};

use super::Visit;

pub(crate) struct Lease {
    /// Which receive holds it; grows with each.
    pub(crate) receive_count: i64,
    /// `None`: not received in this queue yet.
    pub(crate) received_at: Option<i64>,
    pub(crate) visible_at: i64,
}

/// `None` when the message is not in this queue any more.
pub(crate) fn lease(visit: &Visit<'_>, message: &str) -> rusqlite::Result<Option<Lease>> {
    visit
        .tx
        .prepare_cached(
            "SELECT receive_count, received_at, visible_at FROM messages WHERE queue = ?1 AND id = ?2",
        )?
        .query_row([visit.queue.spec.name.as_str(), message], |row| {
            Ok(Lease { receive_count: row.get(0)?, received_at: row.get(1)?, visible_at: row.get(2)? })
        })
        .optional()
}

pub(crate) fn show_at(visit: &Visit<'_>, message: &str, at: i64) -> rusqlite::Result<()> {
    visit
        .tx
        .prepare_cached("UPDATE messages SET visible_at = ?3 WHERE queue = ?1 AND id = ?2")?
        .execute(params![visit.queue.spec.name, message, at])?;
    Ok(())
}
