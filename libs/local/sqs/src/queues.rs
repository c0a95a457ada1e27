//! The door to the queues: opens the file, declares queues, hands out the router, and wakes those who wait.
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
use crate::store::{self, Store, Visit};

type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// All queues of one local stack. Clones share the same file and wake each other's long polls.
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
    /// Opens or creates the file. `clock` tells unix milliseconds; delay, visibility and retention follow it.
    pub fn open(file: &Path, clock: Arc<dyn Fn() -> i64 + Send + Sync>) -> Result<Self, Error> {
        let store = Store::open(file)?;
        Ok(Self { shared: Arc::new(Shared { store, clock, changed: Notify::new() }) })
    }

    /// Makes a queue or changes its rules. Idempotent; messages stay.
    pub fn declare(&self, queue: &QueueSpec) -> Result<(), Error> {
        queue.check()?;
        self.shared.store.transact(|tx| store::declare(tx, queue, self.now()))?;
        self.announce();
        Ok(())
    }

    /// Answers SQS requests at `/` and at `/{account}/{queue}`. `base_url` is what the queue URLs it tells start with.
    pub fn router(&self, base_url: &str) -> Router {
        router::router(self.clone(), base_url)
    }

    /// Runs `work` as one transaction inside the queue a request names, after dropping what outlived its retention.
    /// A refusal undoes everything `work` did.
    pub(crate) fn in_queue<T>(
        &self,
        queue_url: &str,
        work: impl FnOnce(&Visit<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.shared.store.transact(|tx| {
            let queue = store::find(tx, address::queue_name(queue_url))?.ok_or(Refusal::QueueDoesNotExist)?;
            let visit = Visit { tx, queue, now: self.now() };
            store::forget_expired(&visit)?;
            work(&visit)
        })
    }

    /// Names of all queues that start with `prefix`, in order, after the name `after`.
    pub(crate) fn names(&self, prefix: &str, after: &str, most: i64) -> Result<Vec<String>, Refusal> {
        self.shared.store.transact(|tx| Ok(store::names(tx, prefix, after, most)?))
    }

    pub(crate) fn exists(&self, name: &str) -> Result<bool, Refusal> {
        self.shared.store.transact(|tx| Ok(store::find(tx, name)?.is_some()))
    }

    /// Something became visible, or will become visible at another time than waiters believe.
    /// Only after the commit: who wakes up must find it.
    pub(crate) fn announce(&self) {
        self.shared.changed.notify_waiters();
    }

    /// Resolves at the next [`Self::announce`] after it was enabled.
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
