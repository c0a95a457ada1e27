//! Google's Gemini API. Pictures and speech (`generateContent`) are synchronous. Videos (Veo) are operations that are started and
//! then asked for by name, and their files are fetched with the key. There is no idempotency key and no cancel.

mod errors;
mod generated;
mod pictures;
mod speech;
mod videos;
mod wire;

use domain::catalog::Shape;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use reqwest::RequestBuilder;

use crate::adapter::{AcceptedTask, Adapter, Call};
use crate::http::{self, RESULT, STATUS};
use crate::key_hosts::trusted;
use crate::other_model;
use crate::part::Parts;
use crate::{
    CallError, Download, ImageTask, Look, LookError, OpenError, SpeechTask, Start, StartError, Task,
    VideoTask, Work, download,
};

const KEY: &str = "x-goog-api-key";

pub(crate) struct Google;

impl Adapter for Google {
    fn start<'a>(&self, call: Call<'a>, task: &'a Task<'a>) -> BoxFuture<'a, Result<Start, StartError>> {
        start(call, task).boxed()
    }

    fn look<'a>(&self, call: Call<'a>, task: AcceptedTask<'a>) -> BoxFuture<'a, Result<Look, LookError>> {
        look(call, task).boxed()
    }

    fn open<'a>(
        &self,
        call: Call<'a>,
        url: &'a str,
        max_bytes: u64,
    ) -> BoxFuture<'a, Result<Download, OpenError>> {
        open(call, url, max_bytes).boxed()
    }
}

async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let model = call.wire_model(task)?;
    let parts = Parts::from_task(task);
    match task.work {
        Work::Image(image) => {
            let answer = http::send(picture(call, model, &image), RESULT).await?;
            other_model::notice(call, task, model, &answer);
            pictures::judge(&answer, parts).map(Start::Made)
        }
        Work::Video(video) => {
            let answer = http::send(clip(call, model, &video), STATUS).await?;
            videos::judge_start(&answer, parts).map(Start::Accepted)
        }
        Work::Speech(spoken_text) => {
            let answer = http::send(spoken(call, model, &spoken_text), RESULT).await?;
            other_model::notice(call, task, model, &answer);
            speech::judge(answer, parts, spoken_text.format).await.map(Start::Made)
        }
        Work::Avatar(_) => Err(StartError::not_done("Google makes no avatars")),
    }
}

async fn look(call: Call<'_>, task: AcceptedTask<'_>) -> Result<Look, LookError> {
    let answer = http::send(operation(call, &task.handle.id)?, STATUS).await?;
    videos::judge_look(&answer, |uri| trusted(call.route, uri).is_some())
}

/// Opens a video's file. The vendor's samples follow redirects here, and we follow none. Whether there are any is
/// unverified; one would end the job.
async fn open(call: Call<'_>, url: &str, max_bytes: u64) -> Result<Download, OpenError> {
    download::open(file(call, url)?, max_bytes).await
}

fn picture(call: Call<'_>, model: &str, image: &ImageTask<'_>) -> RequestBuilder {
    let sized = call.route.shape == Some(Shape::GeminiSized);
    let body = if sized { wire::Generate::sized(image) } else { wire::Generate::from_task(image) };
    call.http.post(method_address(call, model, "generateContent")).header(KEY, call.key).json(&body)
}

fn spoken(call: Call<'_>, model: &str, task: &SpeechTask<'_>) -> RequestBuilder {
    let body = speech::Speak::from_task(task);
    call.http.post(method_address(call, model, "generateContent")).header(KEY, call.key).json(&body)
}

fn clip(call: Call<'_>, model: &str, video: &VideoTask<'_>) -> RequestBuilder {
    let body = wire::Predict::from_task(video);
    call.http.post(method_address(call, model, "predictLongRunning")).header(KEY, call.key).json(&body)
}

fn method_address(call: Call<'_>, model: &str, method: &str) -> String {
    format!("{}/v1beta/models/{model}:{method}", call.route.base_url)
}

fn operation(call: Call<'_>, name: &str) -> Result<RequestBuilder, CallError> {
    if !videos::is_operation_name(name) {
        return Err(CallError("the operation's name must not become part of an address".to_owned()));
    }
    Ok(call.http.get(format!("{}/v1beta/{name}", call.route.base_url)).header(KEY, call.key))
}

fn file(call: Call<'_>, url: &str) -> Result<RequestBuilder, OpenError> {
    let Some(address) = trusted(call.route, url) else {
        return Err(OpenError::Unusable("the key must not go to the result's host".to_owned()));
    };
    Ok(call.http.get(address).header(KEY, call.key))
}

#[cfg(test)]
mod tests;
