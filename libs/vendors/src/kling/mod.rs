//! Kling: silent clips over the vendor's new API standard, avatars over its older one; one static key for both.
//! Asynchronous, no cancel. Our own id goes with every task: the vendor refuses a second task of the same id, and
//! can be asked for a task by it. Result links live 30 days.

mod avatar;
mod errors;
mod speech;
mod video;
mod wire;

use domain::Kind;
use domain::catalog::Shape;
use domain::job::Handle;

use crate::http::{self, NoAnswer, STATUS};
use crate::ids::plain;
use crate::{Call, CallError, Look, Start, StartError, Task, Work};

pub(crate) async fn start(call: Call<'_>, task: &Task<'_>) -> Result<Start, StartError> {
    let Some(model) = call.route.wire_model(task.input()) else {
        return Err(StartError::RouteDown("no model of Kling's for this kind of input".to_owned()));
    };
    let request = match (task.work, call.route.shape) {
        (Work::Video(clip), Some(Shape::Kling26)) => {
            video::create(call, model, &wire::Clip::of(&clip, task.reference))
        }
        (Work::Video(clip), Some(Shape::Kling3)) => {
            video::create(call, model, &wire::Clip::of(&clip, task.reference).in_one_shot())
        }
        (Work::Avatar(talking), Some(Shape::KlingAvatar)) => {
            avatar::create(call, &talking, task.reference).await?
        }
        _ => return Err(StartError::RouteDown("the route has no dialect that Kling speaks".to_owned())),
    };
    let answer = http::send(request, STATUS).await.map_err(NoAnswer::not_started)?;
    errors::judge_start(&answer).map(Start::Accepted)
}

pub(crate) async fn look(
    call: Call<'_>,
    kind: Kind,
    handle: &Handle,
    age_seconds: i64,
) -> Result<Look, CallError> {
    let found = match kind {
        Kind::Avatar => avatar::find(call, &handle.id).await?,
        _ => video::find(call, video::By::Id, &handle.id).await?,
    };
    errors::judge_look(found, age_seconds)
}

pub(crate) async fn look_up(
    call: Call<'_>,
    kind: Kind,
    reference: &str,
) -> Result<Option<Handle>, CallError> {
    let found = match kind {
        Kind::Avatar => avatar::find(call, reference).await?,
        _ => video::find(call, video::By::Reference, reference).await?,
    };
    errors::judge_look_up(found)
}

fn not_plain() -> CallError {
    CallError("the task's id does not belong into an address".to_owned())
}

#[cfg(test)]
mod tests;
