//! `contents` of `image-to-video`: the prompt, the frames, and what else the model takes.

use super::errors::ApiError;
use super::models::{Model, Resolution};
use super::pictures;
use crate::fields::Fields;
use crate::workshop::KeptPicture;
use crate::world::World;

const MOST_BYTES: usize = 50 * 1024 * 1024;
const MOST_VOICES: usize = 2;
const MOST_ELEMENTS: usize = 3;

#[derive(Debug)]
pub(super) struct Contents {
    /// Empty if there is none.
    pub(super) prompt: String,
    pub(super) first_frame: KeptPicture,
}

pub(super) async fn read(
    world: &World,
    body: &Fields<'_>,
    model: &Model,
    resolution: Resolution,
) -> Result<Contents, ApiError> {
    let kinds = model.contents.unwrap_or_default();
    body.need("contents", body.list_within("contents", 1, 16)?)?;
    let mut found = Vec::new();
    for entry in body.objects("contents")? {
        let kind = entry.need("type", entry.choice("type", kinds)?)?;
        found.push((kind, entry));
    }
    for (kind, most) in [
        ("prompt", 1),
        ("first_frame", 1),
        ("last_frame", 1),
        ("voice", MOST_VOICES),
        ("element", MOST_ELEMENTS),
    ] {
        let given = found.iter().filter(|(other, _)| *other == kind).count();
        if given > most {
            return Err(body.other("contents", format!("has {given} entries of type {kind}")).into());
        }
    }
    if model.extras_need_1080p
        && resolution != Resolution::P1080
        && found.iter().any(|(kind, _)| *kind == "last_frame")
    {
        let sentence = "last_frame is only supported with resolution 1080p";
        return Err(body.other("contents", sentence).into());
    }
    let (mut prompt, mut first_frame) = (String::new(), None);
    for (kind, entry) in &found {
        match *kind {
            "prompt" => prompt = entry.need("text", text(entry, model)?)?.to_owned(),
            "first_frame" => first_frame = Some(frame(world, entry).await?),
            "last_frame" => drop(frame(world, entry).await?),
            "voice" => drop(entry.need("voice_id", entry.text("voice_id")?)?),
            _ => drop(entry.need("element_id", entry.get("element_id"))?),
        }
    }
    let first_frame = first_frame.ok_or_else(|| body.other("contents", "needs a first_frame"))?;
    Ok(Contents { prompt, first_frame })
}

fn text<'a>(entry: &Fields<'a>, model: &Model) -> Result<Option<&'a str>, ApiError> {
    Ok(entry.text_within("text", 1, model.longest_prompt)?)
}

async fn frame(world: &World, entry: &Fields<'_>) -> Result<KeptPicture, ApiError> {
    let source = entry.need("url", entry.text("url")?)?;
    pictures::picture(world, &entry.other("url", "").field, source, MOST_BYTES).await
}
