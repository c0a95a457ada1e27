//! One track of a `WebM` file: what it holds, and from when to when its blocks play.

use super::element::{child, children, track_number, unsigned};
use crate::mp4::Flaw;
use crate::packets::Packets;
use crate::playing::{Playing, drift, micros};

mod id {
    pub(super) const NUMBER: u32 = 0xD7;
    pub(super) const TYPE: u32 = 0x83;
    pub(super) const CODEC: u32 = 0x86;
    pub(super) const CODEC_PRIVATE: u32 = 0x63A2;
    pub(super) const CODEC_DELAY: u32 = 0x56AA;
    pub(super) const FRAME_LENGTH: u32 = 0x23_E383;
    pub(super) const PACKED: u32 = 0x6D80;
    pub(super) const VIDEO: u32 = 0xE0;
    pub(super) const WIDTH: u32 = 0xB0;
    pub(super) const HEIGHT: u32 = 0xBA;
    pub(super) const SHOWN_WIDTH: u32 = 0x54B0;
    pub(super) const SHOWN_HEIGHT: u32 = 0x54BA;
    pub(super) const SHOWN_UNIT: u32 = 0x54B2;
    /// At the bottom, the top, the left and the right.
    pub(super) const CROPPED: [u32; 4] = [0x54AA, 0x54BB, 0x54CC, 0x54DD];
}

const NANOS_IN_A_MICRO: u64 = 1000;

#[derive(Debug)]
pub(super) struct Track {
    pub(super) number: u64,
    kind: Kind,
    /// What is not played at its start, in microseconds.
    delay: i64,
    /// From when on the first block plays, and when the last has ended, in microseconds.
    playing: Option<Playing>,
    /// When the latest block begins.
    latest: i64,
    /// What its packets of sound last together, in microseconds.
    counted: i64,
    /// The shortest time between two blocks.
    shortest: Option<i64>,
    /// Samples that do not make a whole microsecond are kept until they do.
    samples: u64,
}

#[derive(Debug)]
enum Kind {
    /// The size as shown, and how long a frame lasts in microseconds, where that is stated.
    Pictures {
        size: (u32, u32),
        frame: Option<i64>,
    },
    Sound {
        packets: Packets,
        per_second: u32,
    },
}

/// A block, without what it holds but its first bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'a> {
    /// In microseconds.
    pub(super) at: i64,
    /// How many frames are in it.
    pub(super) frames: u32,
    pub(super) opening: &'a [u8],
}

impl Track {
    /// Returns `Ok(None)` for a track that is neither seen nor heard.
    pub(super) fn read(entry: &[u8]) -> Result<Option<Self>, Flaw> {
        const PICTURES: u64 = 1;
        const SOUND: u64 = 2;
        let number = |id| child(entry, id).map(unsigned);
        let kind = match number(id::TYPE) {
            Some(PICTURES) => Kind::pictures(entry)?,
            Some(SOUND) => Kind::sound(entry)?,
            _ => return Ok(None),
        };
        if child(entry, id::PACKED).is_some() {
            return Err(Flaw::Broken("its tracks are compressed or encrypted once more"));
        }
        let delay = number(id::CODEC_DELAY).unwrap_or(0) / NANOS_IN_A_MICRO;
        Ok(number(id::NUMBER).map(|number| Self {
            number,
            kind,
            delay: i64::try_from(delay).unwrap_or(0),
            playing: None,
            latest: 0,
            shortest: None,
            counted: 0,
            samples: 0,
        }))
    }

    pub(super) const fn size(&self) -> Option<(u32, u32)> {
        match self.kind {
            Kind::Pictures { size, .. } => Some(size),
            Kind::Sound { .. } => None,
        }
    }

    pub(super) fn add(&mut self, block: Block<'_>) {
        let lasts = match &mut self.kind {
            Kind::Pictures { frame, .. } => {
                // A frame whose length is not stated lasts as long as the shortest one, because a recording of a screen
                // on which nothing moves has long ones.
                let before = self.playing.map(|_| block.at - self.latest).filter(|gap| *gap > 0);
                self.shortest = self.shortest.into_iter().chain(before).min();
                frame.or(self.shortest).unwrap_or(0).min(MOST_FRAME_MICROS)
            }
            Kind::Sound { packets, per_second } => {
                let samples = u64::from(packets.samples_in(block.opening).unwrap_or_default())
                    * u64::from(block.frames);
                self.samples = self.samples.saturating_add(samples);
                self.counted = micros(i64::try_from(self.samples).unwrap_or(i64::MAX), *per_second);
                micros(i64::try_from(samples).unwrap_or(0), *per_second)
            }
        };
        let here = Playing { from: block.at, to: block.at.saturating_add(lasts) };
        self.latest = self.latest.max(block.at);
        self.playing = Some(self.playing.map_or(here, |before| before.and(here)));
    }

    /// States how long the block that came last plays, in microseconds.
    pub(super) fn last_lasts(&mut self, lasts: i64) {
        if let (Kind::Pictures { .. }, Some(playing)) = (&self.kind, &mut self.playing) {
            playing.to = playing.to.max(self.latest.saturating_add(lasts));
        }
    }

    /// States how much of the block that came last is not played, in microseconds.
    pub(super) fn last_is_trimmed(&mut self, trimmed: i64) {
        if let Some(playing) = &mut self.playing {
            playing.to = playing.to.saturating_sub(trimmed.max(0));
            self.counted = self.counted.saturating_sub(trimmed.max(0));
        }
    }

