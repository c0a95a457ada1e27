//! The vendors. Each has a folder with its adapter. A call of an adapter is one request and one answer, and the answer
//! is classified by what the engine can do about it. Adapters never sleep, loop or retry. (Two exceptions to one
//! request a call: Kling speaks a script before it starts the avatar, and fal has to be asked for a result once it says
//! that a task is over.)

mod adapter;
mod bfl;
mod byteplus;
mod complaint;
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
mod lenient;
mod lists;
mod luma;
mod media_link;
mod moderation;
mod openai;
mod other_model;
mod outcome;
mod part;
mod result_body;
mod retry_after;
mod runway;
mod shutdown;
mod sound;
mod state;
mod task;
#[cfg(test)]
mod testing;
mod unpack;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use domain::Kind;
use domain::catalog::{Host, Route, Vendor};
use domain::health::ClosedBy;
use domain::job::Handle;

use adapter::{AcceptedTask, Call, ListCall, adapter};

pub use download::Download;
pub use http::Error;
pub use lists::{Avatar, Page, Voice};
pub use outcome::{CallError, CancelAnswer, Look, LookError, OpenError, Output, Start, StartError};
pub use shutdown::Shutdown;
pub use task::{Attachment, AvatarTask, ImageTask, Portrait, SpeechTask, Spoken, Task, VideoTask, Work};

/// All vendors that a deployment has keys for. Cheap to clone.
#[derive(Clone)]
pub struct Vendors {
    http: reqwest::Client,
    keys: BTreeMap<Vendor, String>,
}

impl Vendors {
    /// Vendors without a key, or with an empty one, are left out.
    pub fn new(keys: BTreeMap<Vendor, String>) -> Result<Self, Error> {
        let keys = keys.into_iter().filter(|(_, key)| !key.is_empty()).collect();
        Ok(Self { http: http::client()?, keys })
    }

    /// The vendors that the deployment has a key for.
    pub fn with_key(&self) -> BTreeSet<Vendor> {
        self.keys.keys().copied().collect()
    }

    pub fn has_key(&self, vendor: Vendor) -> bool {
        self.keys.contains_key(&vendor)
    }

    /// Starts a task. A synchronous route makes the result at once. The caller bounds the time.
    pub async fn start(&self, route: &Route, task: &Task<'_>) -> Result<Start, StartError> {
        let call = self.call(route).map_err(|CallError(why)| StartError::RouteDown(ClosedBy::Key, why))?;
        let task = task.on_route(route).map_err(StartError::NotHere)?;
        adapter(route.vendor).start(call, &task).await
    }

    /// Asks how far a task is. `age_seconds`: how long ago the vendor accepted it. Synchronous vendors have no
    /// tasks to look at.
    pub async fn look(
        &self,
        route: &Route,
        kind: Kind,
        handle: &Handle,
        age_seconds: i64,
    ) -> Result<Look, LookError> {
        // A result that only has to be downloaded: the vendor has no task for it.
        if let Some(link) = handle.result_link() {
            return Ok(Look::Ready(Output::Link(link.to_owned())));
        }
        let task = AcceptedTask { kind, handle, age_seconds };
        // A key that was taken away is the operator's as one that is refused is.
        let call = self.call(route).map_err(|CallError(why)| LookError::Denied(why))?;
        adapter(route.vendor).look(call, task).await
    }

    /// Asks the vendor to stop a task. Works only where the route says `cancel`.
    pub async fn cancel(&self, route: &Route, handle: &Handle) -> Result<CancelAnswer, CallError> {
        adapter(route.vendor).cancel(self.call(route)?, handle).await
    }

    /// Asks the vendor for a task by the external id that it was started with. Works only where the route says
    /// `lookup`. `None`: the vendor knows no such task.
    pub async fn look_up(
        &self,
        route: &Route,
        kind: Kind,
        external_id: &str,
    ) -> Result<Option<Handle>, CallError> {
        adapter(route.vendor).look_up(self.call(route)?, kind, external_id).await
    }

    /// Opens a result of at most `max_bytes` that only the holder of the vendor's key may fetch
    /// ([`Output::KeyedLink`]).
    pub async fn open(&self, route: &Route, url: &str, max_bytes: u64) -> Result<Download, OpenError> {
        adapter(route.vendor).open(self.call(route)?, url, max_bytes).await
    }

    /// Asks a vendor when it shuts a model down. `None`: this vendor does not tell.
    pub async fn shutdown(
        &self,
        vendor: Vendor,
        host: &Host,
        wire_model: &str,
    ) -> Option<Result<Shutdown, CallError>> {
        if !adapter(vendor).tells_shutdowns() {
            return None;
        }
        let call = match self.list_call(vendor, host) {
            Ok(call) => call,
            Err(error) => return Some(Err(error)),
        };
        Some(adapter(vendor).shutdown(call, wire_model).await)
    }

    /// One page of the voices that a vendor's key gives access to. Empty where the vendor has no such list.
    pub async fn voices(
        &self,
        vendor: Vendor,
        host: &Host,
        kind: Kind,
        cursor: Option<&str>,
    ) -> Result<Page<Voice>, CallError> {
        adapter(vendor).voices(self.list_call(vendor, host)?, kind, cursor).await
    }

