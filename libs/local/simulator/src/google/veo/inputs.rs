//! The checks on a `predictLongRunning`. The names are in camel case already.

use serde_json::Value;

use super::task::Task;
use crate::fields::{Fields, Wrong};
use crate::google::errors::ApiError;
use crate::google::spelling;
use crate::picture::Size;
use crate::workshop::KeptPicture;
use crate::world::World;

const PICTURE_TYPES: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];
/// The SDK refuses them without Vertex; so does the API, as far as is known. `seed` it lets pass.
const UNSUPPORTED: [&str; 3] = ["generateAudio", "fps", "storageUri"];
const MOST_REFERENCES: usize = 3;

pub(super) async fn read(world: &World, body: &Value) -> Result<(String, Task), ApiError> {
    let fields = Fields::of(body)?;
    fields.only(&["instances", "parameters", "webhookConfig", "model"])?;
    let instances = fields.objects("instances")?;
    let [instance] = instances.as_slice() else {
        return Err(fields.other("instances", "Exactly one instance is expected.").into());
    };
    instance.only(&["prompt", "image", "lastFrame", "referenceImages", "video"])?;
    if instance.get("video").is_some() {
        return Err(instance
            .other("video", "The extension of a video is not played by the simulator.")
            .into());
    }
    let first = picture(world, instance, "image").await?;
    let last = picture(world, instance, "lastFrame").await?;
    let references = references(world, instance).await?;
    if last.is_some() && first.is_none() {
        return Err(instance.other("lastFrame", "A last frame needs a first frame.").into());
    }
    let prompt = instance.text("prompt")?.filter(|prompt| !prompt.is_empty());
    if prompt.is_none() && first.is_none() {
        return Err(instance.other("prompt", "The prompt is not specified.").into());
    }
    let empty = serde_json::Map::new().into();
    let parameters = fields.object("parameters")?.map_or_else(|| Fields::of(&empty), Ok)?;
    let mut task = parameters_of(&parameters, !references.is_empty())?;
    let inset = first.or_else(|| references.into_iter().next());
    task.inset = inset.map(|picture| picture.kept);
    Ok((prompt.unwrap_or_default().to_owned(), task))
}

fn parameters_of(fields: &Fields<'_>, with_references: bool) -> Result<Task, Wrong> {
    for name in UNSUPPORTED {
        if fields.get(name).is_some() {
            return Err(fields.other(name, format!("`{name}` isn't supported by this model.")));
        }
    }
    let upright = fields.choice("aspectRatio", &["16:9", "9:16"])? == Some("9:16");
    let resolution = fields.choice("resolution", &["720p", "1080p", "4k"])?.unwrap_or("720p");
    let seconds = fields.integer("durationSeconds")?.unwrap_or(8);
    if ![4, 6, 8].contains(&seconds) {
        return Err(fields
            .other("durationSeconds", "The number value for `durationSeconds` is out of bound: 4, 6 or 8."));
    }
    if seconds != 8 && (resolution != "720p" || with_references) {
        return Err(fields.other(
            "durationSeconds",
            format!("`durationSeconds` must be 8 with {resolution} or references."),
        ));
    }
    fields.text("negativePrompt")?;
    fields.choice("personGeneration", &["dont_allow", "allow_adult", "allow_all"])?;
    fields.flag("enhancePrompt")?;
    let samples = fields.integer_within("sampleCount", 1..=4)?.unwrap_or(1);
    let (long, short) = match resolution {
        "4k" => (3840, 2160),
        "1080p" => (1920, 1080),
        _ => (1280, 720),
    };
    let (width, height) = if upright { (short, long) } else { (long, short) };
    Ok(Task {
        size: Size { width, height },
        seconds: u32::try_from(seconds).unwrap_or(8),
        samples: u32::try_from(samples).unwrap_or(1),
        seed: fields.integer_within("seed", 0..=i64::from(u32::MAX))?,
        inset: None,
    })
}

async fn references(world: &World, instance: &Fields<'_>) -> Result<Vec<KeptPicture>, ApiError> {
    let mut pictures = Vec::new();
    instance.list_within("referenceImages", 0, MOST_REFERENCES)?;
    for reference in instance.objects("referenceImages")? {
        reference.need("referenceType", reference.choice("referenceType", &["asset"])?)?;
        let found = picture(world, &reference, "image").await?;
        pictures.push(reference.need("image", found)?);
    }
    Ok(pictures)
}

/// Base64 only, no URLs.
async fn picture(world: &World, place: &Fields<'_>, name: &str) -> Result<Option<KeptPicture>, ApiError> {
    let Some(fields) = place.object(name)? else { return Ok(None) };
    fields.only(&["bytesBase64Encoded", "mimeType"])?;
    let data = fields.need("bytesBase64Encoded", fields.text("bytesBase64Encoded")?)?;
    fields.need("mimeType", fields.choice("mimeType", &PICTURE_TYPES)?)?;
    let bytes =
        spelling::base64(data).map_err(|_| fields.other("bytesBase64Encoded", "Base64 decoding failed"))?;
    let kept = world.workshop.keep_picture(bytes).await?;
    let broken = || fields.other("bytesBase64Encoded", "Unable to process input image.");
    Ok(Some(kept.ok_or_else(broken)?))
}
