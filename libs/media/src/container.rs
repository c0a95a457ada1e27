//! The containers that videos and sounds share, told apart by their first bytes.

use crate::mp4::{self, Flaw};
use crate::playing::Played;
use crate::webm;

/// A walk through a file that arrives in pieces.
#[derive(Debug)]
pub(crate) enum Walk {
    Boxes(Box<mp4::Walk>),
    Elements(Box<webm::Walk>),
}

impl Walk {
    /// `None`: these are too few bytes to know the container.
    pub(crate) fn beginning(opening: &[u8]) -> Option<Self> {
        match opening.first_chunk()? {
            [0x1A, 0x45, 0xDF, 0xA3] => Some(Self::Elements(Box::default())),
            _ => Some(Self::Boxes(Box::default())),
        }
    }

    pub(crate) fn feed(&mut self, chunk: &[u8]) {
        match self {
            Self::Boxes(walk) => walk.feed(chunk),
            Self::Elements(walk) => walk.feed(chunk),
        }
    }

    /// How many of the next bytes are not looked at.
    pub(crate) fn skippable(&self) -> u64 {
        match self {
            Self::Boxes(walk) => walk.skippable(),
            Self::Elements(walk) => walk.skippable(),
        }
    }

    /// Counts this many bytes, at most [`Self::skippable`], as present although they are not fed.
    pub(crate) fn skip(&mut self, bytes: u64) {
        match self {
            Self::Boxes(walk) => walk.skip(bytes),
            Self::Elements(walk) => walk.skip(bytes),
        }
    }

    pub(crate) fn finish(self) -> Result<Played, Flaw> {
        match self {
            Self::Boxes(walk) => walk.finish(),
            Self::Elements(walk) => walk.finish(),
        }
    }
}
