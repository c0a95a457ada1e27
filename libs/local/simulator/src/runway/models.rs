//! The models that are played, as data: what each takes and what it costs; and `GET /v1/organization`, which lists
//! them.

use std::ops::RangeInclusive;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};

use super::throttle::{MOST_A_DAY, MOST_AT_WORK, accepted_today};
use crate::picture::Size;
use crate::world::World;

#[derive(Debug)]
pub(super) struct Model {
    pub(super) name: &'static str,
    /// Of `text_to_video`. Empty: that endpoint does not have the model.
    pub(super) text_ratios: &'static [&'static str],
    pub(super) image_ratios: &'static [&'static str],
    pub(super) seconds: RangeInclusive<u32>,
    /// From the least number of seconds on.
    pub(super) step: usize,
    pub(super) price: Price,
}

/// Credits of 0.01 USD per second.
#[derive(Debug)]
pub(super) struct Price {
    silent: u32,
    /// None: the model makes silent clips only.
    with_sound: Option<u32>,
}

/// In UTF-16 units, for every model.
pub(super) const LONGEST_PROMPT: usize = 1000;
const HD: &[&str] = &["1280:720", "720:1280"];
const GEN4: &[&str] = &["1280:720", "720:1280", "1104:832", "960:960", "832:1104", "1584:672"];
const VEO: &[&str] = &["1280:720", "720:1280", "1080:1920", "1920:1080"];

/// The parameters are those of the SDKs' types, the prices those of Runway's documentation of 2026-04. The lengths
/// of `gen4_turbo` are not documented.
const MODELS: [Model; 4] = [
    Model {
        name: "gen4.5",
        text_ratios: HD,
        image_ratios: GEN4,
        seconds: 2..=10,
        step: 1,
        price: Price { silent: 12, with_sound: None },
    },
    Model {
        name: "gen4_turbo",
        text_ratios: &[],
        image_ratios: GEN4,
        seconds: 2..=10,
        step: 1,
        price: Price { silent: 5, with_sound: None },
    },
    veo("veo3.1", Price { silent: 20, with_sound: Some(40) }),
    veo("veo3.1_fast", Price { silent: 10, with_sound: Some(15) }),
];

const fn veo(name: &'static str, price: Price) -> Model {
    Model { name, text_ratios: VEO, image_ratios: VEO, seconds: 4..=8, step: 2, price }
}

impl Model {
    pub(super) fn all() -> &'static [Self] {
        &MODELS
    }

    pub(super) fn has_sound(&self) -> bool {
        self.price.with_sound.is_some()
    }

    pub(super) fn credits(&self, seconds: u32, sound: bool) -> u32 {
        let with_sound = self.price.with_sound.filter(|_| sound);
        with_sound.unwrap_or(self.price.silent).saturating_mul(seconds)
    }
}

/// A ratio is the size of the clip: `1280:720`.
pub(super) fn size(ratio: &str) -> Option<Size> {
    let (width, height) = ratio.split_once(':')?;
    Some(Size { width: width.parse().ok()?, height: height.parse().ok()? })
}

/// The credits of the account, which never change here, its limits, and how much of them is used.
pub(super) async fn organization(State(world): State<Arc<World>>) -> Json<Value> {
    let limits = json!({ "maxConcurrentGenerations": MOST_AT_WORK, "maxDailyGenerations": MOST_A_DAY });
    let used = |model: &Model| json!({ "dailyGenerations": accepted_today(&world, model.name) });
    Json(json!({
        "creditBalance": 1_000_000,
        "tier": { "maxMonthlyCreditSpend": 1_000_000, "models": of_each_model(|_| limits.clone()) },
        "usage": { "models": of_each_model(used) },
    }))
}

fn of_each_model(value: impl Fn(&Model) -> Value) -> Map<String, Value> {
    MODELS.iter().map(|model| (model.name.to_owned(), value(model))).collect()
}
