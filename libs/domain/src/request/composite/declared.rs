//! The fields of a timeline.

use serde_json::{Value, json};

use super::read::{clip, music, narration, overlay, text, transition};
use super::{
    Align, Anchor, Clip, Fit, Format, LEAST_TEXT_SIZE, MAX_SECONDS, MAX_SOURCE_SECONDS, Music, Overlay,
    Sound, Text, Transition, TransitionKind,
};
use crate::catalog::AspectRatio;
use crate::fields::{
    self, Color, Defaulted, Field, List, Object, OneOf, Parsed, PlaceIn, Scale, Shape, Switch, SwitchOrColor,
    TranslucentColor, Whole, prose,
};
use crate::request::Source;
use crate::request::extras::{DRIVE_FOLDER_ID, METADATA};
use crate::request::read::{A_RESOLUTION, A_SOURCE, BRAND_KIT_ID, one_ratio};

pub const ASPECT_RATIOS: [AspectRatio; 4] =
    [AspectRatio::Tall, AspectRatio::Square, AspectRatio::Wide, AspectRatio::FourFive];
pub const MAX_CLIPS: usize = 20;
pub const MAX_TEXTS: usize = 20;
pub const MAX_OVERLAYS: usize = 10;
/// Three frames. A shorter clip could not be seen.
pub(super) const LEAST_CLIP_SECONDS: f64 = 0.1;
pub(super) const DEFAULT_TRANSITION_SECONDS: f64 = 0.5;
const MOST_TEXT_SIZE: f64 = 0.5;
const DEFAULT_TEXT_SIZE: f64 = 0.05;
const DEFAULT_OVERLAY_WIDTH: f64 = 0.25;
const DEFAULT_MUSIC_VOLUME: f64 = 0.5;
const DEFAULT_LOUDNESS: f64 = -16.0;
/// A part of the frame's width or height, or how opaque something is.
const FRACTION: Scale = Scale::of_parts(0.0..=1.0);
const VOLUME: Scale = Scale::of_parts(0.0..=4.0);
const WITHIN_SOURCE: Scale = Scale::of_seconds(0.0..=seconds(MAX_SOURCE_SECONDS));
const WITHIN_FILM: Scale = Scale::of_seconds(0.0..=seconds(MAX_SECONDS));

#[expect(clippy::as_conversions, reason = "the lossless conversion is not const")]
const fn seconds(whole: u32) -> f64 {
    whole as f64
}

pub(in crate::request) static COMPOSITE: Shape = Shape::new(
    "CompositeRequest",
    &[
        &CLIPS,
        &OUTPUT,
        &ASPECT_RATIO,
        &RESOLUTION,
        &TRANSITION,
        &TEXTS,
        &OVERLAYS,
        &SAFE_AREA,
        &NARRATION,
        &MUSIC,
        &LOUDNESS,
        &MAX_SECONDS_PAID,
        &BRAND_KIT_ID,
        &DRIVE_FOLDER_ID,
        &METADATA,
    ],
)
.with(stills_stand);

/// A still has one picture, and nothing in it moves or sounds.
fn stills_stand() -> Value {
    let none = json!({"type": "null"});
    let untimed = json!({"properties": {"start": none, "end": none, "duration": none}});
    json!({
        "if": {"properties": {"output": {"enum": ["png", "jpg"]}}, "required": ["output"]},
        "then": {"properties": {
            "clips": {"maxItems": 1, "items": untimed},
            "texts": {"items": untimed},
            "overlays": {"items": untimed},
            "narration": none,
            "music": none,
            "loudness": none,
            "transition": none,
            "max_seconds": none,
        }},
    })
}

