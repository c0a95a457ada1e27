//! Speech that is answered with its result: Starfish, in the voices of avatars, and native, in the account's
//! own voices.

mod native;
mod starfish;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(super) use self::native::native;
pub(super) use self::starfish::starfish;
use super::errors::ApiError;
use super::made::{self, Made};
use crate::accept::{Accepted, Order, between};
use crate::numbers;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{Encoding, Recipe, Sound, Speech};
use crate::world::World;

const MOST_LETTERS: usize = 5000;
/// Samples per second.
const RATE: u32 = 44_100;
const TYPICAL: [Duration; 2] = [Duration::from_secs(3), Duration::from_secs(6)];

/// As the journal keeps it; the text is the job's prompt.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Spoken {
    voice: String,
    speed: f64,
    container: Container,
    /// In hundredths of a cent.
    pub(super) price: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Container {
    Mp3,
    Wav,
}

impl Container {
    fn file(self) -> &'static str {
        match self {
            Self::Mp3 => "speech.mp3",
            Self::Wav => "speech.wav",
        }
    }

    fn encoding(self) -> Encoding {
        match self {
            Self::Mp3 => Encoding::Mp3 { kbps: 128 },
            Self::Wav => Encoding::Wav,
        }
    }
}

impl Spoken {
    fn speech(&self, text: &str) -> Speech {
        Speech { text: text.to_owned(), voice: self.voice.clone(), speed: self.speed, rate: RATE }
    }

    /// Behind a link.
    pub(super) fn file(&self, start: &Start, file: &str) -> Option<Recipe> {
        if file != self.container.file() {
            return None;
        }
        let sound = Sound { speech: self.speech(&start.job.prompt), encoding: self.container.encoding() };
        Recipe::Sound(sound).after(start.ending)
    }
}

/// Accepts and works. The answer is `data` of a speech that ended well, which gets the link to its file.
async fn work(
    world: &World,
    model: &str,
    text: &str,
    spoken: &Spoken,
    seed: Option<i64>,
    data: impl FnOnce(Option<String>) -> Value,
) -> Result<(Accepted, Result<Value, ApiError>), ApiError> {
    let request = Made::Speech(spoken.clone());
    let order = Order::answered_at_once(Vendor::Heygen, model, text, request);
    let accepted = world.accept(Order { seed, ..order })?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, text)).await;
    let link = || made::link(world, &accepted.start, spoken.container.file());
    let answer = match accepted.words.ending {
        Ending::InputModerated | Ending::OutputModerated => Err(ApiError::Moderated),
        Ending::Failed => Err(ApiError::Broken),
        Ending::EmptyResult => Ok(data(None)),
        Ending::Media | Ending::BadMedia => Ok(data(link())),
    };
    Ok((accepted, answer))
}

/// In hundredths of a cent, rounded up.
fn price(units: f64, of_one: f64) -> u32 {
    u32::try_from(numbers::count((units * of_one).ceil())).unwrap_or(u32::MAX)
}
