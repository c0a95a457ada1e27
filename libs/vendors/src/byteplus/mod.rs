//! `BytePlus` `ModelArk`: Seedream pictures within the call, Seedance videos as tasks. No idempotency key; result
//! links live 24 hours, task records 7 days.

mod errors;
mod pictures;
mod videos;
mod wire;

use domain::catalog::Shape;
use domain::job::Handle;
use reqwest::{Method, RequestBuilder};

use crate::http::{self, NoAnswer, RESULT, STATUS};
use crate::{Call, CallError, CancelAnswer, ImageTask, Look, Start, StartError, Task, VideoTask, Work};

const TASKS: &str = "contents/generations/tasks";

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
            Err(StartError::RouteDown("BytePlus makes pictures and videos only".to_owned()))
        }
    }
}

pub(crate) async fn look(call: Call<'_>, handle: &Handle, age_seconds: i64) -> Result<Look, CallError> {
    let request = of_task(call, Method::GET, &handle.id)?;
    let answer = http::send(request, STATUS).await.map_err(NoAnswer::unseen)?;
    videos::judge_look(&answer, age_seconds)
}

pub(crate) async fn cancel(call: Call<'_>, handle: &Handle) -> Result<CancelAnswer, CallError> {
    let request = of_task(call, Method::DELETE, &handle.id)?;
    let answer = http::send(request, STATUS).await.map_err(NoAnswer::unseen)?;
    Ok(videos::judge_cancel(&answer))
}

fn picture(call: Call<'_>, model: &str, image: &ImageTask<'_>) -> RequestBuilder {
    to(call, Method::POST, "images/generations").json(&wire::NewPicture::of(model, image))
}

fn clip(call: Call<'_>, model: &str, video: &VideoTask<'_>) -> RequestBuilder {
    let body = match call.route.shape {
        Some(Shape::Seedance2) => wire::NewTask::silenced(model, video),
        _ => wire::NewTask::of(model, video),
    };
    to(call, Method::POST, TASKS).json(&body)
}

fn of_task(call: Call<'_>, method: Method, id: &str) -> Result<RequestBuilder, CallError> {
    if !videos::is_plain(id) {
        return Err(CallError("the task's id is no plain word".to_owned()));
    }
    Ok(to(call, method, &format!("{TASKS}/{id}")))
}

fn to(call: Call<'_>, method: Method, path: &str) -> RequestBuilder {
    let address = format!("{}/api/v3/{path}", call.route.base_url);
    call.http.request(method, address).bearer_auth(call.key)
}

#[cfg(test)]
mod tests;
