//! Jobs: listed, waited for, canceled and retried.

use domain::JobId;

use super::{Hub, listing, submit};
use crate::api::Call;
use crate::args::{Follow, JobFilter, Then};
use crate::download;
use crate::failure::Failure;
use crate::wait::follow;

pub(super) async fn list(hub: &mut Hub<'_>, filter: &JobFilter) -> Result<(), Failure> {
    let filtered = |call: Call| {
        call.with("type", filter.kind.map(domain::Kind::as_str))
            .with("status", filter.status.map(domain::Status::as_str))
            .with("folder", filter.folder.as_deref())
            .with("user", filter.user.as_deref())
    };
    listing::pages(hub, &listing::JOBS, &filter.page, filtered).await
}

pub(super) async fn wait(hub: &mut Hub<'_>, id: JobId, how: &Follow) -> Result<(), Failure> {
    download::check(how.out.as_deref())?;
    follow(hub, id, how).await
}

pub(super) async fn cancel(hub: &mut Hub<'_>, id: JobId) -> Result<(), Failure> {
    let call = Call::post(format!("/creative-hub/generate/jobs/{id}/cancel"), None);
    let answer = hub.api()?.send(&call).await?;
    hub.show(&answer)
}

/// The new job is waited for, as after a submit.
pub(super) async fn retry(hub: &mut Hub<'_>, id: JobId, then: &Then) -> Result<(), Failure> {
    download::check(then.follow.out.as_deref())?;
    let call = Call::post(format!("/creative-hub/generate/jobs/{id}/retry"), None);
    submit::send(hub, call, then).await
}
