//! How a model is reached: vendors, routes, and what a route can do.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::days::day;
use super::limits::RouteLimits;
use super::options::SpeechFormat;
use crate::size::Sizes;
use crate::{BilledReason, ErrorCode, Phase, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Vendor {
    Bfl,
    Openai,
    Google,
    Byteplus,
    Luma,
    Runway,
    Kling,
    Heygen,
    Elevenlabs,
    Fal,
}

impl Vendor {
    pub const ALL: [Self; 10] = [
        Self::Bfl,
        Self::Openai,
        Self::Google,
        Self::Byteplus,
        Self::Luma,
        Self::Runway,
        Self::Kling,
        Self::Heygen,
        Self::Elevenlabs,
        Self::Fal,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bfl => "bfl",
            Self::Openai => "openai",
            Self::Google => "google",
            Self::Byteplus => "byteplus",
            Self::Luma => "luma",
            Self::Runway => "runway",
            Self::Kling => "kling",
            Self::Heygen => "heygen",
            Self::Elevenlabs => "elevenlabs",
            Self::Fal => "fal",
        }
    }
}

/// A vendor's address, the hosts that may receive its key, and which failures it bills.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Host {
    pub base_url: String,
    /// The hosts that may receive the vendor's key. `*.` stands for one or more labels.
    pub key_hosts: Vec<String>,
    /// The failures that the vendor bills, beside those that every vendor does ([`BilledReason::is_always_billed`]).
    #[serde(default)]
    pub bills_on_failure: Vec<BilledReason>,
    /// Where the previews of its voices and avatars are, as a web page names them to the browser: `https://*.example`.
    #[serde(default)]
    pub preview_sources: Vec<String>,
}

/// One way to reach a model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, as the vendor's documents state them")]
pub struct Route {
    /// Unique among the model's routes. Jobs record it.
    pub name: String,
    pub vendor: Vendor,
    /// What the vendor calls the model (at fal: the endpoint). Absent where the route cannot work from words alone.
    pub wire_model: Option<String>,
    /// The same for requests with pictures. Absent where the route takes none.
    pub wire_model_with_images: Option<String>,
    /// The same for videos with several reference pictures, of which none is the start frame.
    pub wire_model_with_references: Option<String>,
    /// The dialect of the vendor's protocol that the model speaks, where there are several.
    pub shape: Option<Shape>,
    pub on_uncertain: OnUncertain,
    /// The answer to the start is the result itself.
    #[serde(default)]
    pub synchronous: bool,
    /// The vendor can stop a task.
    #[serde(default)]
    pub cancel: bool,
    /// The vendor can be asked for a task by our own id.
    #[serde(default)]
    pub lookup: bool,
    /// The vendor can call back when it is done. We do not use it: looks are exact and need no public address.
    #[serde(default)]
    pub webhook: bool,
    /// The vendor takes an idempotency key.
    #[serde(default)]
    pub idempotency_key: bool,
    /// Video without sound can be asked for.
    #[serde(default = "yes")]
    pub silent: bool,
    /// For avatars: the vendor speaks a script itself. Otherwise it takes a recording only.
    #[serde(default = "yes")]
    pub takes_script: bool,
    /// For speech: the formats that the vendor gives. Empty means all of the model's.
    #[serde(default)]
    pub formats: Vec<SpeechFormat>,
    /// For speech: our id of each voice that the vendor has, and the vendor's own name for it. Empty means that the
    /// vendor knows our ids.
    #[serde(default)]
    pub voices: BTreeMap<String, String>,
    /// For speech: the vendor takes a speed.
    #[serde(default = "yes")]
    pub takes_speed: bool,
    /// For pictures: the sizes that the vendor makes, where they are others than the model's. The price follows from the
    /// model's.
    pub sizes: Option<Sizes>,
    /// What it takes, where that is less than what the model takes.
    #[serde(default)]
    pub limits: RouteLimits,
    /// The documented limit of tasks at a time on a small account, for operators to know.
    pub max_concurrent: Option<u32>,
    /// The route is never picked from this day on.
    #[serde(default, deserialize_with = "day")]
    pub sunset_at: Option<Timestamp>,
    /// The deployment has switched it off.
    #[serde(default)]
    pub disabled: bool,

