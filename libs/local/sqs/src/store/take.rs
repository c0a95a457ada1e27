//! Hands visible messages to a receiver and hides them from all others.

use rusqlite::{Row, params};

use super::OpenQueue;

/// A message as one receive sees it.
pub(crate) struct Taken {
    seq: i64,
    pub(crate) id: String,
    pub(crate) body: String,
    pub(crate) sent_at: i64,
    pub(crate) first_received_at: i64,
    /// 1 for the first receive.
    pub(crate) receive_count: i64,
}

/// Takes up to `most` messages, those that have been visible longest first, and hides them for `hidden_seconds`.
pub(crate) fn take(queue: &OpenQueue<'_>, most: i64, hidden_seconds: i64) -> rusqlite::Result<Vec<Taken>> {
    let mut taken = queue
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
            params![queue.spec.name, queue.now, queue.now + hidden_seconds * 1000, most],
            message,
        )?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    // RETURNING promises no order.
    taken.sort_by_key(|message| message.seq);
    Ok(taken)
}

/// The next time at which a hidden message of the queue becomes visible.
pub(crate) fn next_visible(queue: &OpenQueue<'_>) -> rusqlite::Result<Option<i64>> {
    queue
        .tx
        .prepare_cached("SELECT min(visible_at) FROM messages WHERE queue = ?1 AND visible_at > ?2")?
        .query_row(params![queue.spec.name, queue.now], |row| row.get(0))
}

fn message(row: &Row<'_>) -> rusqlite::Result<Taken> {
    Ok(Taken {
        seq: row.get("seq")?,
        id: row.get("id")?,
        body: row.get("body")?,
        sent_at: row.get("sent_at")?,
        first_received_at: row.get("first_received_at")?,
        receive_count: row.get("receive_count")?,
    })
}
