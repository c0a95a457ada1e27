//! fal.ai's queue: one protocol for many models. What a model takes is in `inputs`. A start needs the whole endpoint,
//! and everything after it only `owner/alias`. There is no idempotency key: two starts are two jobs.
//!
//! A look may make two requests in a row: `COMPLETED` says that a task is over, and only the result says how it ended.
//!
//! ```text
//! POST /{endpoint}                           -> request_id
//! GET  /{owner}/{alias}/requests/{id}/status -> IN_QUEUE, IN_PROGRESS, COMPLETED
//! GET  /{owner}/{alias}/requests/{id}        -> the model's output, or its error under its own HTTP status
//! ```

mod errors;
mod inputs;
mod result;
mod wire;

use domain::catalog::Route;
use domain::job::Handle;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use reqwest::RequestBuilder;

use self::errors::Status;
use self::inputs::Submission;
use crate::adapter::{AcceptedTask, Adapter, Call};
use crate::http::{self, Answer, STATUS};
use crate::ids::url_safe;
use crate::key_hosts::trusted;
use crate::part::Parts;
use crate::{CallError, CancelAnswer, Look, LookError, Start, StartError, Task};

pub(crate) struct Fal;

impl Adapter for Fal {
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
    let Submission { endpoint, body } = Submission::from_task(call.route, task)?;
    let request = call.http.post(format!("{}/{endpoint}", call.route.base_url)).json(&body);
    let answer = http::send(with_key(call, request), STATUS).await?;
    errors::judge_start(&answer, call.route, Parts::from_task(task)).map(Start::Accepted)
}

async fn look(call: Call<'_>, task: AcceptedTask<'_>) -> Result<Look, LookError> {
    let address =
        task_address(call.route, task.handle).map_err(|CallError(why)| LookError::Unreadable(why))?;
    let status = ask(call, call.http.get(format!("{address}/status"))).await?;
    match errors::judge_status(&status, task.age_seconds)? {
        Status::Known(look) => Ok(look),
        Status::Over(ending) => {
            let result = ask(call, call.http.get(address)).await?;
            let parts = Parts::from_accepted(call.route.vendor, task.kind);
            errors::judge_result(&result, &ending, task.kind, parts)
        }
    }
}

async fn cancel(call: Call<'_>, handle: &Handle) -> Result<CancelAnswer, CallError> {
    let address = task_address(call.route, handle)?;
    errors::judge_cancel(&ask(call, call.http.put(format!("{address}/cancel"))).await?)
}

async fn ask(call: Call<'_>, request: RequestBuilder) -> Result<Answer, CallError> {
    Ok(http::send(with_key(call, request), STATUS).await?)
}

fn with_key(call: Call<'_>, request: RequestBuilder) -> RequestBuilder {
    request.header("authorization", format!("Key {}", call.key))
}

/// The task's address. It is the one that the vendor gave at the start, if the key may go there and the address has the
/// documented form. Otherwise it is built from the endpoint.
fn task_address(route: &Route, handle: &Handle) -> Result<String, CallError> {
    let end = format!("/requests/{}", url_safe(&handle.id)?);
    let given = handle.url.as_deref().and_then(|address| trusted(route, address));
    if let Some(mut given) = given.filter(|given| given.path().ends_with(&end)) {
        given.set_query(None);
        given.set_fragment(None);
        return Ok(given.into());
    }
    // The wire models differ only in what comes after the alias.
    let mut segments = route.wire_models().next().unwrap_or_default().split('/');
    match (segments.next(), segments.next()) {
        (Some(owner), Some(alias)) => Ok(format!("{}/{owner}/{alias}{end}", route.base_url)),
        _ => Err(CallError("the route's endpoint is not owner/alias".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use domain::Kind;

    use super::*;
    use crate::testing::{self, UNSAFE_IDS};

    fn route(kind: Kind, model: &str) -> Route {
        testing::route(kind, model, "fal")
    }

    fn handle(id: &str, url: Option<&str>) -> Handle {
        Handle { id: id.to_owned(), url: url.map(Into::into) }
    }

    #[test]
    fn a_task_is_asked_for_under_owner_and_alias_only() {
        for (kind, model, address) in [
            (Kind::Image, "nano_banana", "https://queue.fal.run/fal-ai/nano-banana/requests/r-1"),
            (Kind::Image, "seedream_4_5", "https://queue.fal.run/fal-ai/bytedance/requests/r-1"),
            (Kind::Image, "gpt_image_1_5", "https://queue.fal.run/fal-ai/gpt-image-1.5/requests/r-1"),
            (Kind::Video, "luma_ray3", "https://queue.fal.run/luma/agent/requests/r-1"),
            (Kind::Avatar, "kling_avatar", "https://queue.fal.run/fal-ai/kling-video/requests/r-1"),
            (Kind::Avatar, "veed", "https://queue.fal.run/veed/fabric-1.0/requests/r-1"),
            (Kind::Tts, "elevenlabs", "https://queue.fal.run/fal-ai/elevenlabs/requests/r-1"),
        ] {
            assert_eq!(task_address(&route(kind, model), &handle("r-1", None)).unwrap(), address);
        }
        let newer = testing::route(Kind::Image, "gpt_image_1_5", "fal_2_5");
        let address = "https://queue.fal.run/openai/gpt-image-2.5/requests/r-1";
        assert_eq!(task_address(&newer, &handle("r-1", None)).unwrap(), address);
    }

    #[test]
    fn the_vendors_own_address_is_used_where_the_key_may_go_there() {
        let route = route(Kind::Image, "nano_banana");
        let built = "https://queue.fal.run/fal-ai/nano-banana/requests/r-1";
        let moved = "https://queue.fal.run/fal-ai/new-banana/requests/r-1";
        for (given, used) in [
            (moved.to_owned(), moved),
            (format!("{moved}?x=1#y"), moved),
            (format!("{moved}/response"), built),
            ("https://queue.fal.run/fal-ai/nano-banana/requests/other".to_owned(), built),
            ("https://evil.example/fal-ai/nano-banana/requests/r-1".to_owned(), built),
            ("http://queue.fal.run/fal-ai/nano-banana/requests/r-1".to_owned(), built),
            ("nonsense".to_owned(), built),
        ] {
            assert_eq!(task_address(&route, &handle("r-1", Some(&given))).unwrap(), used, "{given}");
        }
    }

    #[test]
    fn the_key_is_sent_in_the_vendors_own_scheme() {
        let (client, route) = (http::client().unwrap(), route(Kind::Image, "nano_banana"));
        let call = Call { http: &client, key: "id:secret", route: &route };
        let request = with_key(call, client.get("https://queue.fal.run/x")).build().unwrap();
        assert_eq!(request.headers()["authorization"], "Key id:secret");
    }

    #[test]
    fn only_url_safe_ids_become_part_of_an_address() {
        let route = route(Kind::Image, "nano_banana");
        for bad in UNSAFE_IDS.into_iter().chain(["a%2f"]) {
            assert!(task_address(&route, &handle(bad, None)).is_err(), "{bad}");
        }
        let short = Route { wire_model: Some("fal-ai".into()), ..route };
        assert!(task_address(&short, &handle("r-1", None)).is_err());
    }
}