    /// These three come from the vendor's entry.
    #[serde(skip)]
    pub base_url: String,
    #[serde(skip)]
    pub key_hosts: Vec<String>,
    #[serde(skip)]
    pub bills_on_failure: Vec<BilledReason>,
}

/// The dialects of vendors that host many models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    // At fal: named after the model behind the endpoint.
    NanoBanana,
    NanoBananaPro,
    #[serde(rename = "seedream4")]
    Seedream4,
    #[serde(rename = "seedream_4_5")]
    Seedream45,
    #[serde(rename = "flux2")]
    Flux2,
    GptImage,
    LumaRay,
    #[serde(rename = "kling_2_6")]
    Kling26,
    #[serde(rename = "kling_3")]
    Kling3,
    /// Also at Runway.
    Veo,
    /// Also at `BytePlus`: 1.0, which makes no sound.
    #[serde(rename = "seedance_1")]
    Seedance1,
    /// Also at `BytePlus`: 2.x, with a switch for sound.
    #[serde(rename = "seedance_2")]
    Seedance2,
    VeedFabric,
    KlingAvatar,
    ElevenlabsTts,
    // At Runway:
    #[serde(rename = "gen_4")]
    Gen4,
    // At Google:
    /// Takes `imageSize`.
    #[serde(rename = "gemini_sized")]
    GeminiSized,
    /// Makes about one megapixel and takes no size.
    #[serde(rename = "gemini_1k")]
    Gemini1k,
    /// Speaks.
    GeminiSpeech,
}

/// What to do after an uncertain start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnUncertain {
    /// Fail free of charge, because a second start could be billed, too.
    Fail,
    /// Start once more, because the call is cheap enough to be bought twice now and then.
    RetryOnce,
    /// Ask the vendor for the task by our own id.
    Lookup,
}

/// Which pictures a request has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    WordsOnly,
    Images,
    /// The reference pictures of a video. Those of a picture are `Images`.
    References,
}

impl Route {
    /// What the vendor calls the model for this kind of input; `None` where the route cannot do it.
    pub fn wire_model(&self, input: Input) -> Option<&str> {
        match input {
            Input::WordsOnly => self.wire_model.as_deref(),
            Input::Images => self.wire_model_with_images.as_deref(),
            Input::References => self.wire_model_with_references.as_deref(),
        }
    }

    /// What the vendor calls the model, whatever goes in.
    pub fn wire_models(&self) -> impl Iterator<Item = &str> {
        [&self.wire_model, &self.wire_model_with_images, &self.wire_model_with_references]
            .into_iter()
            .filter_map(|name| name.as_deref())
    }

    /// Whether the adapter of such a route has a field for the reference pictures of a video.
    pub(super) const fn can_send_references(&self) -> bool {
        matches!(
            (self.vendor, self.shape),
            (Vendor::Byteplus, Some(Shape::Seedance2)) | (Vendor::Fal, Some(Shape::Veo))
        )
    }

    /// Why the vendor bills a variant that failed in this way; `None` where it does not, as far as it says.
    pub fn billed(&self, phase: Phase, code: ErrorCode) -> Option<BilledReason> {
        BilledReason::of(phase, code)
            .filter(|reason| reason.is_always_billed() || self.bills_on_failure.contains(reason))
    }

    /// Whether the vendor can stop a task and does not bill what it has stopped. Elsewhere a running job goes on: what is
    /// paid for anyway is delivered.
    pub fn stops_free_of_charge(&self) -> bool {
        self.cancel && !self.bills_on_failure.contains(&BilledReason::Stopped)
    }

    pub fn has_sunset(&self, now: Timestamp) -> bool {
        self.sunset_at.is_some_and(|sunset| sunset <= now)
    }

    /// What the vendor calls a voice; `None` where it does not have it.
    pub fn voice<'a>(&'a self, id: &'a str) -> Option<&'a str> {
        if self.voices.is_empty() { Some(id) } else { self.voices.get(id).map(String::as_str) }
    }

    /// Whether the vendor can speak with this voice, at this speed, into a file of this format.
    pub fn speaks(&self, voice: &str, speed: Option<f64>, format: SpeechFormat) -> bool {
        self.voice(voice).is_some()
            && (self.takes_speed || is_own_speed(speed))
            && (self.formats.is_empty() || self.formats.contains(&format))
    }
}

