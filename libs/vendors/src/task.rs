//! What is to be made, in our own terms. Adapters translate it into the vendor's.

use std::fmt;

use bytes::Bytes;
use domain::catalog::{AspectRatio, Input, Route, SpeechFormat};
use domain::size::Native;
use domain::{ErrorCode, Failure};

/// One piece of work for a vendor.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// Our own id of this task, the same whenever the task is started again. It has letters, digits and `-` only.
    pub external_id: &'a str,
    /// How metrics name the route that it is started on: `kind/model/route`.
    pub route_key: &'a str,
    pub work: Work<'a>,
}

#[derive(Debug, Clone, Copy)]
pub enum Work<'a> {
    Image(ImageTask<'a>),
    Video(VideoTask<'a>),
    Avatar(AvatarTask<'a>),
    Speech(SpeechTask<'a>),
}

/// One picture.
#[derive(Debug, Clone, Copy)]
pub struct ImageTask<'a> {
    pub prompt: &'a str,
    /// A size that the model makes.
    pub native: &'a Native,
    pub seed: Option<u32>,
    /// In the order that the vendor is to see them in.
    pub references: &'a [Attachment],
}

/// One silent clip.
#[derive(Debug, Clone, Copy)]
pub struct VideoTask<'a> {
    pub prompt: &'a str,
    pub seconds: u32,
    pub aspect_ratio: AspectRatio,
    /// `720p`: the resolution that the catalog gives the model, and that the price counts.
    pub resolution: &'a str,
    /// Already cropped to the aspect ratio.
    pub start_frame: Option<&'a Attachment>,
    /// Pictures that the clip refers to, in the order that the vendor is to see them in. Where there are some, there is no
    /// start frame.
    pub references: &'a [Attachment],
}

/// One talking head.
#[derive(Debug, Clone, Copy)]
pub struct AvatarTask<'a> {
    pub spoken: Spoken<'a>,
    pub portrait: Portrait<'a>,
    /// `None`: the video keeps the shape of the picture.
    pub aspect_ratio: Option<AspectRatio>,
    /// `720p` or `1080p`: one that the catalog lists for the model.
    pub resolution: &'a str,
}

#[derive(Debug, Clone, Copy)]
pub enum Spoken<'a> {
    /// `voice_id: None`: the avatar speaks with its own voice.
    Script { text: &'a str, voice_id: Option<&'a str> },
    /// A recording, mp3 or wav.
    Audio(&'a Attachment),
}

#[derive(Debug, Clone, Copy)]
pub enum Portrait<'a> {
    /// One of the vendor's own avatars.
    AvatarId(&'a str),
    Picture(&'a Attachment),
}

/// One recording.
#[derive(Debug, Clone, Copy)]
pub struct SpeechTask<'a> {
    pub text: &'a str,
    pub voice_id: &'a str,
    /// A base code such as `en`, for vendors that take the language as a parameter.
    pub language: Option<&'a str>,
    /// 1 is the voice's own speed; `None` leaves it to the voice.
    pub speed: Option<f64>,
    pub format: SpeechFormat,
}

/// A file from our bucket that goes to the vendor. Pictures are PNG or JPEG, have 300 to 2048 pixels a side and at most 5 MB.
/// Sounds are mp3 or wav.
#[derive(Clone)]
pub struct Attachment {
    pub mime: String,
    /// The whole file. Empty for sounds above 5 MB, which go as a link.
    pub bytes: Bytes,
    /// A signed link to our own bucket. It is valid for an hour, and its path ends in the file's extension.
    pub link: String,
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachment")
            .field("mime", &self.mime)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

impl<'a> Task<'a> {
    /// The same task, with the voice as this route's vendor calls it. A voice that the vendor does not have is a failure
    /// of this task on this route.
    pub(crate) fn on_route(mut self, route: &'a Route) -> Result<Self, Failure> {
        if let Work::Speech(speech) = &mut self.work {
            let name = route.voice(speech.voice_id);
            speech.voice_id = name.ok_or_else(|| {
                Failure::because(
                    ErrorCode::InvalidInput,
                    "voice_id: the provider does not have this voice. Pick another and submit again.",
                )
            })?;
        }
        Ok(self)
    }

    /// Which pictures go in. It decides which wire model is used.
    pub fn input(&self) -> Input {
        match self.work {
            Work::Video(video) if !video.references.is_empty() => Input::References,
            Work::Video(VideoTask { start_frame: Some(_), .. })
            | Work::Avatar(AvatarTask { portrait: Portrait::Picture(_), .. }) => Input::Images,
            Work::Image(image) if !image.references.is_empty() => Input::Images,
            Work::Image(_) | Work::Video(_) | Work::Avatar(_) | Work::Speech(_) => Input::WordsOnly,
        }
    }
}
