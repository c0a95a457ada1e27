//! Moves messages that have been received too often to the dead-letter queue.

use rusqlite::params;

use super::OpenQueue;

/// Moves every visible message that has used up its receives, and returns how many have moved. A message keeps its
/// id, body, send time and receive count. If the target queue does not exist, nothing moves, so nothing is lost.
pub(crate) fn redrive(queue: &OpenQueue<'_>) -> rusqlite::Result<usize> {
    let Some(dead_letter) = &queue.spec.dead_letter else { return Ok(0) };
    queue
        .tx
        .prepare_cached(
            "UPDATE messages SET queue = ?3, visible_at = ?2, received_at = NULL
             WHERE queue = ?1 AND visible_at <= ?2 AND receive_count >= ?4
               AND EXISTS (SELECT 1 FROM queues WHERE name = ?3)",
        )?
        .execute(params![queue.spec.name, queue.now, dead_letter.queue, dead_letter.max_receive_count])
}
