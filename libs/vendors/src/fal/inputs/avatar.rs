//! Talking heads, from a picture and a recording. Neither model takes a script or one of a vendor's own avatars.

use domain::catalog::Shape;
use serde::Serialize;

use crate::{AvatarTask, Portrait, Spoken};

#[derive(Debug, Serialize)]
pub(in crate::fal) struct Inputs<'a> {
    image_url: String,
    audio_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<&'a str>,
}

impl<'a> Inputs<'a> {
    /// `None`: models of this shape make something else, or not from such input.
    pub(super) fn from_task(shape: Shape, task: &AvatarTask<'a>) -> Option<Self> {
        let (Portrait::Picture(picture), Spoken::Audio(recording)) = (task.portrait, task.spoken) else {
            return None;
        };
        let resolution = match (shape, task.resolution) {
            (Shape::VeedFabric, resolution) => Some(resolution),
            // It is a part of the endpoint.
            (Shape::KlingAvatar, "720p" | "1080p") => None,
            _ => return None,
        };
        Some(Self { image_url: picture.data_uri(), audio_url: &recording.link, resolution })
    }
}

/// The part of the endpoint that stands for the resolution. Only Kling's avatar has one.
pub(super) fn tier(shape: Shape, resolution: &str) -> &'static str {
    match (shape, resolution) {
        (Shape::KlingAvatar, "1080p") => "/pro",
        (Shape::KlingAvatar, _) => "/standard",
        _ => "",
    }
}