pub(super) static OUTPUT: Defaulted<OneOf<Format>> = Defaulted::new(
    Field::new(
        "output",
        OneOf { all: &Format::ALL, name: Format::as_str },
        "The format of the result: a film, or a still of one clip.",
        || json!("mp4"),
    ),
    || Format::Mp4,
);
pub(super) static ASPECT_RATIO: Defaulted<OneOf<AspectRatio>> = Defaulted::new(
    Field::new("aspect_ratio", one_ratio(&ASPECT_RATIOS), "The shape of the result.", || json!("9:16")),
    || AspectRatio::Tall,
);
pub(super) static RESOLUTION: Defaulted<OneOf<&str>> = Defaulted::new(
    Field::new("resolution", A_RESOLUTION, "The short side of the result.", || json!("1080p")),
    || "1080p",
);
pub(super) static CLIPS: Field<List<Object<Clip>>> = Field::new(
    "clips",
    List { of: Object { shape: &CLIP, read: clip }, count: 1..=MAX_CLIPS },
    "What is seen, one after the other.",
    || json!([{"source": "https://example.com/kite.mp4", "start": 0, "end": 4}]),
)
.required();
pub(super) static TRANSITION: Field<Object<Transition>> = Field::new(
    "transition",
    Object { shape: &TRANSITION_SHAPE, read: transition },
    "How one clip becomes the next. Without it, by a cut.",
    || json!({"type": "fade", "duration": 0.5}),
);
pub(super) static TEXTS: Field<List<Object<Text>>> = Field::new(
    "texts",
    List { of: Object { shape: &TEXT_SHAPE, read: text }, count: 0..=MAX_TEXTS },
    "What is written upon the clips.",
    || json!([{"text": "Kites for all winds", "position": "bottom_center"}]),
);
pub(super) static OVERLAYS: Field<List<Object<Overlay>>> = Field::new(
    "overlays",
    List { of: Object { shape: &OVERLAY, read: overlay }, count: 0..=MAX_OVERLAYS },
    "What is laid upon the clips.",
    || json!([{"source": "https://example.com/logo.png", "position": "top_right", "width": 0.2}]),
);
pub(super) static SAFE_AREA: Defaulted<Switch> = Defaulted::new(
    Field::new(
        "safe_area",
        Switch,
        "Whether anchored texts and overlays stay clear of what platforms lay over a 9:16 film.",
        || json!(true),
    ),
    || true,
);
pub(super) static NARRATION: Field<Object<Sound>> = Field::new(
    "narration",
    Object { shape: &NARRATION_SHAPE, read: narration },
    "What is spoken.",
    || json!({"source": "https://example.com/speech.mp3"}),
);
pub(super) static MUSIC: Field<Object<Music>> = Field::new(
    "music",
    Object { shape: &MUSIC_SHAPE, read: music },
    "What is played.",
    || json!({"source": "https://example.com/music.mp3", "volume": 0.4}),
);
pub(super) static LOUDNESS: Defaulted<Scale> = Defaulted::new(
    Field::new("loudness", Scale::new(-40.0..=-5.0, 2), "The loudness of the result, in LUFS.", || {
        json!(-16)
    }),
    || DEFAULT_LOUDNESS,
);
pub(super) static MAX_SECONDS_PAID: Field<Whole<u32>> =
    Field::new("max_seconds", Whole(1..=MAX_SECONDS), "The longest result that you pay for.", || json!(30));

static CLIP: Shape =
    Shape::new("ClipInput", &[&SOURCE, &START, &END, &DURATION, &FIT, &BACKGROUND]).with(cut_or_shown);

/// A video is cut, and a picture is shown for a while.
fn cut_or_shown() -> Value {
    json!({"not": {
        "properties": {"duration": {"type": "number"}},
        "required": ["duration"],
        "anyOf": [
            {"properties": {"start": {"type": "number"}}, "required": ["start"]},
            {"properties": {"end": {"type": "number"}}, "required": ["end"]},
        ],
    }})
}

pub(super) static SOURCE: Field<Parsed<Source>> = Field::new(
    "source",
    A_SOURCE,
    "A video or a picture: an https address, `asset:<file id>` or `job:<job id>`.",
    || json!("https://example.com/kite.mp4"),
)
.required();
pub(super) static START: Field<Scale> =
    Field::new("start", WITHIN_SOURCE, "From which second on a video is shown.", || json!(0));
pub(super) static END: Field<Scale> = Field::new(
    "end",
    WITHIN_SOURCE,
    "Up to which second a video is shown: at least 0.1 s after start.",
    || json!(4),
);
pub(super) static DURATION: Field<Scale> = Field::new(
    "duration",
    Scale::of_seconds(LEAST_CLIP_SECONDS..=seconds(MAX_SECONDS)),
    "How many seconds a picture is shown. Without it, 3.",
    || json!(3),
);
pub(super) static FIT: Defaulted<OneOf<Fit>> = Defaulted::new(
    Field::new(
        "fit",
        OneOf { all: &Fit::ALL, name: Fit::as_str },
        "How a source of another shape fills the frame: cropped, whole between bars, or whole upon a blurred copy of itself.",
        || json!("cover"),
    ),
    || Fit::Cover,
);
// Nothing lies behind it, so it cannot be transparent.
pub(super) static BACKGROUND: Field<Color> = Field::new(
    "background",
    Color,
    "What is seen beside the source, and through it. Without it, the brand kit's colour or black.",
    || json!("#000000"),
);

