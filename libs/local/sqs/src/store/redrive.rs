//! Messages received too often leave for the dead-letter queue, as they are.

use rusqlite::params;

use super::Visit;

/// Moves every visible message that has used up its receives; says how many moved.
/// Id, body, attributes, send time and receive count stay. Without the target queue nothing moves, so nothing is lost.
pub(crate) fn redrive(visit: &Visit<'_>) -> rusqlite::Result<usize> {
    let Some(dead_letter) = &visit.queue.spec.dead_letter else { return Ok(0) };
    visit
        .tx
        .prepare_cached(
            "UPDATE messages SET queue = ?3, came_from = ?1, visible_at = ?2, received_at = NULL
             WHERE queue = ?1 AND visible_at <= ?2 AND receive_count >= ?4
               AND EXISTS (SELECT 1 FROM queues WHERE name = ?3)",
        )?
        .execute(params![visit.queue.spec.name, visit.now, dead_letter.queue, dead_letter.max_receive_count])
}
