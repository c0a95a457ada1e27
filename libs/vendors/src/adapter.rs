//! What the engine can ask of a vendor: one trait, and one implementation in each vendor's folder. What an adapter
//! leaves out, its vendor cannot do.

use domain::Kind;
use domain::catalog::{Host, Route, Vendor};
use domain::job::Handle;
use futures::FutureExt as _;
use futures::future::{BoxFuture, ready};

use crate::bfl::Bfl;
use crate::byteplus::Byteplus;
use crate::elevenlabs::Elevenlabs;
use crate::fal::Fal;
use crate::google::Google;
use crate::heygen::Heygen;
use crate::kling::Kling;
use crate::luma::Luma;
use crate::openai::Openai;
use crate::runway::Runway;
use crate::{
    Avatar, CallError, CancelAnswer, Download, Look, LookError, OpenError, Page, Shutdown, Start, StartError,
    Task, Voice,
};

/// What an adapter gets for every call about a task.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) http: &'a reqwest::Client,
    pub(crate) key: &'a str,
    pub(crate) route: &'a Route,
}

impl<'a> Call<'a> {
    /// What the vendor calls the model that does this task.
    pub(crate) fn wire_model(&self, task: &Task<'_>) -> Result<&'a str, StartError> {
        let model = self.route.wire_model(task.input());
        model.ok_or_else(|| StartError::not_done("the route has no model for this kind of input"))
    }
}

/// What an adapter gets to read the lists of an account, which belong to no route.
#[derive(Clone, Copy)]
pub(crate) struct ListCall<'a> {
    pub(crate) http: &'a reqwest::Client,
    pub(crate) key: &'a str,
    pub(crate) host: &'a Host,
}

/// A task that the vendor has accepted.
#[derive(Clone, Copy)]
pub(crate) struct AcceptedTask<'a> {
    pub(crate) kind: Kind,
    pub(crate) handle: &'a Handle,
    /// How long ago the vendor accepted it.
    pub(crate) age_seconds: i64,
}

/// The meaning of each method is that of the method of the same name of [`crate::Vendors`].
pub(crate) trait Adapter: Sync {
    fn start<'a>(&self, call: Call<'a>, task: &'a Task<'a>) -> BoxFuture<'a, Result<Start, StartError>>;

    fn look<'a>(&self, call: Call<'a>, _task: AcceptedTask<'a>) -> BoxFuture<'a, Result<Look, LookError>> {
        let vendor = call.route.vendor.as_str();
        ready(Err(LookError::NoAnswer(format!("{vendor} has no tasks to look at")))).boxed()
    }

    fn cancel<'a>(
        &self,
        _call: Call<'a>,
        _handle: &'a Handle,
    ) -> BoxFuture<'a, Result<CancelAnswer, CallError>> {
        ready(Ok(CancelAnswer::TooLate)).boxed()
    }

    fn look_up<'a>(
        &self,
        call: Call<'a>,
        _kind: Kind,
        _external_id: &'a str,
    ) -> BoxFuture<'a, Result<Option<Handle>, CallError>> {
        let vendor = call.route.vendor.as_str();
        ready(Err(CallError(format!("{vendor} cannot be asked for a task by our own id")))).boxed()
    }

    fn open<'a>(
        &self,
        call: Call<'a>,
        _url: &'a str,
        _max_bytes: u64,
    ) -> BoxFuture<'a, Result<Download, OpenError>> {
        let vendor = call.route.vendor.as_str();
        ready(Err(OpenError::Unusable(format!("{vendor} keeps no results behind its key")))).boxed()
    }

    /// Whether the vendor tells when it shuts a model down.
    fn tells_shutdowns(&self) -> bool {
        false
    }

    fn shutdown<'a>(
        &self,
        _call: ListCall<'a>,
        _wire_model: &'a str,
    ) -> BoxFuture<'a, Result<Shutdown, CallError>> {
        ready(Err(CallError("this vendor does not tell when a model ends".to_owned()))).boxed()
    }

    fn voices<'a>(
        &self,
        _call: ListCall<'a>,
        _kind: Kind,
        _cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page<Voice>, CallError>> {
        ready(Ok(Page::default())).boxed()
    }

    fn avatars<'a>(
        &self,
        _call: ListCall<'a>,
        _cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page<Avatar>, CallError>> {
        ready(Ok(Page::default())).boxed()
    }

    fn voice<'a>(
        &self,
        _call: ListCall<'a>,
        _kind: Kind,
        _id: &'a str,
    ) -> BoxFuture<'a, Result<Option<Voice>, CallError>> {
        ready(Err(CallError("this vendor cannot be asked for a voice".to_owned()))).boxed()
    }

    fn avatar<'a>(
        &self,
        _call: ListCall<'a>,
        _id: &'a str,
    ) -> BoxFuture<'a, Result<Option<Avatar>, CallError>> {
        ready(Err(CallError("this vendor cannot be asked for an avatar".to_owned()))).boxed()
    }
}

/// The only place that knows which adapter belongs to which vendor.
pub(crate) fn adapter(vendor: Vendor) -> &'static dyn Adapter {
    match vendor {
        Vendor::Bfl => &Bfl,
        Vendor::Openai => &Openai,
        Vendor::Google => &Google,
        Vendor::Byteplus => &Byteplus,
        Vendor::Luma => &Luma,
        Vendor::Runway => &Runway,
        Vendor::Kling => &Kling,
        Vendor::Heygen => &Heygen,
        Vendor::Elevenlabs => &Elevenlabs,
        Vendor::Fal => &Fal,
    }
}
