//! `POST /v1/videos/avatar/image2video`: a face and a sound make a clip as long as the sound.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use bytes::Bytes;
use serde_json::Value;

use super::create::{MOST_ACTIVE, refuse_if_moderated};
use super::errors::ApiError;
use super::key::LegacyStandard;
use super::task::{self, AVATAR, Avatar, AvatarSound, Task};
use super::wire::Envelope;
use super::{options, pictures, poll_avatar};
use crate::accept::{Order, audio_job};
use crate::course::{self, QUEUED_PERMILLE};
use crate::fields::Fields;
use crate::sim_words::SimWords;
use crate::usage::JobKey;
use crate::vendor::Vendor;
use crate::world::World;

const MOST_IMAGE_BYTES: usize = 10 * 1024 * 1024;
const MOST_SOUND_BYTES: usize = 5 * 1024 * 1024;
const MILLIS: std::ops::RangeInclusive<u32> = 2_000..=300_000;
const LONGEST_PROMPT: usize = 2500;
/// At the vendor, plus the length of the sound (a guess: Kling states none).
const TYPICAL: Duration = Duration::from_mins(1);

/// What an avatar is to say.
#[derive(Debug)]
struct Said {
    sound: AvatarSound,
    millis: u32,
    /// Its script, or what stands for the sound in the books.
    text: String,
}

pub(super) async fn submit(
    _: LegacyStandard,
    State(world): State<Arc<World>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let body: Value = serde_json::from_slice(&body?).map_err(ApiError::Malformed)?;
    let fields = Fields::of(&body)?;
    let image = fields.need("image", fields.text("image")?)?;
    let prompt = fields.text_within("prompt", 0, LONGEST_PROMPT)?.unwrap_or_default();
    let (short_side, price) = match fields.choice("mode", &["std", "pro"])? {
        Some("pro") => (1080, 8),
        _ => (720, 4),
    };
    let options = options::read(&fields)?;
    let face = pictures::picture(&world, "image", image, MOST_IMAGE_BYTES).await?;
    let said = said(&world, &fields).await?;
    let words = SimWords::of(&format!("{prompt} {}", said.text));
    refuse_if_moderated(&words)?;

    let task = Task::Avatar(Avatar {
        size: pictures::scaled(face.size, short_side),
        millis: said.millis,
        face: face.kept,
        sound: said.sound,
        watermark: options.watermark,
        price: said.millis.div_ceil(1000).saturating_mul(price),
    });
    let typical = TYPICAL.saturating_add(Duration::from_millis(said.millis.into()));
    let prompt = if prompt.is_empty() { said.text } else { prompt.to_owned() };
    let accepted = world.accept(Order {
        job: JobKey { vendor: Vendor::Kling, model: AVATAR.to_owned(), prompt },
        takes: course::takes(&words, typical, QUEUED_PERMILLE),
        words,
        external_id: options.external_id,
        most_active: Some(MOST_ACTIVE),
        ..Order::task(Vendor::Kling, AVATAR, "", &task, typical)
    })?;
    let created = poll_avatar::state(&world, &accepted.start, &task);
    Ok(accepted.answer(Json(Envelope::of(created))))
}

async fn said(world: &World, fields: &Fields<'_>) -> Result<Said, ApiError> {
    let said = match (fields.text("audio_id")?, fields.text("sound_file")?) {
        (Some(id), None) => {
            let spoken = task::spoken(world, id);
            let (text, voice) =
                spoken.ok_or_else(|| fields.other("audio_id", "does not exist or has expired"))?;
            let millis = voice.speech(&text).millis();
            Said { sound: AvatarSound::Spoken { text: text.clone(), voice }, millis, text }
        }
        (None, Some(source)) => {
            let bytes = pictures::bytes(world, "sound_file", source, MOST_SOUND_BYTES).await?;
            let kept = world.workshop.keep_sound(bytes).await?;
            let kept = kept.ok_or_else(|| fields.other("sound_file", "is no sound"))?;
            let text = audio_job(source, &kept.kept);
            Said { sound: AvatarSound::Kept(kept.kept), millis: kept.millis, text }
        }
        _ => return Err(fields.other("audio_id", "or sound_file is required, not both").into()),
    };
    if !MILLIS.contains(&said.millis) {
        let sentence = format!("the sound must be from 2 to 300 s long, not {} ms", said.millis);
        return Err(ApiError::BadParameter(sentence));
    }
    Ok(said)
}
