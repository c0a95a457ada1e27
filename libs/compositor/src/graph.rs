//! The filter graph of the pictures. Clips are brought to one shape and one clock, joined, held, and overlaid.

use std::fmt::Write as _;

use domain::request::composite::{FRAMES_PER_SECOND, Fit, Format, TransitionKind};

use crate::layers::Layer;
use crate::pictures::{BLUR_SHRINK, BLUR_SIGMA};
use crate::timeline::{Clip, Timeline, seconds_of};

/// Builds the graph. ffmpeg's first inputs are the clips, and the layers follow them. The output is `[video]`.
pub(crate) fn pictures(timeline: &Timeline, layers: &[Layer], format: Format) -> String {
    let mut graph = String::new();
    for (index, clip) in timeline.clips.iter().enumerate() {
        let shape = shape(timeline, clip, index);
        let clock = clock(clip);
        let _ = write!(graph, "{shape}{clock}[clip{index}];");
    }
    let joined = join(&mut graph, timeline);
    let held = hold(&mut graph, timeline, joined);
    let overlaid = overlay(&mut graph, timeline, layers, held);
    let colours = match format {
        Format::Mp4 => "format=yuv420p",
        Format::Png => "format=rgb24",
        Format::Jpg => "format=yuvj420p",
    };
    let total = timeline.total;
    let _ = write!(graph, "[{overlaid}]trim=end_frame={total},setpts=PTS-STARTPTS,{colours}[video]");
    graph
}

/// Converts our own pictures to the colours of high-definition video, so that a brand's colours stay what they are.
const COLOURS: &str = "scale=out_color_matrix=bt709:out_range=tv";

/// Makes a clip fill the frame. A picture has been drawn to fit before.
fn shape(timeline: &Timeline, clip: &Clip, index: usize) -> String {
    let (width, height) = (timeline.size.width, timeline.size.height);
    let Some(film) = &clip.film else {
        return format!("[{index}:v:0]{COLOURS},");
    };
    // Pixels that are not square are made so first. If pictures are missing at the beginning, the first one stands
    // in.
    let (across, down) = (even(film.width).max(2), even(film.height).max(2));
    let square = format!(
        "[{index}:v:0]fps={FRAMES_PER_SECOND}:start_time=0,\
         scale={across}:{down}:out_color_matrix=bt709,setsar=1"
    );
    let within = format!("scale={width}:{height}:force_original_aspect_ratio=decrease");
    let beyond = |width: u32, height: u32| {
        format!("scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height}")
    };
    match clip.fit {
        Fit::Cover => format!("{square},{},", beyond(width, height)),
        Fit::Contain => {
            format!("{square},{within},pad={width}:{height}:(ow-iw)/2:(oh-ih)/2:color=black,")
        }
        Fit::Blur => {
            let small = beyond(even(width / BLUR_SHRINK), even(height / BLUR_SHRINK));
            format!(
                "{square},split[near{index}][far{index}];[far{index}]{small},gblur=sigma={BLUR_SIGMA},\
                 scale={width}:{height},setsar=1[ground{index}];[near{index}]{within},setsar=1[whole{index}];\
                 [ground{index}][whole{index}]overlay=(W-w)/2:(H-h)/2,"
            )
        }
    }
}

const fn even(side: u32) -> u32 {
    side - side % 2
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
    format!("format=yuv420p,setsar=1,{whole},trim=end_frame={frames},settb=1/{rate},setpts=N,fps={rate}")
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
        let window = layer.window.map(|(from, to)| format!(":enable='between(n,{from},{to})'"));
        let window = window.unwrap_or_default();
        let _ = write!(
            graph,
            "[{input}:v:0]{COLOURS},format=yuva420p[layer{index}];\
             [{below}][layer{index}]overlay=x={x}:y={y}:eof_action=repeat:format=auto{window}[upon{index}];"
        );
        below = format!("upon{index}");
    }
    below
}
