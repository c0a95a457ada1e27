//! Runway: Gen-4.5, and Veo through its gateway; silent clips. Asynchronous, can be cancelled, no idempotency key.
//! Tasks beyond the account's slots wait as `THROTTLED` instead of being refused. Result links live a day; every
//! look gives a fresh one.

mod errors;
mod wire;

use domain::catalog::Route;
use domain::job::Handle;
use domain::{ErrorCode, Failure};
use reqwest::RequestBuilder;

use crate::http::{self, NoAnswer, STATUS};
use crate::ids::plain;
use crate::{Call, CallError, CancelAnswer, Look, Start, StartError, Task, Work};

/// The API's version, on every call.
const VERSION: &str = "2024-11-06";

pub(crate) async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let request = generation(call, task)?;
    let answer = http::send(request, STATUS).await.map_err(NoAnswer::not_started)?;
    errors::judge_start(&answer).map(Start::Accepted)
}

pub(crate) async fn look(call: Call<'_>, handle: &Handle, age_seconds: i64) -> Result<Look, CallError> {
    let request = call.http.get(task_address(call.route, &handle.id)?);
    let answer = http::send(keyed(call, request), STATUS).await.map_err(NoAnswer::unseen)?;
    errors::judge_look(&answer, age_seconds)
}

/// The same call that stops a task deletes one that has ended, and one call cannot tell them apart. The engine
/// cancels only what it saw running, so what may be lost is a clip that was finished since its last look, which
/// nobody wants any more. Whatever was deleted is a 404 from then on.
pub(crate) async fn cancel(call: Call<'_>, handle: &Handle) -> Result<CancelAnswer, CallError> {
    let request = call.http.delete(task_address(call.route, &handle.id)?);
    let answer = http::send(keyed(call, request), STATUS).await.map_err(NoAnswer::unseen)?;
    errors::judge_cancel(&answer)
}

fn generation(call: Call<'_>, task: &Task<'_>) -> Result<RequestBuilder, StartError> {
    let (Work::Video(video), Some(model)) = (task.work, call.route.wire_model(task.input())) else {
        return Err(StartError::RouteDown("Runway makes videos only".to_owned()));
    };
    let Some(dialect) = call.route.shape.and_then(wire::Dialect::of) else {
        return Err(StartError::RouteDown("the route has no dialect that Runway speaks".to_owned()));
    };
    let body = wire::Generation::of(model, dialect, &video)
        .ok_or_else(|| StartError::Refused(Failure::new(ErrorCode::InvalidInput)))?;
    let path = if video.start_frame.is_some() { "image_to_video" } else { "text_to_video" };
    let request = call.http.post(format!("{}/v1/{path}", call.route.base_url));
    Ok(keyed(call, request).json(&body))
}

fn task_address(route: &Route, id: &str) -> Result<String, CallError> {
    if !plain(id) {
        return Err(CallError("the task's id does not belong into an address".to_owned()));
    }
    Ok(format!("{}/v1/tasks/{id}", route.base_url))
}

fn keyed(call: Call<'_>, request: RequestBuilder) -> RequestBuilder {
    request.bearer_auth(call.key).header("x-runway-version", VERSION)
}

#[cfg(test)]
mod tests;
