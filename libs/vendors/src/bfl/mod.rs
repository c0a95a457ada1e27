//! Black Forest Labs: FLUX. Asynchronous: a task is started, then asked for at its polling URL. No
//! idempotency key, no cancel, one picture a task; the result link lives 10 minutes.

mod errors;
mod wire;

use domain::job::Handle;

use crate::http::{self, NoAnswer, STATUS};
use crate::key_hosts::trusted;
use crate::{Call, CallError, Look, Start, StartError, Task, Work};

pub(crate) async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let (Work::Image(image), Some(model)) = (task.work, call.route.wire_model(task.input())) else {
        return Err(StartError::RouteDown("BFL makes pictures only".to_owned()));
    };
    let address = format!("{}/v1/{model}", call.route.base_url);
    let request = call.http.post(address).header("x-key", call.key).json(&wire::Inputs::of(&image));
    let answer = http::send(request, STATUS).await.map_err(NoAnswer::not_started)?;
    errors::judge_start(&answer).map(Start::Accepted)
}

pub(crate) async fn look(call: Call<'_>, handle: &Handle, age_seconds: i64) -> Result<Look, CallError> {
    // The polling URL names the region that has the task; where the key may not go there, the global
    // look-up is the documented fallback.
    let told = handle.url.as_deref().and_then(|address| trusted(call.route, address));
    let request = match told {
        Some(polling_url) => call.http.get(polling_url),
        None => call.http.get(format!("{}/v1/get_result", call.route.base_url)).query(&[("id", &handle.id)]),
    };
    let answer = http::send(request.header("x-key", call.key), STATUS).await.map_err(NoAnswer::unseen)?;
    errors::judge_look(&answer, age_seconds)
}
