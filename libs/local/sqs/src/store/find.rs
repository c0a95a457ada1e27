//! Queue rows: declare, find, list.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::spec::{DeadLetter, QueueSpec};

pub(crate) struct Queue {
    pub(crate) spec: QueueSpec,
    pub(crate) created_at: i64,
    pub(crate) modified_at: i64,
}

pub(crate) fn find(tx: &Connection, name: &str) -> rusqlite::Result<Option<Queue>> {
    tx.prepare_cached("SELECT * FROM queues WHERE name = ?1")?.query_row([name], queue).optional()
}

pub(crate) fn declare(tx: &Connection, spec: &QueueSpec, now: i64) -> rusqlite::Result<()> {
    let dead_letter = spec.dead_letter.as_ref();
    tx.execute(
        "INSERT INTO queues VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
         ON CONFLICT (name) DO UPDATE SET
           visibility_timeout_seconds = excluded.visibility_timeout_seconds,
           retention_seconds = excluded.retention_seconds,
           dead_letter_queue = excluded.dead_letter_queue,
           max_receive_count = excluded.max_receive_count,
           modified_at = excluded.modified_at",
        params![
            spec.name,
            spec.visibility_timeout_seconds,
            spec.retention_seconds,
            dead_letter.map(|dead_letter| &dead_letter.queue),
            dead_letter.map(|dead_letter| dead_letter.max_receive_count),
            now,
        ],
    )?;
    Ok(())
}

pub(crate) fn names(tx: &Connection, prefix: &str, after: &str, most: i64) -> rusqlite::Result<Vec<String>> {
    tx.prepare_cached(
        "SELECT name FROM queues WHERE substr(name, 1, length(?1)) = ?1 AND name > ?2 ORDER BY name LIMIT ?3",
    )?
    .query_map(params![prefix, after, most], |row| row.get(0))?
    .collect()
}

fn queue(row: &Row<'_>) -> rusqlite::Result<Queue> {
    let target: Option<String> = row.get("dead_letter_queue")?;
    let max_receive_count: Option<u32> = row.get("max_receive_count")?;
    let dead_letter = target
        .zip(max_receive_count)
        .map(|(queue, max_receive_count)| DeadLetter { queue, max_receive_count });
    let spec = QueueSpec {
        name: row.get("name")?,
        visibility_timeout_seconds: row.get("visibility_timeout_seconds")?,
        retention_seconds: row.get("retention_seconds")?,
        dead_letter,
    };
    Ok(Queue { spec, created_at: row.get("created_at")?, modified_at: row.get("modified_at")? })
}
