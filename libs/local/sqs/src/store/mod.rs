//! The `SQLite` file. There is one writer at a time, every request is one short transaction, and it is committed
//! before it is answered. The store knows rows and times (Unix milliseconds), and not the protocol.

mod count;
mod declare;
mod delete;
mod insert;
mod redrive;
mod take;

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use crate::spec::QueueSpec;

pub(crate) use count::count;
pub(crate) use declare::{declare, find};
pub(crate) use delete::{delete, delete_expired};
pub(crate) use insert::insert;
pub(crate) use redrive::redrive;
pub(crate) use take::{Taken, next_visible, take};

pub(crate) struct Store {
    connection: Mutex<Connection>,
}

/// A queue during one request: the transaction, the queue's rules, and the time of the request.
pub(crate) struct OpenQueue<'a> {
    pub(crate) tx: &'a Connection,
    pub(crate) spec: QueueSpec,
    pub(crate) now: i64,
}

impl Store {
    pub(crate) fn open(file: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(file)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        // With WAL, NORMAL loses commits only when the machine dies, and never when the process does.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.execute_batch(include_str!("schema.sql"))?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// Commits what `work` has done, or undoes it if `work` fails.
    pub(crate) fn transact<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        // A panic in `work` has rolled its transaction back, so the connection is sound.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx)?;
        tx.commit()?;
        Ok(done)
    }
}
