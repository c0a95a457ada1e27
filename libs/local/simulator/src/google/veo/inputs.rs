//! The checks on a `predictLongRunning`. The names are in camel case already.

use serde_json::{Map, Value};

use super::Task;
use crate::fields::{Fields, Wrong};
use crate::google::errors::Result;
use crate::google::spelling;
use crate::picture::Size;
use crate::workshop::Kept;
use crate::world::World;

const PICTURE_TYPES: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

pub(super) async fn read(world: &World, body: &Value) -> Result<(String, Task)> {
    let fields = Fields::new(body)?;
    fields.only(&["instances", "parameters"])?;
    let instances = fields.objects("instances")?;
    let [instance] = instances.as_slice() else {
        return Err(fields.other("instances", "Exactly one instance is expected.").into());
    };
    instance.only(&["prompt", "image"])?;
    let prompt = instance.text("prompt")?.unwrap_or_default().to_owned();
    let inset = picture(world, instance).await?;
    if prompt.is_empty() && inset.is_none() {
        return Err(instance.other("prompt", "The prompt is not specified.").into());
    }
    let empty = Map::new().into();
    let parameters = fields.object("parameters")?.map_or_else(|| Fields::new(&empty), Ok)?;
    let (size, seconds) = size_and_seconds(&parameters)?;
    Ok((prompt, Task { size, seconds, inset }))
}

/// `generateAudio` and `seed` are refused like all that is unknown: the SDK refuses them without Vertex.
fn size_and_seconds(fields: &Fields<'_>) -> std::result::Result<(Size, u32), Wrong> {
    fields.only(&["aspectRatio", "resolution", "durationSeconds", "personGeneration"])?;
    fields.choice("personGeneration", &["dont_allow", "allow_adult", "allow_all"])?;
    let upright = fields.choice("aspectRatio", &["16:9", "9:16"])? == Some("9:16");
    let resolution = fields.choice("resolution", &["720p", "1080p"])?.unwrap_or("720p");
    let seconds = fields.integer("durationSeconds")?.unwrap_or(8);
    if ![4, 6, 8].contains(&seconds) {
        let sentence = "The number value for `durationSeconds` is out of bound: 4, 6 or 8.";
        return Err(fields.other("durationSeconds", sentence));
    }
    if seconds != 8 && resolution != "720p" {
        let sentence = format!("`durationSeconds` must be 8 with {resolution}.");
        return Err(fields.other("durationSeconds", sentence));
    }
    let (long, short) = if resolution == "1080p" { (1920, 1080) } else { (1280, 720) };
    let (width, height) = if upright { (short, long) } else { (long, short) };
    Ok((Size { width, height }, u32::try_from(seconds).unwrap_or(8)))
}

/// Base64 only, no URLs.
async fn picture(world: &World, instance: &Fields<'_>) -> Result<Option<Kept>> {
    let Some(fields) = instance.object("image")? else { return Ok(None) };
    fields.only(&["bytesBase64Encoded", "mimeType"])?;
    let data = fields.need("bytesBase64Encoded", fields.text("bytesBase64Encoded")?)?;
    fields.need("mimeType", fields.choice("mimeType", &PICTURE_TYPES)?)?;
    let wrong = |sentence: &str| fields.other("bytesBase64Encoded", sentence);
    let bytes = spelling::base64(data).map_err(|_| wrong("Base64 decoding failed"))?;
    let kept = world.workshop.keep_picture(bytes).await?;
    let kept = kept.ok_or_else(|| wrong("Unable to process input image."))?;
    Ok(Some(kept.kept))
}
