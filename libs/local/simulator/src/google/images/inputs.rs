//! The checks on a `generateContent`. The names are in camel case already.

use serde_json::Value;

use super::{Drawing, size};
use crate::fields::{Fields, Wrong};
use crate::google::errors::Result;
use crate::google::spelling;
use crate::picture::Size;
use crate::workshop::{Kept, KeptPicture};
use crate::world::World;

const PICTURE_TYPES: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];
const MOST_REFERENCES: usize = 14;

/// A valid request.
#[derive(Debug)]
pub(super) struct Asked {
    /// All text of the user, a line per part.
    pub(super) prompt: String,
    pub(super) size: Size,
    pub(super) seed: Option<i64>,
    /// Text is among the modalities.
    pub(super) talks: bool,
    pub(super) references: usize,
    pub(super) inset: Option<Kept>,
}

pub(super) async fn read(world: &World, can: Drawing, body: &Value) -> Result<Asked> {
    let fields = Fields::new(body)?;
    fields.only(&["contents", "generationConfig"])?;
    let (texts, pictures) = contents(world, &fields).await?;
    let first = pictures.first();
    let mut asked = Asked {
        prompt: texts.join("\n"),
        size: size::pixels(first.map_or("1:1", |first| size::nearest(first.size)), "1K"),
        seed: None,
        talks: true,
        references: pictures.len(),
        inset: first.map(|first| first.kept.clone()),
    };
    if let Some(config) = fields.object("generationConfig")? {
        configure(&config, can, &mut asked)?;
    }
    Ok(asked)
}

async fn contents(world: &World, fields: &Fields<'_>) -> Result<(Vec<String>, Vec<KeptPicture>)> {
    let (mut texts, mut pictures) = (Vec::new(), Vec::new());
    for content in fields.objects("contents")? {
        content.choice("role", &["user"])?;
        for part in content.objects("parts")? {
            texts.extend(part.text("text")?.map(str::to_owned));
            if let Some(inline) = part.object("inlineData")? {
                pictures.push(picture(world, &inline).await?);
            }
        }
    }
    if texts.is_empty() && pictures.is_empty() {
        let sentence = "GenerateContentRequest.contents: contents is not specified";
        return Err(fields.other("contents", sentence).into());
    }
    if pictures.len() > MOST_REFERENCES {
        let sentence = format!("At most {MOST_REFERENCES} input images are supported.");
        return Err(fields.other("contents", sentence).into());
    }
    Ok((texts, pictures))
}

async fn picture(world: &World, inline: &Fields<'_>) -> Result<KeptPicture> {
    let data = inline.need("data", inline.text("data")?)?;
    let bytes = spelling::base64(data).map_err(|_| inline.other("data", "Base64 decoding failed"))?;
    let media_type = inline.need("mimeType", inline.text("mimeType")?)?;
    if !PICTURE_TYPES.contains(&media_type) {
        return Err(inline.other("mimeType", format!("Unsupported MIME type: {media_type}")).into());
    }
    let kept = world.workshop.keep_picture(bytes).await?;
    let broken = "Unable to process input image. Please retry or report the problem.";
    Ok(kept.ok_or_else(|| inline.other("data", broken))?)
}

fn configure(config: &Fields<'_>, can: Drawing, asked: &mut Asked) -> std::result::Result<(), Wrong> {
    config.only(&["responseModalities", "imageConfig", "seed"])?;
    asked.seed = config.integer_within("seed", i64::from(i32::MIN)..=i64::from(i32::MAX))?;
    if let Some(modalities) = config.list("responseModalities")?.filter(|list| !list.is_empty()) {
        let known = |one: &Value| one == "TEXT" || one == "IMAGE";
        if !modalities.iter().all(known) {
            let sentence = "Only TEXT and IMAGE are supported by this model.";
            return Err(config.other("responseModalities", sentence));
        }
        asked.talks = modalities.iter().any(|one| one == "TEXT");
    }
    let Some(image) = config.object("imageConfig")? else { return Ok(()) };
    image.only(&["aspectRatio", "imageSize"])?;
    let label = image.choice("imageSize", can.sizes)?.unwrap_or("1K");
    let ratio = image.choice("aspectRatio", &size::ratios())?;
    asked.size = size::pixels(ratio.unwrap_or_else(|| size::nearest(asked.size)), label);
    Ok(())
}
