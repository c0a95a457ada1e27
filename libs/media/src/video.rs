//! Reads what a video is while it passes through to somewhere else.

use crate::mp4::{Flaw, Walk};
use crate::{Error, Kind, Medium, sniff};

/// What a whole video is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VideoFacts {
    /// MP4 or `QuickTime`.
    pub kind: Kind,
    /// In pixels, as a player shows it: turned upright, pixels square.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// How long a player plays it; never 0.
    pub millis: u64,
    /// How long its pictures last by themselves, before edits: sounds may go on.
    pub seen_millis: u64,
    /// Whether it has a sound track with something in it, silence included.
    pub has_sound: bool,
}

/// Takes a video chunk by chunk, cut anywhere, and never keeps more of it than its index, 16 MiB at most.
#[derive(Debug, Default)]
pub struct VideoProbe {
    /// The first bytes, by which the kind is known.
    opening: Vec<u8>,
    walk: Walk,
}

impl VideoProbe {
    const OPENING: usize = 12;

    pub fn new() -> Self {
        Self::default()
    }

    /// The next bytes. What is wrong with them is said at the end.
    pub fn feed(&mut self, chunk: &[u8]) {
        let missing = Self::OPENING.saturating_sub(self.opening.len());
        self.opening.extend(chunk.iter().take(missing));
        self.walk.feed(chunk);
    }

    /// How many of the bytes that come next need not be fed: one who can read from anywhere goes on after them.
    pub const fn skippable(&self) -> u64 {
        if self.opening.len() < Self::OPENING { 0 } else { self.walk.skippable() }
    }

    /// So many bytes, at most what is skippable, are there and are not fed.
    pub fn skip(&mut self, bytes: u64) {
        self.walk.skip(bytes);
    }

    /// All bytes have come. `CutOff`: the file promised more.
    pub fn finish(self) -> Result<VideoFacts, Error> {
        if self.opening.is_empty() {
            return Err(Error::Empty);
        }
        let kind = sniff(&self.opening).filter(|kind| kind.medium() == Medium::Video);
        let kind = kind.ok_or(Error::NotAVideo)?;
        let movie = self.walk.finish().map_err(Flaw::of_video)?;
        let size = movie.size().ok_or(Error::BrokenVideo("it has no video track"))?;
        let (width, height) = size;
        match movie.millis() {
            0 => Err(Error::BrokenVideo("it has no length")),
            millis => Ok(VideoFacts {
                kind,
                width,
                height,
                millis,
                seen_millis: movie.seen_millis(),
                has_sound: movie.has_sound(),
            }),
        }
    }
}
