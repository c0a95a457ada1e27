//! Reads a timeline field by field. Every mistake is reported at its place.

use super::{
    Align, Anchor, Backing, Clip, CompositeRequest, Fit, Format, LEAST_TEXT_SIZE, MAX_SECONDS,
    MAX_SOURCE_SECONDS, Music, Overlay, Position, Sound, Text, Transition, TransitionKind,
};
use crate::catalog::AspectRatio;
use crate::fields::{Fields, Place, Scale, SwitchOrColor, prose};
use crate::request::Extras;
use crate::request::read;

pub const ASPECT_RATIOS: [AspectRatio; 4] =
    [AspectRatio::Tall, AspectRatio::Square, AspectRatio::Wide, AspectRatio::FourFive];
pub const MAX_CLIPS: usize = 20;
pub const MAX_TEXTS: usize = 20;
pub const MAX_OVERLAYS: usize = 10;
/// Three frames. A shorter clip could not be seen.
const LEAST_CLIP_SECONDS: f64 = 0.1;
/// What a difference of times may lack: 0.3 - 0.2 is a little less than 0.1.
const HALF_A_MILLISECOND: f64 = 0.0005;
const DEFAULT_TRANSITION_SECONDS: f64 = 0.5;
const MOST_TEXT_SIZE: f64 = 0.5;
const DEFAULT_TEXT_SIZE: f64 = 0.05;
const DEFAULT_OVERLAY_WIDTH: f64 = 0.25;
const DEFAULT_MUSIC_VOLUME: f64 = 0.5;
const MOST_VOLUME: f64 = 4.0;
const DEFAULT_LOUDNESS: f64 = -16.0;
/// A part of the frame's width or height, or how opaque something is.
const FRACTION: Scale = Scale::of_parts(0.0..=1.0);
const VOLUME: Scale = Scale::of_parts(0.0..=MOST_VOLUME);

/// `None` only where the fields have a mistake.
pub(in crate::request) fn read(fields: &mut Fields<'_>) -> Option<CompositeRequest> {
    let formats = Format::ALL.map(Format::as_str);
    let output = fields.choice("output", &formats);
    let output = Format::ALL.into_iter().find(|format| output.as_deref() == Some(format.as_str()));
    let output = output.unwrap_or(Format::Mp4);
    let aspect_ratio = read::aspect_ratio(fields, &ASPECT_RATIOS).unwrap_or(AspectRatio::Tall);
    let resolution = read::resolution(fields);
    let brand_kit_id = read::brand_kit(fields);
    if !fields.has("clips") {
        fields.refuse("clips", "is required");
    }
    let clips = fields.objects("clips", 1..=MAX_CLIPS, clip);
    let transition = fields.object("transition", transition);
    let texts = fields.objects("texts", 0..=MAX_TEXTS, text);
    let overlays = fields.objects("overlays", 0..=MAX_OVERLAYS, overlay);
    let safe_area = fields.switch("safe_area").unwrap_or(true);
    let narration = fields.object("narration", narration);
    let music = fields.object("music", music);
    let loudness = fields.number("loudness", &Scale::new(-40.0..=-5.0, 2));
    let max_seconds = read::small_number(fields, "max_seconds", 1, MAX_SECONDS);
    let extras = Extras::read(fields);
    let mut request = CompositeRequest {
        output,
        aspect_ratio,
        resolution: resolution.unwrap_or_else(|| "1080p".to_owned()),
        clips,
        transition: transition
            .unwrap_or(Transition { kind: TransitionKind::None, duration: DEFAULT_TRANSITION_SECONDS }),
        texts,
        overlays,
        safe_area,
        narration,
        music,
        loudness: loudness.unwrap_or(DEFAULT_LOUDNESS),
        max_seconds,
        brand_kit_id,
        branding: None,
        extras,
    };
    if request.brand_kit_id.is_none() {
        request.fill_colors(&[]);
    }
    let listed = fields.count_items("clips");
    if request.clips.len() < listed {
        // One clip was refused, so the places of the others have shifted and complaints would name wrong ones.
    } else if output.is_still() {
        check_still(fields, &request);
    } else {
        check_overlaps(fields, &request);
        check_length(fields, &request);
    }
    (fields.mistakes() == 0).then_some(request)
}

