//! How many samples the packets of a sound hold, by the packets themselves. What containers say of them are claims.

/// The samples of a second that AAC knows, by their number.
pub(crate) const AAC_RATES: [u32; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

mod flac;
mod opus;
mod vorbis;

pub(crate) use flac::{Frame as FlacFrame, per_second as flac_per_second};

/// What has been learned of a stream from its headers and from the packets that have passed.
#[derive(Debug)]
pub(crate) enum Packets {
    Opus,
    Vorbis(vorbis::Modes),
    Flac,
}

impl Packets {
    /// How many bytes of a packet are looked at.
    pub(crate) const OPENING: usize = 16;

    /// The headers of a Vorbis stream: the first and the third of its packets. Returns the samples of a second, too.
    pub(crate) fn vorbis(identification: &[u8], setup: &[u8]) -> Option<(Self, u32)> {
        let (modes, per_second) = vorbis::Modes::read(identification, setup)?;
        Some((Self::Vorbis(modes), per_second))
    }

    /// The samples that the next packet adds, of which [`Self::OPENING`] bytes will do. `None`: it is no packet of sound.
    pub(crate) fn samples_in(&mut self, packet: &[u8]) -> Option<u32> {
        match self {
            Self::Opus => opus::samples(packet),
            Self::Vorbis(modes) => modes.samples(packet),
            Self::Flac => FlacFrame::read(packet).map(|frame| frame.samples),
        }
    }
}
