//! Declares queues and finds them.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::spec::{DeadLetter, QueueSpec};

pub(crate) fn find(tx: &Connection, name: &str) -> rusqlite::Result<Option<QueueSpec>> {
    tx.prepare_cached("SELECT * FROM queues WHERE name = ?1")?.query_row([name], spec).optional()
}

pub(crate) fn declare(tx: &Connection, spec: &QueueSpec) -> rusqlite::Result<()> {
    let dead_letter = spec.dead_letter.as_ref();
    tx.execute(
        "INSERT INTO queues VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (name) DO UPDATE SET
           visibility_timeout_seconds = excluded.visibility_timeout_seconds,
           retention_seconds = excluded.retention_seconds,
           dead_letter_queue = excluded.dead_letter_queue,
           max_receive_count = excluded.max_receive_count",
        params![
            spec.name,
            spec.visibility_timeout_seconds,
            spec.retention_seconds,
            dead_letter.map(|dead_letter| &dead_letter.queue),
            dead_letter.map(|dead_letter| dead_letter.max_receive_count),
        ],
    )?;
    Ok(())
}

fn spec(row: &Row<'_>) -> rusqlite::Result<QueueSpec> {
    let target: Option<String> = row.get("dead_letter_queue")?;
    let max_receive_count: Option<u32> = row.get("max_receive_count")?;
    let dead_letter = target
        .zip(max_receive_count)
        .map(|(queue, max_receive_count)| DeadLetter { queue, max_receive_count });
    Ok(QueueSpec {
        name: row.get("name")?,
        visibility_timeout_seconds: row.get("visibility_timeout_seconds")?,
        retention_seconds: row.get("retention_seconds")?,
        dead_letter,
    })
}
