//! The entrance to the queues: opens the file, declares queues, hands out the router, and wakes waiting receivers.
//! It must not know the wire format.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use crate::address;
use crate::error::Error;
use crate::refusal::Refusal;
use crate::router;
use crate::spec::QueueSpec;
use crate::store::{self, OpenQueue, Store};

type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// All queues of one local stack. Clones share the file and wake each other's long polls.
#[derive(Clone)]
pub struct Queues {
    shared: Arc<Shared>,
}

struct Shared {
    store: Store,
    clock: Clock,
    changed: Notify,
}

impl Queues {
    /// Opens or creates the file. `clock` returns Unix milliseconds; delay, visibility and retention follow it.
    pub fn open(file: &Path, clock: Arc<dyn Fn() -> i64 + Send + Sync>) -> Result<Self, Error> {
        let store = Store::open(file)?;
        Ok(Self { shared: Arc::new(Shared { store, clock, changed: Notify::new() }) })
    }

    /// Creates a queue or changes its rules, and keeps its messages. Idempotent.
    pub fn declare(&self, queue: &QueueSpec) -> Result<(), Error> {
        queue.check()?;
        self.shared.store.transact(|tx| store::declare(tx, queue))?;
        self.announce();
        Ok(())
    }

    /// Answers SQS requests at `/` and at `/{account}/{queue}`.
    pub fn router(&self) -> Router {
        router::router(self.clone())
    }

    /// Opens the queue that a request names, deletes the messages that are older than its retention, and runs `work`,
    /// all in one transaction. If `work` refuses, everything that it did is undone.
    pub(crate) fn in_queue<T>(
        &self,
        queue_url: &str,
        work: impl FnOnce(&OpenQueue<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.shared.store.transact(|tx| {
            let spec = store::find(tx, address::queue_name(queue_url))?.ok_or(Refusal::QueueDoesNotExist)?;
            let queue = OpenQueue { tx, spec, now: self.now() };
            store::delete_expired(&queue)?;
            work(&queue)
        })
    }

    /// Wakes waiting receivers, because something has become visible or becomes so at another time than they expect.
    /// This must follow the commit, so that a receiver that wakes up finds what has changed.
    pub(crate) fn announce(&self) {
        self.shared.changed.notify_waiters();
    }

    /// Resolves at the first [`Self::announce`] after it was enabled.
    pub(crate) fn change(&self) -> Notified<'_> {
        self.shared.changed.notified()
    }

    fn now(&self) -> i64 {
        (self.shared.clock)()
    }
}

impl fmt::Debug for Queues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queues").finish_non_exhaustive()
    }
}
