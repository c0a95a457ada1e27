//! The `video` of a start: what each option may be, and which go together.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::errors::ApiError;
use super::image_ref::ImageRef;
use super::task::TYPE;
use crate::fields::Fields;

const FRAMES_PER_SECOND: u32 = 24;
const MOST_KEYFRAMES: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Resolution {
    /// The draft tier.
    P360,
    P540,
    P720,
    P1080,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) resolution: Resolution,
    pub(super) seconds: u32,
    pub(super) looped: bool,
    pub(super) hdr: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { resolution: Resolution::P720, seconds: 5, looped: false, hdr: false }
    }
}

/// A picture and the frame of the clip at which it is.
#[derive(Debug)]
pub(super) struct Anchor<'a> {
    pub(super) picture: ImageRef<'a>,
    pub(super) frame: u32,
}

impl Resolution {
    pub(super) fn short_side(self) -> u32 {
        match self {
            Self::P360 => 360,
            Self::P540 => 540,
            Self::P720 => 720,
            Self::P1080 => 1080,
        }
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "360p" => Some(Self::P360),
            "540p" => Some(Self::P540),
            "720p" => Some(Self::P720),
            "1080p" => Some(Self::P1080),
            _ => None,
        }
    }
}

impl Options {
    pub(super) fn read(video: &Fields<'_>) -> Result<Self, ApiError> {
        let resolution = video.choice("resolution", &["360p", "540p", "720p", "1080p"])?;
        let resolution = resolution.and_then(Resolution::named).unwrap_or(Resolution::P720);
        let seconds = match video.choice("duration", &["5s", "10s"])? {
            Some("10s") => 10,
            _ => 5,
        };
        let looped = video.flag("loop")?.unwrap_or(false);
        let hdr = video.flag("hdr")?.unwrap_or(false);
        let exr = video.flag("exr_export")?.unwrap_or(false);
        for (wrong, sentence) in [
            (looped && seconds == 10, "video.loop: is not supported with duration 10s"),
            (looped && hdr, "video.loop: is not supported with hdr"),
            (exr && !hdr, "video.exr_export: requires hdr"),
            (hdr && resolution.short_side() < 720, "video.hdr: requires resolution 720p or 1080p"),
        ] {
            refuse_if(wrong, sentence)?;
        }
        for name in ["edit", "source_position"] {
            let sentence = format!("video.{name}: is not supported for type {TYPE}");
            refuse_if(video.get(name).is_some(), &sentence)?;
        }
        Ok(Self { resolution, seconds, looped, hdr })
    }

    fn last_frame(self) -> u32 {
        self.seconds.saturating_mul(FRAMES_PER_SECOND)
    }
}

/// The pictures that the clip is to pass through.
pub(super) fn frames<'a>(video: &Fields<'a>, options: Options) -> Result<Vec<Anchor<'a>>, ApiError> {
    let keyframes = keyframes(video, options)?;
    let ends = [("start_frame", 0), ("end_frame", options.last_frame())];
    let mut anchors = Vec::new();
    for (name, frame) in ends {
        if let Some(given) = video.object(name)? {
            let refuse =
                |wrong, what| refuse_if(wrong, &format!("video.{name}: is not supported with {what}"));
            refuse(keyframes.is_some(), "keyframes")?;
            refuse(options.seconds == 10, "duration 10s")?;
            refuse(options.hdr, "hdr")?;
            anchors.push(Anchor { picture: ImageRef::read(&given)?, frame });
        }
    }
    Ok(keyframes.unwrap_or(anchors))
}

fn keyframes<'a>(video: &Fields<'a>, options: Options) -> Result<Option<Vec<Anchor<'a>>>, ApiError> {
    let indexes = indexes(video, options)?;
    if video.list_within("keyframes", 1, MOST_KEYFRAMES)?.is_none() {
        refuse_if(indexes.is_some(), "video.keyframe_indexes: requires keyframes")?;
        return Ok(None);
    }
    let pictures = video.objects("keyframes")?;
    let indexes = indexes.unwrap_or_default();
    refuse_if(pictures.len() != indexes.len(), "video.keyframe_indexes: must match keyframes in length")?;
    refuse_if(options.looped, "video.keyframes: is not supported with loop")?;
    let anchors = pictures
        .iter()
        .zip(indexes)
        .map(|(given, frame)| Ok(Anchor { picture: ImageRef::read(given)?, frame }));
    anchors.collect::<Result<_, ApiError>>().map(Some)
}

/// Unique, and on the grid of the clip.
fn indexes(video: &Fields<'_>, options: Options) -> Result<Option<Vec<u32>>, ApiError> {
    let Some(given) = video.list("keyframe_indexes")? else { return Ok(None) };
    let numbers = given.iter().map(|number| {
        let number = number.as_u64().and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| video.other("keyframe_indexes", "must be integers, 0 or more"))
    });
    let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
    let last = options.last_frame();
    let sentence = format!("video.keyframe_indexes: must be from 0 to {last} for {} s", options.seconds);
    refuse_if(numbers.iter().any(|number| *number > last), &sentence)?;
    let different: BTreeSet<_> = numbers.iter().collect();
    refuse_if(different.len() < numbers.len(), "video.keyframe_indexes: must be unique")?;
    Ok(Some(numbers))
}

fn refuse_if(wrong: bool, sentence: &str) -> Result<(), ApiError> {
    if wrong { Err(ApiError::Unprocessable(sentence.to_owned())) } else { Ok(()) }
}
