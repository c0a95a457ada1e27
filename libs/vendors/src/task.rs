//! What is to be made, in our own words. Adapters put it into a vendor's.

use std::fmt;

use bytes::Bytes;
use domain::catalog::{AspectRatio, Input, SpeechFormat};
use domain::size::Native;

/// One piece of work for a vendor.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// Our own id of this task: the same whenever the same task is started again. Letters, digits and `-`.
    pub reference: &'a str,
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
    /// A size the model makes.
    pub native: &'a Native,
    pub seed: Option<u32>,
    /// In the order in which the vendor is to see them.
    pub references: &'a [Attachment],
}

/// One silent clip.
#[derive(Debug, Clone, Copy)]
pub struct VideoTask<'a> {
    pub prompt: &'a str,
    pub seconds: u32,
    pub aspect_ratio: AspectRatio,
    /// `720p`.
    pub resolution: &'a str,
    /// Already cropped to the aspect ratio.
    pub start_frame: Option<&'a Attachment>,
}

/// One talking head.
#[derive(Debug, Clone, Copy)]
pub struct AvatarTask<'a> {
    pub spoken: Spoken<'a>,
    pub portrait: Portrait<'a>,
    /// `None`: the shape of the picture.
    pub aspect_ratio: Option<AspectRatio>,
    /// `720p` or `1080p`.
    pub resolution: &'a str,
}

#[derive(Debug, Clone, Copy)]
pub enum Spoken<'a> {
    /// `voice_id: None`: the avatar's own voice.
    Script { text: &'a str, voice_id: Option<&'a str> },
    /// A recording, mp3 or wav.
    Audio(&'a Attachment),
}

#[derive(Debug, Clone, Copy)]
pub enum Portrait<'a> {
    /// One of the vendor's own.
    AvatarId(&'a str),
    Picture(&'a Attachment),
}

/// One recording.
#[derive(Debug, Clone, Copy)]
pub struct SpeechTask<'a> {
    pub text: &'a str,
    pub voice_id: &'a str,
    /// A base code such as `en`, for vendors that are told the language.
    pub language: Option<&'a str>,
    /// 1 is the voice's own speed.
    pub speed: Option<f64>,
    pub format: SpeechFormat,
}

/// A file of ours that goes in. Pictures are PNG or JPEG, 300 to 2048 pixels a side and at most 5 MB; sounds
/// are mp3 or wav.
#[derive(Clone)]
pub struct Attachment {
    pub mime: String,
    /// The whole file; of sounds above 5 MB empty: those go as a link.
    pub bytes: Bytes,
    /// A signed link to our own bucket, valid for an hour; its path ends in the file's extension.
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

impl Task<'_> {
    /// Whether pictures go in, which decides the wire model.
    pub fn input(&self) -> Input {
        let pictures = match self.work {
            Work::Image(image) => !image.references.is_empty(),
            Work::Video(video) => video.start_frame.is_some(),
            Work::Avatar(avatar) => matches!(avatar.portrait, Portrait::Picture(_)),
            Work::Speech(_) => false,
        };
        if pictures { Input::Images } else { Input::WordsOnly }
    }
}
