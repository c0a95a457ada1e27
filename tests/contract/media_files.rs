//! Reads media files with ffprobe.

use std::process::Command;

/// The streams as `codec,width,height`, joined by `+`, and the length in seconds.
pub(crate) fn probed(bytes: &[u8]) -> (String, f64) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let entries = "stream=codec_name,width,height:format=duration";
    let output = Command::new("ffprobe")
        .args(["-v", "error", "-show_entries", entries, "-of", "csv=p=0"])
        .arg(file.path())
        .output()
        .expect("ffprobe is installed");
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = printed.lines().collect();
    let seconds = lines.last().and_then(|line| line.parse().ok()).unwrap_or(0.0);
    let streams = lines[..lines.len() - 1].join("+");
    (streams, seconds)
}
