//! Kling: silent clips over the vendor's new API standard, avatars over its older one, with one static key for both.
//! Asynchronous; there is no cancel. Our own id goes with every task: the vendor refuses a second task of the same id,
//! and can be asked for a task by it. Result links live 30 days.

mod avatar;
mod errors;
mod speech;
mod video;
mod wire;

use domain::Kind;
use domain::catalog::Shape;
use domain::job::Handle;
use futures::FutureExt as _;
use futures::future::BoxFuture;

use crate::adapter::{AcceptedTask, Adapter, Call};
use crate::http::{self, STATUS};
use crate::part::Parts;
use crate::{CallError, Look, LookError, Start, StartError, Task, Work};

pub(crate) struct Kling;

impl Adapter for Kling {
    fn start<'a>(&self, call: Call<'a>, task: &'a Task<'a>) -> BoxFuture<'a, Result<Start, StartError>> {
        start(call, task).boxed()
    }

    fn look<'a>(&self, call: Call<'a>, task: AcceptedTask<'a>) -> BoxFuture<'a, Result<Look, LookError>> {
        look(call, task).boxed()
    }

    fn look_up<'a>(
        &self,
        call: Call<'a>,
        kind: Kind,
        external_id: &'a str,
    ) -> BoxFuture<'a, Result<Option<Handle>, CallError>> {
        look_up(call, kind, external_id).boxed()
    }
}

async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let (model, parts) = (call.wire_model(task)?, Parts::from_task(task));
    let request = match (task.work, call.route.shape) {
        (Work::Video(clip), Some(Shape::Kling26)) => {
            video::create(call, model, &wire::VideoRequest::from_task(&clip, task.external_id))
        }
        (Work::Video(clip), Some(Shape::Kling3)) => {
            video::create(call, model, &wire::VideoRequest::from_task(&clip, task.external_id).in_one_shot())
        }
        (Work::Avatar(talking), Some(Shape::KlingAvatar)) => {
            avatar::create(call, &talking, task.external_id, parts).await?
        }
        _ => return Err(StartError::not_done("the route has no dialect that Kling speaks")),
    };
    errors::judge_start(&http::send(request, STATUS).await?, parts).map(Start::Accepted)
}

async fn look(call: Call<'_>, task: AcceptedTask<'_>) -> Result<Look, LookError> {
    let found = match task.kind {
        Kind::Avatar => avatar::find(call, &task.handle.id).await?,
        _ => video::find(call, video::By::Id, &task.handle.id).await?,
    };
    errors::judge_look(found, task.age_seconds, Parts::from_accepted(call.route.vendor, task.kind))
}

async fn look_up(call: Call<'_>, kind: Kind, external_id: &str) -> Result<Option<Handle>, CallError> {
    let found = match kind {
        Kind::Avatar => avatar::find(call, external_id).await,
        _ => video::find(call, video::By::ExternalId, external_id).await,
    };
    errors::judge_look_up(found.map_err(|error| CallError(error.to_string()))?)
}

#[cfg(test)]
mod tests;
