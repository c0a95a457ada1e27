//! The vendors. One folder per wire protocol; every call is one request and one answer, sorted into what
//! the engine can do about it. Adapters never sleep, loop or retry.

mod bfl;
mod http;
mod key_hosts;

use std::collections::BTreeMap;
use std::fmt;

use domain::Failure;
use domain::catalog::{Route, Vendor};
use domain::job::Handle;
use domain::size::Size;

pub use http::Error;

/// All vendors a deployment has keys for. Cheap to clone.
#[derive(Clone)]
pub struct Providers {
    http: reqwest::Client,
    keys: BTreeMap<Vendor, String>,
}

/// One picture to be made.
#[derive(Debug, Clone, Copy)]
pub struct PictureTask<'a> {
    pub prompt: &'a str,
    pub size: Size,
    pub seed: Option<u32>,
}

/// Why a task was not started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotStarted {
    /// No free slot: not accepted, worth waiting for. Seconds, where the vendor named them.
    Busy { retry_after: Option<u32> },
    /// The vendor is in trouble: not accepted, worth trying again. The text is for the log.
    Unavailable(String),
    /// Our key or account is of no use there: not accepted, and no repeat will change that.
    RouteDown(String),
    /// The vendor refused this very task, for good.
    Refused(Failure),
    /// The answer was lost: the vendor may or may not be at work.
    Uncertain(String),
}

/// What a look at a task found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    Running {
        progress_percent: Option<u8>,
    },
    /// The result's address: foreign, short-lived, to be opened by `fetch` only.
    Ready {
        url: String,
    },
    Failed(Failure),
}

/// The look itself did not work; the task goes on regardless.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no answer about the task: {0}")]
pub struct Unseen(pub String);

impl Providers {
    /// Vendors without a key, or with an empty one, are left out.
    pub fn new(keys: BTreeMap<Vendor, String>) -> Result<Self, Error> {
        let keys = keys.into_iter().filter(|(_, key)| !key.is_empty()).collect();
        Ok(Self { http: http::client()?, keys })
    }

    pub fn has_key(&self, vendor: Vendor) -> bool {
        self.keys.contains_key(&vendor)
    }

    pub async fn start(&self, route: &Route, task: PictureTask<'_>) -> Result<Handle, NotStarted> {
        let Some(key) = self.keys.get(&route.vendor) else {
            return Err(NotStarted::RouteDown(format!("no key for {}", route.vendor.as_str())));
        };
        match route.vendor {
            Vendor::Bfl => bfl::start(&self.http, key, route, task).await,
        }
    }

    /// `age_seconds`: how long ago the vendor accepted the task.
    pub async fn look(&self, route: &Route, handle: &Handle, age_seconds: i64) -> Result<Look, Unseen> {
        let Some(key) = self.keys.get(&route.vendor) else {
            return Err(Unseen(format!("no key for {}", route.vendor.as_str())));
        };
        match route.vendor {
            Vendor::Bfl => bfl::look(&self.http, key, route, handle, age_seconds).await,
        }
    }
}

impl fmt::Debug for Providers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Providers").field("vendors", &self.keys.keys()).finish_non_exhaustive()
    }
}