static TRANSITION_SHAPE: Shape = Shape::new("TransitionInput", &[&TYPE, &TRANSITION_SECONDS]);
pub(super) static TYPE: Field<OneOf<TransitionKind>> = Field::new(
    "type",
    OneOf { all: &TransitionKind::ALL, name: TransitionKind::as_str },
    "What it looks like.",
    || json!("fade"),
)
.required();
pub(super) static TRANSITION_SECONDS: Defaulted<Scale> = Defaulted::new(
    Field::new("duration", Scale::of_seconds(0.1..=2.0), "In seconds.", || json!(0.5)),
    || DEFAULT_TRANSITION_SECONDS,
);

static TEXT_SHAPE: Shape =
    Shape::new("TextInput", &[&TEXT, &SEEN_FROM, &SEEN_TO, &POSITION, &ALIGN, &SIZE, &COLOR, &BOX]);
pub(super) static TEXT: Field<fields::Text> =
    Field::new("text", prose(1..=500), "The words.", || json!("Kites for all winds")).required();
pub(super) static SEEN_FROM: Field<Scale> =
    Field::new("start", WITHIN_FILM, "From which second on it is seen.", || json!(1));
pub(super) static SEEN_TO: Field<Scale> =
    Field::new("end", WITHIN_FILM, "Up to which second it is seen, which is after start.", || json!(4));
pub(super) static POSITION: Field<PlaceIn<Anchor>> = Field::new(
    "position",
    PlaceIn { named: OneOf { all: &Anchor::ALL, name: Anchor::as_str }, scale: FRACTION },
    "Where it is: an anchor, or its centre as fractions of the frame from the top left. Without it, bottom_center.",
    || json!("bottom_center"),
);
pub(super) static ALIGN: Field<OneOf<Align>> = Field::new(
    "align",
    OneOf { all: &Align::ALL, name: Align::as_str },
    "How its lines stand to each other. Without it, towards the edge at which the text is.",
    || json!("center"),
);
pub(super) static SIZE: Defaulted<Scale> = Defaulted::new(
    Field::new(
        "size",
        Scale::remarked(
            LEAST_TEXT_SIZE..=MOST_TEXT_SIZE,
            4,
            " of the frame's height (smaller letters cannot be read)",
        ),
        "The height of a letter, as a fraction of the frame's height.",
        || json!(0.05),
    ),
    || DEFAULT_TEXT_SIZE,
);
pub(super) static COLOR: Field<TranslucentColor> = Field::new(
    "color",
    TranslucentColor,
    "The colour of the letters. Without it, the brand kit's or white.",
    || json!("#ffffff"),
);
pub(super) static BOX: Field<SwitchOrColor> = Field::new(
    "box",
    SwitchOrColor,
    "A box behind the text: the usual one, or one of this colour. Without a box, the letters have an outline.",
    || json!(true),
);

static OVERLAY: Shape =
    Shape::new("OverlayInput", &[&SOURCE, &POSITION, &WIDTH, &OPACITY, &SEEN_FROM, &SEEN_TO]);
pub(super) static WIDTH: Defaulted<Scale> = Defaulted::new(
    Field::new("width", Scale::of_parts(0.01..=1.0), "As a fraction of the frame's width.", || json!(0.25)),
    || DEFAULT_OVERLAY_WIDTH,
);
pub(super) static OPACITY: Defaulted<Scale> =
    Defaulted::new(Field::new("opacity", FRACTION, "From 0, which is not seen, to 1.", || json!(1)), || 1.0);

static NARRATION_SHAPE: Shape = Shape::new("NarrationInput", &[&RECORDING, &NARRATION_VOLUME]);
static MUSIC_SHAPE: Shape = Shape::new("MusicInput", &[&RECORDING, &MUSIC_VOLUME, &DUCK]);
pub(super) static RECORDING: Field<Parsed<Source>> = Field::new(
    "source",
    A_SOURCE,
    "The recording: an https address, `asset:<file id>` or `job:<job id>`.",
    || json!("https://example.com/music.mp3"),
)
.required();
pub(super) static NARRATION_VOLUME: Defaulted<Scale> =
    Defaulted::new(Field::new("volume", VOLUME, "1 is as recorded.", || json!(1)), || 1.0);
pub(super) static MUSIC_VOLUME: Defaulted<Scale> =
    Defaulted::new(Field::new("volume", VOLUME, "1 is as recorded.", || json!(0.5)), || DEFAULT_MUSIC_VOLUME);
pub(super) static DUCK: Defaulted<Switch> = Defaulted::new(
    Field::new("duck", Switch, "Whether it becomes quieter while the narration speaks.", || json!(true)),
    || true,
);
