//! `POST /v1/videos/avatar/image2video`: a face and a sound make a clip as long as the sound.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use bytes::Bytes;

use super::answers::{self, envelope, legacy};
use super::clips::{MOST_ACTIVE, external_id, refuse_if_moderated};
use super::errors::{ApiError, Result, json};
use super::pictures;
use super::task::{self, AVATAR, Avatar, AvatarSound, Task};
use crate::accept::{Order, audio_job};
use crate::course::{self, QUEUED_PERMILLE};
use crate::fields::Fields;
use crate::sim_words::SimWords;
use crate::vendor::Vendor;
use crate::world::World;

const MOST_IMAGE_BYTES: usize = 10 * 1024 * 1024;
const MOST_SOUND_BYTES: usize = 5 * 1024 * 1024;
const MILLIS: std::ops::RangeInclusive<u32> = 2_000..=300_000;
/// At the vendor, plus the length of the sound (a guess: Kling states none).
const TYPICAL: Duration = Duration::from_mins(1);

/// The sound that an avatar speaks.
#[derive(Debug)]
struct Soundtrack {
    sound: AvatarSound,
    millis: u32,
    /// Its script, or what stands for the recording in the usage.
    text: String,
}

pub(super) async fn submit(
    State(world): State<Arc<World>>,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let body = json(body)?;
    let fields = Fields::new(&body)?;
    let image = fields.need("image", fields.text("image")?)?;
    let short_side = if fields.choice("mode", &["std", "pro"])? == Some("pro") { 1080 } else { 720 };
    let external_id = external_id(&fields)?;
    let face = pictures::picture(&world, "image", image, MOST_IMAGE_BYTES).await?;
    let soundtrack = soundtrack(&world, &fields).await?;
    let words = SimWords::from_prompt(Vendor::Kling, &soundtrack.text);
    refuse_if_moderated(&words)?;

    let task = Task::Avatar(Avatar {
        size: pictures::scaled(face.size, short_side),
        millis: soundtrack.millis,
        face: face.kept,
        sound: soundtrack.sound,
    });
    let typical = TYPICAL.saturating_add(Duration::from_millis(soundtrack.millis.into()));
    let accepted = world.accept(Order {
        takes: course::takes(&words, typical, QUEUED_PERMILLE),
        external_id,
        most_active: Some(MOST_ACTIVE),
        ..Order::task(Vendor::Kling, AVATAR, &soundtrack.text, &task, typical)
    })?;
    Ok(accepted.answer(envelope(legacy(&accepted.start, &answers::State::SUBMITTED, "videos"))))
}

async fn soundtrack(world: &World, fields: &Fields<'_>) -> Result<Soundtrack> {
    let soundtrack = match (fields.text("audio_id")?, fields.text("sound_file")?) {
        (Some(id), None) => {
            let spoken = task::spoken(world, id);
            let (text, voice) =
                spoken.ok_or_else(|| fields.other("audio_id", "does not exist or has expired"))?;
            let millis = voice.speech(&text).millis();
            Soundtrack { sound: AvatarSound::Spoken { text: text.clone(), voice }, millis, text }
        }
        (None, Some(source)) => {
            let bytes = pictures::bytes(world, "sound_file", source, MOST_SOUND_BYTES).await?;
            let kept = world.workshop.keep_sound(bytes).await?;
            let kept = kept.ok_or_else(|| fields.other("sound_file", "is no sound"))?;
            let text = audio_job(source, &kept.kept);
            Soundtrack { sound: AvatarSound::Kept(kept.kept), millis: kept.millis, text }
        }
        _ => return Err(fields.other("audio_id", "or sound_file is required, not both").into()),
    };
    if !MILLIS.contains(&soundtrack.millis) {
        let sentence = format!("the sound must be from 2 to 300 s long, not {} ms", soundtrack.millis);
        return Err(ApiError::BadParameter(sentence).into());
    }
    Ok(soundtrack)
}
