//! The filter graph of the sound: each clip's own sound at its time, speech, and music that is ducked under both.

use std::fmt::Write as _;
use std::time::Duration;

use domain::request::composite::millis_of;
use media::FileType;

use crate::loudness::Measured;
use crate::timeline::{Clip, Timeline, Track, seconds_of};

pub(crate) const SAMPLES_PER_SECOND: u32 = 48_000;
/// Music that the end of the video cuts off fades out for this long, in seconds.
const FADE_OUT: f64 = 1.0;
/// Keeps peaks from clipping where several sounds add up. It looks ahead by 5 ms, and gives them back.
const LIMITER: &str = "alimiter=limit=0.95:level=disabled:latency=enabled";
/// What social video is mastered to: the true peak in dBTP, the loudness range in LU.
const TRUE_PEAK: f64 = -1.5;
const LOUDNESS_RANGE: f64 = 11.0;

/// The numbers of ffmpeg's inputs that sound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Inputs {
    /// The place and the input of each clip that has a sound.
    pub(crate) clips: Vec<(usize, usize)>,
    pub(crate) narration: Option<usize>,
    pub(crate) music: Option<usize>,
}

impl Inputs {
    pub(crate) fn is_empty(&self) -> bool {
        self.clips.is_empty() && self.narration.is_none() && self.music.is_none()
    }
}

/// What happens to the loudness of the mix.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Loudness {
    /// The first pass measures it.
    Measure,
    /// The second pass brings it to the target, by what the first one has measured. `None`: silence has no loudness.
    Bring(Option<Measured>),
}

/// Builds the graph. The output is `[audio]`, exactly as long as the whole.
pub(crate) fn sounds(timeline: &Timeline, inputs: &Inputs, loudness: Loudness) -> String {
    let seconds = timeline.seconds();
    if inputs.is_empty() {
        return format!("anullsrc=r={SAMPLES_PER_SECOND}:cl=stereo,atrim=0:{seconds:.6}[audio]");
    }
    let form = form();
    let mut graph = String::new();
    let mut front = Vec::new();
    for (place, input) in &inputs.clips {
        if let Some(clip) = timeline.clips.get(*place) {
            let _ = write!(graph, "[{input}:a:0]{}[sound{place}];", clip_sound(timeline, clip));
            front.push(format!("sound{place}"));
        }
    }
    if let (Some(input), Some(track)) = (inputs.narration, &timeline.narration) {
        let _ = write!(graph, "[{input}:a:0]{}{form},volume={:.3}[speech];", pauses(track), track.volume);
        front.push("speech".to_owned());
    }
    if let (Some(input), Some(track)) = (inputs.music, &timeline.music) {
        let _ = write!(graph, "[{input}:a:0]{}[music];", music(seconds, track));
    }
    mix(&mut graph, timeline, inputs, &front);
    let _ = write!(graph, "[mix]{}", bring(timeline.loudness, loudness));
    // The encoder gets the form that it expects, for exactly as long as the pictures last.
    let _ = write!(graph, "{form},apad,atrim=0:{seconds:.6},asetpts=PTS-STARTPTS[audio]");
    graph
}

/// Brings a sound to the one form in which all of them are mixed.
fn form() -> String {
    format!("aresample={SAMPLES_PER_SECOND},aformat=sample_fmts=fltp:channel_layouts=stereo")
}

/// How much of a clip's sound is decoded before the part that is heard, in seconds. The first packets after a seek are
/// not whole, because a packet of AAC, Vorbis or Opus completes the one before.
const LEAD: f64 = 0.5;

/// How much there is of it in front of a clip that begins at this second of its file.
pub(crate) const fn lead(from: f64) -> f64 {
    from.min(LEAD)
}

/// A sound that begins late gets silence in front, and one with pauses gets silence in them, so that it stays with its
/// pictures. Times that are this little apart, in seconds, are no pauses.
const IN_TIME: &str = "aresample=async=1:first_pts=0:min_hard_comp=0.03";

/// Live recordings in `WebM` have pauses that no packets fill, and their length is counted with them. Speech keeps them.
fn pauses(track: &Track) -> String {
    if track.file_type == FileType::Weba { format!("{IN_TIME},") } else { String::new() }
}

/// Puts a clip's own sound at the clip's time, faded where neighbours overlap.
fn clip_sound(timeline: &Timeline, clip: &Clip) -> String {
    let length = seconds_of(clip.frames);
    let lead = lead(clip.film.as_ref().map_or(0.0, |film| film.from));
    let mut filters = format!(
        "{IN_TIME},{},atrim=start={lead:.6},asetpts=PTS-STARTPTS,apad,atrim=0:{length:.6},asetpts=PTS-STARTPTS",
        form()
    );
    let fade = seconds_of(timeline.overlap);
    if timeline.overlap > 0 && clip.at > 0 {
        let _ = write!(filters, ",afade=t=in:d={fade:.6}:curve=tri");
    }
    if timeline.overlap > 0 && clip.at + clip.frames < timeline.shown() {
        let _ = write!(filters, ",afade=t=out:st={:.6}:d={fade:.6}:curve=tri", length - fade);
    }
    let delay = millis_of(clip.at);
    if delay > 0 {
        let _ = write!(filters, ",adelay=delays={delay}:all=1");
    }
    filters
}

