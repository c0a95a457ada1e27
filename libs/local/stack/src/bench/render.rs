//! Measures how fast an ad is rendered and how much memory that takes, for the compositor and for a command that a
//! person would write for the same ad.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::request::{CompositeRequest, Family, Request};
use domain::{Catalog, Kind};
use serde_json::json;
use tempfile::TempDir;
use tokio::process::Command;

use super::by_hand::{self, Hand};
use crate::Error;
use crate::wire::{FFMPEG, compositor};

/// The length of the ad.
const SECONDS: f64 = 15.0;
const LIMIT: Duration = Duration::from_mins(5);
/// How often both ways are measured, in turn. The best round counts, since other work on the machine can only slow
/// one down.
const ROUNDS: usize = 3;
const U: &str = "https://example.com/x";

const NOTES: &str = "
A 15 s ad, 9:16: three films of other sizes and rates, two fades, a headline in three scripts, a logo, speech,
ducked music, loudness in two passes. By hand: the same graph as one command line, its lettering drawn before.
Speed: seconds of the ad per second of the clock, probing, lettering and checking included. Memory: the most that
ffmpeg had at once. Best of three rounds each.";

/// Prints a table. Takes a few minutes.
pub(super) async fn run() -> Result<(), Error> {
    let folder = TempDir::new()?;
    let files = material(folder.path()).await?;
    println!("Renders of a {SECONDS} s ad by {FFMPEG}");
    println!(
        "{:<6} {:>10} {:>10} {:>6} {:>12} {:>12}",
        "", "ours", "by hand", "ratio", "ours MiB", "by hand MiB"
    );
    for resolution in ["720p", "1080p"] {
        let request = ad(resolution)?;
        let (mut ours, mut hand) = (Measured::default(), Measured::default());
        for _ in 0..ROUNDS {
            let work = TempDir::new()?;
            let rendering = async {
                let compositor = compositor().await?;
                Ok::<_, Error>(compositor.render(&request, &files, work.path(), LIMIT, |_| {}).await?)
            };
            ours.add(measured(work.path(), rendering).await?);
            let size = request.size();
            let by_hand = Hand { width: size.width, height: size.height, files: &files, dir: work.path() };
            hand.add(measured(work.path(), by_hand::render(&by_hand)).await?);
        }
        let ratio = ours.seconds / hand.seconds;
        println!(
            "{resolution:<6} {:>9.2}x {:>9.2}x {ratio:>6.2} {:>12} {:>12}",
            SECONDS / ours.seconds,
            SECONDS / hand.seconds,
            ours.peak_kib / 1024,
            hand.peak_kib / 1024
        );
    }
    println!("{NOTES}");
    Ok(())
}

#[derive(Debug, Clone, Copy)]
struct Measured {
    seconds: f64,
    peak_kib: u64,
}

impl Default for Measured {
    fn default() -> Self {
        Self { seconds: f64::INFINITY, peak_kib: 0 }
    }
}

impl Measured {
    /// Keeps the better time, and the larger peak.
    fn add(&mut self, other: Self) {
        self.seconds = self.seconds.min(other.seconds);
        self.peak_kib = self.peak_kib.max(other.peak_kib);
    }
}

async fn measured<T>(work: &Path, render: impl Future<Output = Result<T, Error>>) -> Result<Measured, Error> {
    let (started, mut peak_kib) = (Instant::now(), 0);
    tokio::pin!(render);
    loop {
        tokio::select! {
            made = &mut render => {
                made?;
                return Ok(Measured { seconds: started.elapsed().as_secs_f64(), peak_kib });
            }
            () = tokio::time::sleep(Duration::from_millis(50)) => peak_kib = peak_kib.max(peak_kib_in(work)),
        }
    }
}

/// The most memory that a process working in this folder has taken, in KiB; 0 on systems without `/proc`.
fn peak_kib_in(work: &Path) -> u64 {
    let folder = work.display().to_string();
    let processes = std::fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok);
    let peaks = processes.filter_map(|process| {
        let line = std::fs::read(process.path().join("cmdline")).ok()?;
        if !String::from_utf8_lossy(&line).contains(&folder) {
            return None;
        }
        let status = std::fs::read_to_string(process.path().join("status")).ok()?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        peak.trim().trim_end_matches(" kB").parse::<u64>().ok()
    });
    peaks.max().unwrap_or(0)
}

fn ad(resolution: &str) -> Result<CompositeRequest, Error> {
    let body = json!({
        "aspect_ratio": "9:16", "resolution": resolution,
        "clips": [{"source": U, "end": 5}, {"source": U, "end": 5.5}, {"source": U, "end": 5.5}],
        "transition": {"type": "fade", "duration": 0.5},
        "texts": [{"text": "Summer sale\nتخفيضات الصيف\n夏のセール", "position": "top_center"}],
        "overlays": [{"source": U, "position": "bottom_right", "width": 0.2}],
        "narration": {"source": U}, "music": {"source": U},
    });
    match Request::read(Kind::Composite, Family::Legacy, &body, &Catalog::shipped()?) {
        Ok(Request::Composite(request)) => Ok(request),
        other => Err(format!("the bench's own request is refused: {other:?}").into()),
    }
}

/// Makes the ad's files, in the order of the request's sources.
async fn material(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let video = "-c:v libx264 -preset veryfast -pix_fmt yuv420p";
    let mut files = Vec::new();
    for (name, words) in [
        ("wide.mp4", format!("-f lavfi -i testsrc2=s=1280x720:r=24:d=6 {video}")),
        ("tall.mp4", format!("-f lavfi -i testsrc2=s=720x1280:r=30:d=6 {video}")),
        ("odd.mp4", format!("-f lavfi -i testsrc2=s=1104x832:r=25:d=6 {video}")),
        ("logo.png", "-f lavfi -i color=red:s=400x200,format=rgba -frames:v 1".to_owned()),
        ("speech.wav", "-f lavfi -i sine=f=300:r=24000:d=12".to_owned()),
        ("music.mp3", "-f lavfi -i sine=f=1000:r=44100:d=8 -c:a libmp3lame".to_owned()),
    ] {
        let path = dir.join(name);
        let mut command = Command::new(FFMPEG);
        command.args(["-nostdin", "-v", "error", "-y"]).args(words.split_whitespace()).arg(&path);
        if !command.status().await?.success() {
            return Err(format!("{FFMPEG} could not make {name}").into());
        }
        files.push(path);
    }
    Ok(files)
}
