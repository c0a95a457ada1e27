//! `ImageRef`: a picture named by URL, sent in the request, or left from an earlier generation.

use super::errors::ApiError;
use super::task::Task;
use super::video::Anchor;
use crate::course::{Phase, QUEUED_PERMILLE};
use crate::fields::Fields;
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::workshop::{InputError, Kept, base64_input};
use crate::world::World;

const MOST_BYTES: usize = 50 * 1024 * 1024;
/// Pixels of a side.
const LONGEST_SIDE: u32 = 8000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ImageRef<'a> {
    Url(&'a str),
    /// Base64.
    Data(&'a str),
    Generation(&'a str),
    File,
}

impl<'a> ImageRef<'a> {
    pub(super) fn read(fields: &Fields<'a>) -> Result<Self, ApiError> {
        let media_type = fields.choice("media_type", &["image/jpeg", "image/png", "image/webp"])?;
        let data = fields.text("data")?;
        if data.is_some() && media_type.is_none() {
            return Err(ApiError::Unprocessable(
                fields.other("media_type", "is required with data").to_string(),
            ));
        }
        let mut given = [
            fields.text("url")?.map(Self::Url),
            data.map(Self::Data),
            fields.text("generation_id")?.map(Self::Generation),
            fields.text("file_id")?.map(|_| Self::File),
        ]
        .into_iter()
        .flatten();
        if let (Some(only), None) = (given.next(), given.next()) {
            return Ok(only);
        }
        let sentence = "needs exactly one of url, data, generation_id, file_id";
        Err(ApiError::Unprocessable(fields.other("url", sentence).to_string()))
    }

    /// None where there is something, but no still picture.
    async fn picture(self, world: &World) -> Result<Option<Kept>, ApiError> {
        let bytes = match self {
            Self::Url(url) => {
                world.workshop.input(url, MOST_BYTES).await.map_err(|error| not_fetched(&error))?
            }
            Self::Data(text) if text.len() / 4 * 3 > MOST_BYTES => return Err(ApiError::TooLarge),
            Self::Data(text) => base64_input(text).map_err(undecodable)?,
            Self::Generation(id) => return must_be_completed(world, id),
            // No file was ever uploaded.
            Self::File => return Err(ApiError::Unprocessable("file_id: no such file".to_owned())),
        };
        let kept = world.workshop.keep_picture(bytes).await?;
        let kept = kept.ok_or_else(|| undecodable("it is no JPEG, PNG or WebP picture"))?;
        if kept.size.width.max(kept.size.height) > LONGEST_SIDE {
            return Err(ApiError::Unprocessable(format!(
                "The image is larger than {LONGEST_SIDE} px per side"
            )));
        }
        Ok(Some(kept.kept))
    }
}

/// Looks at all the pictures and gives the one that the clip begins with.
pub(super) async fn first_of(world: &World, anchors: &[Anchor<'_>]) -> Result<Option<Kept>, ApiError> {
    let mut first = None;
    for anchor in anchors {
        let picture = anchor.picture.picture(world).await?;
        if anchor.frame == 0 {
            first = picture;
        }
    }
    Ok(first)
}

fn must_be_completed(world: &World, id: &str) -> Result<Option<Kept>, ApiError> {
    let start = world.usage.task(Vendor::Luma, id);
    let phase = start.as_ref().map(|start| start.phase(world.now_ms(), QUEUED_PERMILLE));
    if phase != Some(Phase::Over(Ending::Media)) {
        return Err(ApiError::Unprocessable("generation_id: no such completed generation".to_owned()));
    }
    Ok(start.as_ref().and_then(Task::of).and_then(|task| task.start_frame))
}

fn not_fetched(error: &InputError) -> ApiError {
    match error {
        InputError::TooLarge { .. } => ApiError::TooLarge,
        // The URL itself is to blame, so trying again is no use.
        InputError::NotAUrl | InputError::NotBase64 | InputError::Status(400..=499) => {
            ApiError::Unprocessable(format!("The image was not fetched: {error}"))
        }
        InputError::Unreachable(_) | InputError::Status(_) => {
            ApiError::NotIngested(format!("The image could not be ingested: {error}"))
        }
    }
}

fn undecodable(reason: impl std::fmt::Display) -> ApiError {
    ApiError::Unprocessable(format!("The image could not be decoded: {reason}"))
}
