//! Runway: Gen-4.5, and Veo through its gateway; silent clips. Asynchronous; tasks can be cancelled, and there is no
//! idempotency key. Tasks beyond the account's slots are accepted and wait as `THROTTLED`. Result links live a day, and
//! every look gives a fresh one.

mod errors;
mod wire;

use domain::ErrorCode;
use domain::catalog::Route;
use domain::job::Handle;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use reqwest::RequestBuilder;

use crate::adapter::{AcceptedTask, Adapter, Call};
use crate::http::{self, STATUS};
use crate::ids::url_safe;
use crate::part::Parts;
use crate::{CallError, CancelAnswer, Look, LookError, Start, StartError, Task, Work};

/// The API's version, which every call names.
const VERSION: &str = "2024-11-06";

pub(crate) struct Runway;

impl Adapter for Runway {
    fn start<'a>(&self, call: Call<'a>, task: &'a Task<'a>) -> BoxFuture<'a, Result<Start, StartError>> {
        start(call, task).boxed()
    }

    fn look<'a>(&self, call: Call<'a>, task: AcceptedTask<'a>) -> BoxFuture<'a, Result<Look, LookError>> {
        look(call, task).boxed()
    }

    fn cancel<'a>(
        &self,
        call: Call<'a>,
        handle: &'a Handle,
    ) -> BoxFuture<'a, Result<CancelAnswer, CallError>> {
        cancel(call, handle).boxed()
    }
}

async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let answer = http::send(generation(call, task)?, STATUS).await?;
    errors::judge_start(&answer, Parts::from_task(task)).map(Start::Accepted)
}

async fn look(call: Call<'_>, task: AcceptedTask<'_>) -> Result<Look, LookError> {
    let address = task_address(call.route, &task.handle.id);
    let address = address.map_err(|CallError(why)| LookError::Unreadable(why))?;
    let answer = http::send(with_key(call, call.http.get(address)), STATUS).await;
    let parts = Parts::from_accepted(call.route.vendor, task.kind);
    errors::judge_look(&answer.map_err(CallError::from)?, task.age_seconds, parts)
}

/// The same call stops a task that runs and deletes one that has ended, and no call can tell the two apart. The engine
/// cancels only what it has just seen running, so at worst a clip is lost that was finished since that look and that
/// nobody wants any more. What was deleted is a 404 from then on.
async fn cancel(call: Call<'_>, handle: &Handle) -> Result<CancelAnswer, CallError> {
    let request = call.http.delete(task_address(call.route, &handle.id)?);
    errors::judge_cancel(&http::send(with_key(call, request), STATUS).await?)
}

fn generation(call: Call<'_>, task: &Task<'_>) -> Result<RequestBuilder, StartError> {
    let (Work::Video(video), Some(model)) = (task.work, call.route.wire_model(task.input())) else {
        return Err(StartError::not_done("Runway makes videos only"));
    };
    let Some(dialect) = call.route.shape.and_then(wire::Dialect::from_shape) else {
        return Err(StartError::not_done("the route has no dialect that Runway speaks"));
    };
    let body = wire::Generation::from_task(model, dialect, &video)
        .ok_or_else(|| StartError::refused(ErrorCode::InvalidInput))?;
    let path = if video.start_frame.is_some() { "image_to_video" } else { "text_to_video" };
    let request = call.http.post(format!("{}/v1/{path}", call.route.base_url));
    Ok(with_key(call, request).json(&body))
}

fn task_address(route: &Route, id: &str) -> Result<String, CallError> {
    Ok(format!("{}/v1/tasks/{}", route.base_url, url_safe(id)?))
}

fn with_key(call: Call<'_>, request: RequestBuilder) -> RequestBuilder {
    request.bearer_auth(call.key).header("x-runway-version", VERSION)
}

#[cfg(test)]
mod tests;
