//! `BytePlus` `ModelArk`: Seedream pictures within the call, Seedance videos as tasks. There is no idempotency key.
//! Result links live 24 hours, task records 7 days.

mod errors;
mod pictures;
mod videos;
mod wire;

use domain::catalog::Shape;
use domain::job::Handle;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use reqwest::{Method, RequestBuilder};

use crate::adapter::{AcceptedTask, Adapter, Call};
use crate::http::{self, RESULT, STATUS};
use crate::other_model;
use crate::part::Parts;
use crate::{CallError, CancelAnswer, ImageTask, Look, LookError, Start, StartError, Task, VideoTask, Work};

const TASKS: &str = "contents/generations/tasks";

pub(crate) struct Byteplus;

impl Adapter for Byteplus {
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
        Work::Avatar(_) | Work::Speech(_) => {
            Err(StartError::not_done("BytePlus makes pictures and videos only"))
        }
    }
}

async fn look(call: Call<'_>, task: AcceptedTask<'_>) -> Result<Look, LookError> {
    let answer = http::send(task_request(call, Method::GET, &task.handle.id)?, STATUS).await?;
    videos::judge_look(&answer, task.age_seconds)
}

async fn cancel(call: Call<'_>, handle: &Handle) -> Result<CancelAnswer, CallError> {
    let answer = http::send(task_request(call, Method::DELETE, &handle.id)?, STATUS).await?;
    Ok(videos::judge_cancel(&answer))
}

fn picture(call: Call<'_>, model: &str, image: &ImageTask<'_>) -> RequestBuilder {
    request(call, Method::POST, "images/generations").json(&wire::NewPicture::from_task(model, image))
}

fn clip(call: Call<'_>, model: &str, video: &VideoTask<'_>) -> RequestBuilder {
    let body = match call.route.shape {
        Some(Shape::Seedance2) => wire::NewTask::silenced(model, video),
        _ => wire::NewTask::from_task(model, video),
    };
    request(call, Method::POST, TASKS).json(&body)
}

fn task_request(call: Call<'_>, method: Method, id: &str) -> Result<RequestBuilder, CallError> {
    if !videos::is_task_id(id) {
        return Err(CallError("the task's id must not become part of an address".to_owned()));
    }
    Ok(request(call, method, &format!("{TASKS}/{id}")))
}

fn request(call: Call<'_>, method: Method, path: &str) -> RequestBuilder {
    let address = format!("{}/api/v3/{path}", call.route.base_url);
    call.http.request(method, address).bearer_auth(call.key)
}

#[cfg(test)]
mod tests;
