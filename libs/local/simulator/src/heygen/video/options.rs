//! The other options of a video, which go together or do not.

use super::Captions;
use super::source::Source;
use crate::fields::{Fields, Wrong};
use crate::heygen::lists::Engine;

/// Of both types.
const FIELDS: [&str; 19] = [
    "type",
    "script",
    "audio_url",
    "audio_asset_id",
    "voice_id",
    "voice_settings",
    "aspect_ratio",
    "resolution",
    "fit",
    "output_format",
    "background",
    "remove_background",
    "caption",
    "motion_prompt",
    "expressiveness",
    "title",
    "callback_url",
    "callback_id",
    "brand_glossary_id",
];

pub(super) fn read(fields: &Fields<'_>, source: &Source<'_>) -> Result<Captions, Wrong> {
    let own: &[&str] = match source {
        Source::Look(..) => &["avatar_id", "engine"],
        Source::Picture(_) => &["image"],
    };
    fields.only(&[&FIELDS, own].concat())?;
    fields.choice("fit", &["contain", "cover"])?;
    for name in ["callback_url", "callback_id", "title", "brand_glossary_id"] {
        fields.text(name)?;
    }
    fields.flag("remove_background")?;
    format(fields)?;
    background(fields)?;
    motion(fields, source)?;
    captions(fields)
}

fn format(fields: &Fields<'_>) -> Result<(), Wrong> {
    if fields.choice("output_format", &["mp4", "webm"])? != Some("webm") {
        return Ok(());
    }
    if fields.get("background").is_some() {
        return Err(fields.other("background", "is not supported with webm"));
    }
    Err(fields.other("output_format", "webm is not simulated"))
}

fn background(fields: &Fields<'_>) -> Result<(), Wrong> {
    let Some(background) = fields.object("background")? else { return Ok(()) };
    background.only(&["type", "value", "url", "asset_id"])?;
    let kind = background.need("type", background.choice("type", &["color", "image"])?)?;
    let given = ["url", "asset_id"].map(|name| background.text(name));
    let [url, asset] = given;
    match (kind, background.text("value")?, url?, asset?) {
        ("color", Some(value), None, None) if is_colour(value) => Ok(()),
        ("color", ..) => Err(background.other("value", "must be a colour such as #ff0000, and nothing else")),
        (_, None, Some(_), None) | (_, None, None, Some(_)) => Ok(()),
        _ => Err(background.other("url", "exactly one of url, asset_id is needed")),
    }
}

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A video avatar moves by a prompt on Avatar V only, and is expressive on none.
fn motion(fields: &Fields<'_>, source: &Source<'_>) -> Result<(), Wrong> {
    let engine = source.engine();
    let moves = match engine {
        Engine::Iii => false,
        Engine::Iv => source.is_photo(),
        Engine::V => true,
    };
    if fields.text("motion_prompt")?.is_some() && !moves {
        return Err(fields.other("motion_prompt", "is not supported by this avatar on this engine"));
    }
    let expressive = source.is_photo() && engine == Engine::Iv;
    if fields.choice("expressiveness", &["high", "medium", "low"])?.is_some() && !expressive {
        return Err(fields.other("expressiveness", "is for photo avatars on avatar_iv"));
    }
    Ok(())
}

fn captions(fields: &Fields<'_>) -> Result<Captions, Wrong> {
    let Some(caption) = fields.object("caption")? else { return Ok(Captions::None) };
    caption.only(&["file_format", "style"])?;
    caption.choice("file_format", &["srt"])?;
    let style = caption.choice("style", &["default"])?;
    Ok(if style.is_some() { Captions::Burned } else { Captions::Beside })
}
