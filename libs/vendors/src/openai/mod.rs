//! `OpenAI`: GPT Image and speech. Synchronous: the answer is the result, and pictures take up to two minutes. There
//! are no tasks, no cancel and no idempotency key.

mod errors;
mod shutdown;
mod wire;

use domain::ErrorCode;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use reqwest::RequestBuilder;

use crate::adapter::{Adapter, Call, ListCall};
use crate::http::{self, RESULT};
use crate::other_model;
use crate::part::Parts;
use crate::{CallError, ImageTask, Shutdown, SpeechTask, Start, StartError, Task, Work};

pub(crate) struct Openai;

impl Adapter for Openai {
    fn start<'a>(&self, call: Call<'a>, task: &'a Task<'a>) -> BoxFuture<'a, Result<Start, StartError>> {
        start(call, task).boxed()
    }

    fn tells_shutdowns(&self) -> bool {
        true
    }

    fn shutdown<'a>(
        &self,
        call: ListCall<'a>,
        wire_model: &'a str,
    ) -> BoxFuture<'a, Result<Shutdown, CallError>> {
        shutdown::shutdown(call, wire_model).boxed()
    }
}

async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let model = call.wire_model(task)?;
    let parts = Parts::from_task(task);
    match task.work {
        Work::Image(image) => {
            let request = if image.references.is_empty() {
                generation(call, model, &image)
            } else {
                edit(call, model, &image)?
            };
            let answer = http::send(request, RESULT).await?;
            other_model::notice(call, task, model, &answer);
            errors::judge_picture(&answer, parts).map(Start::Made)
        }
        Work::Speech(speech) => {
            let answer = http::send(spoken(call, model, &speech), RESULT).await?;
            errors::judge_speech(&answer, parts).map(Start::Made)
        }
        Work::Video(_) | Work::Avatar(_) => {
            Err(StartError::not_done("OpenAI makes pictures and speech only"))
        }
    }
}

fn generation(call: Call<'_>, model: &str, image: &ImageTask<'_>) -> RequestBuilder {
    post(call, "images/generations").json(&wire::Generation::from_task(model, image))
}

fn edit(call: Call<'_>, model: &str, image: &ImageTask<'_>) -> Result<RequestBuilder, StartError> {
    let form = wire::Edit::from_task(model, image).form();
    // Only a content type can be malformed, and we have set it ourselves.
    let form = form.map_err(|_| StartError::refused(ErrorCode::Internal))?;
    Ok(post(call, "images/edits").multipart(form))
}

fn spoken(call: Call<'_>, model: &str, speech: &SpeechTask<'_>) -> RequestBuilder {
    post(call, "audio/speech").json(&wire::Speech::from_task(model, speech))
}

fn post(call: Call<'_>, path: &str) -> RequestBuilder {
    call.http.post(format!("{}/v1/{path}", call.route.base_url)).bearer_auth(call.key)
}

#[cfg(test)]
mod tests;
