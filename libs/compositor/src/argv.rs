//! ffmpeg's arguments, as a vector and never as a line for a shell. Only options that versions 5.1 and 9 both know
//! are used.

use std::ffi::OsString;
use std::path::Path;

use domain::request::composite::FRAMES_PER_SECOND;
use media::FileType;

use crate::probe::MOST_VIDEO_PIXELS;
use crate::sound::SAMPLES_PER_SECOND;
use crate::timeline::seconds_of;

/// An argument vector under construction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Argv(Vec<OsString>);

impl Argv {
    pub(crate) fn new() -> Self {
        let mut argv = Self::default();
        argv.words(&["-nostdin", "-hide_banner", "-loglevel", "error", "-y"]);
        argv
    }

    pub(crate) fn words(&mut self, words: &[&str]) {
        self.0.extend(words.iter().map(OsString::from));
    }

    pub(crate) fn pair(&mut self, option: &str, value: impl Into<OsString>) {
        self.0.push(option.into());
        self.0.push(value.into());
    }

    /// Names the decoder of the next input; `None`: ffmpeg's choice.
    pub(crate) fn decoder(&mut self, decoder: Option<&str>) {
        if let Some(decoder) = decoder {
            self.words(&["-c:v", decoder]);
        }
    }

    pub(crate) fn last(&mut self, path: &Path) {
        self.0.push(path.into());
    }

    pub(crate) fn as_slice(&self) -> &[OsString] {
        &self.0
    }
}

/// An input file, with the type that its bytes have. ffmpeg is given the demuxer, so that it takes no file for a
/// playlist, and may open nothing but files, whatever a file contains.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Input<'a> {
    pub(crate) path: &'a Path,
    pub(crate) file_type: FileType,
    /// The second at which to begin, and how many frames to take; `None`: the whole file.
    pub(crate) cut: Option<(f64, u64)>,
}

impl Input<'_> {
    pub(crate) fn add_to(&self, argv: &mut Argv) {
        argv.words(&["-protocol_whitelist", "file,pipe"]);
        // Each thread of a decoder keeps frames of its own, and a timeline has up to twenty decoders.
        argv.words(&["-threads", "1"]);
        // The size that was checked is the container's, and the stream may contradict it.
        argv.pair("-max_pixels", MOST_VIDEO_PIXELS.to_string());
        argv.words(&["-f", demuxer(self.file_type)]);
        if let Some((from, frames)) = self.cut {
            // Even a seek to the beginning loses the first packet of AAC, which is decoded and not heard.
            if from > 0.0 {
                argv.pair("-ss", format!("{from:.6}"));
            }
            // A little more than is shown, because the graph then cuts to the frame.
            argv.pair("-t", format!("{:.6}", seconds_of(frames + 2)));
        }
        argv.pair("-i", self.path);
    }
}

const fn demuxer(file_type: FileType) -> &'static str {
    match file_type {
        // Whatever a picture was, ffmpeg gets a PNG that we made.
        FileType::Png | FileType::Jpeg | FileType::WebP | FileType::Gif | FileType::Avif | FileType::Heic => {
            "png_pipe"
        }
        FileType::Mp4 | FileType::QuickTime | FileType::M4a => "mov",
        FileType::Mp3 => "mp3",
        FileType::Wav => "wav",
        FileType::Ogg => "ogg",
        FileType::Aac => "aac",
        FileType::Flac => "flac",
        FileType::WebM | FileType::Weba => "matroska",
    }
}

/// Encodes H.264 and AAC with the index in front.
pub(crate) fn encode(argv: &mut Argv, total_frames: u64) {
    argv.words(&["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-profile:v", "high"]);
    argv.words(&["-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "192k"]);
    argv.pair("-r", FRAMES_PER_SECOND.to_string());
    argv.pair("-ar", SAMPLES_PER_SECOND.to_string());
    argv.words(&["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]);
    argv.words(&["-color_range", "tv"]);
    argv.words(&["-ac", "2", "-map_metadata", "-1", "-movflags", "+faststart"]);
    argv.pair("-t", format!("{:.6}", seconds_of(total_frames)));
    argv.words(&["-f", "mp4"]);
}
