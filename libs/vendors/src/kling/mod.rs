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
use futures::future::BoxFuture;
use futures::{FutureExt as _, TryFutureExt as _};

use crate::adapter::{AcceptedTask, Adapter, Call};
use crate::http::{self, STATUS};
use crate::{CallError, Look, LookError, Start, StartError, Task, Work};

pub(crate) struct Kling;

impl Adapter for Kling {
    fn start<'a>(&self, call: Call<'a>, task: &'a Task<'a>) -> BoxFuture<'a, Result<Start, StartError>> {
        start(call, task).boxed()
    }

    fn look<'a>(&self, call: Call<'a>, task: AcceptedTask<'a>) -> BoxFuture<'a, Result<Look, LookError>> {
        look(call, task).map_err(LookError::from).boxed()
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
    let model = call.wire_model(task)?;
    let request = match (task.work, call.route.shape) {
        (Work::Video(clip), Some(Shape::Kling26)) => {
            video::create(call, model, &wire::VideoRequest::from_task(&clip, task.external_id))
        }
        (Work::Video(clip), Some(Shape::Kling3)) => {
            video::create(call, model, &wire::VideoRequest::from_task(&clip, task.external_id).in_one_shot())
        }
        (Work::Avatar(talking), Some(Shape::KlingAvatar)) => {
            avatar::create(call, &talking, task.external_id).await?
        }
        _ => return Err(StartError::RouteDown("the route has no dialect that Kling speaks".to_owned())),
    };
    errors::judge_start(&http::send(request, STATUS).await?).map(Start::Accepted)
}

async fn look(call: Call<'_>, task: AcceptedTask<'_>) -> Result<Look, CallError> {
    let found = match task.kind {
        Kind::Avatar => avatar::find(call, &task.handle.id).await?,
        _ => video::find(call, video::By::Id, &task.handle.id).await?,
    };
    errors::judge_look(found, task.age_seconds)
}

async fn look_up(call: Call<'_>, kind: Kind, external_id: &str) -> Result<Option<Handle>, CallError> {
    let found = match kind {
        Kind::Avatar => avatar::find(call, external_id).await?,
        _ => video::find(call, video::By::ExternalId, external_id).await?,
    };
    errors::judge_look_up(found)
}

#[cfg(test)]
mod tests;
