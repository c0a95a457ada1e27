//! `OpenAI`: GPT Image and speech. Synchronous: the answer is the result. No idempotency key, no tasks, no
//! cancel; pictures take up to two minutes.

mod errors;
mod wire;

use domain::{ErrorCode, Failure};
use reqwest::RequestBuilder;

use crate::http::{self, NoAnswer, RESULT};
use crate::{Call, ImageTask, SpeechTask, Start, StartError, Task, Work};

pub(crate) async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let Some(model) = call.route.wire_model(task.input()) else {
        return Err(StartError::RouteDown("the route has no model for this input".to_owned()));
    };
    let (request, judge): (_, fn(&http::Answer) -> _) = match task.work {
        Work::Image(image) if image.references.is_empty() => {
            (generation(call, model, &image), errors::judge_picture)
        }
        Work::Image(image) => (edit(call, model, &image)?, errors::judge_picture),
        Work::Speech(speech) => (speech_of(call, model, &speech), errors::judge_speech),
        Work::Video(_) | Work::Avatar(_) => {
            return Err(StartError::RouteDown("OpenAI makes pictures and speech only".to_owned()));
        }
    };
    let answer = http::send(request, RESULT).await.map_err(NoAnswer::not_started)?;
    judge(&answer).map(Start::Made)
}

fn generation(call: Call<'_>, model: &str, image: &ImageTask<'_>) -> RequestBuilder {
    post(call, "images/generations").json(&wire::Generation::of(model, image))
}

fn edit(call: Call<'_>, model: &str, image: &ImageTask<'_>) -> Result<RequestBuilder, StartError> {
    let form = wire::Edit::of(model, image).form();
    // Only a content type that is none can be in the way, and that is one of ours.
    let form = form.map_err(|_| StartError::Refused(Failure::new(ErrorCode::Internal)))?;
    Ok(post(call, "images/edits").multipart(form))
}

fn speech_of(call: Call<'_>, model: &str, speech: &SpeechTask<'_>) -> RequestBuilder {
    post(call, "audio/speech").json(&wire::Speech::of(model, speech))
}

fn post(call: Call<'_>, path: &str) -> RequestBuilder {
    call.http.post(format!("{}/v1/{path}", call.route.base_url)).bearer_auth(call.key)
}

#[cfg(test)]
mod tests;
