//! Visible messages are handed to a receiver and hidden from all others.

use rusqlite::{Row, params};

use super::Visit;
use crate::message::Attributes;

/// A message as one receive sees it.
pub(crate) struct Taken {
    seq: i64,
    pub(crate) id: String,
    pub(crate) body: String,
    pub(crate) attributes: Attributes,
    pub(crate) sent_at: i64,
    pub(crate) first_received_at: i64,
    /// 1 for the first receive.
    pub(crate) receive_count: i64,
    pub(crate) came_from: Option<String>,
}

/// Takes up to `most` messages, longest visible first, and hides them for `hidden_seconds`.
pub(crate) fn take(visit: &Visit<'_>, most: i64, hidden_seconds: i64) -> rusqlite::Result<Vec<Taken>> {
    let mut taken = visit
        .tx
        .prepare_cached(
            "UPDATE messages SET
               receive_count = receive_count + 1,
               first_received_at = coalesce(first_received_at, ?2),
               received_at = ?2,
               visible_at = ?3
             WHERE seq IN (
               SELECT seq FROM messages WHERE queue = ?1 AND visible_at <= ?2 ORDER BY visible_at, seq LIMIT ?4
             )
             RETURNING *",
        )?
        .query_map(
            params![visit.queue.spec.name, visit.now, visit.now + hidden_seconds * 1000, most],
            message,
        )?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    // RETURNING promises no order.
    taken.sort_by_key(|message| message.seq);
    Ok(taken)
}

/// The next instant at which any hidden message of the queue becomes visible.
pub(crate) fn next_visible(visit: &Visit<'_>) -> rusqlite::Result<Option<i64>> {
    visit
        .tx
        .prepare_cached("SELECT min(visible_at) FROM messages WHERE queue = ?1 AND visible_at > ?2")?
        .query_row(params![visit.queue.spec.name, visit.now], |row| row.get(0))
}

fn message(row: &Row<'_>) -> rusqlite::Result<Taken> {
    Ok(Taken {
        seq: row.get("seq")?,
        id: row.get("id")?,
        body: row.get("body")?,
        attributes: row.get("attributes")?,
        sent_at: row.get("sent_at")?,
        first_received_at: row.get("first_received_at")?,
        receive_count: row.get("receive_count")?,
        came_from: row.get("came_from")?,
    })
}
