//! The output object of a model that made something.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::make::{Clip, Extra, Make, Pictures, Speech};
use super::task::VALID;
use crate::elevenlabs::alignment::Alignment;
use crate::link;
use crate::numbers;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::MediaError;
use crate::world::World;

pub(super) async fn output(
    world: &World,
    start: &Start,
    make: &Make,
    ending: Ending,
) -> Result<Value, MediaError> {
    let mut files = Vec::new();
    if ending != Ending::EmptyResult {
        for name in make.files() {
            files.push(file(world, start, make, ending, &name).await?);
        }
    }
    Ok(Value::Object(match make {
        Make::Pictures(pictures) => of_pictures(pictures, files),
        Make::Clip(clip) => of_clip(clip, files),
        Make::Speech(speech) => of_speech(speech, &start.job.prompt, files),
    }))
}

/// Pictures, seconds of a clip, thousands of characters of a speech (all unverified).
pub(super) fn billable_units(make: &Make, start: &Start) -> String {
    match make {
        Make::Pictures(pictures) => pictures.count.to_string(),
        Make::Clip(clip) => clip.millis.div_ceil(1000).to_string(),
        Make::Speech(_) => {
            let letters = u32::try_from(start.job.prompt.chars().count()).unwrap_or(u32::MAX);
            (f64::from(letters) / 1000.0).to_string()
        }
    }
}

async fn file(
    world: &World,
    start: &Start,
    make: &Make,
    ending: Ending,
    name: &str,
) -> Result<Value, MediaError> {
    let (media_type, inline) = match make {
        Make::Pictures(pictures) => (pictures.format.media_type(), pictures.inline),
        Make::Clip(_) => ("video/mp4", false),
        Make::Speech(_) => ("audio/mpeg", false),
    };
    let url = match make.recipe(start, name).and_then(|recipe| recipe.after(ending)) {
        Some(recipe) if inline => {
            let file = world.workshop.make(recipe).await?;
            Some(format!("data:{media_type};base64,{}", STANDARD.encode(&file.bytes)))
        }
        _ => link::to(world, Vendor::Fal, &start.task, name, start.ends_at_ms, VALID),
    };
    let mut file = json!({ "url": url, "content_type": media_type, "file_name": name, "file_size": null });
    if let (Make::Pictures(pictures), Some(file)) = (make, file.as_object_mut()) {
        file.insert("width".to_owned(), json!(pictures.size.width));
        file.insert("height".to_owned(), json!(pictures.size.height));
    }
    Ok(file)
}

fn of_pictures(pictures: &Pictures, files: Vec<Value>) -> Map<String, Value> {
    let mut output = Map::from_iter([("images".to_owned(), Value::Array(files))]);
    match pictures.extra {
        Extra::Seed => output.insert("seed".to_owned(), json!(pictures.seed)),
        Extra::Description => output.insert("description".to_owned(), json!("")),
        Extra::Nothing | Extra::Duration => None,
    };
    output
}

fn of_clip(clip: &Clip, files: Vec<Value>) -> Map<String, Value> {
    let video = files.into_iter().next().unwrap_or(Value::Null);
    let mut output = Map::from_iter([("video".to_owned(), video)]);
    match clip.extra {
        Extra::Seed => output.insert("seed".to_owned(), json!(clip.seed)),
        Extra::Duration => output.insert("duration".to_owned(), json!(numbers::seconds(clip.millis))),
        Extra::Nothing | Extra::Description => None,
    };
    output
}

fn of_speech(speech: &Speech, text: &str, files: Vec<Value>) -> Map<String, Value> {
    let audio = files.into_iter().next().unwrap_or(Value::Null);
    let mut output = Map::from_iter([("audio".to_owned(), audio)]);
    if speech.timestamps {
        // Their form is not typed: here it is that of ElevenLabs.
        let alignment = Alignment::of(&speech.spoken(text));
        output.insert("timestamps".to_owned(), json!([alignment]));
    }
    output
}
