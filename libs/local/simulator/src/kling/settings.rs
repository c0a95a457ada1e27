//! `settings` of a clip: what each may be, and which go together.

use super::errors::ApiError;
use super::models::{Model, Resolution, Sound};
use crate::fields::{Fields, Why};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settings<'a> {
    pub(super) resolution: Resolution,
    /// As asked.
    pub(super) aspect_ratio: Option<&'a str>,
    pub(super) seconds: u32,
    pub(super) sound: bool,
}

pub(super) fn read<'a>(body: &Fields<'a>, model: &Model) -> Result<Settings<'a>, ApiError> {
    let Some(given) = body.object("settings")? else {
        let (resolution, sound) = (Resolution::P720, model.sound == Sound::Always);
        return Ok(Settings { resolution, aspect_ratio: None, seconds: 5, sound });
    };
    let resolution = match model.at_4k {
        Some(_) => given.choice("resolution", &["720p", "1080p", "4k"])?,
        None => given.choice("resolution", &["720p", "1080p"])?,
    };
    let resolution = resolution.map_or(Resolution::P720, Resolution::named);
    let aspect_ratio = given.choice("aspect_ratio", &["16:9", "9:16", "1:1"])?;
    let seconds = seconds(&given, model)?;
    let sound = sound(&given, model)?;
    if sound && model.extras_need_1080p && resolution != Resolution::P1080 {
        return Err(given.other("audio", "native is only supported with resolution 1080p").into());
    }
    if !model.has_multi_shot && given.get("multi_shot").is_some() {
        return Err(given.other("multi_shot", format!("is not supported by {}", model.name)).into());
    }
    given.flag("multi_shot")?;
    Ok(Settings { resolution, aspect_ratio, seconds, sound })
}

fn seconds(given: &Fields<'_>, model: &Model) -> Result<u32, ApiError> {
    let Some(asked) = given.integer("duration")? else { return Ok(5) };
    let allowed = model.seconds.clone().step_by(usize::try_from(model.step).unwrap_or(1));
    let seconds = allowed.clone().find(|seconds| i64::from(*seconds) == asked);
    seconds.ok_or_else(|| {
        let allowed = allowed.map(|seconds| seconds.to_string()).collect();
        given.wrong("duration", Why::Unknown { given: asked.to_string(), allowed }).into()
    })
}

fn sound(given: &Fields<'_>, model: &Model) -> Result<bool, ApiError> {
    match model.sound {
        Sound::Switched => Ok(given.choice("audio", &["off", "native"])? == Some("native")),
        Sound::Always if given.get("audio").is_some() => {
            Err(given.other("audio", format!("is not supported by {}", model.name)).into())
        }
        Sound::Always => Ok(true),
    }
}
