//! The `SQLite` file: one writer at a time, every request one short transaction, committed before it is answered.
//! Knows rows and instants (unix milliseconds), not the protocol.

mod count;
mod find;
mod forget;
mod lease;
mod put;
mod redrive;
mod take;

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

pub(crate) use count::{Counts, count};
pub(crate) use find::{Queue, declare, find, names};
pub(crate) use forget::{forget, forget_all, forget_expired};
pub(crate) use lease::{Lease, lease, show_at};
pub(crate) use put::put;
pub(crate) use redrive::redrive;
pub(crate) use take::{Taken, next_visible, take};

pub(crate) struct Store {
    connection: Mutex<Connection>,
}

/// One request inside one queue: its transaction, the queue's rules, and the instant it happens at.
pub(crate) struct Visit<'a> {
    pub(crate) tx: &'a Connection,
    pub(crate) queue: Queue,
    pub(crate) now: i64,
}

impl Store {
    pub(crate) fn open(file: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(file)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        // With WAL, NORMAL loses commits only when the machine dies, never when the process does.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.execute_batch(include_str!("schema.sql"))?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// Commits what `work` did, or undoes it when `work` fails.
    pub(crate) fn transact<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        // A panic in `work` rolled its transaction back, so the connection is sound.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx)?;
        tx.commit()?;
        Ok(done)
    }
}
