//! fal.ai's queue: one protocol, many models; what a model takes is in `inputs`. A start needs the whole
//! endpoint, everything after it only `owner/alias`. No idempotency key: two starts are two jobs.
//!
//! A look may make two requests in a row: `COMPLETED` means over, not well, and only the result tells which.
//!
//! ```text
//! POST /{endpoint}                           -> request_id
//! GET  /{owner}/{alias}/requests/{id}/status -> IN_QUEUE, IN_PROGRESS, COMPLETED
//! GET  /{owner}/{alias}/requests/{id}        -> the model's output, or its error under its own HTTP status
//! ```

mod errors;
mod inputs;
mod wire;

use domain::catalog::Route;
use domain::job::Handle;
use reqwest::RequestBuilder;

use self::errors::Step;
use crate::http::{self, Answer, NoAnswer, STATUS};
use crate::ids::plain;
use crate::key_hosts::trusted;
use crate::{Call, CallError, CancelAnswer, Look, Start, StartError, Task};

pub(crate) async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let inputs::Submission { endpoint, body } = inputs::of(call.route, task)?;
    let request = call.http.post(format!("{}/{endpoint}", call.route.base_url)).json(&body);
    let answer = http::send(keyed(call, request), STATUS).await.map_err(NoAnswer::not_started)?;
    errors::judge_start(&answer, call.route).map(Start::Accepted)
}

pub(crate) async fn look(call: Call<'_>, handle: &Handle, age_seconds: i64) -> Result<Look, CallError> {
    let task = task_address(call.route, handle)?;
    let status = ask(call, call.http.get(format!("{task}/status"))).await?;
    match errors::judge_status(&status, age_seconds)? {
        Step::Settled(look) => Ok(look),
        Step::Over(ending) => {
            let result = ask(call, call.http.get(task)).await?;
            errors::judge_result(&result, &ending, age_seconds)
        }
    }
}

pub(crate) async fn cancel(call: Call<'_>, handle: &Handle) -> Result<CancelAnswer, CallError> {
    let task = task_address(call.route, handle)?;
    errors::judge_cancel(&ask(call, call.http.put(format!("{task}/cancel"))).await?)
}

async fn ask(call: Call<'_>, request: RequestBuilder) -> Result<Answer, CallError> {
    http::send(keyed(call, request), STATUS).await.map_err(NoAnswer::unseen)
}

fn keyed(call: Call<'_>, request: RequestBuilder) -> RequestBuilder {
    request.header("authorization", format!("Key {}", call.key))
}

/// Where the task is: as the vendor said when it took it, if the key may go there and the address has the
/// documented form; else built from the endpoint.
fn task_address(route: &Route, handle: &Handle) -> Result<String, CallError> {
    if !plain(&handle.id) {
        return Err(CallError("the task's id does not belong into an address".to_owned()));
    }
    let end = format!("/requests/{}", handle.id);
    let told = handle.url.as_deref().and_then(|address| trusted(route, address));
    if let Some(mut told) = told.filter(|told| told.path().ends_with(&end)) {
        told.set_query(None);
        told.set_fragment(None);
        return Ok(told.into());
    }
    // Whether pictures went in changes only what comes after the alias.
    let endpoint = route.wire_model.as_deref().or(route.wire_model_with_images.as_deref());
    let mut segments = endpoint.unwrap_or_default().split('/');
    match (segments.next(), segments.next()) {
        (Some(owner), Some(alias)) => Ok(format!("{}/{owner}/{alias}{end}", route.base_url)),
        _ => Err(CallError("the route's endpoint is not owner/alias".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Catalog, Kind};

    use super::*;

    fn route(kind: Kind, model: &str) -> Route {
        Catalog::shipped().unwrap().model(kind, model).unwrap().route("fal").unwrap().clone()
    }

    fn handle(id: &str, url: Option<&str>) -> Handle {
        Handle { id: id.to_owned(), url: url.map(Into::into) }
    }

    #[test]
    fn a_task_is_asked_for_under_owner_and_alias_only() {
        for (kind, model, address) in [
            (Kind::Image, "nano_banana", "https://queue.fal.run/fal-ai/nano-banana/requests/r-1"),
            (Kind::Image, "seedream_4_5", "https://queue.fal.run/fal-ai/bytedance/requests/r-1"),
            (Kind::Video, "luma_ray3", "https://queue.fal.run/luma/agent/requests/r-1"),
            (Kind::Avatar, "kling_avatar", "https://queue.fal.run/fal-ai/kling-video/requests/r-1"),
            (Kind::Avatar, "veed", "https://queue.fal.run/veed/fabric-1.0/requests/r-1"),
            (Kind::Tts, "elevenlabs", "https://queue.fal.run/fal-ai/elevenlabs/requests/r-1"),
        ] {
            assert_eq!(task_address(&route(kind, model), &handle("r-1", None)).unwrap(), address);
        }
    }

    #[test]
    fn the_vendors_own_address_counts_where_the_key_may_go_there() {
        let route = route(Kind::Image, "nano_banana");
        let built = "https://queue.fal.run/fal-ai/nano-banana/requests/r-1";
        let moved = "https://queue.fal.run/fal-ai/new-banana/requests/r-1";
        for (told, used) in [
            (moved.to_owned(), moved),
            (format!("{moved}?x=1#y"), moved),
            (format!("{moved}/response"), built),
            ("https://queue.fal.run/fal-ai/nano-banana/requests/other".to_owned(), built),
            ("https://evil.example/fal-ai/nano-banana/requests/r-1".to_owned(), built),
            ("http://queue.fal.run/fal-ai/nano-banana/requests/r-1".to_owned(), built),
            ("nonsense".to_owned(), built),
        ] {
            assert_eq!(task_address(&route, &handle("r-1", Some(&told))).unwrap(), used, "{told}");
        }
    }

    #[test]
    fn the_key_is_sent_in_the_vendors_own_scheme() {
        let (client, route) = (http::client().unwrap(), route(Kind::Image, "nano_banana"));
        let call = Call { http: &client, key: "id:secret", route: &route };
        let request = keyed(call, client.get("https://queue.fal.run/x")).build().unwrap();
        assert_eq!(request.headers()["authorization"], "Key id:secret");
    }

    #[test]
    fn only_plain_ids_become_part_of_an_address() {
        let route = route(Kind::Image, "nano_banana");
        for bad in ["", ".", "..", "a/b", "a?b", "a%2f", "a b"] {
            assert!(task_address(&route, &handle(bad, None)).is_err(), "{bad}");
        }
        let short = Route { wire_model: Some("fal-ai".into()), ..route };
        assert!(task_address(&short, &handle("r-1", None)).is_err());
    }
}
