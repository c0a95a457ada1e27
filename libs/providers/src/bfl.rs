//! Black Forest Labs: FLUX. Asynchronous: a task is started, then asked for at its polling URL. No
//! idempotency key, no cancel, one picture a task; the result link lives 10 minutes.

mod errors;
mod wire;

use domain::catalog::Route;
use domain::job::Handle;
use reqwest::Client;

use crate::http::{self, NoAnswer};
use crate::key_hosts::trusted;
use crate::{Look, NotStarted, PictureTask, Unseen};

pub(crate) async fn start(
    http: &Client,
    key: &str,
    route: &Route,
    task: PictureTask<'_>,
) -> Result<Handle, NotStarted> {
    let address = format!("{}/v1/{}", route.base_url, route.wire_model);
    let request = http.post(address).header("x-key", key).json(&wire::Inputs::of(task));
    match http::send(request).await {
        Ok(answer) => errors::judge_start(&answer),
        Err(NoAnswer::NotSent(why)) => Err(NotStarted::Unavailable(why)),
        Err(NoAnswer::Lost(why)) => Err(NotStarted::Uncertain(why)),
    }
}

pub(crate) async fn look(
    http: &Client,
    key: &str,
    route: &Route,
    handle: &Handle,
    age_seconds: i64,
) -> Result<Look, Unseen> {
    // The polling URL names the region that has the task; where the key may not go there, the global
    // look-up is the documented fallback.
    let told = handle.url.as_deref().and_then(|address| trusted(route, address));
    let request = match told {
        Some(polling_url) => http.get(polling_url),
        None => http.get(format!("{}/v1/get_result", route.base_url)).query(&[("id", &handle.id)]),
    };
    match http::send(request.header("x-key", key)).await {
        Ok(answer) => errors::judge_look(&answer, age_seconds),
        Err(NoAnswer::NotSent(why) | NoAnswer::Lost(why)) => Err(Unseen(why)),
    }
}
