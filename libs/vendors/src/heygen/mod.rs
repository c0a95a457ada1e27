//! `HeyGen`, API v3: avatars (asynchronous, asked for at `/v3/videos/{id}`) and speech (the answer is the result). There
//! is no cancel. Only a third party says that `/v3/videos` takes an idempotency key, and no source says it of speech, so
//! none is sent. Links are presigned. That every look gives a fresh one is unverified for v3.

mod errors;
mod lists;
mod single;
mod wire;

use domain::Kind;
use domain::catalog::Route;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use reqwest::RequestBuilder;

use crate::adapter::{AcceptedTask, Adapter, Call, ListCall};
use crate::http::{self, RESULT, STATUS};
use crate::ids::url_safe;
use crate::part::Parts;
use crate::{
    Avatar, AvatarTask, CallError, Look, LookError, Page, SpeechTask, Start, StartError, Task, Voice, Work,
};

pub(crate) struct Heygen;

impl Adapter for Heygen {
    fn start<'a>(&self, call: Call<'a>, task: &'a Task<'a>) -> BoxFuture<'a, Result<Start, StartError>> {
        start(call, task).boxed()
    }

    fn look<'a>(&self, call: Call<'a>, task: AcceptedTask<'a>) -> BoxFuture<'a, Result<Look, LookError>> {
        look(call, task).boxed()
    }

    fn voices<'a>(
        &self,
        call: ListCall<'a>,
        kind: Kind,
        cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page<Voice>, CallError>> {
        lists::voices(call, kind, cursor).boxed()
    }

    fn avatars<'a>(
        &self,
        call: ListCall<'a>,
        cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page<Avatar>, CallError>> {
        lists::avatars(call, cursor).boxed()
    }

    fn voice<'a>(
        &self,
        call: ListCall<'a>,
        kind: Kind,
        id: &'a str,
    ) -> BoxFuture<'a, Result<Option<Voice>, CallError>> {
        single::voice(call, kind, id).boxed()
    }

    fn avatar<'a>(
        &self,
        call: ListCall<'a>,
        id: &'a str,
    ) -> BoxFuture<'a, Result<Option<Avatar>, CallError>> {
        single::avatar(call, id).boxed()
    }
}

async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let model = call.wire_model(task)?;
    let parts = Parts::from_task(task);
    match task.work {
        Work::Avatar(avatar) => start_video(call, model, &avatar, parts).await,
        Work::Speech(speech) => speak(call, model, &speech, parts).await,
        Work::Image(_) | Work::Video(_) => Err(StartError::not_done("HeyGen makes avatars and speech only")),
    }
}

async fn look(call: Call<'_>, task: AcceptedTask<'_>) -> Result<Look, LookError> {
    let address = video_address(call.route, &task.handle.id);
    let address = address.map_err(|CallError(why)| LookError::Unreadable(why))?;
    let answer = http::send(with_key(call, call.http.get(address)), STATUS).await;
    let parts = Parts::from_accepted(call.route.vendor, task.kind);
    errors::judge_look(&answer.map_err(CallError::from)?, task.age_seconds, parts)
}

async fn start_video(
    call: Call<'_>,
    engine: &str,
    task: &AvatarTask<'_>,
    parts: Parts,
) -> Result<Start, StartError> {
    let request = call.http.post(format!("{}/v3/videos", call.route.base_url));
    let request = with_key(call, request).json(&wire::Video::from_task(engine, task));
    errors::judge_start(&http::send(request, STATUS).await?, parts).map(Start::Accepted)
}

async fn speak(
    call: Call<'_>,
    model: &str,
    task: &SpeechTask<'_>,
    parts: Parts,
) -> Result<Start, StartError> {
    let request = call.http.post(format!("{}/v3/models/audio/tts", call.route.base_url));
    let request = with_key(call, request).json(&wire::Speech::from_task(model, task));
    errors::judge_speech(&http::send(request, RESULT).await?, parts).map(Start::Made)
}

fn with_key(call: Call<'_>, request: RequestBuilder) -> RequestBuilder {
    request.header("x-api-key", call.key)
}

fn video_address(route: &Route, id: &str) -> Result<String, CallError> {
    Ok(format!("{}/v3/videos/{}", route.base_url, url_safe(id)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{self, UNSAFE_IDS};

    #[test]
    fn the_key_is_sent_in_the_vendors_own_header() {
        let route = testing::route(Kind::Avatar, "heygen", "heygen");
        let client = http::client().unwrap();
        let call = Call { http: &client, key: "secret", route: &route };
        let request = with_key(call, client.get("https://api.heygen.com/x")).build().unwrap();
        assert_eq!(request.headers()["x-api-key"], "secret");
    }

    #[test]
    fn only_url_safe_ids_become_part_of_an_address() {
        let route = testing::route(Kind::Avatar, "heygen", "heygen");
        assert_eq!(
            video_address(&route, "0a1b_2c-3d.mp4").as_deref(),
            Ok("https://api.heygen.com/v3/videos/0a1b_2c-3d.mp4")
        );
        for bad in UNSAFE_IDS {
            assert!(video_address(&route, bad).is_err(), "{bad}");
        }
    }
}
