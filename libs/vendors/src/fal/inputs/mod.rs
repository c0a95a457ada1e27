//! What a start sends: the input of the model behind the endpoint, with the fields that are known for it and no others.
//! There is one file for each kind of work. Pictures go as data URIs, so that our link need not be reachable from
//! everywhere. Sounds may be long, and go as links. `sync_mode` is never sent.

mod avatar;
mod image;
mod speech;
mod video;

use domain::catalog::{Route, Shape};
use serde::Serialize;

use crate::{StartError, Task, Work};

#[derive(Debug)]
pub(super) struct Submission<'a> {
    /// The whole endpoint, such as `fal-ai/nano-banana/edit`.
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

impl<'a> Submission<'a> {
    pub(super) fn from_task(route: &Route, task: &Task<'a>) -> Result<Self, StartError> {
        let (Some(shape), Some(model)) = (route.shape, route.wire_model(task.input())) else {
            let why = "fal's route has no endpoint for this kind of input";
            return Err(StartError::not_done(why));
        };
        let body = Body::from_work(shape, task.work)
            .ok_or_else(|| StartError::not_done(format!("fal's {shape:?} does not do this work")))?;
        let tier = match task.work {
            Work::Avatar(work) => avatar::tier(shape, work.resolution),
            _ => "",
        };
        Ok(Self { endpoint: format!("{model}{tier}"), body })
    }
}

impl<'a> Body<'a> {
    /// `None`: models of this shape do not do this work.
    fn from_work(shape: Shape, work: Work<'a>) -> Option<Self> {
        match work {
            Work::Image(work) => image::Inputs::from_task(shape, &work).map(Self::Image),
            Work::Video(work) => video::Inputs::from_task(shape, &work).map(Self::Video),
            Work::Avatar(work) => avatar::Inputs::from_task(shape, &work).map(Self::Avatar),
            Work::Speech(work) => speech::Inputs::from_task(shape, &work).map(Self::Speech),
        }
    }
}

#[cfg(test)]
mod tests;
