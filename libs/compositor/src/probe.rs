//! Reads what a file is from its bytes, in Rust. ffmpeg only gets files that have passed here.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::request::composite::MAX_SOURCE_SECONDS;
use domain::sentence::seconds;
use media::{FileType, Medium, VideoProbe};

/// A video may have as many pixels as this width and height have together, in whatever shape.
const LARGEST_VIDEO: (u64, u64) = (4096, 2160);
pub(crate) const MOST_VIDEO_PIXELS: u64 = LARGEST_VIDEO.0 * LARGEST_VIDEO.1;
const CHUNK_BYTES: usize = 256 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facts {
    Picture,
    Video {
        file_type: FileType,
        millis: u64,
        /// How long its pictures last; its sound may be longer.
        seen_millis: u64,
        has_sound: bool,
        width: u32,
        height: u32,
    },
    Sound {
        file_type: FileType,
        millis: u64,
        /// As [`media::SoundFacts::padding`] says.
        padding: Option<u32>,
    },
}

/// Reads a video chunk by chunk, or a picture or a sound as a whole; blocks. The error completes a sentence that
/// begins with "this file".
pub fn probe(path: &Path) -> Result<Facts, String> {
    let mut file = File::open(path).map_err(unreadable)?;
    let mut chunk = vec![0; CHUNK_BYTES];
    let length = fill(&mut file, &mut chunk).map_err(unreadable)?;
    let opening = chunk.get(..length).unwrap_or_default();
    if opening.is_empty() {
        return Err("is empty".to_owned());
    }
    let medium = media::sniff(opening).map(FileType::medium);
    match medium.ok_or_else(|| format!("is {}; {} are taken", media::named(opening), media::TAKEN))? {
        Medium::Picture => {
            let bytes = std::fs::read(path).map_err(unreadable)?;
            media::inspect(&bytes).map_err(|error| unusable(&error))?;
            Ok(Facts::Picture)
        }
        Medium::Sound => sound(path),
        Medium::Video => {
            let mut probe = VideoProbe::new();
            let mut length = length;
            while length > 0 {
                probe.feed(chunk.get(..length).unwrap_or_default());
                length = fill(&mut file, &mut chunk).map_err(unreadable)?;
            }
            match probe.finish() {
                Ok(facts) => video(&facts),
                // It may be a sound in a container for videos, which has no pictures.
                Err(error @ media::Error::BrokenVideo(_)) => sound(path).map_err(|_| unusable(&error)),
                Err(error) => Err(unusable(&error)),
            }
        }
    }
}

fn video(facts: &media::VideoFacts) -> Result<Facts, String> {
    let (width, height) = (facts.width, facts.height);
    if u64::from(width) * u64::from(height) > MOST_VIDEO_PIXELS {
        let (most_width, most_height) = LARGEST_VIDEO;
        let problem =
            format!("is {width} × {height}; a video may have at most {most_width} × {most_height} pixels");
        return Err(problem);
    }
    not_too_long(facts.millis)?;
    Ok(Facts::Video {
        file_type: facts.file_type,
        millis: facts.millis,
        seen_millis: facts.seen_millis,
        has_sound: facts.has_sound,
        width,
        height,
    })
}

fn sound(path: &Path) -> Result<Facts, String> {
    let most = Medium::Sound.most_bytes();
    if std::fs::metadata(path).map_err(unreadable)?.len() > most {
        return Err(format!("is larger than the {} MB that a sound may have", most / 1024 / 1024));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let facts = media::sound(&bytes).map_err(|error| unusable(&error))?;
    not_too_long(facts.millis)?;
    Ok(Facts::Sound { file_type: facts.file_type, millis: facts.millis, padding: facts.padding })
}

fn not_too_long(millis: u64) -> Result<(), String> {
    if millis <= u64::from(MAX_SOURCE_SECONDS) * 1000 {
        return Ok(());
    }
    Err(format!("lasts {} s, and a file may last {MAX_SOURCE_SECONDS} s at most", seconds(millis)))
}

fn unusable(error: &media::Error) -> String {
    format!("cannot be used: {error}")
}

#[expect(clippy::needless_pass_by_value, reason = "it is passed to `map_err`")]
fn unreadable(error: std::io::Error) -> String {
    tracing::error!(%error, "a source on our own disk cannot be read");
    "cannot be read".to_owned()
}

/// Reads until the buffer is full or the file ends, and returns how much was read.
fn fill(file: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest)? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}