const fn yes() -> bool {
    true
}

/// Whether a speech has the voice's own speed.
pub(crate) fn is_own_speed(speed: Option<f64>) -> bool {
    speed.is_none_or(|speed| (speed - 1.0).abs() < f64::EPSILON)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalog;

    const MODERATED: ErrorCode = ErrorCode::ModerationRejected;
    const INVALID: ErrorCode = ErrorCode::InvalidInput;
    const FAILED: ErrorCode = ErrorCode::ProviderFailed;

    fn routes() -> Vec<Route> {
        let catalog = Catalog::shipped().unwrap();
        catalog.models().iter().flat_map(|model| model.routes.clone()).collect()
    }

    /// What a vendor says of itself. Those that are not named say nothing, or that failures are free.
    #[test]
    fn a_vendor_bills_what_it_says() {
        use BilledReason::{InvalidInput, Moderated, RefusedStart, Stopped};
        for route in routes() {
            let (runway, fal) = (route.vendor == Vendor::Runway, route.vendor == Vendor::Fal);
            for (phase, code, billed) in [
                (Phase::Start, MODERATED, runway.then_some(RefusedStart)),
                (Phase::Start, INVALID, None),
                (Phase::Start, ErrorCode::ProviderUnavailable, None),
                (Phase::Work, MODERATED, (runway || fal).then_some(Moderated)),
                (Phase::Work, INVALID, fal.then_some(InvalidInput)),
                (Phase::Work, ErrorCode::InputUnreachable, fal.then_some(InvalidInput)),
                (Phase::Work, FAILED, None),
                (Phase::Work, ErrorCode::TimedOut, None),
                (Phase::Stopped, ErrorCode::Canceled, runway.then_some(Stopped)),
                (Phase::Stopped, FAILED, runway.then_some(Stopped)),
            ] {
                assert_eq!(route.billed(phase, code), billed, "{}: {phase:?}, {code:?}", route.name);
            }
        }
    }

    #[test]
    fn every_vendor_bills_what_it_did_or_may_be_doing() {
        for route in routes() {
            for code in [MODERATED, INVALID, FAILED, ErrorCode::TimedOut, ErrorCode::Canceled] {
                for (phase, reason) in [
                    (Phase::TimedOut, BilledReason::TimedOut),
                    (Phase::Unreadable, BilledReason::Unreadable),
                    (Phase::Made, BilledReason::UselessResult),
                    (Phase::LostStart, BilledReason::LostStart),
                ] {
                    assert_eq!(
                        route.billed(phase, code),
                        Some(reason),
                        "{}: {phase:?}, {code:?}",
                        route.name
                    );
                }
            }
        }
    }

    #[test]
    fn a_vendor_that_bills_what_it_stopped_is_not_asked_to_stop() {
        for route in routes() {
            let stops = route.cancel && route.vendor != Vendor::Runway;
            assert_eq!(route.stops_free_of_charge(), stops, "{}", route.name);
        }
        assert!(routes().iter().any(|route| route.cancel && !route.stops_free_of_charge()));
        assert!(routes().iter().any(Route::stops_free_of_charge));
    }

    #[test]
    fn another_address_does_not_change_what_a_vendor_bills() {
        let mut catalog = Catalog::shipped().unwrap();
        catalog.redirect(Vendor::Runway, "http://127.0.0.1:1");
        let all = catalog.models().iter().flat_map(|model| &model.routes);
        let mut runway = all.filter(|route| route.vendor == Vendor::Runway);
        assert!(runway.all(|route| route.bills_on_failure.contains(&BilledReason::Stopped)));
    }

    #[test]
    fn the_catalog_does_not_list_what_every_vendor_bills() {
        for reason in BilledReason::ALL {
            let line = format!(
                "key_hosts = [\"api.bfl.ai\", \"*.bfl.ai\"]\nbills_on_failure = [\"{}\"]",
                reason.as_str()
            );
            let text = Catalog::TEXT.replacen("key_hosts = [\"api.bfl.ai\", \"*.bfl.ai\"]", &line, 1);
            assert_eq!(Catalog::parse(&text).is_err(), reason.is_always_billed(), "{reason:?}");
        }
    }
}