/// Each clip that is cut to a known length must be longer than both transitions at its ends.
fn check_overlaps(fields: &mut Fields<'_>, request: &CompositeRequest) {
    for at in 0..request.clips.len() {
        let problem = request.clip_frames(at, None).and_then(|frames| request.too_short(at, frames));
        if let Some(problem) = problem {
            fields.refuse(&format!("clips[{at}]"), problem);
        }
    }
}

fn check_length(fields: &mut Fields<'_>, request: &CompositeRequest) {
    let clips: Option<Vec<u64>> = (0..request.clips.len()).map(|at| request.clip_frames(at, None)).collect();
    let Some(clips) = clips else { return };
    if let Some(problem) = request.too_long(request.total_frames(&clips, None)) {
        fields.refuse("clips", format!("last {problem}"));
    }
}

/// A still has one picture, and nothing in it moves or sounds.
fn check_still(fields: &mut Fields<'_>, request: &CompositeRequest) {
    let word = request.output.as_str();
    if request.clips.len() > 1 {
        let problem = format!("must be one picture for a {word}, got {}", request.clips.len());
        fields.refuse("clips", problem);
    }
    for name in ["narration", "music", "loudness", "transition", "max_seconds"] {
        if fields.has(name) {
            let problem = format!("does not go with a {word}, which neither sounds nor moves. Leave it out.");
            fields.refuse(name, problem);
        }
    }
    let timed = |start: Option<f64>, end: Option<f64>| start.is_some() || end.is_some();
    let clips = request.clips.iter().enumerate();
    let clips = clips
        .filter(|(_, clip)| timed(clip.start, clip.end) || clip.duration.is_some())
        .map(|(at, _)| format!("clips[{at}]"));
    let texts = request.texts.iter().enumerate();
    let texts = texts.filter(|(_, text)| timed(text.start, text.end)).map(|(at, _)| format!("texts[{at}]"));
    let overlays = request.overlays.iter().enumerate();
    let overlays =
        overlays.filter(|(_, upon)| timed(upon.start, upon.end)).map(|(at, _)| format!("overlays[{at}]"));
    for place in clips.chain(texts).chain(overlays).collect::<Vec<_>>() {
        fields
            .refuse(&place, format!("has a time, and a {word} has none. Leave start, end and duration out."));
    }
}

fn clip(fields: &mut Fields<'_>) -> Option<Clip> {
    let within_source = Scale::of_seconds(0.0..=MAX_SOURCE_SECONDS.into());
    let source = required_source(fields);
    let start = fields.number("start", &within_source);
    let end = fields.number("end", &within_source);
    let duration = fields.number("duration", &Scale::of_seconds(LEAST_CLIP_SECONDS..=MAX_SECONDS.into()));
    if let Some(duration) = duration.filter(|_| start.is_some() || end.is_some()) {
        let problem = format!(
            "is how long a picture is shown, got {duration}. A video takes start and end instead: give one or the other."
        );
        fields.refuse("duration", problem);
    }
    let (from, least) = (start.unwrap_or_default(), LEAST_CLIP_SECONDS - HALF_A_MILLISECOND);
    if let Some(end) = end.filter(|end| end - from < least) {
        let problem =
            format!("must be at least {LEAST_CLIP_SECONDS} s after start, which is {from}, got {end}");
        fields.refuse("end", problem);
    }
    let fits = Fit::ALL.map(Fit::as_str);
    let fit = fields.choice("fit", &fits);
    let fit = Fit::ALL.into_iter().find(|known| fit.as_deref() == Some(known.as_str()));
    // Nothing lies behind it, so it cannot be transparent.
    let background = fields.color("background");
    Some(Clip { source: source?, start, end, duration, fit: fit.unwrap_or(Fit::Cover), background })
}

