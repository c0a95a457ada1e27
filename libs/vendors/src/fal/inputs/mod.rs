//! What a start carries: the input of the model behind the endpoint, in exactly the fields that the facts
//! give for it. One file per kind of work. Pictures go as data URIs, so that our link need not be reachable
//! from everywhere; sounds, which may be long, go as links. `sync_mode` is never sent.

mod avatar;
mod image;
mod speech;
mod video;

use domain::catalog::{Route, Shape};
use serde::Serialize;

use crate::{StartError, Task, Work};

#[derive(Debug)]
pub(super) struct Submission<'a> {
    /// The whole of it, `fal-ai/nano-banana/edit`.
    pub(super) endpoint: String,
    pub(super) body: Body<'a>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Body<'a> {
    Image(image::Inputs<'a>),
    Video(video::Inputs<'a>),
    Avatar(avatar::Inputs<'a>),
    Speech(speech::Inputs<'a>),
}

pub(super) fn of<'a>(route: &Route, task: &Task<'a>) -> Result<Submission<'a>, StartError> {
    let (Some(shape), Some(model)) = (route.shape, route.wire_model(task.input())) else {
        return Err(StartError::RouteDown("fal's route has no endpoint for this kind of input".to_owned()));
    };
    let mut endpoint = model.to_owned();
    let body = match task.work {
        Work::Image(work) => image::Inputs::of(shape, &work).map(Body::Image),
        Work::Video(work) => video::Inputs::of(shape, &work).map(Body::Video),
        Work::Avatar(work) => {
            endpoint.push_str(avatar::tier(shape, work.resolution));
            avatar::Inputs::of(shape, &work).map(Body::Avatar)
        }
        Work::Speech(work) => speech::Inputs::of(shape, &work).map(Body::Speech),
    };
    let body = body.ok_or_else(|| unfit(shape))?;
    Ok(Submission { endpoint, body })
}

fn unfit(shape: Shape) -> StartError {
    StartError::RouteDown(format!("fal's {shape:?} does not do this work"))
}

#[cfg(test)]
mod tests;
