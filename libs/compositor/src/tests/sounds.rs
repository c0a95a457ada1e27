//! What is heard, sample by sample: music that goes round, and clips whose sound begins with its first sample.

use std::path::PathBuf;
use std::process::Command;

use domain::request::CompositeRequest;
use serde_json::{Value, json};

use super::material::{Bench, request};
use crate::argv::Argv;
use crate::render::Plan;
use crate::sound::{Loudness, sounds};
use crate::timeline::Timeline;
use crate::{Facts, probe};

const U: &str = "https://example.com/x";
const PER_SECOND: usize = 48_000;

/// The mix as samples, before it is brought to its loudness.
fn mixed(request: &CompositeRequest, files: &[PathBuf]) -> Vec<f32> {
    let facts: Vec<Facts> = files.iter().map(|path| probe(path).unwrap()).collect();
    let timeline = Timeline::new(request, &facts).unwrap();
    let plan = Plan { timeline, layers: vec![], clips: files.to_vec(), signals: vec![] };
    let mut argv = Argv::new();
    let inputs = plan.add_sounds(&mut argv, files, 0);
    let graph = sounds(&plan.timeline, &inputs, Loudness::Bring(None));
    let output = Command::new("ffmpeg")
        .args(argv.as_slice())
        .args(["-filter_complex", &graph, "-map", "[audio]", "-ac", "1", "-f", "f32le", "-"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let samples = output.stdout.chunks_exact(4);
    samples.map(|sample| f32::from_le_bytes(sample.try_into().unwrap())).collect()
}

/// How loud each stretch of 5 ms is, in the order of time. A stretch begins every 2.5 ms.
fn levels(samples: &[f32]) -> Vec<f32> {
    const STRETCH: u16 = 240;
    let stretches = samples.windows(STRETCH.into()).step_by(usize::from(STRETCH / 2));
    let level = |stretch: &[f32]| {
        (stretch.iter().map(|sample| sample * sample).sum::<f32>() / f32::from(STRETCH)).sqrt()
    };
    stretches.map(level).collect()
}

/// 500 Hz for 1.3 s are a whole number of periods, so each seam could be smooth.
#[tokio::test]
async fn music_that_goes_round_has_no_hole() {
    let bench = Bench::new().await;
    let still = bench.made("a.png", "-f lavfi -i testsrc2=s=320x320 -frames:v 1");
    let body = json!({"clips": [{"source": U, "duration": 6}], "music": {"source": U}});
    for (name, words) in [
        ("a.m4a", "-c:a aac"),
        ("a.mp4", "-c:a aac"),
        ("a.mov", "-c:a aac"),
        ("a.aac", "-c:a aac"),
        ("a.mp3", "-c:a libmp3lame"),
        ("b.mp3", "-c:a libmp3lame -write_xing 0"),
        ("a.ogg", "-c:a libvorbis"),
        ("b.ogg", "-c:a libopus -ar 48000"),
        ("c.ogg", "-c:a flac"),
        ("a.webm", "-c:a libopus -ar 48000"),
        ("a.flac", "-c:a flac"),
        ("a.wav", "-c:a pcm_s16le"),
        ("b.wav", "-c:a pcm_mulaw"),
    ] {
        for rate in [8_000, 22_050, 44_100, 48_000, 96_000] {
            if rate == 96_000 && words.contains("mp3") {
                continue;
            }
            let tone = format!("-f lavfi -i sine=frequency=500:duration=1.3:sample_rate={rate} {words}");
            let music = bench.made(name, &tone);
            let samples = mixed(&request(&body), &[still.clone(), music]);
            assert_eq!(samples.len(), 6 * PER_SECOND, "{name} at {rate}");
            // The last second fades out, and the first frame of a coding fades in.
            let levels = levels(&samples[PER_SECOND / 20..5 * PER_SECOND]);
            let usual = levels.iter().sum::<f32>() / f32::from(u16::try_from(levels.len()).unwrap());
            let (at, least) =
                levels.iter().enumerate().min_by(|one, other| one.1.total_cmp(other.1)).unwrap();
            assert!(
                least / usual > 0.7,
                "{name} at {rate}: {least} of {usual}, {} ms in",
                50.0 + f64::from(u16::try_from(at).unwrap()) * 2.5
            );
        }
    }
}

/// Clicks at the seconds 0, 1 and 2 of a file, so that every start has one that is cut off sharply.
#[tokio::test]
async fn a_clips_first_samples_are_heard_in_their_place() {
    let bench = Bench::new().await;
    let film = "-f lavfi -i testsrc=d=2.9:s=160x90:r=30";
    let avc = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30";
    for (name, words) in [
        ("frames.mp4", format!("{avc} -bf 2 -c:a aac")),
        // Without frames that refer to later ones, as phones write them.
        ("phone.mp4", format!("{avc} -bf 0 -c:a aac")),
        ("phone.mov", format!("{avc} -bf 0 -c:a aac")),
        ("plain.mov", format!("{avc} -bf 0 -c:a pcm_s16le")),
        ("lame.mp4", format!("{avc} -bf 0 -c:a libmp3lame -ar 44100")),
        ("opus.webm", "-c:v libvpx -deadline realtime -g 30 -c:a libopus -ar 48000".to_owned()),
    ] {
        for rate in [8_000, 22_050, 44_100, 48_000, 96_000] {
            let clicks =
                format!("-f lavfi -i aevalsrc=0.7*cos(2*PI*1500*t)*lt(mod(t\\,1)\\,0.004):s={rate}:d=2.9");
            let path = bench.made(name, &format!("{film} {clicks} {words}"));
            for start in [0.0, 0.4, 0.95, 1.0] {
                let body: Value = json!({"clips": [{"source": U, "start": start, "end": start + 1.3}]});
                let samples = mixed(&request(&body), std::slice::from_ref(&path));
                let wanted = (f64::ceil(start) - start) * 1000.0;
                let found = onset(&samples, wanted);
                // Before version 6, ffmpeg shifts a WebM by what Opus leaves out, pictures and sound alike.
                let give = if name == "opus.webm" { 8.0 } else { 1.0 };
                assert!(
                    (found - wanted).abs() <= give,
                    "{name} at {rate} from {start}: {found} instead of {wanted} ms"
                );
            }
        }
    }
}

/// The millisecond at which it becomes loud, within 100 ms of the place where it should.
fn onset(samples: &[f32], near: f64) -> f64 {
    let loudest = samples.iter().fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
    assert!(loudest > 0.3, "the click is whole: {loudest}");
    let millis = |at: usize| f64::from(u32::try_from(at).unwrap()) / 48.0;
    let loud = samples
        .iter()
        .enumerate()
        .filter(|(_, sample)| sample.abs() > 0.4 * loudest)
        .map(|(at, _)| millis(at));
    loud.into_iter().find(|at| (at - near).abs() < 100.0).unwrap_or(f64::NAN)
}
