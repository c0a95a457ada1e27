//! Reads what a video is while its bytes pass through to somewhere else.

use crate::mp4::{Flaw, Walk};
use crate::{Error, FileType, Medium, sniff};

/// What a whole video is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VideoFacts {
    /// MP4 or `QuickTime`.
    pub file_type: FileType,
    /// In pixels, as a player shows it: upright and with square pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// How long a player plays it; never 0.
    pub millis: u64,
    /// How long its pictures last, before edits. The sound may go on after them.
    pub seen_millis: u64,
    /// Whether it has a sound track with something in it, silence included.
    pub has_sound: bool,
}

/// Takes a video chunk by chunk, cut anywhere, and keeps nothing of it but its index, which is 16 MiB at most.
#[derive(Debug, Default)]
pub struct VideoProbe {
    /// The first bytes, which tell the file type.
    opening: Vec<u8>,
    walk: Walk,
}

impl VideoProbe {
    /// Enough to name what is no video.
    const OPENING: usize = 64;

    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes. What is wrong with them is reported by [`Self::finish`].
    pub fn feed(&mut self, chunk: &[u8]) {
        let missing = Self::OPENING.saturating_sub(self.opening.len());
        self.opening.extend(chunk.iter().take(missing));
        self.walk.feed(chunk);
    }

    /// How many of the next bytes need not be fed. A caller that can read from anywhere may go on after them.
    pub const fn skippable(&self) -> u64 {
        if self.opening.len() < Self::OPENING { 0 } else { self.walk.skippable() }
    }

    /// Counts this many bytes, at most [`Self::skippable`], as present although they are not fed.
    pub fn skip(&mut self, bytes: u64) {
        self.walk.skip(bytes);
    }

    /// Ends the probe after the last byte. The error is [`Error::CutOff`] if the file promised more bytes.
    pub fn finish(self) -> Result<VideoFacts, Error> {
        if self.opening.is_empty() {
            return Err(Error::Empty);
        }
        let file_type = sniff(&self.opening).filter(|file_type| file_type.medium() == Medium::Video);
        let file_type = file_type.ok_or_else(|| Error::not_a_video(&self.opening))?;
        let movie = self.walk.finish().map_err(Flaw::into_video_error)?;
        let size = movie.size().ok_or(Error::BrokenVideo("it has no video track"))?;
        let (width, height) = size;
        match movie.millis() {
            0 => Err(Error::BrokenVideo("it has no length")),
            millis => Ok(VideoFacts {
                file_type,
                width,
                height,
                millis,
                seen_millis: movie.seen_millis(),
                has_sound: movie.has_sound(),
            }),
        }
    }
}
