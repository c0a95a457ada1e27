//! The pictures that a clip is to pass through. Each is sent in the request, as base64.

use super::errors::{ApiError, Result};
use crate::failure::Failure;
use crate::fields::{Fields, Wrong};
use crate::workshop::{Kept, base64_input};
use crate::world::World;

const FRAMES_PER_SECOND: u32 = 24;
const MOST_KEYFRAMES: usize = 64;
const MOST_BYTES: usize = 50 * 1024 * 1024;
/// Pixels of a side.
const LONGEST_SIDE: u32 = 8000;

/// Looks at all pictures and gives the one that the clip begins with.
pub(super) async fn first(world: &World, video: &Fields<'_>, seconds: u32) -> Result<Option<Kept>> {
    let keyframes = keyframes(video, seconds)?;
    let start_frame = video.object("start_frame")?;
    for (wrong, sentence) in [
        (!keyframes.is_empty(), "is not supported with keyframes"),
        (seconds == 10, "is not supported with duration 10s"),
    ] {
        if start_frame.is_some() && wrong {
            return Err(unprocessable(&video.other("start_frame", sentence)));
        }
    }
    let mut first = None;
    for (frame, picture) in start_frame.map(|picture| (0, picture)).into_iter().chain(keyframes) {
        let kept = keep(world, &picture).await?;
        if frame == 0 {
            first = Some(kept);
        }
    }
    Ok(first)
}

/// Each with the frame of the clip at which it is.
fn keyframes<'a>(video: &Fields<'a>, seconds: u32) -> Result<Vec<(u32, Fields<'a>)>> {
    let indexes = indexes(video, seconds)?;
    video.list_within("keyframes", 1, MOST_KEYFRAMES)?;
    let pictures = video.objects("keyframes")?;
    if pictures.len() != indexes.len() {
        return Err(unprocessable(&video.other("keyframe_indexes", "must match keyframes in length")));
    }
    Ok(indexes.into_iter().zip(pictures).collect())
}

/// Different ones, within the clip.
fn indexes(video: &Fields<'_>, seconds: u32) -> Result<Vec<u32>> {
    let given = video.list("keyframe_indexes")?.map(Vec::as_slice).unwrap_or_default();
    let last = seconds.saturating_mul(FRAMES_PER_SECOND);
    let mut indexes = Vec::new();
    for number in given {
        let index = number.as_u64().and_then(|number| u32::try_from(number).ok());
        let index = index.ok_or_else(|| video.other("keyframe_indexes", "must be integers, 0 or more"))?;
        if index > last || indexes.contains(&index) {
            let sentence = format!("must be different and from 0 to {last} for {seconds} s");
            return Err(unprocessable(&video.other("keyframe_indexes", sentence)));
        }
        indexes.push(index);
    }
    Ok(indexes)
}

async fn keep(world: &World, picture: &Fields<'_>) -> Result<Kept> {
    let media_type = picture.choice("media_type", &["image/jpeg", "image/png", "image/webp"])?;
    let (Some(data), Some(_)) = (picture.text("data")?, media_type) else {
        return Err(unprocessable(
            &picture.other("data", "is needed with media_type; nothing else is simulated"),
        ));
    };
    if data.len() / 4 * 3 > MOST_BYTES {
        return Err(ApiError::TooLarge.into());
    }
    let bytes = base64_input(data).map_err(undecodable)?;
    let kept = world.workshop.keep_picture(bytes).await?;
    let kept = kept.ok_or_else(|| undecodable("it is no JPEG, PNG or WebP picture"))?;
    if kept.size.width.max(kept.size.height) > LONGEST_SIDE {
        let sentence = format!("The image is larger than {LONGEST_SIDE} px per side");
        return Err(ApiError::Unprocessable(sentence).into());
    }
    Ok(kept.kept)
}

fn undecodable(reason: impl std::fmt::Display) -> ApiError {
    ApiError::Unprocessable(format!("The image could not be decoded: {reason}"))
}

fn unprocessable(wrong: &Wrong) -> Failure<ApiError> {
    ApiError::Unprocessable(wrong.to_string()).into()
}
