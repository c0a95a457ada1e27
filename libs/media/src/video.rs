//! Reads what a video is while its bytes pass through to somewhere else.

use crate::container::Walk;
use crate::mp4::Flaw;
use crate::{Error, FileType, Medium, OPENING_BYTES, sniff};

/// What a whole video is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VideoFacts {
    /// MP4, `QuickTime` or `WebM`.
    pub file_type: FileType,
    /// In pixels, as a player shows it: upright and with square pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// How long a player plays it; never 0.
    pub millis: u64,
    /// How long its pictures last. The sound may go on after them.
    pub seen_millis: u64,
    /// Whether it has a sound track with something in it, silence included.
    pub has_sound: bool,
}

/// Takes a video chunk by chunk, cut anywhere, and keeps nothing of it but its index, which is 16 MiB at most.
#[derive(Debug, Default)]
pub struct VideoProbe {
    /// The first bytes, which tell the file type.
    opening: Vec<u8>,
    /// `None`: too few bytes have come to know the container.
    walk: Option<Walk>,
}

impl VideoProbe {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes. What is wrong with them is reported by [`Self::finish`].
    pub fn feed(&mut self, chunk: &[u8]) {
        let before = self.opening.len();
        self.opening.extend(chunk.iter().take(OPENING_BYTES.saturating_sub(before)));
        if let Some(walk) = &mut self.walk {
            walk.feed(chunk);
        } else if let Some(mut walk) = Walk::beginning(&self.opening) {
            walk.feed(self.opening.get(..before).unwrap_or_default());
            walk.feed(chunk);
            self.walk = Some(walk);
        }
    }

    /// How many of the next bytes need not be fed. A caller that can read from anywhere may go on after them.
    pub fn skippable(&self) -> u64 {
        let is_known = self.opening.len() >= OPENING_BYTES;
        self.walk.as_ref().filter(|_| is_known).map_or(0, Walk::skippable)
    }

    /// Counts this many bytes, at most [`Self::skippable`], as present although they are not fed.
    pub fn skip(&mut self, bytes: u64) {
        if let Some(walk) = &mut self.walk {
            walk.skip(bytes);
        }
    }

    /// Ends the probe after the last byte. The error is [`Error::CutOff`] if the file promised more bytes.
    pub fn finish(self) -> Result<VideoFacts, Error> {
        if self.opening.is_empty() {
            return Err(Error::Empty);
        }
        let file_type = sniff(&self.opening).filter(|file_type| file_type.medium() == Medium::Video);
        let (file_type, walk) = file_type.zip(self.walk).ok_or_else(|| Error::not_a_video(&self.opening))?;
        let played = walk.finish().map_err(Flaw::into_video_error)?;
        let (width, height) = played.size.ok_or(Error::BrokenVideo("it has no video track"))?;
        if played.seen_millis == 0 {
            return Err(Error::BrokenVideo("it has no length"));
        }
        Ok(VideoFacts {
            file_type,
            width,
            height,
            millis: played.millis(),
            seen_millis: played.seen_millis,
            has_sound: played.heard_millis > 0,
        })
    }
}
