//! The results of a run as a table, with what `ffprobe` tells about each file.

use std::path::{Path, PathBuf};

use domain::Cents;

/// One completed job.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) model: String,
    pub(super) mode: String,
    pub(super) route: String,
    pub(super) seconds: f64,
    pub(super) cents: i64,
    pub(super) file: PathBuf,
    pub(super) facts: String,
}

const HEAD: [&str; 7] = ["model", "mode", "route", "seconds", "cost", "what it is", "file"];

pub(super) fn print(rows: &[Row]) {
    let cells: Vec<[String; 7]> = rows
        .iter()
        .map(|row| {
            [
                row.model.clone(),
                row.mode.clone(),
                row.route.clone(),
                format!("{:.1}", row.seconds),
                Cents::new(row.cents).to_string(),
                row.facts.clone(),
                row.file.display().to_string(),
            ]
        })
        .collect();
    let mut widths = HEAD.map(str::len);
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    println!("{}", line(&HEAD.map(str::to_owned), &widths));
    for row in &cells {
        println!("{}", line(row, &widths));
    }
}

fn line(cells: &[String; 7], widths: &[usize; 7]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// Codec, size and length of a file, if there is an `ffprobe`.
pub(super) async fn facts(file: &Path) -> String {
    let probe = tokio::process::Command::new("ffprobe")
        .args(["-v", "error", "-show_entries", "stream=codec_name,width,height:format=duration"])
        .args(["-of", "default=noprint_wrappers=1"])
        .arg(file)
        .output()
        .await;
    let Ok(output) = probe else { return "(no ffprobe here)".to_owned() };
    if !output.status.success() {
        return "not readable".to_owned();
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    let value = |name: &str| {
        let lines = printed.lines().filter_map(|line| line.split_once('='));
        lines
            .filter(|(key, value)| *key == name && *value != "N/A")
            .map(|(_, value)| value.to_owned())
            .collect::<Vec<_>>()
    };
    let mut facts = value("codec_name").join("+");
    if let (Some(width), Some(height)) = (value("width").first(), value("height").first()) {
        facts = format!("{facts} {width}x{height}");
    }
    if let Some(seconds) = value("duration").first().and_then(|text| text.parse::<f64>().ok())
        && !facts.starts_with("png")
        && !facts.starts_with("mjpeg")
    {
        facts = format!("{facts} {seconds:.1} s");
    }
    facts
}
