//! Black Forest Labs: FLUX. Asynchronous: a task is started, and then asked for at its polling URL. There is no
//! idempotency key and no cancel, a task makes one picture, and its link lives 10 minutes.

mod errors;
mod wire;

use futures::FutureExt as _;
use futures::future::BoxFuture;

use crate::adapter::{AcceptedTask, Adapter, Call};
use crate::http::{self, STATUS};
use crate::key_hosts::trusted;
use crate::part::Parts;
use crate::{Look, LookError, Start, StartError, Task, Work};

pub(crate) struct Bfl;

impl Adapter for Bfl {
    fn start<'a>(&self, call: Call<'a>, task: &'a Task<'a>) -> BoxFuture<'a, Result<Start, StartError>> {
        start(call, task).boxed()
    }

    fn look<'a>(&self, call: Call<'a>, task: AcceptedTask<'a>) -> BoxFuture<'a, Result<Look, LookError>> {
        look(call, task).boxed()
    }
}

async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let (Work::Image(image), Some(model)) = (task.work, call.route.wire_model(task.input())) else {
        return Err(StartError::not_done("BFL makes pictures only"));
    };
    let address = format!("{}/v1/{model}", call.route.base_url);
    let request = call.http.post(address).header("x-key", call.key).json(&wire::Inputs::from_task(&image));
    errors::judge_start(&http::send(request, STATUS).await?, Parts::from_task(task)).map(Start::Accepted)
}

async fn look(call: Call<'_>, task: AcceptedTask<'_>) -> Result<Look, LookError> {
    // The polling URL names the region that has the task. Where the key must not go there, the global look-up is
    // the documented fallback.
    let polling_url = task.handle.url.as_deref().and_then(|address| trusted(call.route, address));
    let request = polling_url.map_or_else(
        || {
            let address = format!("{}/v1/get_result", call.route.base_url);
            call.http.get(address).query(&[("id", &task.handle.id)])
        },
        |polling_url| call.http.get(polling_url),
    );
    let answer = http::send(request.header("x-key", call.key), STATUS).await?;
    errors::judge_look(&answer, task.age_seconds)
}
