//! Speech, in mp3 only. The voice is a field here, whereas it is a part of the path at the vendor itself.

use domain::catalog::{Shape, SpeechFormat};
use serde::Serialize;

use crate::SpeechTask;

#[derive(Debug, Serialize)]
pub(in crate::fal) struct Inputs<'a> {
    text: &'a str,
    /// A name or an id.
    voice: &'a str,
    /// 0.7–1.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    speed: Option<f64>,
}

impl<'a> Inputs<'a> {
    /// `None`: models of this shape make something else, or not in this format.
    pub(super) fn from_task(shape: Shape, task: &SpeechTask<'a>) -> Option<Self> {
        match (shape, task.format) {
            (Shape::ElevenlabsTts, SpeechFormat::Mp3) => {
                Some(Self { text: task.text, voice: task.voice_id, speed: task.speed })
            }
            _ => None,
        }
    }
}
