//! What goes into a request and what comes out.

use schemars::JsonSchema;
use serde::Serialize;

use super::Request;
use crate::catalog::Input;

/// The studios' word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    TextToImage,
    ImageToImage,
    TextToVideo,
    ImageToVideo,
    ReferenceToVideo,
    ScriptToAvatar,
    AudioToAvatar,
    TextToSpeech,
    Composite,
}

impl Request {
    pub fn mode(&self) -> Mode {
        match (self, self.input()) {
            (Self::Image(_), Input::WordsOnly) => Mode::TextToImage,
            (Self::Image(_), Input::Images | Input::References) => Mode::ImageToImage,
            (Self::Video(_), Input::WordsOnly) => Mode::TextToVideo,
            (Self::Video(_), Input::Images) => Mode::ImageToVideo,
            (Self::Video(_), Input::References) => Mode::ReferenceToVideo,
            (Self::Avatar(avatar), _) if avatar.script.is_some() => Mode::ScriptToAvatar,
            (Self::Avatar(_), _) => Mode::AudioToAvatar,
            (Self::Tts(_), _) => Mode::TextToSpeech,
            (Self::Composite(_), _) => Mode::Composite,
        }
    }

    /// Which pictures the route has to take.
    pub fn input(&self) -> Input {
        match self {
            Self::Image(image) if !image.reference_image_urls.is_empty() => Input::Images,
            Self::Video(video) => video.input(),
            Self::Avatar(avatar) if avatar.image_url.is_some() => Input::Images,
            _ => Input::WordsOnly,
        }
    }
}
