//! The checks on a start: first what can be told at once, then what has to be fetched.

use std::time::Duration;

use serde_json::Value;

use super::canvas::Canvas;
use super::said::Said;
use super::source::Source;
use super::{Heard, Video, options, speech};
use crate::accept::audio_job;
use crate::course::{self, QUEUED_PERMILLE};
use crate::fields::Fields;
use crate::heygen::errors::ApiError;
use crate::heygen::media;
use crate::sim_words::{Ending, SimWords};
use crate::world::World;

/// "Minutes, growing with the script": a guess, nothing is published.
const TYPICAL_AT_LEAST: Duration = Duration::from_secs(90);
const TYPICAL_PER_SECOND: u32 = 2;

/// A valid request.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) model: &'static str,
    /// The script, or which recording it is.
    pub(super) prompt: String,
    pub(super) words: SimWords,
    pub(super) takes: Duration,
    pub(super) video: Video,
}

pub(super) async fn read(world: &World, body: &Value) -> Result<Asked, ApiError> {
    let fields = Fields::of(body)?;
    let source = Source::read(&fields)?;
    let captions = options::read(&fields, &source)?;
    let canvas = Canvas::read(&fields)?;
    let said = Said::read(&fields, source.default_voice())?;
    let title = fields.text("title")?.map(str::to_owned);

    let (who, picture, size) = match &source {
        Source::Look(look, _) => (look.id, None, look.size),
        Source::Picture(image) => {
            let picture = media::picture(world, image).await?;
            ("image", Some(picture.kept), picture.size)
        }
    };
    let Job { prompt, words, millis, heard } = job(world, said, title.as_deref()).await?;
    let video = Video {
        size: canvas.size(size),
        millis,
        who: who.to_owned(),
        picture,
        heard,
        captions,
        title,
        price: millis.div_ceil(1000).saturating_mul(source.price()),
    };
    let takes = takes(&words, millis);
    Ok(Asked { model: source.engine().name(), prompt, words, takes, video })
}

struct Job {
    prompt: String,
    words: SimWords,
    millis: u32,
    heard: Heard,
}

async fn job(world: &World, said: Said<'_>, title: Option<&str>) -> Result<Job, ApiError> {
    let (name, sound) = match said {
        Said::Script { text, voice, speed } => {
            let millis = speech(text, voice.id, speed).millis();
            let heard = Heard::Script { voice: voice.id.to_owned(), speed };
            return Ok(Job { prompt: text.to_owned(), words: SimWords::of(text), millis, heard });
        }
        Said::Url(url) => (url, media::sound(world, url).await?),
        Said::Asset(id) => (id, media::sound_asset(world, id)?),
    };
    Ok(Job {
        prompt: audio_job(name, &sound.kept),
        words: SimWords::of(title.unwrap_or_default()),
        millis: sound.millis,
        heard: Heard::Recording(sound.kept),
    })
}

/// Moderation of what is sent is told in the answer, so such a task is over at once.
fn takes(words: &SimWords, millis: u32) -> Duration {
    if words.ending == Ending::InputModerated {
        return Duration::ZERO;
    }
    let length = Duration::from_millis(u64::from(millis));
    let typical = TYPICAL_AT_LEAST.saturating_add(length.saturating_mul(TYPICAL_PER_SECOND));
    course::takes(words, typical, QUEUED_PERMILLE)
}
