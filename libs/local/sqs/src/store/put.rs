//! A new message enters its queue.

use rusqlite::params;
use uuid::{NoContext, Timestamp, Uuid};

use super::Visit;
use crate::message::Message;

/// Stores the message and gives its id. It becomes visible after its delay.
pub(crate) fn put(visit: &Visit<'_>, message: &Message) -> rusqlite::Result<String> {
    let id = new_id(visit.now);
    visit
        .tx
        .prepare_cached(
            "INSERT INTO messages (id, queue, body, attributes, sent_at, visible_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            id,
            visit.queue.spec.name,
            message.body,
            message.attributes,
            visit.now,
            visit.now + message.delay_seconds * 1000,
        ])?;
    Ok(id)
}

fn new_id(now: i64) -> String {
    let seconds = now.div_euclid(1000).unsigned_abs();
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, 0)).to_string()
}
