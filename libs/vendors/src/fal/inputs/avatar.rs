//! Talking heads: a picture and a recording. Neither model takes a script, nor an avatar of a vendor's.

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
    /// `None`: the shape makes something else, or not from this.
    pub(super) fn of(shape: Shape, task: &AvatarTask<'a>) -> Option<Self> {
        let (Portrait::Picture(picture), Spoken::Audio(recording)) = (task.portrait, task.spoken) else {
            return None;
        };
        let resolution = match (shape, task.resolution) {
            (Shape::VeedFabric, resolution) => Some(resolution),
            // The endpoint says it.
            (Shape::KlingAvatar, "720p" | "1080p") => None,
            _ => return None,
        };
        Some(Self { image_url: picture.data_uri(), audio_url: &recording.link, resolution })
    }
}

/// Kling's avatar has an endpoint for each resolution.
pub(super) fn tier(shape: Shape, resolution: &str) -> &'static str {
    match (shape, resolution) {
        (Shape::KlingAvatar, "1080p") => "/pro",
        (Shape::KlingAvatar, _) => "/standard",
        _ => "",
    }
}
