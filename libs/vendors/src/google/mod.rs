//! Google's Gemini API. Pictures (`generateContent`) are synchronous. Videos (Veo) are operations that are
//! started, then asked for by name; their files are fetched with the key. No idempotency key, no cancel.

mod errors;
mod pictures;
mod videos;
mod wire;

use domain::catalog::Shape;
use domain::job::Handle;
use reqwest::RequestBuilder;

use crate::http::{self, NoAnswer, RESULT, STATUS};
use crate::key_hosts::trusted;
use crate::{
    Call, CallError, Download, ImageTask, Look, OpenError, Start, StartError, Task, VideoTask, Work, download,
};

const KEY: &str = "x-goog-api-key";

pub(crate) async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let Some(model) = call.route.wire_model(task.input()) else {
        return Err(StartError::RouteDown("the route has no model for this input".to_owned()));
    };
    match task.work {
        Work::Image(image) => {
            let request = picture(call, model, &image);
            let answer = http::send(request, RESULT).await.map_err(NoAnswer::not_started)?;
            pictures::judge(&answer).map(Start::Made)
        }
        Work::Video(video) => {
            let request = clip(call, model, &video);
            let answer = http::send(request, STATUS).await.map_err(NoAnswer::not_started)?;
            videos::judge_start(&answer).map(Start::Accepted)
        }
        Work::Avatar(_) | Work::Speech(_) => {
            Err(StartError::RouteDown("Google makes pictures and videos only".to_owned()))
        }
    }
}

pub(crate) async fn look(call: Call<'_>, handle: &Handle) -> Result<Look, CallError> {
    let request = operation(call, &handle.id)?;
    let answer = http::send(request, STATUS).await.map_err(NoAnswer::unseen)?;
    videos::judge_look(&answer, |uri| trusted(call.route, uri).is_some())
}

/// Opens a video's file. The vendor's samples follow redirects here; we follow none: whether there are any is
/// unverified, and one ends the job.
pub(crate) async fn open(call: Call<'_>, url: &str, max_bytes: u64) -> Result<Download, OpenError> {
    download::open(file(call, url)?, max_bytes).await
}

fn picture(call: Call<'_>, model: &str, image: &ImageTask<'_>) -> RequestBuilder {
    let sized = call.route.shape == Some(Shape::GeminiSized);
    let body = if sized { wire::Generate::sized(image) } else { wire::Generate::of(image) };
    call.http.post(of_model(call, model, "generateContent")).header(KEY, call.key).json(&body)
}

fn clip(call: Call<'_>, model: &str, video: &VideoTask<'_>) -> RequestBuilder {
    let body = wire::Predict::of(video);
    call.http.post(of_model(call, model, "predictLongRunning")).header(KEY, call.key).json(&body)
}

fn of_model(call: Call<'_>, model: &str, method: &str) -> String {
    format!("{}/v1beta/models/{model}:{method}", call.route.base_url)
}

fn operation(call: Call<'_>, name: &str) -> Result<RequestBuilder, CallError> {
    if !videos::is_plain(name) {
        return Err(CallError("the operation's name is no plain path".to_owned()));
    }
    Ok(call.http.get(format!("{}/v1beta/{name}", call.route.base_url)).header(KEY, call.key))
}

fn file(call: Call<'_>, url: &str) -> Result<RequestBuilder, OpenError> {
    let Some(address) = trusted(call.route, url) else {
        return Err(OpenError::Unusable("the key may not go to the result's host".to_owned()));
    };
    Ok(call.http.get(address).header(KEY, call.key))
}

#[cfg(test)]
mod tests;
