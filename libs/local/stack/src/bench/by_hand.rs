//! Renders the ad with a command that a person would type: one filter graph, and loudness in two passes.

use std::path::{Path, PathBuf};

use domain::request::composite::FRAMES_PER_SECOND;
use serde_json::Value;
use tokio::process::Command;

use crate::Error;
use crate::wire::FFMPEG;

pub(super) struct Hand<'a> {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Three films, logo, speech, music.
    pub(super) files: &'a [PathBuf],
    /// A folder with the lettering and the logo, which the compositor has drawn.
    pub(super) dir: &'a Path,
}

const MIX: &str = "[SPEECH:a]aresample=48000,aformat=channel_layouts=stereo,apad,atrim=0:15,asplit=2[key][voice];\
    [MUSIC:a]aresample=48000,aformat=channel_layouts=stereo,volume=0.5,atrim=0:15,afade=t=out:st=14:d=1[m];\
    [m][key]sidechaincompress=threshold=0.03:ratio=8:attack=20:release=400[duck];\
    [voice][duck]amix=inputs=2:duration=first:dropout_transition=0:normalize=0,alimiter=limit=0.95:level=disabled,\
    LOUDNORM,aresample=48000,atrim=0:15[a]";

const PICTURES: &str = "[0:v]fps=RATE,scale=W:H:force_original_aspect_ratio=increase,crop=W:H,setsar=1,format=yuv420p,\
    trim=duration=5,settb=AVTB,setpts=PTS-STARTPTS[a0];\
    [1:v]fps=RATE,scale=W:H:force_original_aspect_ratio=increase,crop=W:H,setsar=1,format=yuv420p,\
    trim=duration=5.5,settb=AVTB,setpts=PTS-STARTPTS[a1];\
    [2:v]fps=RATE,scale=W:H:force_original_aspect_ratio=increase,crop=W:H,setsar=1,format=yuv420p,\
    trim=duration=5.5,settb=AVTB,setpts=PTS-STARTPTS[a2];\
    [a0][a1]xfade=transition=fade:duration=0.5:offset=4.5[b];\
    [b][a2]xfade=transition=fade:duration=0.5:offset=9.5[c];\
    [c][3:v]overlay=W-w-40:H-h-40:format=auto[d];[d][4:v]overlay=(W-w)/2:40:format=auto,format=yuv420p[v]";

pub(super) async fn render(hand: &Hand<'_>) -> Result<(), Error> {
    let [wide, tall, odd, _, speech, music] = hand.files else {
        return Err("six files are needed".into());
    };
    let measure = "loudnorm=I=-16:TP=-1.5:LRA=11:print_format=json";
    let mut first = command(hand, &[]);
    first.args(["-v", "info", "-nostats", "-i"]).arg(speech).args(["-stream_loop", "-1", "-i"]).arg(music);
    first.args(["-filter_complex", &mix(0, measure), "-map", "[a]", "-f", "null", "-"]);
    let output = first.output().await?;
    let level = normalized(&String::from_utf8_lossy(&output.stderr)).ok_or("nothing was measured")?;

    let (logo, letters) = (hand.dir.join("overlay-0.png"), hand.dir.join("text-0.png"));
    let mut second = command(hand, &[wide, tall, odd, &logo, &letters, speech]);
    second.args(["-stream_loop", "-1", "-i"]).arg(music);
    // `W` and `H` stand for the frame in scale and crop. In overlay they are ffmpeg's own names.
    let scale = format!("scale={}:{}", hand.width, hand.height);
    let crop = format!("crop={}:{}", hand.width, hand.height);
    let rate = FRAMES_PER_SECOND.to_string();
    let pictures = PICTURES.replace("scale=W:H", &scale).replace("crop=W:H", &crop).replace("RATE", &rate);
    second.args(["-filter_complex", &format!("{pictures};{}", mix(5, &level))]);
    second.args(["-map", "[v]", "-map", "[a]", "-c:v", "libx264", "-preset", "veryfast", "-crf", "20"]);
    second.args(["-profile:v", "high", "-pix_fmt", "yuv420p", "-r", &rate, "-c:a", "aac", "-b:a", "192k"]);
    second.args(["-movflags", "+faststart", "-t", "15"]).arg(hand.dir.join("by-hand.mp4"));
    if second.status().await?.success() { Ok(()) } else { Err("the command by hand failed".into()) }
}

fn command(hand: &Hand<'_>, inputs: &[&PathBuf]) -> Command {
    let mut command = Command::new(FFMPEG);
    command.args(["-nostdin", "-hide_banner", "-v", "error", "-y"]).current_dir(hand.dir);
    for input in inputs {
        command.arg("-i").arg(input);
    }
    command
}

/// `speech` is the number of the speech among the inputs. The music follows it.
fn mix(speech: usize, loudnorm: &str) -> String {
    let mix = MIX.replace("SPEECH", &speech.to_string()).replace("MUSIC", &(speech + 1).to_string());
    mix.replace("LOUDNORM", loudnorm)
}

/// The filter of the second pass, from what the first one has printed.
fn normalized(output: &str) -> Option<String> {
    let found: Value = serde_json::from_str(output.get(output.rfind('{')?..=output.rfind('}')?)?).ok()?;
    let text = |name: &str| found.get(name)?.as_str().map(str::to_owned);
    Some(format!(
        "loudnorm=I=-16:TP=-1.5:LRA=11:measured_I={}:measured_TP={}:measured_LRA={}:measured_thresh={}:offset={}:\
         linear=true",
        text("input_i")?,
        text("input_tp")?,
        text("input_lra")?,
        text("input_thresh")?,
        text("target_offset")?
    ))
}