    /// One page of the avatars that a vendor's key gives access to. Empty where the vendor has no such list.
    pub async fn avatars(
        &self,
        vendor: Vendor,
        host: &Host,
        cursor: Option<&str>,
    ) -> Result<Page<Avatar>, CallError> {
        adapter(vendor).avatars(self.list_call(vendor, host)?, cursor).await
    }

    /// Asks a vendor whether it has this voice for us. `None`: it says that it has none. A vendor may know voices that it
    /// does not list.
    pub async fn voice(
        &self,
        vendor: Vendor,
        host: &Host,
        kind: Kind,
        id: &str,
    ) -> Result<Option<Voice>, CallError> {
        adapter(vendor).voice(self.list_call(vendor, host)?, kind, id).await
    }

    /// Asks a vendor whether it has this avatar for us. `None`: it says that it has none.
    pub async fn avatar(&self, vendor: Vendor, host: &Host, id: &str) -> Result<Option<Avatar>, CallError> {
        adapter(vendor).avatar(self.list_call(vendor, host)?, id).await
    }

    fn call<'a>(&'a self, route: &'a Route) -> Result<Call<'a>, CallError> {
        Ok(Call { http: &self.http, key: self.key(route.vendor)?, route })
    }

    fn list_call<'a>(&'a self, vendor: Vendor, host: &'a Host) -> Result<ListCall<'a>, CallError> {
        Ok(ListCall { http: &self.http, key: self.key(vendor)?, host })
    }

    fn key(&self, vendor: Vendor) -> Result<&str, CallError> {
        let key = self.keys.get(&vendor).map(String::as_str);
        key.ok_or_else(|| CallError(format!("no key for {}", vendor.as_str())))
    }
}

impl fmt::Debug for Vendors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vendors").field("vendors", &self.keys.keys()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use domain::Catalog;

    use super::*;

    fn handle() -> Handle {
        Handle { id: "1".to_owned(), url: None }
    }

    fn vendors() -> Vendors {
        let keys = Vendor::ALL.into_iter().filter(|vendor| *vendor != Vendor::Luma);
        Vendors::new(keys.map(|vendor| (vendor, "key".to_owned())).collect()).unwrap()
    }

    #[tokio::test]
    async fn what_a_vendor_cannot_do_is_said_without_a_request() {
        let (vendors, catalog) = (vendors(), Catalog::shipped().unwrap());
        let route = catalog.model(Kind::Tts, "elevenlabs").unwrap().route("elevenlabs").unwrap();
        let looked = vendors.look(route, Kind::Tts, &handle(), 0).await;
        assert_eq!(looked, Err(LookError::NoAnswer("elevenlabs has no tasks to look at".into())));
        assert_eq!(vendors.cancel(route, &handle()).await, Ok(CancelAnswer::TooLate));
        let found = vendors.look_up(route, Kind::Tts, "job-0").await;
        assert_eq!(found, Err(CallError("elevenlabs cannot be asked for a task by our own id".into())));
        let opened = vendors.open(route, "https://api.elevenlabs.io/x", 1).await;
        assert!(matches!(opened, Err(OpenError::Unusable(_))), "{opened:?}");
        let host = catalog.host(Vendor::Bfl).unwrap();
        assert_eq!(vendors.voices(Vendor::Bfl, host, Kind::Tts, None).await, Ok(Page::default()));
        assert_eq!(vendors.avatars(Vendor::Bfl, host, None).await, Ok(Page::default()));
        assert!(vendors.voice(Vendor::Bfl, host, Kind::Tts, "v1").await.is_err());
        assert!(vendors.avatar(Vendor::Bfl, host, "a1").await.is_err());
    }

    #[tokio::test]
    async fn a_result_that_only_has_to_be_downloaded_is_asked_of_nobody() {
        let (vendors, catalog) = (vendors(), Catalog::shipped().unwrap());
        let route = catalog.model(Kind::Image, "seedream_4").unwrap().route("byteplus").unwrap();
        let link = "https://files.example/a.png".to_owned();
        let looked = vendors.look(route, Kind::Image, &Handle::to_result(link.clone()), 0).await;
        assert_eq!(looked, Ok(Look::Ready(Output::Link(link))));
    }

    #[tokio::test]
    async fn without_a_key_nothing_is_asked() {
        let (vendors, catalog) = (vendors(), Catalog::shipped().unwrap());
        let route = catalog.model(Kind::Video, "luma_ray3").unwrap().route("luma").unwrap();
        let why = "no key for luma".to_owned();
        let looked = vendors.look(route, Kind::Video, &handle(), 0).await;
        assert_eq!(looked, Err(LookError::Denied(why.clone())));
        let work = Work::Speech(SpeechTask {
            text: "Hello.",
            voice_id: "v1",
            language: None,
            speed: None,
            format: domain::catalog::SpeechFormat::Mp3,
        });
        let started =
            vendors.start(route, &Task { external_id: "job-0", route_key: "kind/model/route", work }).await;
        assert_eq!(started, Err(StartError::RouteDown(ClosedBy::Key, why)));
    }
}
