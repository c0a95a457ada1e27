//! Makes clips, pictures and sounds to render from, and measures what came out of a render.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::request::{CompositeRequest, Family, Request};
use domain::{Catalog, Kind};
use serde_json::Value;
use tempfile::TempDir;

use crate::{Compositor, Error, Rendered};

pub(super) const LIMIT: Duration = Duration::from_mins(2);

/// A folder for files, with a folder to render in.
pub(super) struct Bench {
    pub(super) dir: TempDir,
    compositor: Compositor,
    peak_kib: AtomicU64,
}

impl Bench {
    pub(super) async fn new() -> Self {
        Self { dir: TempDir::new().unwrap(), compositor: compositor().await, peak_kib: AtomicU64::new(0) }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Makes a file with ffmpeg, whose arguments are these words and the file's name.
    pub(super) fn made(&self, name: &str, words: &str) -> PathBuf {
        let path = self.path(name);
        ffmpeg(&format!("{words} -y {}", path.display()));
        path
    }

    pub(super) fn written(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(super) async fn render(&self, body: &Value, files: &[PathBuf]) -> Result<Rendered, Error> {
        self.render_within(body, files, LIMIT).await
    }

    pub(super) async fn render_within(
        &self,
        body: &Value,
        files: &[PathBuf],
        limit: Duration,
    ) -> Result<Rendered, Error> {
        let work = self.dir.path().join("work");
        let _ = std::fs::remove_dir_all(&work);
        std::fs::create_dir(&work).unwrap();
        let (request, mut ticks) = (request(body), tokio::time::interval(Duration::from_millis(100)));
        let rendering = self.compositor.render(&request, files, &work, limit, |_| {});
        tokio::pin!(rendering);
        loop {
            tokio::select! {
                made = &mut rendering => return made,
                _ = ticks.tick() => {
                    self.peak_kib.fetch_max(peak_kib(&work), Ordering::Relaxed);
                }
            }
        }
    }

    /// The most memory that ffmpeg has taken in any render of this bench.
    pub(super) fn peak_kib(&self) -> u64 {
        self.peak_kib.load(Ordering::Relaxed)
    }
}

fn peak_kib(work: &Path) -> u64 {
    let work = work.display().to_string();
    let processes = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let peaks = processes.filter_map(|process| {
        let line = std::fs::read(process.path().join("cmdline")).ok()?;
        let status = std::fs::read_to_string(process.path().join("status")).ok()?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let ours = String::from_utf8_lossy(&line).contains(&work);
        ours.then(|| peak.trim().trim_end_matches(" kB").parse().ok())?
    });
    peaks.max().unwrap_or(0)
}

pub(super) async fn compositor() -> Compositor {
    let fonts = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts"));
    // The deployed version is another than the one that makes the material.
    let ffmpeg = option_env!("RENDERING_FFMPEG").unwrap_or("ffmpeg");
    Compositor::open(Path::new(ffmpeg), fonts).await.unwrap()
}

pub(crate) fn request(body: &Value) -> CompositeRequest {
    let catalog = Catalog::shipped().unwrap();
    let request = Request::read(Kind::Composite, Family::Legacy, body, &catalog).unwrap();
    let Request::Composite(composite) = request else { panic!("a composite") };
    composite
}

pub(super) fn ffmpeg(words: &str) -> String {
    let output = Command::new("ffmpeg")
        .args(["-nostdin", "-hide_banner", "-v", "error"])
        .args(words.split_whitespace())
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{words}: {printed}");
    printed
}

/// What ffprobe prints about these entries, as one line with commas.
pub(super) fn probed(path: &Path, words: &str) -> String {
    let output = Command::new("ffprobe")
        .args(["-v", "error", "-of", "csv=p=0"])
        .args(words.split_whitespace())
        .arg(path)
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).trim().replace('\n', ";")
}

/// The whole frame at this second.
pub(super) fn frame(path: &Path, second: f64) -> image::RgbImage {
    let png = path.with_extension(format!("{second}.png"));
    ffmpeg(&format!("-ss {second} -i {} -frames:v 1 -update 1 -y {}", path.display(), png.display()));
    image::open(png).unwrap().into_rgb8()
}

/// The frame at this second, with the colours that a result's marks state: BT.709, limited.
pub(super) fn true_frame(path: &Path, second: f64) -> image::RgbImage {
    let png = path.with_extension(format!("{second}.true.png"));
    let read = "scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int,format=rgb24";
    ffmpeg(&format!(
        "-ss {second} -i {} -vf {read} -frames:v 1 -update 1 -y {}",
        path.display(),
        png.display()
    ));
    image::open(png).unwrap().into_rgb8()
}

/// How far two colours are apart at most, in levels.
pub(super) fn apart(one: [u8; 3], other: [u8; 3]) -> u8 {
    one.iter().zip(other).map(|(one, other)| one.abs_diff(other)).max().unwrap()
}

/// Integrated loudness in LUFS.
pub(super) fn loudness(path: &Path) -> f64 {
    let output = Command::new("ffmpeg")
        .args(["-nostdin", "-hide_banner", "-i"])
        .arg(path)
        .args(["-af", "ebur128", "-f", "null", "-"])
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    let summary = printed.rsplit("Integrated loudness:").next().unwrap();
    let value = summary.split("I:").nth(1).unwrap().split("LUFS").next().unwrap();
    value.trim().parse().unwrap()
}

/// The mean volume of one tone within these seconds, in dB.
pub(super) fn level_between(path: &Path, hertz: u32, from: f64, to: f64) -> f64 {
    let filter = format!("bandpass=f={hertz}:width_type=h:w=100,volumedetect");
    let output = Command::new("ffmpeg")
        .args(["-nostdin", "-hide_banner", "-ss", &from.to_string(), "-to", &to.to_string(), "-i"])
        .arg(path)
        .args(["-vn", "-af", &filter, "-f", "null", "-"])
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    let value = printed.split("mean_volume:").nth(1).unwrap().split("dB").next().unwrap();
    value.trim().parse().unwrap()
}
