//! The checks on a start: what a body may say, apart from its `video`. Fields the schema does not have are
//! ignored, explicit nulls count as absent.

use serde_json::Value;

use super::errors::ApiError;
use super::image_ref;
use super::task::{MODEL, TYPE, Task};
use super::video::{self, Options};
use crate::fields::Fields;
use crate::picture::Size;
use crate::world::World;

/// In characters (the documentation of Luma's hosting partners).
const LONGEST_PROMPT: usize = 6000;
const TYPES: [&str; 6] = ["image", "image_edit", TYPE, "video_edit", "video_reframe", "layering"];
const MODELS: [&str; 3] = ["uni-1", "uni-1-max", MODEL];
/// What the schema has.
const RATIOS: [&str; 12] =
    ["3:1", "2:1", "21:9", "16:9", "4:3", "3:2", "1:1", "3:4", "2:3", "9:16", "1:2", "1:3"];
/// Fields for the types that are not played; a video takes none of them.
const FOREIGN: [&str; 6] = ["image_ref", "layering", "output_format", "source", "style", "web_search"];

/// The prompt and the task a body asks for.
pub(super) async fn read(world: &World, body: &Value) -> Result<(String, Task), ApiError> {
    let fields = Fields::of(body)?;
    let prompt = fields.need("prompt", fields.text_within("prompt", 1, LONGEST_PROMPT)?)?;
    must_be_a_video(&fields)?;
    let ratio = fields.choice("aspect_ratio", &RATIOS)?.unwrap_or("16:9");
    let user_id = fields.text("user_id")?.map(str::to_owned);
    let given = fields.object("video")?;
    let options = given.as_ref().map(Options::read).transpose()?.unwrap_or_default();
    let size = size(ratio, options.resolution.short_side())?;
    let start_frame = match &given {
        Some(given) => image_ref::first_of(world, &video::frames(given, options)?).await?,
        None => None,
    };
    let Options { resolution, seconds, .. } = options;
    Ok((prompt.to_owned(), Task { size, resolution, seconds, start_frame, user_id }))
}

/// The models and types of pictures are real ones, but not played.
fn must_be_a_video(fields: &Fields<'_>) -> Result<(), ApiError> {
    let kind = fields.choice("type", &TYPES)?.unwrap_or("image");
    let model = fields.choice("model", &MODELS)?.unwrap_or("uni-1");
    if (model, kind) != (MODEL, TYPE) {
        let sentence = format!("model: {model} with type {kind} is not simulated, only {MODEL} with {TYPE}");
        return Err(ApiError::Unprocessable(sentence));
    }
    match FOREIGN.into_iter().find(|name| fields.get(name).is_some_and(|value| *value != false)) {
        Some(name) => Err(ApiError::Unprocessable(format!("{name}: is not supported for type {TYPE}"))),
        None => Ok(()),
    }
}

/// The six ratios that the model has, in pixels.
fn size(ratio: &str, short: u32) -> Result<Size, ApiError> {
    let long = |wide: u32, high: u32| short.saturating_mul(wide).checked_div(high).unwrap_or(short);
    let (width, height) = match ratio {
        "21:9" => (long(21, 9), short),
        "16:9" => (long(16, 9), short),
        "4:3" => (long(4, 3), short),
        "1:1" => (short, short),
        "3:4" => (short, long(4, 3)),
        "9:16" => (short, long(16, 9)),
        _ => {
            let sentence = format!("aspect_ratio: {ratio} is not supported by {MODEL} for type {TYPE}");
            return Err(ApiError::Unprocessable(sentence));
        }
    };
    Ok(Size { width, height })
}