/// Music fades out where the video ends.
fn music(seconds: f64, track: &Track) -> String {
    let fade = FADE_OUT.min(seconds / 4.0);
    format!(
        "{},volume={:.3},atrim=0:{seconds:.6},asetpts=PTS-STARTPTS,afade=t=out:st={:.6}:d={fade:.6}",
        repeated(seconds, track),
        track.volume,
        seconds - fade
    )
}

/// Repeats music that is shorter than the video. It is decoded once, and what is repeated are its samples: a file that is
/// read again and again begins each time with the silence that its encoder has put there.
fn repeated(seconds: f64, track: &Track) -> String {
    let lasts = Duration::from_millis(track.millis).as_secs_f64();
    if lasts >= seconds {
        return form();
    }
    let once = track.padding.map_or_else(form, |padding| without_padding(lasts, padding));
    // It ends where its file says, which a version of ffmpeg before 6 does not heed. The loop is kept in memory: at most
    // 180 s, which take 69 MB.
    let size = u64::from(SAMPLES_PER_SECOND) * (track.millis / 1000 + 1);
    format!("{once},atrim=end={lasts:.3},aloop=loop=-1:size={size}")
}

/// Bare AAC and plain mp3 do not say what their encoder has put in front of the sound and behind it. Behind it is at
/// most a frame, which is silent.
fn without_padding(lasts: f64, padding: u32) -> String {
    /// Two frames of mp3 at 8 kHz, in seconds: what is cut off in front, and what is looked through at the end.
    const LAST: f64 = 0.3;
    const SILENCE: &str = "silenceremove=start_periods=1:start_threshold=-40dB:window=0";
    let begun = format!("atrim=start_sample={padding},asetpts=PTS-STARTPTS,{}", form());
    let cut = lasts - LAST;
    if cut < LAST {
        return begun;
    }
    format!(
        "{begun},asplit=2[music_most][music_last];[music_most]atrim=end={cut:.6}[music_front];\
         [music_last]atrim=start={cut:.6},areverse,{SILENCE},areverse[music_end];\
         [music_front][music_end]concat=n=2:v=0:a=1,asettb=1/{SAMPLES_PER_SECOND},asetpts=N"
    )
}

/// Mixes everything that sounds to `[mix]`.
fn mix(graph: &mut String, timeline: &Timeline, inputs: &Inputs, front: &[String]) {
    let seconds = timeline.seconds();
    if front.is_empty() {
        graph.push_str("[music]anull[mix];");
        return;
    }
    for name in front {
        let _ = write!(graph, "[{name}]");
    }
    // Padded before it is split, because a key that ends would end the ducking and the music with it.
    let whole = format!("apad,atrim=0:{seconds:.6}");
    let count = front.len();
    let _ = write!(graph, "amix=inputs={count}:duration=longest:dropout_transition=0:normalize=0,{whole}");
    if inputs.music.is_none() {
        let _ = write!(graph, ",{LIMITER}[mix];");
        return;
    }
    if timeline.duck {
        graph.push_str(
            ",asplit=2[key][front];\
             [music][key]sidechaincompress=threshold=0.03:ratio=8:attack=20:release=400[under];",
        );
    } else {
        graph.push_str("[front];[music]anull[under];");
    }
    let _ = write!(
        graph,
        "[front][under]amix=inputs=2:duration=first:dropout_transition=0:normalize=0,{LIMITER}[mix];"
    );
}

/// Measures the mix or brings it to the target. The loudness range is never narrowed, so that one gain applies to the
/// whole.
fn bring(target: f64, loudness: Loudness) -> String {
    let norm = format!("loudnorm=I={target:.1}:TP={TRUE_PEAK:.1}");
    match loudness {
        Loudness::Measure => format!("{norm}:LRA={LOUDNESS_RANGE:.1}:print_format=json,"),
        Loudness::Bring(None) => String::new(),
        Loudness::Bring(Some(found)) => {
            let range = found.range.clamp(LOUDNESS_RANGE, 50.0);
            format!(
                "{norm}:LRA={range:.1}:measured_I={:.2}:measured_TP={:.2}:\
                 measured_LRA={:.2}:measured_thresh={:.2}:offset={:.2}:linear=true,",
                found.loudness, found.peak, found.range, found.threshold, found.offset
            )
        }
    }
}
