//! One stream of sound in an Ogg file, packet by packet.

use crate::Error;
use crate::packets::{Packets, flac_per_second};

#[derive(Debug)]
pub(super) struct Stream {
    pub(super) serial: u32,
    /// The stream's first packet.
    head: Vec<u8>,
    /// `None`: the headers are not complete.
    packets: Option<Packets>,
    per_second: u32,
    /// Samples at the start that are not played.
    skipped: u64,
    /// What has arrived of the next packet.
    packet: Vec<u8>,
    counted: u64,
    /// How many of them are on the last page, and in the last packet.
    on_page: u64,
    in_packet: u64,
    /// How many of them are not played, by what the last page states.
    trimmed: u64,
}

const NO_SETUP: Error = Error::BrokenSound("its headers do not say how it is coded");

impl Stream {
    /// Reads the first page of a stream, which holds nothing but the stream's first header.
    pub(super) fn beginning(serial: u32, head: &[u8]) -> Option<Self> {
        let (packets, per_second, skipped) = match head {
            [1, b'v', b'o', b'r', b'b', b'i', b's', ..] => (None, 0, 0),
            // Opus counts at 48 kHz whatever it was made from.
            [b'O', b'p', b'u', b's', b'H', b'e', b'a', b'd', ..] => {
                let skipped = u16::from_le_bytes(*head.get(10..)?.first_chunk()?);
                (Some(Packets::Opus), 48_000, skipped.into())
            }
            [0x7F, b'F', b'L', b'A', b'C', ..] => (Some(Packets::Flac), flac_per_second(head.get(17..)?)?, 0),
            _ => return None,
        };
        Some(Self {
            serial,
            head: head.to_owned(),
            packets,
            per_second,
            skipped,
            packet: Vec::new(),
            counted: 0,
            on_page: 0,
            in_packet: 0,
            trimmed: 0,
        })
    }

    pub(super) fn is_like(&self, other: &Self) -> bool {
        let kind = |stream: &Self| stream.packets.as_ref().map(std::mem::discriminant);
        kind(self) == kind(other)
            && self.per_second == other.per_second
            && self.channels() == other.channels()
    }

    fn channels(&self) -> Option<u8> {
        match self.packets {
            Some(Packets::Opus) => self.head.get(9).copied(),
            Some(Packets::Flac) => self.head.get(29).map(|byte| byte >> 1 & 0b111),
            Some(Packets::Vorbis(_)) | None => self.head.get(11).copied(),
        }
    }

    pub(super) const fn begin_page(&mut self) {
        self.on_page = 0;
    }

    /// A page states how many samples there are up to its end, and `None` if no packet ends on it. Decoders trim a page
    /// of Opus by it, and the last packet of Vorbis. A FLAC has nothing to trim.
    pub(super) fn end_page(&mut self, stated: Option<u64>) {
        let too_many = stated.map_or(0, |stated| self.counted.saturating_sub(stated));
        self.trimmed = match self.packets {
            Some(Packets::Opus) => too_many.min(self.on_page),
            Some(Packets::Vorbis(_)) if too_many <= self.in_packet => too_many,
            Some(Packets::Vorbis(_) | Packets::Flac) | None => 0,
        };
    }

    /// Adds a piece of a packet.
    pub(super) fn add(&mut self, piece: &[u8], is_last: bool) -> Result<(), Error> {
        self.packet.extend_from_slice(piece);
        if is_last {
            let packet = std::mem::take(&mut self.packet);
            self.count(&packet)?;
        }
        Ok(())
    }

    fn count(&mut self, packet: &[u8]) -> Result<(), Error> {
        const IS_HEADER: [&[u8]; 2] = [b"OpusTags", b"\x03vorbis"];
        if IS_HEADER.iter().any(|name| packet.starts_with(name)) {
            return Ok(());
        }
        if let Some(packets) = &mut self.packets {
            let samples = packets.samples_in(packet).unwrap_or_default().into();
            self.counted = self.counted.saturating_add(samples);
            self.on_page = self.on_page.saturating_add(samples);
            self.in_packet = samples;
            return Ok(());
        }
        let (packets, per_second) = Packets::vorbis(&self.head, packet).ok_or(NO_SETUP)?;
        (self.packets, self.per_second) = (Some(packets), per_second);
        Ok(())
    }

    /// Rounded up.
    pub(super) fn millis(&self) -> u64 {
        let played = self.counted.saturating_sub(self.trimmed).saturating_sub(self.skipped);
        played.saturating_mul(1000).div_ceil(self.per_second.max(1).into())
    }
}
