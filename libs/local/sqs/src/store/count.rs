//! How many messages a queue holds in each state at this moment.

use rusqlite::params;

use super::OpenQueue;

pub(crate) struct Counts {
    pub(crate) visible: i64,
    pub(crate) in_flight: i64,
    pub(crate) delayed: i64,
}

pub(crate) fn count(queue: &OpenQueue<'_>) -> rusqlite::Result<Counts> {
    queue
        .tx
        .prepare_cached(
            "SELECT
               count(*) FILTER (WHERE visible_at <= ?2),
               count(*) FILTER (WHERE visible_at > ?2 AND received_at IS NOT NULL),
               count(*) FILTER (WHERE visible_at > ?2 AND received_at IS NULL)
             FROM messages WHERE queue = ?1",
        )?
        .query_row(params![queue.spec.name, queue.now], |row| {
            Ok(Counts { visible: row.get(0)?, in_flight: row.get(1)?, delayed: row.get(2)? })
        })
}
