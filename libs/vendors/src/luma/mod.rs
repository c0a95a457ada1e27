//! Luma, Agents API: Ray 3.2, silent clips of 5 or 10 seconds. Asynchronous, no cancel, no idempotency key. Result
//! links live an hour; every look gives a fresh one.

mod errors;
mod wire;

use domain::catalog::Route;
use domain::job::Handle;
use domain::{ErrorCode, Failure};
use reqwest::RequestBuilder;

use crate::http::{self, NoAnswer, STATUS};
use crate::ids::plain;
use crate::{Call, CallError, Look, Start, StartError, Task, Work};

pub(crate) async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let request = generation(call, task)?;
    let answer = http::send(request, STATUS).await.map_err(NoAnswer::not_started)?;
    errors::judge_start(&answer).map(Start::Accepted)
}

pub(crate) async fn look(call: Call<'_>, handle: &Handle, age_seconds: i64) -> Result<Look, CallError> {
    let address = generation_address(call.route, &handle.id)
        .ok_or_else(|| CallError("the task's id does not belong into an address".to_owned()))?;
    let request = call.http.get(address).bearer_auth(call.key);
    let answer = http::send(request, STATUS).await.map_err(NoAnswer::unseen)?;
    errors::judge_look(&answer, age_seconds)
}

fn generation(call: Call<'_>, task: &Task<'_>) -> Result<RequestBuilder, StartError> {
    let (Work::Video(video), Some(model)) = (task.work, call.route.wire_model(task.input())) else {
        return Err(StartError::RouteDown("Luma makes videos only".to_owned()));
    };
    let body = wire::Generation::of(model, &video)
        .ok_or_else(|| StartError::Refused(Failure::new(ErrorCode::InvalidInput)))?;
    let address = format!("{}/v1/generations", call.route.base_url);
    Ok(call.http.post(address).bearer_auth(call.key).json(&body))
}

fn generation_address(route: &Route, id: &str) -> Option<String> {
    plain(id).then(|| format!("{}/v1/generations/{id}", route.base_url))
}

#[cfg(test)]
mod tests;
