//! The vendors. One folder per vendor; every call is one request and one answer, sorted into what the engine
//! can do about it. Adapters never sleep, loop or retry. (One start needs two requests: Kling speaks a script
//! before it starts the avatar.)

mod bfl;
mod byteplus;
mod download;
mod elevenlabs;
mod encode;
mod fal;
mod google;
mod heygen;
mod http;
mod ids;
mod key_hosts;
mod kling;
mod luma;
mod openai;
mod outcome;
mod pick;
mod runway;
mod task;

use std::collections::BTreeMap;
use std::fmt;

use domain::Kind;
use domain::catalog::{Host, Route, Vendor};
use domain::job::Handle;

pub use download::Download;
pub use http::Error;
pub use outcome::{CallError, CancelAnswer, Look, OpenError, Output, Start, StartError};
pub use pick::{Avatar, Page, Query, Voice};
pub use task::{Attachment, AvatarTask, ImageTask, Portrait, SpeechTask, Spoken, Task, VideoTask, Work};

/// All vendors a deployment has keys for. Cheap to clone.
#[derive(Clone)]
pub struct Vendors {
    http: reqwest::Client,
    keys: BTreeMap<Vendor, String>,
}

/// What an adapter gets for every call.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) http: &'a reqwest::Client,
    pub(crate) key: &'a str,
    pub(crate) route: &'a Route,
}

impl Vendors {
    /// Vendors without a key, or with an empty one, are left out.
    pub fn new(keys: BTreeMap<Vendor, String>) -> Result<Self, Error> {
        let keys = keys.into_iter().filter(|(_, key)| !key.is_empty()).collect();
        Ok(Self { http: http::client()?, keys })
    }

    pub fn has_key(&self, vendor: Vendor) -> bool {
        self.keys.contains_key(&vendor)
    }

    /// Starts a task; a synchronous route makes the result at once. The caller bounds the time.
    pub async fn start(&self, route: &Route, task: &Task<'_>) -> Result<Start, StartError> {
        let Some(call) = self.call(route) else {
            return Err(StartError::RouteDown(format!("no key for {}", route.vendor.as_str())));
        };
        match route.vendor {
            Vendor::Bfl => bfl::start(call, task).await,
            Vendor::Openai => openai::start(call, task).await,
            Vendor::Google => google::start(call, task).await,
            Vendor::Byteplus => byteplus::start(call, task).await,
            Vendor::Luma => luma::start(call, task).await,
            Vendor::Runway => runway::start(call, task).await,
            Vendor::Kling => kling::start(call, task).await,
            Vendor::Heygen => heygen::start(call, task).await,
            Vendor::Elevenlabs => elevenlabs::start(call, task).await,
            Vendor::Fal => fal::start(call, task).await,
        }
    }

    /// Asks how far a task is. `age_seconds`: how long ago the vendor accepted it. Synchronous vendors have no
    /// tasks to look at.
    pub async fn look(
        &self,
        route: &Route,
        kind: Kind,
        handle: &Handle,
        age_seconds: i64,
    ) -> Result<Look, CallError> {
        let call = self.call(route).ok_or_else(|| no_key(route.vendor))?;
        match route.vendor {
            Vendor::Bfl => bfl::look(call, handle, age_seconds).await,
            Vendor::Google => google::look(call, handle).await,
            Vendor::Byteplus => byteplus::look(call, handle, age_seconds).await,
            Vendor::Luma => luma::look(call, handle, age_seconds).await,
            Vendor::Runway => runway::look(call, handle, age_seconds).await,
            Vendor::Kling => kling::look(call, kind, handle, age_seconds).await,
            Vendor::Heygen => heygen::look(call, handle, age_seconds).await,
            Vendor::Fal => fal::look(call, handle, age_seconds).await,
            Vendor::Openai | Vendor::Elevenlabs => Err(no_tasks(route.vendor)),
        }
    }

    /// Asks the vendor to stop a task; only where the route says `cancel`.
    pub async fn cancel(&self, route: &Route, handle: &Handle) -> Result<CancelAnswer, CallError> {
        let call = self.call(route).ok_or_else(|| no_key(route.vendor))?;
        match route.vendor {
            Vendor::Byteplus => byteplus::cancel(call, handle).await,
            Vendor::Runway => runway::cancel(call, handle).await,
            Vendor::Fal => fal::cancel(call, handle).await,
            _ => Ok(CancelAnswer::TooLate),
        }
    }

    /// Asks the vendor for a task by the reference it was started with; only where the route says `lookup`.
    /// `None`: the vendor knows no such task.
    pub async fn look_up(
        &self,
        route: &Route,
        kind: Kind,
        reference: &str,
    ) -> Result<Option<Handle>, CallError> {
        let call = self.call(route).ok_or_else(|| no_key(route.vendor))?;
        match route.vendor {
            Vendor::Kling => kling::look_up(call, kind, reference).await,
            _ => Err(CallError(format!("{} cannot be asked by our own id", route.vendor.as_str()))),
        }
    }

    /// Opens a result of at most `max_bytes` that only the holder of the vendor's key may fetch
    /// ([`Output::KeyedLink`]).
    pub async fn open(&self, route: &Route, url: &str, max_bytes: u64) -> Result<Download, OpenError> {
        let call = self.call(route).ok_or_else(|| no_key(route.vendor))?;
        match route.vendor {
            Vendor::Google => google::open(call, url, max_bytes).await,
            _ => Err(OpenError::Unusable(format!("{} has none behind its key", route.vendor.as_str()))),
        }
    }

    /// One page of the voices that a vendor's key gives access to.
    pub async fn voices(
        &self,
        vendor: Vendor,
        host: &Host,
        kind: Kind,
        query: &Query,
    ) -> Result<Page<Voice>, CallError> {
        let key = self.keys.get(&vendor).ok_or_else(|| no_key(vendor))?;
        match vendor {
            Vendor::Elevenlabs => elevenlabs::voices(&self.http, key, host, query).await,
            Vendor::Heygen => heygen::voices(&self.http, key, host, kind, query).await,
            _ => Ok(Page::default()),
        }
    }

    /// One page of the avatars that a vendor's key gives access to.
    pub async fn avatars(
        &self,
        vendor: Vendor,
        host: &Host,
        query: &Query,
    ) -> Result<Page<Avatar>, CallError> {
        let key = self.keys.get(&vendor).ok_or_else(|| no_key(vendor))?;
        match vendor {
            Vendor::Heygen => heygen::avatars(&self.http, key, host, query).await,
            _ => Ok(Page::default()),
        }
    }

    fn call<'a>(&'a self, route: &'a Route) -> Option<Call<'a>> {
        Some(Call { http: &self.http, key: self.keys.get(&route.vendor)?, route })
    }
}

fn no_key(vendor: Vendor) -> CallError {
    CallError(format!("no key for {}", vendor.as_str()))
}

fn no_tasks(vendor: Vendor) -> CallError {
    CallError(format!("{} has no tasks to look at", vendor.as_str()))
}

impl fmt::Debug for Vendors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vendors").field("vendors", &self.keys.keys()).finish_non_exhaustive()
    }
}
