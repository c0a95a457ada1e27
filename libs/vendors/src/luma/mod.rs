//! Luma, Agents API: Ray 3.2, silent clips of 5 or 10 seconds. Asynchronous; there is no cancel and no idempotency key.
//! Result links live an hour, and every look gives a fresh one.

mod errors;
mod wire;

use domain::ErrorCode;
use domain::catalog::Route;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use reqwest::RequestBuilder;

use crate::adapter::{AcceptedTask, Adapter, Call};
use crate::http::{self, STATUS};
use crate::ids::url_safe;
use crate::part::Parts;
use crate::{CallError, Look, LookError, Start, StartError, Task, Work};

pub(crate) struct Luma;

impl Adapter for Luma {
    fn start<'a>(&self, call: Call<'a>, task: &'a Task<'a>) -> BoxFuture<'a, Result<Start, StartError>> {
        start(call, task).boxed()
    }

    fn look<'a>(&self, call: Call<'a>, task: AcceptedTask<'a>) -> BoxFuture<'a, Result<Look, LookError>> {
        look(call, task).boxed()
    }
}

async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let answer = http::send(generation(call, task)?, STATUS).await?;
    errors::judge_start(&answer, Parts::from_task(task)).map(Start::Accepted)
}

async fn look(call: Call<'_>, task: AcceptedTask<'_>) -> Result<Look, LookError> {
    let address = generation_address(call.route, &task.handle.id);
    let address = address.map_err(|CallError(why)| LookError::Unreadable(why))?;
    let answer = http::send(call.http.get(address).bearer_auth(call.key), STATUS).await;
    let parts = Parts::from_accepted(call.route.vendor, task.kind);
    errors::judge_look(&answer.map_err(CallError::from)?, task.age_seconds, parts)
}

fn generation(call: Call<'_>, task: &Task<'_>) -> Result<RequestBuilder, StartError> {
    let (Work::Video(video), Some(model)) = (task.work, call.route.wire_model(task.input())) else {
        return Err(StartError::not_done("Luma makes videos only"));
    };
    let body = wire::Generation::from_task(model, &video)
        .ok_or_else(|| StartError::refused(ErrorCode::InvalidInput))?;
    let address = format!("{}/v1/generations", call.route.base_url);
    Ok(call.http.post(address).bearer_auth(call.key).json(&body))
}

fn generation_address(route: &Route, id: &str) -> Result<String, CallError> {
    Ok(format!("{}/v1/generations/{}", route.base_url, url_safe(id)?))
}

#[cfg(test)]
mod tests;
