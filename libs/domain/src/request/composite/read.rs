//! Reads a timeline field by field. Every mistake is reported at its place.

use super::declared::{
    ALIGN, ASPECT_RATIO, BACKGROUND, BOX, CLIPS, COLOR, DEFAULT_TRANSITION_SECONDS, DUCK, DURATION, END, FIT,
    LEAST_CLIP_SECONDS, LOUDNESS, MAX_SECONDS_PAID, MUSIC, MUSIC_VOLUME, NARRATION, NARRATION_VOLUME,
    OPACITY, OUTPUT, OVERLAYS, POSITION, RECORDING, RESOLUTION, SAFE_AREA, SEEN_FROM, SEEN_TO, SIZE, SOURCE,
    START, TEXT, TEXTS, TRANSITION, TRANSITION_SECONDS, TYPE, WIDTH,
};
use super::{
    Backing, Clip, CompositeRequest, Music, Overlay, Position, Sound, Text, Transition, TransitionKind,
};
use crate::fields::{Fields, Place, SwitchedColor};
use crate::request::Extras;
use crate::request::read::BRAND_KIT_ID;

/// What a difference of times may lack: 0.3 - 0.2 is a little less than 0.1.
const HALF_A_MILLISECOND: f64 = 0.0005;

/// `None` only where the fields have a mistake.
pub(in crate::request) fn read(fields: &mut Fields<'_>) -> Option<CompositeRequest> {
    let (output, aspect_ratio) = (fields.value(&OUTPUT), fields.value(&ASPECT_RATIO));
    let (resolution, brand_kit_id) = (fields.value(&RESOLUTION), fields.read(&BRAND_KIT_ID));
    let clips = fields.read(&CLIPS).unwrap_or_default();
    let transition = fields.read(&TRANSITION);
    let texts = fields.read(&TEXTS).unwrap_or_default();
    let overlays = fields.read(&OVERLAYS).unwrap_or_default();
    let safe_area = fields.value(&SAFE_AREA);
    let (narration, music) = (fields.read(&NARRATION), fields.read(&MUSIC));
    let (loudness, max_seconds) = (fields.value(&LOUDNESS), fields.read(&MAX_SECONDS_PAID));
    let extras = Extras::read(fields);
    let mut request = CompositeRequest {
        output,
        aspect_ratio,
        resolution: resolution.to_owned(),
        clips,
        transition: transition
            .unwrap_or(Transition { kind: TransitionKind::None, duration: DEFAULT_TRANSITION_SECONDS }),
        texts,
        overlays,
        safe_area,
        narration,
        music,
        loudness,
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

pub(super) fn clip(fields: &mut Fields<'_>) -> Option<Clip> {
    let source = fields.read(&SOURCE);
    let (start, end, duration) = (fields.read(&START), fields.read(&END), fields.read(&DURATION));
    if let Some(duration) = duration.filter(|_| start.is_some() || end.is_some()) {
        let problem = format!(
            "is how long a picture is shown, got {duration}. A video takes start and end instead: give one or the other."
        );
        fields.refuse(DURATION.name(), problem);
    }
    let (from, least) = (start.unwrap_or_default(), LEAST_CLIP_SECONDS - HALF_A_MILLISECOND);
    if let Some(end) = end.filter(|end| end - from < least) {
        let problem =
            format!("must be at least {LEAST_CLIP_SECONDS} s after start, which is {from}, got {end}");
        fields.refuse(END.name(), problem);
    }
    let (fit, background) = (fields.value(&FIT), fields.read(&BACKGROUND));
    Some(Clip { source: source?, start, end, duration, fit, background })
}

pub(super) fn transition(fields: &mut Fields<'_>) -> Option<Transition> {
    let (kind, duration) = (fields.read(&TYPE), fields.value(&TRANSITION_SECONDS));
    Some(Transition { kind: kind?, duration })
}

pub(super) fn text(fields: &mut Fields<'_>) -> Option<Text> {
    let text = fields.read(&TEXT);
    let (start, end) = window(fields);
    let position = position(fields);
    let align = fields.read(&ALIGN).unwrap_or(position.align());
    let (size, color) = (fields.value(&SIZE), fields.read(&COLOR));
    let backing = backing(fields);
    Some(Text { text: text?, start, end, position, align, size, color, backing })
}

/// `true` is the usual box; a colour is one of that colour.
fn backing(fields: &mut Fields<'_>) -> Option<Backing> {
    match fields.read(&BOX)? {
        SwitchedColor::Switch(on) => on.then_some(Backing::Usual),
        SwitchedColor::Color(color) => Some(Backing::Color(color)),
    }
}

pub(super) fn overlay(fields: &mut Fields<'_>) -> Option<Overlay> {
    let source = fields.read(&SOURCE);
    let position = position(fields);
    let (width, opacity) = (fields.value(&WIDTH), fields.value(&OPACITY));
    let (start, end) = window(fields);
    Some(Overlay { source: source?, position, width, opacity, start, end })
}

pub(super) fn narration(fields: &mut Fields<'_>) -> Option<Sound> {
    let (source, volume) = (fields.read(&RECORDING), fields.value(&NARRATION_VOLUME));
    Some(Sound { source: source?, volume })
}

pub(super) fn music(fields: &mut Fields<'_>) -> Option<Music> {
    let (source, volume) = (fields.read(&RECORDING), fields.value(&MUSIC_VOLUME));
    Some(Music { source: source?, volume, duck: fields.value(&DUCK) })
}

/// From when to when something is seen.
fn window(fields: &mut Fields<'_>) -> (Option<f64>, Option<f64>) {
    let (start, end) = (fields.read(&SEEN_FROM), fields.read(&SEEN_TO));
    let from = start.unwrap_or_default();
    if let Some(end) = end.filter(|end| *end <= from) {
        fields.refuse(SEEN_TO.name(), format!("must be after start, which is {from}, got {end}"));
    }
    (start, end)
}

fn position(fields: &mut Fields<'_>) -> Position {
    match fields.read(&POSITION) {
        None => Position::default(),
        Some(Place::At { x, y }) => Position::At { x, y },
        Some(Place::Named(anchor)) => Position::Anchor(anchor),
    }
}
