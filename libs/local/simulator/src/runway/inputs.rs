//! The checks on a start: what a body may say. Everything that is wrong is reported at once. Fields that nobody
//! sends are ignored, and an explicit null counts as absent.

use serde_json::Value;

use super::errors::{ApiError, Result};
use super::issues::Issues;
use super::models::{self, LONGEST_PROMPT, Model};
use super::submit::Task;
use super::{prompt_image, throttle};
use crate::fields::{Fields, Why, Wrong};
use crate::picture::Size;
use crate::workshop::Kept;
use crate::world::World;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    TextToVideo,
    ImageToVideo,
}

/// A valid request.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) model: &'static Model,
    pub(super) prompt: String,
    pub(super) task: Task,
}

pub(super) async fn read(world: &World, endpoint: Endpoint, body: &Value) -> Result<Asked> {
    let fields = Fields::new(body)?;
    let (model, ratios) = model(&fields, endpoint)?;
    let mut issues = Issues::default();
    let prompt = issues.keep(prompt(&fields));
    let ratio = issues.keep(fields.choice("ratio", ratios).and_then(|ratio| fields.need("ratio", ratio)));
    let seconds = issues.keep(seconds(&fields, model));
    let sound = issues.keep(sound(&fields, model));
    let picture = match endpoint {
        Endpoint::TextToVideo => None,
        Endpoint::ImageToVideo => issues.keep(prompt_image::read(&fields).map(Some)),
    };
    issues.end().map_err(ApiError::Invalid)?;

    let size = models::size(ratio).unwrap_or(Size { width: 1280, height: 720 });
    let start_frame = match picture {
        Some(uri) => Some(keep(world, &fields, uri).await?),
        None => None,
    };
    let task = Task {
        size,
        seconds,
        sound,
        has_bad_asset: start_frame == Some(None),
        start_frame: start_frame.flatten(),
        credits: model.credits(seconds, sound),
        throttled_until_ms: throttle::next_place_ms(world, model.name),
    };
    Ok(Asked { model, prompt: prompt.to_owned(), task })
}

/// The model, and its ratios at this endpoint.
fn model(
    fields: &Fields<'_>,
    endpoint: Endpoint,
) -> std::result::Result<(&'static Model, &'static [&'static str]), Wrong> {
    let ratios = |model: &'static Model| match endpoint {
        Endpoint::TextToVideo => model.text_ratios,
        Endpoint::ImageToVideo => model.image_ratios,
    };
    let here = || Model::all().iter().filter(|model| !ratios(model).is_empty());
    let name = fields.need("model", fields.text("model")?)?;
    let model = here().find(|model| model.name == name).ok_or_else(|| {
        let allowed = here().map(|model| model.name.to_owned()).collect();
        fields.wrong("model", Why::Unknown { given: name.to_owned(), allowed })
    })?;
    Ok((model, ratios(model)))
}

fn prompt<'a>(fields: &Fields<'a>) -> std::result::Result<&'a str, Wrong> {
    let prompt = fields.need("promptText", fields.text_within("promptText", 1, usize::MAX)?)?;
    let given = prompt.encode_utf16().count();
    if given > LONGEST_PROMPT {
        return Err(fields.wrong("promptText", Why::Long { given, most: LONGEST_PROMPT }));
    }
    Ok(prompt)
}

fn seconds(fields: &Fields<'_>, model: &Model) -> std::result::Result<u32, Wrong> {
    let (least, most) = (i64::from(*model.seconds.start()), i64::from(*model.seconds.end()));
    // To JavaScript, and so to Runway, 5.0 is 5.
    let given = fields.need("duration", fields.integer_within("duration", least..=most)?)?;
    let allowed = || model.seconds.clone().step_by(model.step);
    allowed().find(|seconds| i64::from(*seconds) == given).ok_or_else(|| {
        let allowed = allowed().map(|seconds| seconds.to_string()).collect();
        fields.wrong("duration", Why::Unknown { given: given.to_string(), allowed })
    })
}

/// A model that can make sound does so unless it is asked not to, so that a client that forgets to ask hears it.
fn sound(fields: &Fields<'_>, model: &Model) -> std::result::Result<bool, Wrong> {
    if !model.has_sound() {
        return Ok(false);
    }
    Ok(fields.flag("audio")?.unwrap_or(true))
}

/// None if it is no picture, which shows at the end of the task only.
async fn keep(world: &World, fields: &Fields<'_>, uri: &str) -> Result<Option<Kept>> {
    let bytes = prompt_image::decode(world, fields, uri).await?;
    Ok(world.workshop.keep_picture(bytes).await?.map(|picture| picture.kept))
}
