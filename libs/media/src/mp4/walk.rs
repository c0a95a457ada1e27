//! Walks through the boxes of a file that arrives in pieces. It keeps one index at a time and never the media itself.

use super::Flaw;
use super::boxes::{Header, Name};
use super::movie::Movie;
use crate::playing::Played;

/// The largest index that is kept, in bytes: enough for hours of video.
const MAX_INDEX: usize = 16 * 1024 * 1024;

#[derive(Debug, Default)]
pub(crate) struct Walk {
    at: At,
    movie: Option<Movie>,
    /// Whether some of the media itself has arrived.
    has_media: bool,
    flaw: Option<Flaw>,
}

#[derive(Debug)]
enum At {
    /// Inside a header, of which these bytes have arrived.
    Header(Vec<u8>),
    Body(Body),
}

impl Default for At {
    fn default() -> Self {
        Self::Header(Vec::with_capacity(Header::MOST))
    }
}

#[derive(Debug)]
struct Body {
    name: Name,
    /// How many bytes are still to come; `None`: all up to the end of the file.
    left: Option<u64>,
    /// What has arrived of an index; `None`: the box is no index, and nothing of it is kept.
    kept: Option<Vec<u8>>,
}

impl Walk {
    pub(crate) fn feed(&mut self, chunk: &[u8]) {
        let mut rest = chunk;
        while let (None, Some((first, after_first))) = (self.flaw, rest.split_first()) {
            rest = match &mut self.at {
                At::Header(header) => {
                    header.push(*first);
                    match Header::read(header) {
                        Ok(None) => {}
                        Ok(Some(header)) => self.enter(header),
                        Err(flaw) => self.flaw = Some(flaw),
                    }
                    after_first
                }
                At::Body(body) => {
                    let after = body.take(rest);
                    self.has_media |= body.name == *b"mdat";
                    self.flaw = body.is_too_large().then_some(TOO_LARGE);
                    if body.left == Some(0) {
                        self.leave();
                    }
                    after
                }
            };
        }
    }

    /// How many of the next bytes belong to a box that is not looked at.
    pub(crate) const fn skippable(&self) -> u64 {
        match &self.at {
            At::Body(Body { left: Some(left), kept: None, .. }) => *left,
            _ => 0,
        }
    }

    /// Counts this many bytes, at most [`Self::skippable`], as present although they are not fed.
    pub(crate) fn skip(&mut self, bytes: u64) {
        let At::Body(Body { left: Some(left), kept: None, name }) = &mut self.at else { return };
        *left = left.saturating_sub(bytes);
        self.has_media |= bytes > 0 && name == b"mdat";
        if *left == 0 {
            self.leave();
        }
    }

    /// Ends the walk at the end of the file.
    pub(crate) fn finish(mut self) -> Result<Played, Flaw> {
        if let (None, At::Body(body)) = (self.flaw, &self.at) {
            match body.left {
                None => self.leave(),
                Some(_) => return Err(Flaw::CutOff),
            }
        }
        if let Some(flaw) = self.flaw {
            return Err(flaw);
        }
        let movie = self.movie.ok_or(Flaw::Broken("it has no index (moov)"))?;
        if self.has_media { movie.played() } else { Err(Flaw::CutOff) }
    }

    fn enter(&mut self, header: Header) {
        let Header { name, body: left } = header;
        let wanted = match &name {
            // If there are two, players take the first.
            b"moov" => self.movie.is_none(),
            b"moof" => self.movie.is_some(),
            _ => false,
        };
        if wanted
            && left.is_some_and(|length| usize::try_from(length).map_or(true, |length| length > MAX_INDEX))
        {
            self.flaw = Some(TOO_LARGE);
        }
        self.at = At::Body(Body { name, left, kept: wanted.then(Vec::new) });
        if left == Some(0) {
            self.leave();
        }
    }

    fn leave(&mut self) {
        let At::Body(Body { name, kept: Some(index), .. }) = std::mem::take(&mut self.at) else { return };
        match (&name, &mut self.movie) {
            (b"moof", Some(movie)) => movie.add(&index),
            _ => match Movie::read(&index) {
                Ok(movie) => self.movie = Some(movie),
                Err(flaw) => self.flaw = Some(flaw),
            },
        }
    }
}

const TOO_LARGE: Flaw = Flaw::Broken("its index (moov) is larger than 16 MiB");

impl Body {
    /// Takes what belongs to this box and returns the rest.
    fn take<'a>(&mut self, chunk: &'a [u8]) -> &'a [u8] {
        let most = self.left.and_then(|left| usize::try_from(left).ok()).unwrap_or(usize::MAX);
        let (taken, after) = chunk.split_at_checked(most).unwrap_or((chunk, &[]));
        if let Some(left) = &mut self.left {
            *left = left.saturating_sub(u64::try_from(taken.len()).unwrap_or(u64::MAX));
        }
        if let Some(kept) = &mut self.kept {
            // One byte more than allowed is kept, so that `is_too_large` sees it.
            kept.extend(taken.iter().take((MAX_INDEX + 1).saturating_sub(kept.len())));
        }
        after
    }

    /// Measures what was kept, because an index that runs to the end of the file does not state its size.
    fn is_too_large(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.len() > MAX_INDEX)
    }
}
