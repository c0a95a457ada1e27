//! What a model can be asked for, kind by kind.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::days::days;
use super::route::Input;
use crate::Timestamp;
use crate::size::{Size, Sizes};

/// The options of one model. Its kind decides which ones there are.
#[derive(Debug, Clone, PartialEq)]
pub enum Options {
    Image(ImageOptions),
    Video(VideoOptions),
    Avatar(AvatarOptions),
    Speech(SpeechOptions),
    Composite(CompositeOptions),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImageOptions {
    /// Whether the vendor takes a seed.
    pub seed: bool,
    /// The most reference pictures that the model takes; 0 where it takes none.
    pub references: u32,
    /// Whether text in the picture can be read. Where it cannot, a prompt that asks for text is warned of.
    #[serde(default)]
    pub draws_text: bool,
    /// The sizes that the model makes. Any other is cut and scaled from one of them.
    pub sizes: Sizes,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VideoOptions {
    /// Whole seconds, ascending.
    pub durations: Vec<u32>,
    /// What the model makes without a start frame.
    pub aspect_ratios: Vec<AspectRatio>,
    /// What the model makes with a start frame.
    pub aspect_ratios_with_image: Vec<AspectRatio>,
    /// `720p`. The vendor is asked for this resolution, and the price counts it.
    pub resolution: String,
    /// What the model makes of several reference pictures; absent where it takes none.
    pub references: Option<VideoReferences>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VideoReferences {
    /// How many reference pictures it takes.
    pub most: u32,
    /// Whole seconds, ascending.
    pub durations: Vec<u32>,
    /// The shapes of the result.
    pub aspect_ratios: Vec<AspectRatio>,
}

impl VideoOptions {
    pub fn durations(&self, input: Input) -> &[u32] {
        match (&self.references, input) {
            (Some(references), Input::References) => &references.durations,
            _ => &self.durations,
        }
    }

    pub fn aspect_ratios(&self, input: Input) -> &[AspectRatio] {
        match (&self.references, input) {
            (Some(references), Input::References) => &references.aspect_ratios,
            (_, Input::WordsOnly) => &self.aspect_ratios,
            (_, Input::Images | Input::References) => &self.aspect_ratios_with_image,
        }
    }

    /// The ratio of this model that is nearest to a start frame.
    pub fn nearest_ratio(&self, frame: Size) -> Option<AspectRatio> {
        let ratios = self.aspect_ratios_with_image.iter().copied();
        ratios.min_by_key(|ratio| {
            let [across, down] = ratio.terms();
            Size::new(across, down).distance(frame)
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AvatarOptions {
    /// How a request says who is seen.
    pub look: AvatarLook,
    /// The longest script; absent where the model takes a recording only.
    pub script_max_characters: Option<usize>,
    /// The voice of a request that names none; null where there is none.
    pub default_voice: Option<String>,
    /// The voices that are known; empty where only the vendor's list has them.
    #[serde(default)]
    pub voices: Vec<String>,
    /// Whether `voice_id` may be left out, because the avatar has a voice of its own.
    #[serde(default)]
    pub avatar_has_voice: bool,
    /// The shortest speech that the vendor makes a film of; absent where it takes a script of any length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script_min_seconds: Option<u32>,
    /// How many seconds a recording may last: from, to.
    pub audio_seconds: [u32; 2],
    /// How many bytes a recording may have.
    pub audio_max_bytes: u64,
    /// Empty: the shape follows the picture.
    pub aspect_ratios: Vec<AspectRatio>,
    /// The resolutions of the result.
    pub resolutions: Vec<String>,
}

/// How a request says who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AvatarLook {
    /// With the `avatar_id` of one of the vendor's avatars.
    AvatarId,
    /// With a picture, `image_url`.
    Picture,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechOptions {
    /// In order of preference: the default is the first that has not ended. Empty: `voice_id` is required.
    #[serde(default, rename = "default_voice", deserialize_with = "one_or_several")]
    pub default_voices: Vec<String>,
    /// The voices that are known; empty where only the vendor's list has them.
    #[serde(default)]
    pub voices: Vec<String>,
    /// The voices that end, each with the day from which on it is gone.
    #[serde(default, deserialize_with = "days")]
    pub voice_sunsets: BTreeMap<String, Timestamp>,
    /// The slowest and the fastest speed; absent where the vendor has one speed only.
    pub speed: Option<[f64; 2]>,
    pub formats: Vec<SpeechFormat>,
    pub language: LanguageField,
}

impl SpeechOptions {
    /// The voice of a request that names none; `None` where each request has to name one.
    pub fn default_voice(&self, now: Timestamp) -> Option<&str> {
        self.default_voices.iter().find(|voice| !self.voice_has_ended(voice, now)).map(String::as_str)
    }

    pub fn voice_has_ended(&self, voice: &str, now: Timestamp) -> bool {
        self.voice_sunsets.get(voice).is_some_and(|sunset| *sunset <= now)
    }
}

fn one_or_several<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Names {
        One(String),
        Several(Vec<String>),
    }
    Ok(match Names::deserialize(deserializer)? {
        Names::One(name) => vec![name],
        Names::Several(names) => names,
    })
}

/// The limits of a composite are code. Only the resolutions, on which the price depends, are data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompositeOptions {
    pub resolutions: Vec<String>,
}

/// How the vendor gets to know the language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LanguageField {
    /// The vendor has no field for the language and detects it from the text.
    Detected,
    /// The language's base code is sent to the vendor.
    Sent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpeechFormat {
    Mp3,
    Wav,
}

impl SpeechFormat {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Wav => "wav",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum AspectRatio {
    #[serde(rename = "16:9")]
    Wide,
    #[serde(rename = "9:16")]
    Tall,
    #[serde(rename = "1:1")]
    Square,
    #[serde(rename = "4:5")]
    FourFive,
    #[serde(rename = "3:4")]
    ThreeFour,
}

impl AspectRatio {
    pub const ALL: [Self; 5] = [Self::Wide, Self::Tall, Self::Square, Self::FourFive, Self::ThreeFour];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wide => "16:9",
            Self::Tall => "9:16",
            Self::Square => "1:1",
            Self::FourFive => "4:5",
            Self::ThreeFour => "3:4",
        }
    }

    /// The ratio of a size, where it is one of these.
    pub fn of_size(size: Size) -> Option<Self> {
        let is_ratio = |ratio: &Self| {
            let [across, down] = ratio.terms();
            Size::new(across, down).distance(size) == 0
        };
        Self::ALL.into_iter().find(is_ratio)
    }

    /// Width : height.
    pub const fn terms(self) -> [u32; 2] {
        match self {
            Self::Wide => [16, 9],
            Self::Tall => [9, 16],
            Self::Square => [1, 1],
            Self::FourFive => [4, 5],
            Self::ThreeFour => [3, 4],
        }
    }
}
