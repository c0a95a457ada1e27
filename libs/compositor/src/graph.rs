//! The filter graph of the pictures. Clips are brought to one shape and one clock, joined, held, and overlaid.

use std::fmt::Write as _;

use domain::request::composite::{FRAMES_PER_SECOND, TransitionKind};

use crate::film::{COLOURS, Film, MARKS};
use crate::layers::{Layer, Moving};
use crate::signal::Signal;
use crate::timeline::{Clip, Timeline, seconds_of};

/// Builds the graph. ffmpeg's first inputs are the clips, and the layers follow them. `signals` belong to the
/// request's sources. The output is `[video]`.
pub(crate) fn pictures(timeline: &Timeline, layers: &[Layer], signals: &[Option<Signal>]) -> String {
    let mut graph = String::new();
    for (index, clip) in timeline.clips.iter().enumerate() {
        let shape = shape(timeline, clip, index, signals);
        let clock = clock(clip);
        let _ = write!(graph, "{shape},{clock}[clip{index}];");
    }
    let joined = join(&mut graph, timeline);
    let held = hold(&mut graph, timeline, joined);
    let overlaid = overlay(&mut graph, timeline, layers, held);
    let total = timeline.total;
    let _ = write!(graph, "[{overlaid}]trim=end_frame={total},setpts=PTS-STARTPTS,format=yuv420p[video]");
    graph
}

/// Makes a clip fill the frame. A picture has been drawn to fit before.
fn shape(timeline: &Timeline, clip: &Clip, index: usize, signals: &[Option<Signal>]) -> String {
    let signal = signals.get(clip.source).and_then(Option::as_ref);
    let (Some(film), Some(signal)) = (&clip.film, signal) else {
        return format!("[{index}:v:0]{COLOURS}");
    };
    let size = (film.width, film.height);
    Film { input: index, size, signal }.shaped(timeline.size, clip.fit, clip.ground)
}

/// Gives a clip exactly its frames, at the frame rate and counted from zero. A film whose sound is longer than its
/// pictures holds its last picture.
fn clock(clip: &Clip) -> String {
    let frames = clip.frames;
    let whole = match clip.film {
        Some(_) => "tpad=stop_mode=clone:stop=-1".to_owned(),
        None => format!("loop=loop={}:size=1:start=0", frames.saturating_sub(1)),
    };
    // The rate is stated again, because it gets lost in `loop` and `setpts`.
    let rate = FRAMES_PER_SECOND;
    format!(
        "format=yuv420p,setsar=1,{MARKS},{whole},trim=end_frame={frames},settb=1/{rate},setpts=N,fps={rate}"
    )
}

/// Puts the clips one after the other, or blends one into the next. Returns the name of the output.
fn join(graph: &mut String, timeline: &Timeline) -> &'static str {
    let count = timeline.clips.len();
    if count == 1 {
        return "clip0";
    }
    if timeline.transition == TransitionKind::None {
        for index in 0..count {
            let _ = write!(graph, "[clip{index}]");
        }
        let _ = write!(graph, "concat=n={count}:v=1:a=0[joined];");
        return "joined";
    }
    let (name, duration) = (timeline.transition.as_str(), seconds_of(timeline.overlap));
    let mut before = "clip0".to_owned();
    for (index, clip) in timeline.clips.iter().enumerate().skip(1) {
        let after = if index + 1 == count { "joined".to_owned() } else { format!("join{index}") };
        let offset = seconds_of(clip.at);
        let _ = write!(
            graph,
            "[{before}][clip{index}]xfade=transition={name}:duration={duration:.6}:offset={offset:.6}[{after}];"
        );
        before = after;
    }
    "joined"
}

/// Holds the last frame for speech that goes on after the last clip. Returns the name of the output.
fn hold(graph: &mut String, timeline: &Timeline, joined: &'static str) -> &'static str {
    let more = timeline.total.saturating_sub(timeline.shown());
    if more == 0 {
        return joined;
    }
    let _ = write!(graph, "[{joined}]tpad=stop_mode=clone:stop={more}[held];");
    "held"
}

/// Puts the layers upon the picture, each in its place and time. Returns the name of the output.
fn overlay(graph: &mut String, timeline: &Timeline, layers: &[Layer], below: &'static str) -> String {
    let mut below = below.to_owned();
    for (index, layer) in layers.iter().enumerate() {
        let input = timeline.clips.len() + index;
        let (x, y) = (layer.x, layer.y);
        let window = layer.window.map(|(from, to)| enabled(from, to));
        let window = window.unwrap_or_default();
        let drawn = match &layer.moving {
            None => format!("[{input}:v:0]{COLOURS},format=yuva420p"),
            Some(moving) => moving_layer(input, moving),
        };
        let _ = write!(
            graph,
            "{drawn}[layer{index}];\
             [{below}][layer{index}]overlay=x={x}:y={y}:eof_action=repeat:format=auto{window}[upon{index}];"
        );
        below = format!("upon{index}");
    }
    below
}

/// Goes by time, because ffmpeg counts the frames of a layer and those below it by turns. The times lie between
/// frames, so that rounding does not matter.
fn enabled(from: u64, to: u64) -> String {
    let half = seconds_of(1) / 2.0;
    format!(":enable='between(t,{:.6},{:.6})'", seconds_of(from) - half, seconds_of(to) + half)
}

fn moving_layer(input: usize, moving: &Moving) -> String {
    let signal = &moving.signal;
    Film { input, size: moving.whole, signal }.overlaid(moving.size, moving.opacity, moving.from)
}
