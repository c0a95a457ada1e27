//! `HeyGen`, API v3: avatars (asynchronous, asked for at `/v3/videos/{id}`) and speech (the answer is the
//! result). No cancel. An idempotency key on `/v3/videos` is stated by a third party only, on speech by
//! nobody: none is sent. Links are presigned; that every look gives a fresh one is unverified for v3.

mod errors;
mod pick;
mod wire;

use domain::catalog::Route;
use domain::job::Handle;
use reqwest::RequestBuilder;

pub(crate) use pick::{avatars, voices};

use crate::http::{self, NoAnswer, RESULT, STATUS};
use crate::ids::plain;
use crate::{AvatarTask, Call, CallError, Look, SpeechTask, Start, StartError, Task, Work};

pub(crate) async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let Some(model) = call.route.wire_model(task.input()) else {
        return Err(StartError::RouteDown("no model of HeyGen's for this kind of input".to_owned()));
    };
    match task.work {
        Work::Avatar(avatar) => start_video(call, model, &avatar).await,
        Work::Speech(speech) => speak(call, model, &speech).await,
        Work::Image(_) | Work::Video(_) => {
            Err(StartError::RouteDown("HeyGen makes avatars and speech only".to_owned()))
        }
    }
}

pub(crate) async fn look(call: Call<'_>, handle: &Handle, age_seconds: i64) -> Result<Look, CallError> {
    let address = video_address(call.route, &handle.id)
        .ok_or_else(|| CallError("the task's id does not belong into an address".to_owned()))?;
    let answer = http::send(keyed(call, call.http.get(address)), STATUS).await.map_err(NoAnswer::unseen)?;
    errors::judge_look(&answer, age_seconds)
}

async fn start_video(call: Call<'_>, engine: &str, task: &AvatarTask<'_>) -> Result<Start, StartError> {
    let request = call.http.post(format!("{}/v3/videos", call.route.base_url));
    let request = keyed(call, request).json(&wire::Video::of(engine, task));
    let answer = http::send(request, STATUS).await.map_err(NoAnswer::not_started)?;
    errors::judge_start(&answer).map(Start::Accepted)
}

async fn speak(call: Call<'_>, model: &str, task: &SpeechTask<'_>) -> Result<Start, StartError> {
    let request = call.http.post(format!("{}/v3/models/audio/tts", call.route.base_url));
    let request = keyed(call, request).json(&wire::Speech::of(model, task));
    let answer = http::send(request, RESULT).await.map_err(NoAnswer::not_started)?;
    errors::judge_speech(&answer).map(Start::Made)
}

fn keyed(call: Call<'_>, request: RequestBuilder) -> RequestBuilder {
    request.header("x-api-key", call.key)
}

fn video_address(route: &Route, id: &str) -> Option<String> {
    plain(id).then(|| format!("{}/v3/videos/{id}", route.base_url))
}

#[cfg(test)]
mod tests {
    use domain::{Catalog, Kind};

    use super::*;

    #[test]
    fn the_key_is_sent_in_the_vendors_own_header() {
        let catalog = Catalog::shipped().unwrap();
        let route = catalog.model(Kind::Avatar, "heygen").unwrap().route("heygen").unwrap();
        let client = http::client().unwrap();
        let call = Call { http: &client, key: "secret", route };
        let request = keyed(call, client.get("https://api.heygen.com/x")).build().unwrap();
        assert_eq!(request.headers()["x-api-key"], "secret");
    }

    #[test]
    fn only_plain_ids_become_part_of_an_address() {
        let catalog = Catalog::shipped().unwrap();
        let route = catalog.model(Kind::Avatar, "heygen").unwrap().route("heygen").unwrap();
        assert_eq!(
            video_address(route, "0a1b_2c-3d.mp4").as_deref(),
            Some("https://api.heygen.com/v3/videos/0a1b_2c-3d.mp4")
        );
        for bad in ["", ".", "..", "a/b", "a?b", "a b", "a%2e", "ä"] {
            assert_eq!(video_address(route, bad), None, "{bad}");
        }
    }
}
