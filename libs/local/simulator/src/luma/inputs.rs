//! The checks on a start. Fields the schema does not have are ignored, explicit nulls count as absent.

use serde_json::Value;

use super::errors::{ApiError, Result};
use super::submit::Task;
use super::{MODEL, frames};
use crate::fields::Fields;
use crate::picture::Size;
use crate::world::World;

/// The only one that is played.
pub(super) const TYPE: &str = "video";
/// In characters (the documentation of Luma's hosting partners).
const LONGEST_PROMPT: usize = 6000;
const TYPES: [&str; 6] = ["image", "image_edit", TYPE, "video_edit", "video_reframe", "layering"];
const MODELS: [&str; 3] = ["uni-1", "uni-1-max", MODEL];
/// What the schema has.
const RATIOS: [&str; 12] =
    ["3:1", "2:1", "21:9", "16:9", "4:3", "3:2", "1:1", "3:4", "2:3", "9:16", "1:2", "1:3"];
/// Fields for the types that are not played; a video takes none of them.
const FOREIGN: [&str; 6] = ["image_ref", "layering", "output_format", "source", "style", "web_search"];
/// Options of a video that nobody sends.
const UNPLAYED: [&str; 6] = ["edit", "end_frame", "exr_export", "hdr", "loop", "source_position"];

/// The prompt and the task a body asks for.
pub(super) async fn read(world: &World, body: &Value) -> Result<(String, Task)> {
    let fields = Fields::new(body)?;
    let prompt = fields.need("prompt", fields.text_within("prompt", 1, LONGEST_PROMPT)?)?;
    must_be_a_video(&fields)?;
    let ratio = fields.choice("aspect_ratio", &RATIOS)?.unwrap_or("16:9");
    fields.text("user_id")?;
    let (mut short_side, mut seconds, mut start_frame) = (720, 5, None);
    if let Some(video) = fields.object("video")? {
        refuse_any(&video, &UNPLAYED, "is not simulated")?;
        short_side = match video.choice("resolution", &["360p", "540p", "720p", "1080p"])? {
            Some("360p") => 360,
            Some("540p") => 540,
            Some("1080p") => 1080,
            _ => 720,
        };
        seconds = if video.choice("duration", &["5s", "10s"])? == Some("10s") { 10 } else { 5 };
        start_frame = frames::first(world, &video, seconds).await?;
    }
    Ok((prompt.to_owned(), Task { size: size(ratio, short_side)?, seconds, start_frame }))
}

/// The models and types of pictures are real ones, but not played.
fn must_be_a_video(fields: &Fields<'_>) -> Result<()> {
    let kind = fields.choice("type", &TYPES)?.unwrap_or("image");
    let model = fields.choice("model", &MODELS)?.unwrap_or("uni-1");
    if (model, kind) != (MODEL, TYPE) {
        let sentence = format!("model: {model} with type {kind} is not simulated, only {MODEL} with {TYPE}");
        return Err(ApiError::Unprocessable(sentence).into());
    }
    refuse_any(fields, &FOREIGN, &format!("is not supported for type {TYPE}"))
}

fn refuse_any(fields: &Fields<'_>, names: &[&str], sentence: &str) -> Result<()> {
    let is_set = |name: &&&str| fields.get(name).is_some_and(|value| *value != false);
    match names.iter().find(is_set) {
        Some(name) => Err(ApiError::Unprocessable(fields.other(name, sentence).to_string()).into()),
        None => Ok(()),
    }
}

/// In pixels, for the ratios that are asked for.
fn size(ratio: &str, short: u32) -> Result<Size> {
    let long = short.saturating_mul(16) / 9;
    let (width, height) = match ratio {
        "16:9" => (long, short),
        "1:1" => (short, short),
        "9:16" => (short, long),
        _ => {
            let sentence = format!("aspect_ratio: {ratio} is not simulated for type {TYPE}");
            return Err(ApiError::Unprocessable(sentence).into());
        }
    };
    Ok(Size { width, height })
}
