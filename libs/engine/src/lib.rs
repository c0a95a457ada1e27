//! Advances a job by one step per message. No step waits for a vendor: it fetches files, starts, looks or
//! saves, records what happened, sends the next message and ends. (A synchronous vendor answers within the
//! start.)
//!
//! Which moves a job makes, and why, is in [`domain::lifecycle`]; this crate talks to the vendors, writes the moves
//! down and sends the messages.

mod announce;
mod batch;
mod cancel;
mod claim;
mod collect;
mod error;
mod expire;
mod fetch_inputs;
mod fetch_step;
mod finish;
mod look;
mod make;
mod open_result;
mod result_check;
mod route_health;
mod save_media;
mod save_result;
mod seen;
mod sources;
mod start;
mod start_answers;
mod step;
mod sweep;
mod tasks;
#[cfg(test)]
mod testing;
mod until;

use std::sync::Arc;

use alerts::Alerts;
use clock::Clock;
use domain::Catalog;
use domain::timing::Pace;
use fetch::Fetcher;
use files::Files;
use queue::Queues;
use store::{Healths, Store};
use tokio::sync::Semaphore;
use vendors::Vendors;

pub use batch::{advance_all, side_by_side};
pub use claim::Claimed;
pub use error::Error;
pub use finish::Finished;
pub use sources::{OpenSource, SourceReader, check_size, locate};
pub use sweep::Swept;

/// Files being fetched, fitted and stored at once in one process: bounds its memory.
const SAVING_AT_ONCE: usize = 4;

/// What moves and ends jobs, without any vendor: all that the sweeper needs, and what a worker of another make
/// builds on.
#[derive(Debug, Clone)]
pub struct Jobs {
    pub store: Store,
    pub queues: Queues,
    pub alerts: Alerts,
    pub clock: Clock,
    pub pace: Pace,
}

/// What a worker needs to advance jobs.
#[derive(Debug, Clone)]
pub struct Engine {
    jobs: Jobs,
    files: Files,
    vendors: Vendors,
    fetcher: Fetcher,
    catalog: Arc<Catalog>,
    healths: Healths,
    saving: Arc<Semaphore>,
}

impl Engine {
    pub fn new(jobs: Jobs, files: Files, vendors: Vendors, fetcher: Fetcher, catalog: Arc<Catalog>) -> Self {
        let healths = Healths::new(jobs.store.clone());
        let saving = Arc::new(Semaphore::new(SAVING_AT_ONCE));
        Self { jobs, files, vendors, fetcher, catalog, healths, saving }
    }
}
