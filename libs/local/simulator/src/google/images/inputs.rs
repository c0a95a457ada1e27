//! The checks on a `generateContent`. The names are in camel case already.

use serde_json::Value;

use super::size;
use crate::fields::{Fields, Wrong};
use crate::google::errors::ApiError;
use crate::google::model::Drawing;
use crate::google::spelling;
use crate::picture::Size;
use crate::workshop::{Kept, KeptPicture};
use crate::world::World;

const PICTURE_TYPES: [&str; 5] = ["image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"];
/// Formats that are taken and not looked at.
const OPAQUE_TYPES: [&str; 2] = ["image/heic", "image/heif"];
const LARGEST_PICTURE: usize = 20 * 1024 * 1024;
const CATEGORIES: [&str; 5] = [
    "HARM_CATEGORY_HARASSMENT",
    "HARM_CATEGORY_HATE_SPEECH",
    "HARM_CATEGORY_SEXUALLY_EXPLICIT",
    "HARM_CATEGORY_DANGEROUS_CONTENT",
    "HARM_CATEGORY_CIVIC_INTEGRITY",
];
const THRESHOLDS: [&str; 5] =
    ["BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_ONLY_HIGH", "BLOCK_NONE", "OFF"];

/// A valid request.
#[derive(Debug)]
pub(super) struct Asked {
    /// All text of the user, a line per part.
    pub(super) prompt: String,
    pub(super) size: Size,
    pub(super) seed: Option<i64>,
    /// Pictures are among the modalities.
    pub(super) draws: bool,
    /// Text is among the modalities.
    pub(super) talks: bool,
    /// Thoughts are asked for.
    pub(super) thinks: bool,
    pub(super) references: usize,
    pub(super) inset: Option<Kept>,
}

pub(super) async fn read(world: &World, can: Drawing, body: &Value) -> Result<Asked, ApiError> {
    let fields = Fields::of(body)?;
    fields.only(&[
        "contents",
        "generationConfig",
        "safetySettings",
        "systemInstruction",
        "tools",
        "toolConfig",
        "cachedContent",
        "serviceTier",
        "store",
        "model",
    ])?;
    check_safety(&fields)?;
    let (texts, pictures) = contents(world, &fields).await?;
    if pictures.count > can.most_references {
        let sentence = format!("At most {} input images are supported.", can.most_references);
        return Err(fields.other("contents", sentence).into());
    }
    let mut asked = Asked {
        prompt: texts.join("\n"),
        size: size::pixels(pictures.first.as_ref().map_or("1:1", |first| size::nearest(first.size)), "1K"),
        seed: None,
        draws: true,
        talks: true,
        thinks: false,
        references: pictures.count,
        inset: pictures.first.map(|first| first.kept),
    };
    if let Some(config) = fields.object("generationConfig")? {
        configure(&config, can, &mut asked)?;
    }
    Ok(asked)
}

#[derive(Default)]
struct Pictures {
    count: usize,
    first: Option<KeptPicture>,
}

async fn contents(world: &World, fields: &Fields<'_>) -> Result<(Vec<String>, Pictures), ApiError> {
    let (mut texts, mut pictures) = (Vec::new(), Pictures::default());
    for content in fields.objects("contents")? {
        let role = content.choice("role", &["user", "model"])?;
        for part in content.objects("parts")? {
            let text = part.text("text")?.filter(|_| role != Some("model"));
            texts.extend(text.map(str::to_owned));
            if let Some(kept) = picture(world, &part).await? {
                pictures.count = pictures.count.saturating_add(1);
                pictures.first = pictures.first.or(kept);
            }
        }
    }
    if texts.is_empty() && pictures.count == 0 {
        return Err(fields
            .other("contents", "GenerateContentRequest.contents: contents is not specified")
            .into());
    }
    Ok((texts, pictures))
}

/// None if the part has no picture, `Some(None)` if it has one that is not looked at.
async fn picture(world: &World, part: &Fields<'_>) -> Result<Option<Option<KeptPicture>>, ApiError> {
    let (fields, bytes) = if let Some(inline) = part.object("inlineData")? {
        let data = inline.need("data", inline.text("data")?)?;
        let bytes = spelling::base64(data).map_err(|_| inline.other("data", "Base64 decoding failed"))?;
        (inline, bytes)
    } else if let Some(file) = part.object("fileData")? {
        let uri = file.need("fileUri", file.text("fileUri")?)?;
        let fetched = world.workshop.input(uri, LARGEST_PICTURE).await;
        let bytes = fetched.map_err(|reason| {
            file.other("fileUri", format!("Cannot fetch content from the provided URL: {reason}"))
        })?;
        (file, bytes)
    } else {
        return Ok(None);
    };
    let media_type = fields.need("mimeType", fields.text("mimeType")?)?;
    if !PICTURE_TYPES.contains(&media_type) {
        return Err(fields.other("mimeType", format!("Unsupported MIME type: {media_type}")).into());
    }
    if OPAQUE_TYPES.contains(&media_type) {
        return Ok(Some(None));
    }
    let kept = world.workshop.keep_picture(bytes).await?;
    let broken =
        || fields.other("data", "Unable to process input image. Please retry or report the problem.");
    Ok(Some(Some(kept.ok_or_else(broken)?)))
}

fn configure(config: &Fields<'_>, can: Drawing, asked: &mut Asked) -> Result<(), Wrong> {
    config.only(&[
        "responseModalities",
        "imageConfig",
        "seed",
        "temperature",
        "topP",
        "topK",
        "candidateCount",
        "maxOutputTokens",
        "stopSequences",
        "presencePenalty",
        "frequencyPenalty",
        "thinkingConfig",
        "responseMimeType",
        "mediaResolution",
    ])?;
    asked.seed = config.integer_within("seed", i64::from(i32::MIN)..=i64::from(i32::MAX))?;
    config.number_within("temperature", 0.0..=2.0)?;
    config.number_within("topP", 0.0..=1.0)?;
    config.integer_within("candidateCount", 1..=1)?;
    if let Some(modalities) = config.list("responseModalities")?.filter(|list| !list.is_empty()) {
        let known = |one: &Value| one.as_str().is_some_and(|one| ["TEXT", "IMAGE"].contains(&one));
        if !modalities.iter().all(known) {
            return Err(
                config.other("responseModalities", "Only TEXT and IMAGE are supported by this model.")
            );
        }
        asked.draws = modalities.iter().any(|one| one == "IMAGE");
        asked.talks = modalities.iter().any(|one| one == "TEXT");
    }
    if let Some(thinking) = config.object("thinkingConfig")? {
        asked.thinks = thinking.flag("includeThoughts")?.unwrap_or(false);
    }
    let Some(image) = config.object("imageConfig")? else { return Ok(()) };
    image.only(&["aspectRatio", "imageSize"])?;
    let label = image.choice("imageSize", can.sizes)?.unwrap_or("1K");
    let ratio = image.choice("aspectRatio", &size::ratios(can.long_ratios))?;
    asked.size = match ratio {
        Some(ratio) => size::pixels(ratio, label),
        None => size::pixels(size::nearest(asked.size), label),
    };
    Ok(())
}

fn check_safety(fields: &Fields<'_>) -> Result<(), Wrong> {
    for setting in fields.objects("safetySettings")? {
        setting.need("category", setting.choice("category", &CATEGORIES)?)?;
        setting.need("threshold", setting.choice("threshold", &THRESHOLDS)?)?;
    }
    Ok(())
}
