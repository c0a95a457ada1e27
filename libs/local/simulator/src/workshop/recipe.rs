//! What a delivered file is, before it is made.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::broken::broken;
use super::{Clip, MediaError, Sound, Still, Workshop};
use crate::picture::{Format, Size};
use crate::sim_words::Ending;

#[derive(Clone, Debug)]
pub(crate) enum Recipe {
    Still(Still, Format),
    Clip(Clip),
    Sound(Sound),
    /// A file that begins like one of its kind and cannot be decoded.
    Broken(Kind, &'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Picture(Size),
    Clip,
    Sound,
}

/// As a response: its bytes with their type and length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) bytes: Bytes,
    pub(crate) media_type: &'static str,
}

impl Recipe {
    /// What a task that ended so delivers: itself, a broken file of its kind, or nothing.
    pub(crate) fn after(self, ending: Ending) -> Option<Self> {
        match ending {
            Ending::Media => Some(self),
            Ending::BadMedia => Some(self.broken()),
            Ending::EmptyResult | Ending::InputModerated | Ending::OutputModerated | Ending::Failed => None,
        }
    }

    /// What begins like it and cannot be decoded.
    pub(crate) fn broken(self) -> Self {
        match self {
            Self::Still(still, format) => {
                Self::Broken(Kind::Picture(still.picture.size), format.media_type())
            }
            Self::Clip(_) => Self::Broken(Kind::Clip, "video/mp4"),
            Self::Sound(sound) => Self::Broken(Kind::Sound, sound.encoding.media_type()),
            Self::Broken(..) => self,
        }
    }
}

impl Workshop {
    pub(crate) async fn make(&self, recipe: Recipe) -> Result<File, MediaError> {
        let (bytes, media_type) = match recipe {
            Recipe::Still(still, format) => (self.still(still, format).await?, format.media_type()),
            Recipe::Clip(clip) => (self.clip(clip).await?, "video/mp4"),
            Recipe::Sound(sound) => {
                let media_type = sound.encoding.media_type();
                (self.sound(sound).await?, media_type)
            }
            Recipe::Broken(kind, media_type) => (broken(kind).into(), media_type),
        };
        Ok(File { bytes, media_type })
    }
}

impl IntoResponse for File {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, self.media_type)], self.bytes).into_response()
    }
}