fn transition(fields: &mut Fields<'_>) -> Option<Transition> {
    if !fields.has("type") {
        fields.refuse("type", "is required");
    }
    let kinds = TransitionKind::ALL.map(TransitionKind::as_str);
    let kind = fields.choice("type", &kinds);
    let kind = TransitionKind::ALL.into_iter().find(|known| kind.as_deref() == Some(known.as_str()));
    let duration =
        fields.number("duration", &Scale::of_seconds(0.1..=2.0)).unwrap_or(DEFAULT_TRANSITION_SECONDS);
    Some(Transition { kind: kind?, duration })
}

fn text(fields: &mut Fields<'_>) -> Option<Text> {
    let text = fields.required_text("text", prose(1..=500));
    let (start, end) = window(fields);
    let position = position(fields);
    let align = align(fields).unwrap_or(position.align());
    let size = size(fields).unwrap_or(DEFAULT_TEXT_SIZE);
    let color = fields.translucent_color("color");
    let backing = backing(fields);
    Some(Text { text: text?, start, end, position, align, size, color, backing })
}

fn size(fields: &mut Fields<'_>) -> Option<f64> {
    let scale = Scale::of_parts(LEAST_TEXT_SIZE..=MOST_TEXT_SIZE);
    fields.number("size", &scale.with_remark(" of the frame's height (smaller letters cannot be read)"))
}

fn align(fields: &mut Fields<'_>) -> Option<Align> {
    let asked = fields.choice("align", &Align::ALL.map(Align::as_str));
    Align::ALL.into_iter().find(|known| asked.as_deref() == Some(known.as_str()))
}

/// `true` is the usual box; a colour is one of that colour.
fn backing(fields: &mut Fields<'_>) -> Option<Backing> {
    match fields.switch_or_color("box")? {
        SwitchOrColor::Switch(on) => on.then_some(Backing::Usual),
        SwitchOrColor::Color(color) => Some(Backing::Color(color)),
    }
}

fn overlay(fields: &mut Fields<'_>) -> Option<Overlay> {
    let source = required_source(fields);
    let position = position(fields);
    let width = fields.number("width", &Scale::of_parts(0.01..=1.0)).unwrap_or(DEFAULT_OVERLAY_WIDTH);
    let opacity = fields.number("opacity", &FRACTION).unwrap_or(1.0);
    let (start, end) = window(fields);
    Some(Overlay { source: source?, position, width, opacity, start, end })
}

fn narration(fields: &mut Fields<'_>) -> Option<Sound> {
    let source = required_source(fields);
    let volume = fields.number("volume", &VOLUME).unwrap_or(1.0);
    Some(Sound { source: source?, volume })
}

fn music(fields: &mut Fields<'_>) -> Option<Music> {
    let source = required_source(fields);
    let volume = fields.number("volume", &VOLUME).unwrap_or(DEFAULT_MUSIC_VOLUME);
    let duck = fields.switch("duck").unwrap_or(true);
    Some(Music { source: source?, volume, duck })
}

fn required_source(fields: &mut Fields<'_>) -> Option<crate::request::Source> {
    if !fields.has("source") {
        fields.refuse("source", "is required");
    }
    read::source(fields, "source")
}

/// From when to when something is seen.
fn window(fields: &mut Fields<'_>) -> (Option<f64>, Option<f64>) {
    let within_film = Scale::of_seconds(0.0..=MAX_SECONDS.into());
    let start = fields.number("start", &within_film);
    let end = fields.number("end", &within_film);
    let from = start.unwrap_or_default();
    if let Some(end) = end.filter(|end| *end <= from) {
        fields.refuse("end", format!("must be after start, which is {from}, got {end}"));
    }
    (start, end)
}

fn position(fields: &mut Fields<'_>) -> Position {
    match fields.place("position", &Anchor::ALL.map(Anchor::as_str), &FRACTION) {
        None => Position::default(),
        Some(Place::At { x, y }) => Position::At { x, y },
        Some(Place::Named(name)) => {
            let anchor = Anchor::ALL.into_iter().find(|anchor| anchor.as_str() == name);
            anchor.map_or_else(Position::default, Position::Anchor)
        }
    }
}
