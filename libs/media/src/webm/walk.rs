//! Walks through the elements of a file that arrives in pieces. It keeps the headers of tracks and never the media.

use super::element::{Header, child, signed, unsigned};
use super::track::{Block, Track, block, tracks};
use crate::mp4::Flaw;
use crate::packets::Packets;
use crate::playing::{Played, Playing};

mod id {
    pub(super) const EBML: u32 = 0x1A45_DFA3;
    pub(super) const DOC_TYPE: u32 = 0x4282;
    pub(super) const SEGMENT: u32 = 0x1853_8067;
    pub(super) const INFO: u32 = 0x1549_A966;
    pub(super) const TIMESTAMP_SCALE: u32 = 0x2A_D7B1;
    pub(super) const TRACKS: u32 = 0x1654_AE6B;
    pub(super) const CLUSTER: u32 = 0x1F43_B675;
    pub(super) const TIMESTAMP: u32 = 0xE7;
    pub(super) const SIMPLE_BLOCK: u32 = 0xA3;
    pub(super) const BLOCK_GROUP: u32 = 0xA0;
    pub(super) const BLOCK: u32 = 0xA1;
    pub(super) const BLOCK_DURATION: u32 = 0x9B;
    pub(super) const DISCARD_PADDING: u32 = 0x75A2;
}

/// The largest header that is kept, in bytes. Those of Vorbis have some kilobytes.
const MAX_HEADER: usize = 1024 * 1024;
/// A block's own header has up to twelve bytes.
const BLOCK_OPENING: usize = 12 + Packets::OPENING;
const NANOS_IN_A_MICRO: i64 = 1000;
const MILLISECOND: i64 = 1_000_000;

#[derive(Debug)]
pub(crate) struct Walk {
    at: At,
    is_webm: bool,
    /// How many bytes have passed.
    position: u64,
    segment: Segment,
    /// The unit of times, in nanoseconds.
    scale: i64,
    /// When the current cluster begins, in units.
    cluster: i64,
    tracks: Option<Vec<Track>>,
    /// The place of the track that the last block belongs to.
    current: Option<usize>,
    flaw: Option<Flaw>,
}

#[derive(Debug)]
enum At {
    /// Inside a header, of which these bytes have arrived.
    Header(Vec<u8>),
    /// Inside an element, of which so many bytes are still to come, and of whose beginning so much is kept.
    Body { id: u32, left: u64, kept: Vec<u8>, most: usize },
}

/// What all tracks and blocks are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Segment {
    Missing,
    EndsAt(u64),
    /// A live recording, which goes on as long as there are bytes.
    Open,
}

impl Default for At {
    fn default() -> Self {
        Self::Header(Vec::with_capacity(Header::MOST))
    }
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            at: At::default(),
            is_webm: false,
            position: 0,
            segment: Segment::Missing,
            scale: MILLISECOND,
            cluster: 0,
            tracks: None,
            current: None,
            flaw: None,
        }
    }
}

impl Walk {
    pub(crate) fn feed(&mut self, chunk: &[u8]) {
        let mut rest = chunk;
        while let (None, Some((first, after_first))) = (self.flaw, rest.split_first()) {
            rest = match &mut self.at {
                At::Header(header) => {
                    self.position = self.position.saturating_add(1);
                    header.push(*first);
                    match Header::read(header) {
                        Ok(None) => {}
                        Ok(Some((header, _))) => self.enter(header),
                        Err(flaw) => self.flaw = Some(flaw),
                    }
                    after_first
                }
                At::Body { left, kept, most, .. } => {
                    let length = usize::try_from(*left).unwrap_or(usize::MAX);
                    let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
                    kept.extend(taken.iter().take(most.saturating_sub(kept.len())));
                    let taken = u64::try_from(taken.len()).unwrap_or(u64::MAX);
                    self.position = self.position.saturating_add(taken);
                    *left = left.saturating_sub(taken);
                    if *left == 0 {
                        self.leave();
                    }
                    after
                }
            };
        }
    }

    /// How many of the next bytes belong to an element that is not looked at.
    pub(crate) fn skippable(&self) -> u64 {
        match &self.at {
            At::Body { left, kept, most, .. } if kept.len() >= *most => *left,
            _ => 0,
        }
    }

    /// Counts this many bytes, at most [`Self::skippable`], as present although they are not fed.
    pub(crate) fn skip(&mut self, bytes: u64) {
        let At::Body { left, .. } = &mut self.at else { return };
        *left = left.saturating_sub(bytes);
        let has_ended = *left == 0;
        self.position = self.position.saturating_add(bytes);
        if has_ended {
            self.leave();
        }
    }

