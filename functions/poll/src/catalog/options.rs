//! What a request may ask of a model, for clients that build a form from it.

use domain::catalog::{
    AspectRatio, AvatarOptions, CompositeOptions, ImageOptions, LanguageField, Options, SpeechFormat,
    SpeechOptions, VideoOptions,
};
use domain::request::composite::{
    ASPECT_RATIOS, Anchor, Fit, Format, MAX_CLIPS, MAX_OVERLAYS, MAX_SECONDS, MAX_SOURCE_BYTES, MAX_TEXTS,
    TransitionKind,
};
use domain::request::image::{LEAST_SIDE, MAX_SIDE, MAX_VARIANTS};
use domain::size::RESOLUTIONS;
use domain::{Medium, Model, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "ModelOptions")]
pub(super) enum OptionsView {
    Image(ImageView),
    Video(VideoOptions),
    Avatar(AvatarOptions),
    Speech(SpeechView),
    Composite(CompositeView),
}

impl OptionsView {
    pub(super) fn new(model: &Model, now: Timestamp) -> Self {
        match &model.options {
            Options::Image(options) => {
                Self::Image(ImageView { own: options.clone(), common: EveryPicture::new() })
            }
            Options::Video(options) => Self::Video(options.clone()),
            Options::Avatar(options) => Self::Avatar(options.clone()),
            Options::Speech(options) => Self::Speech(SpeechView::new(model, options, now)),
            Options::Composite(options) => Self::Composite(CompositeView::new(options)),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ImageModelOptions")]
pub(super) struct ImageView {
    #[serde(flatten)]
    own: ImageOptions,
    #[serde(flatten)]
    common: EveryPicture,
}

/// What every image model takes. A size that a model cannot make is cut and scaled from one that it can.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct EveryPicture {
    /// The shapes that a studio's request may name.
    aspect_ratios: [AspectRatio; 5],
    /// The resolutions that a studio's request may name.
    resolutions: [&'static str; 2],
    /// How many pixels a side may have: from, to.
    side_pixels: [u32; 2],
    /// How many pictures a request may ask for: from, to.
    num_variants: [u32; 2],
}

impl EveryPicture {
    pub(super) const fn new() -> Self {
        Self {
            aspect_ratios: AspectRatio::ALL,
            resolutions: RESOLUTIONS,
            side_pixels: [LEAST_SIDE, MAX_SIDE],
            num_variants: [1, MAX_VARIANTS],
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SpeechModelOptions")]
pub(super) struct SpeechView {
    /// The voice of a request that names none; null where each request has to name one.
    default_voice: Option<String>,
    /// The voices that it has; empty where only the list of voices has them.
    voices: Vec<String>,
    /// The slowest and the fastest speed; null where it has one speed only.
    speed: Option<[f64; 2]>,
    /// The formats of its files.
    formats: Vec<SpeechFormat>,
    /// What becomes of a request's language.
    language: LanguageField,
}

impl SpeechView {
    /// The default voice is one that has not ended. The days on which voices end are shown with the voices.
    fn new(model: &Model, options: &SpeechOptions, now: Timestamp) -> Self {
        Self {
            default_voice: options.default_voice(now).map(str::to_owned),
            voices: options.voices.clone(),
            speed: options.speed.filter(|_| model.has_speeds(now)),
            formats: options.formats.clone(),
            language: options.language,
        }
    }
}

/// The limits of a timeline.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CompositeModelOptions")]
pub(super) struct CompositeView {
    /// The resolutions of the result.
    resolutions: Vec<String>,
    /// The shapes of the result.
    aspect_ratios: Vec<AspectRatio>,
    /// The formats of the result.
    outputs: [Format; 3],
    /// How a source of another shape fills the frame.
    fits: [Fit; 3],
    /// How one clip becomes the next.
    transitions: Vec<TransitionKind>,
    /// Where texts and overlays can be.
    positions: [Anchor; 9],
    /// How many clips there may be: from, to.
    clips: [usize; 2],
    /// How many texts there may be: from, to.
    texts: [usize; 2],
    /// How many overlays there may be: from, to.
    overlays: [usize; 2],
    /// The longest result, in seconds.
    max_seconds: u32,
    /// How large the sources may be.
    max_bytes: MaxBytes,
}

/// How many bytes the sources of a composite may have.
#[derive(Debug, Serialize, JsonSchema)]
struct MaxBytes {
    /// A picture.
    picture: u64,
    /// A sound.
    sound: u64,
    /// A video.
    video: u64,
    /// All sources together.
    together: u64,
}

impl CompositeView {
    fn new(options: &CompositeOptions) -> Self {
        Self {
            resolutions: options.resolutions.clone(),
            aspect_ratios: ASPECT_RATIOS.to_vec(),
            outputs: Format::ALL,
            fits: Fit::ALL,
            transitions: TransitionKind::ALL.to_vec(),
            positions: Anchor::ALL,
            clips: [1, MAX_CLIPS],
            texts: [0, MAX_TEXTS],
            overlays: [0, MAX_OVERLAYS],
            max_seconds: MAX_SECONDS,
            max_bytes: MaxBytes {
                picture: Medium::Picture.most_bytes(),
                sound: Medium::Sound.most_bytes(),
                video: Medium::Video.most_bytes(),
                together: MAX_SOURCE_BYTES,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Catalog;
    use domain::Kind;
    use domain::request::{Family, Request};
    use serde_json::{Value, json};

    use super::*;

    fn is_taken(family: Family, field: &str, value: &Value) -> bool {
        let catalog = Catalog::shipped().unwrap();
        let mut body = json!({"prompt": "x", "provider": "flux_2_pro"});
        body[field] = value.clone();
        if field == "width" {
            body["height"] = value.clone();
        }
        Request::read(Kind::Image, family, &body, &catalog).is_ok()
    }

    #[test]
    fn a_submit_takes_exactly_what_the_catalog_says_of_every_image() {
        let shown = json!(EveryPicture::new());
        for (list, field) in [("aspect_ratios", "aspect_ratio"), ("resolutions", "resolution")] {
            let values = shown[list].as_array().unwrap();
            assert!(values.iter().all(|value| is_taken(Family::Studio, field, value)), "{field}");
        }
        for (range, field) in [("side_pixels", "width"), ("num_variants", "num_variants")] {
            let [least, most] = [0, 1].map(|end| shown[range][end].as_i64().unwrap());
            for (value, expected) in [(least - 1, false), (least, true), (most, true), (most + 1, false)] {
                assert_eq!(is_taken(Family::Legacy, field, &json!(value)), expected, "{field} {value}");
            }
        }
    }
}
