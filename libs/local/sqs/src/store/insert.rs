//! Puts a new message into its queue.

use rusqlite::params;
use uuid::{NoContext, Timestamp, Uuid};

use super::OpenQueue;

/// Stores the message, which becomes visible after its delay, and returns its id.
pub(crate) fn insert(queue: &OpenQueue<'_>, body: &str, delay_seconds: i64) -> rusqlite::Result<String> {
    let id = new_id(queue.now);
    let visible_at = queue.now + delay_seconds * 1000;
    queue
        .tx
        .prepare_cached(
            "INSERT INTO messages (id, queue, body, sent_at, visible_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id, queue.spec.name, body, queue.now, visible_at])?;
    Ok(id)
}

fn new_id(now: i64) -> String {
    let seconds = now.div_euclid(1000).unsigned_abs();
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, 0)).to_string()
}