    /// A decoder counts what packets hold, and a player goes by the times of blocks. Both must tell the same.
    pub(super) fn playing(&self) -> Result<Playing, Flaw> {
        let Some(mut playing) = self.playing else { return Ok(Playing::NEVER) };
        playing.to = playing.to.saturating_sub(self.delay);
        if self.size().is_some() {
            return Ok(playing);
        }
        let timed = playing.to.saturating_sub(playing.from);
        // Opus decodes what is not played. The first packet of Vorbis takes its time, and nothing comes out of it.
        let is_decoded = matches!(self.kind, Kind::Sound { packets: Packets::Opus, .. });
        let counted = self.counted.saturating_sub(if is_decoded { self.delay } else { 0 });
        let give = drift(timed);
        if counted > timed.saturating_add(give) {
            return Err(Flaw::Broken("its blocks state other times than its sound has"));
        }
        // Where times are further apart than sound lasts, there are pauses.
        if counted > timed.saturating_sub(give) {
            playing.to = playing.from.saturating_add(counted);
        }
        Ok(playing)
    }
}

/// A pause in a recording is not how long its last picture lasts.
const MOST_FRAME_MICROS: i64 = 1_000_000;

impl Kind {
    fn pictures(entry: &[u8]) -> Result<Self, Flaw> {
        match child(entry, id::CODEC) {
            Some(b"V_VP8" | b"V_VP9" | b"V_AV1") => {}
            _ => return Err(Flaw::Broken("its pictures are not VP8, VP9 or AV1, as those of a WebM are")),
        }
        let frame = child(entry, id::FRAME_LENGTH).map(unsigned).filter(|nanos| *nanos > 0);
        let frame = frame.and_then(|nanos| i64::try_from(nanos / NANOS_IN_A_MICRO).ok());
        let size = child(entry, id::VIDEO).and_then(shown_size).unwrap_or_default();
        Ok(Self::Pictures { size, frame: frame.map(|frame| frame.min(MOST_FRAME_MICROS)) })
    }

    fn sound(entry: &[u8]) -> Result<Self, Flaw> {
        let known = match child(entry, id::CODEC) {
            Some(b"A_OPUS") => Some((Packets::Opus, 48_000)),
            Some(b"A_VORBIS") => child(entry, id::CODEC_PRIVATE).and_then(vorbis),
            _ => return Err(Flaw::Broken("its sound is neither Opus nor Vorbis, as that of a WebM is")),
        };
        let (packets, per_second) = known.ok_or(Flaw::Broken("it does not say how its sound is coded"))?;
        Ok(Self::Sound { packets, per_second })
    }
}

/// The headers of Vorbis: how many more follow the first, the lengths of all but the last, and they themselves.
fn vorbis(private: &[u8]) -> Option<(Packets, u32)> {
    let mut rest = private.strip_prefix(&[2])?;
    let mut length = || {
        let more = rest.iter().take_while(|byte| **byte == u8::MAX).count();
        let last = usize::from(*rest.get(more)?);
        rest = rest.get(more + 1..)?;
        Some(more * usize::from(u8::MAX) + last)
    };
    let (first, second) = (length()?, length()?);
    let (identification, rest) = rest.split_at_checked(first)?;
    Packets::vorbis(identification, rest.get(second..)?)
}

/// With square pixels: a display size in other units than pixels is a ratio.
fn shown_size(video: &[u8]) -> Option<(u32, u32)> {
    let number = |id| child(video, id).and_then(|bytes| u32::try_from(unsigned(bytes)).ok());
    let cropped = id::CROPPED.map(|id| number(id).unwrap_or(0));
    let [bottom, top, left, right] = cropped;
    let width = number(id::WIDTH)?.saturating_sub(left.saturating_add(right));
    let height = number(id::HEIGHT)?.saturating_sub(top.saturating_add(bottom));
    let (across, down) =
        (number(id::SHOWN_WIDTH).unwrap_or(width), number(id::SHOWN_HEIGHT).unwrap_or(height));
    if across == 0 || down == 0 {
        return Some((width, height));
    }
    if number(id::SHOWN_UNIT).unwrap_or(0) == 0 && across >= width && down >= height {
        return Some((across, down));
    }
    let stretched = u64::from(height) * u64::from(across) / u64::from(down);
    Some((u32::try_from(stretched).ok()?, height))
}

/// The number of a block's track, when it plays after its cluster begins, and how many frames it holds; then the frames.
pub(super) fn block(bytes: &[u8]) -> Option<(u64, i16, u32, &[u8])> {
    const LACED: u8 = 0b0110;
    let (number, rest) = track_number(bytes)?;
    let ([high, low, flags], rest) = rest.split_first_chunk::<3>()?;
    let after = i16::from_be_bytes([*high, *low]);
    if flags & LACED == 0 {
        return Some((number, after, 1, rest));
    }
    let (more, rest) = rest.split_first()?;
    Some((number, after, u32::from(*more) + 1, rest))
}

/// The tracks in the body of a `Tracks` element.
pub(super) fn tracks(body: &[u8]) -> Result<Vec<Track>, Flaw> {
    const ENTRY: u32 = 0xAE;
    let entries = children(body).filter(|(id, _)| *id == ENTRY).map(|(_, entry)| Track::read(entry));
    entries.filter_map(Result::transpose).collect()
}
