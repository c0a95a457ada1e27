//! The checks on a start.

use serde_json::Value;

use super::model::{self, Line, Model};
use super::task::{FPS, Task};
use super::{content, size, suffixes};
use crate::byteplus::errors::ApiError;
use crate::fields::{Fields, Wrong};
use crate::world::World;

/// Default duration in seconds, and the one taken where it is left to the model.
const SECONDS: i64 = 5;
const FRAMES: std::ops::RangeInclusive<i64> = 29..=289;
/// Two days, in seconds.
const EXPIRES_AFTER: i64 = 172_800;
const KNOWN: &[&str] = &[
    "model",
    "content",
    "ratio",
    "resolution",
    "duration",
    "frames",
    "generate_audio",
    "seed",
    "camera_fixed",
    "watermark",
    "return_last_frame",
    "draft",
    "output_format",
    "priority",
    "service_tier",
    "execution_expires_after",
    "callback_url",
    "safety_identifier",
    "omni_reference_task_type",
];
/// 1.x only.
const OF_ONE: [&str; 3] = ["seed", "camera_fixed", "frames"];

pub(super) async fn read(world: &World, body: &Value) -> Result<(&'static Model, String, Task), ApiError> {
    let fields = Fields::of(body)?;
    let model = model::named(fields.need("model", fields.text("model")?)?)?;
    fields.only(KNOWN)?;
    check_line(&fields, model)?;
    check_rest(&fields)?;
    let (resolution, ratio) =
        (fields.choice("resolution", model.resolutions)?, fields.choice("ratio", &size::RATIOS)?);
    let content = content::read(world, &fields, model).await?;
    let suffixes = suffixes::of(&content.text);
    let with_picture = content.first.as_ref();
    let ratio = match ratio.or(suffixes.ratio.as_deref().filter(|ratio| size::RATIOS.contains(ratio))) {
        Some("adaptive") | None => with_picture.map_or("16:9", |picture| size::nearest(picture.size)),
        Some(ratio) => ratio,
    };
    let of_suffix = suffixes.resolution.as_deref().filter(|one| model.resolutions.contains(one));
    let resolution = resolution.or(of_suffix).unwrap_or(model.resolution);
    let task = Task {
        size: size::pixels(model.line, ratio, resolution),
        ratio: ratio.to_owned(),
        resolution: resolution.to_owned(),
        frames: frames(&fields, model, suffixes.seconds)?,
        sound: model.line == Line::Two && fields.flag("generate_audio")?.unwrap_or(true),
        seed: fields.integer_within("seed", -1..=i64::from(u32::MAX))?.filter(|seed| *seed >= 0),
        return_last_frame: fields.flag("return_last_frame")?.unwrap_or(false),
        draft: fields.flag("draft")?.unwrap_or(false),
        service_tier: fields.text("service_tier")?.unwrap_or("default").to_owned(),
        execution_expires_after: fields.integer("execution_expires_after")?.unwrap_or(EXPIRES_AFTER),
        inset: content.first.map(|picture| picture.kept),
    };
    Ok((model, content.text, task))
}

fn check_line(fields: &Fields<'_>, model: &Model) -> Result<(), Wrong> {
    let foreign = match model.line {
        Line::One => None,
        Line::Two => OF_ONE.iter().find(|name| fields.get(name).is_some()),
    };
    if let Some(name) = foreign {
        return Err(fields.other(name, format!("is not supported by {}", model.id)));
    }
    if model.line == Line::One && fields.flag("generate_audio")? == Some(true) {
        return Err(fields.other("generate_audio", format!("is not supported by {}", model.id)));
    }
    let tiers: &[&str] = if model.line == Line::One { &["default", "flex"] } else { &["default"] };
    fields.choice("service_tier", tiers)?;
    Ok(())
}

fn check_rest(fields: &Fields<'_>) -> Result<(), Wrong> {
    fields.flag("camera_fixed")?;
    fields.flag("watermark")?;
    fields.choice("output_format", &["mp4", "mov"])?;
    fields.integer_within("priority", 0..=9)?;
    fields.integer_within("execution_expires_after", 3600..=259_200)?;
    fields.text("callback_url")?;
    fields.text_within("safety_identifier", 0, 64)?;
    fields.choice("omni_reference_task_type", &["auto", "reference", "edit", "extend"])?;
    Ok(())
}

/// `frames` beats `duration`.
fn frames(fields: &Fields<'_>, model: &Model, of_suffix: Option<i64>) -> Result<u32, Wrong> {
    if let Some(frames) = fields.integer_within("frames", FRAMES)? {
        if frames.saturating_sub(25) % 4 != 0 {
            return Err(fields.other("frames", "must be 25 + 4n"));
        }
        return Ok(u32::try_from(frames).unwrap_or(FPS));
    }
    let bounds = i64::from(model.least_seconds)..=i64::from(model.most_seconds);
    let seconds = match fields.integer("duration")? {
        Some(-1) if model.line == Line::Two => SECONDS,
        Some(_) => fields.integer_within("duration", bounds)?.unwrap_or(SECONDS),
        None => of_suffix.filter(|seconds| bounds.contains(seconds)).unwrap_or(SECONDS),
    };
    Ok(u32::try_from(seconds).unwrap_or(5).saturating_mul(FPS))
}