    /// Ends the walk at the end of the file.
    pub(crate) fn finish(self) -> Result<Played, Flaw> {
        if let Some(flaw) = self.flaw {
            return Err(flaw);
        }
        let is_within =
            matches!(&self.at, At::Body { .. }) || matches!(&self.at, At::Header(bytes) if !bytes.is_empty());
        if is_within || matches!(self.segment, Segment::EndsAt(end) if end > self.position) {
            return Err(Flaw::CutOff);
        }
        let tracks = self.tracks.ok_or(Flaw::Broken("it has no list of tracks"))?;
        let seen =
            tracks.iter().find(|track| track.size().is_some_and(|(width, height)| width > 0 && height > 0));
        let heard = tracks.iter().find(|track| track.size().is_none());
        let seen = seen.and_then(|track| Some((track.size()?, track.playing())));
        let seen = seen.map(|(size, playing)| playing.map(|playing| (size, playing))).transpose()?;
        let heard = heard.map(Track::playing).transpose()?;
        Ok(Played::new(seen, heard.filter(|playing| *playing != Playing::NEVER)))
    }

    /// Segments, clusters and groups of blocks are walked through as if they were not there: what is in them is told by
    /// its id.
    fn enter(&mut self, header: Header) {
        self.at = At::default();
        let Header { id, body } = header;
        let is_second =
            id == id::EBML && self.is_webm || id == id::SEGMENT && self.segment != Segment::Missing;
        if is_second {
            self.flaw = Some(Flaw::Broken("it is made of several files, one after the other"));
            return;
        }
        if !self.is_webm && id != id::EBML {
            self.flaw = Some(Flaw::Broken("it has no header"));
            return;
        }
        match (id, body) {
            (id::SEGMENT, None) => self.segment = Segment::Open,
            (id::SEGMENT, Some(body)) => self.segment = Segment::EndsAt(self.position.saturating_add(body)),
            (id::CLUSTER | id::BLOCK_GROUP | id::INFO, _) => {}
            (_, None) => self.flaw = Some(Flaw::Broken("an element states no size")),
            (id, Some(left)) => self.begin(id, left),
        }
    }

    fn begin(&mut self, id: u32, left: u64) {
        let most = match id {
            id::EBML => MAX_HEADER,
            id::TRACKS if self.tracks.is_none() => MAX_HEADER,
            id::TIMESTAMP_SCALE | id::TIMESTAMP | id::BLOCK_DURATION | id::DISCARD_PADDING => 8,
            id::SIMPLE_BLOCK | id::BLOCK => BLOCK_OPENING,
            _ => 0,
        };
        if most == MAX_HEADER && usize::try_from(left).map_or(true, |left| left > MAX_HEADER) {
            self.flaw = Some(Flaw::Broken("its headers are larger than 1 MiB"));
        }
        self.at = At::Body { id, left, kept: Vec::new(), most };
        if left == 0 {
            self.leave();
        }
    }

    fn leave(&mut self) {
        let At::Body { id, kept, .. } = std::mem::take(&mut self.at) else { return };
        match id {
            id::EBML => match child(&kept, id::DOC_TYPE) {
                Some(b"webm" | b"webm\0") => self.is_webm = true,
                _ => self.flaw = Some(Flaw::Broken("it is Matroska (mkv), of which only WebM is taken")),
            },
            id::TIMESTAMP_SCALE => {
                self.scale = i64::try_from(unsigned(&kept)).unwrap_or(MILLISECOND).clamp(1, 1_000_000_000);
            }
            id::TRACKS if self.tracks.is_none() => match tracks(&kept) {
                Ok(tracks) => self.tracks = Some(tracks),
                Err(flaw) => self.flaw = Some(flaw),
            },
            id::TIMESTAMP => self.cluster = i64::try_from(unsigned(&kept)).unwrap_or(i64::MAX),
            id::SIMPLE_BLOCK | id::BLOCK => self.add(&kept),
            id::BLOCK_DURATION => {
                let lasts = self.micros(i64::try_from(unsigned(&kept)).unwrap_or(0));
                self.with_current(|track| track.last_lasts(lasts));
            }
            id::DISCARD_PADDING => {
                let trimmed = signed(&kept) / NANOS_IN_A_MICRO;
                self.with_current(|track| track.last_is_trimmed(trimmed));
            }
            _ => {}
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        let Some((number, after, frames, opening)) = block(bytes) else { return };
        let at = self.micros(self.cluster.saturating_add(after.into()));
        let mut tracks = self.tracks.iter().flatten();
        self.current = tracks.position(|track| track.number == number);
        self.with_current(|track| track.add(Block { at, frames, opening }));
    }

    fn with_current(&mut self, change: impl FnOnce(&mut Track)) {
        let current = self.current.and_then(|at| self.tracks.as_mut()?.get_mut(at));
        if let Some(track) = current {
            change(track);
        }
    }

    const fn micros(&self, units: i64) -> i64 {
        units.saturating_mul(self.scale) / NANOS_IN_A_MICRO
    }
}
