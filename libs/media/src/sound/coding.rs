//! How the samples of a WAV are coded, as far as its length depends on it. Its own statements about lengths are not
//! used: a number of samples (`fact`) and bytes in a second are claims, and the size of a block of a coding is not.

use super::mpeg;
use crate::Error;

const UNREADABLE: Error = Error::BrokenSound("it does not say how it is coded");
const CONTRADICTORY: Error = Error::BrokenSound("its header contradicts itself about the size of a sample");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Coding {
    per_second: u32,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Samples of all channels in so many bytes.
    Plain {
        bytes: u32,
    },
    /// Blocks of so many bytes, in each of which so many bytes of header hold so many samples, and the rest holds
    /// two a byte and channel.
    Adpcm {
        bytes: u32,
        header_bytes: u32,
        header_samples: u32,
        channels: u32,
    },
    /// Blocks of 65 bytes with 320 samples.
    Gsm,
    Mpeg,
}

impl Coding {
    /// Reads the chunk `fmt `.
    pub(super) fn read(fmt: &[u8]) -> Result<Self, Error> {
        let short = |at: usize| fmt.get(at..)?.first_chunk().copied().map(u16::from_le_bytes);
        let long = |at: usize| fmt.get(at..)?.first_chunk().copied().map(u32::from_le_bytes);
        let fields = || Some((short(0)?, short(2)?, long(4)?, short(12)?, short(14)?));
        let (coding, channels, per_second, block, bits) = fields().ok_or(UNREADABLE)?;
        let coding = if coding == EXTENSIBLE { extended(fmt).ok_or(UNREADABLE)? } else { coding };
        if !(1..=MOST_PER_SECOND).contains(&per_second) || channels == 0 {
            return Err(UNREADABLE);
        }
        let form = Form::new(coding, channels.into(), block.into(), bits)?;
        Ok(Self { per_second, form })
    }

    /// How many samples there are of each channel, where samples are plain.
    pub(super) fn plain_samples(self, content: &[u8]) -> Option<u32> {
        let Form::Plain { bytes } = self.form else { return None };
        u32::try_from(content.len()).ok().map(|length| length / bytes.max(1))
    }

    /// Rounded up, so that even a single sample has a length.
    pub(super) fn millis(self, content: &[u8]) -> u64 {
        let bytes = u64::try_from(content.len()).unwrap_or(u64::MAX);
        let samples = match self.form {
            Form::Plain { bytes: sample } => bytes / u64::from(sample.max(1)),
            Form::Adpcm { bytes: block, .. } => {
                let block = u64::from(block.max(1));
                (bytes / block).saturating_mul(self.in_block(block)) + self.in_block(bytes % block)
            }
            Form::Gsm => bytes / 65 * 320,
            Form::Mpeg => return mpeg::millis_of_frames(content),
        };
        samples.saturating_mul(1000).div_ceil(self.per_second.into())
    }

    /// The samples of a block, or of a last one that is cut short.
    fn in_block(self, bytes: u64) -> u64 {
        let Form::Adpcm { header_bytes, header_samples, channels, .. } = self.form else { return 0 };
        match bytes.checked_sub(header_bytes.into()) {
            Some(rest) => u64::from(header_samples) + rest * 2 / u64::from(channels.max(1)),
            None => 0,
        }
    }
}

const EXTENSIBLE: u16 = 0xFFFE;
/// No recording has more samples in a second.
const MOST_PER_SECOND: u32 = 768_000;

/// The coding in an extended header, which is the beginning of a long id.
fn extended(fmt: &[u8]) -> Option<u16> {
    const REST_OF_ID: [u8; 14] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];
    let id = fmt.get(24..40)?;
    (id.get(2..) == Some(&REST_OF_ID)).then_some(u16::from_le_bytes(*id.first_chunk()?))
}

impl Form {
    fn new(coding: u16, channels: u32, block: u32, bits: u16) -> Result<Self, Error> {
        let plain = |sample_bytes: u32| {
            let fits = sample_bytes > 0 && block == sample_bytes * channels;
            if fits { Ok(Self::Plain { bytes: block }) } else { Err(CONTRADICTORY) }
        };
        match (coding, bits) {
            (0x0001, 1..=64) | (0x0003, 32 | 64) => plain(u32::from(bits).div_ceil(8)),
            (0x0006 | 0x0007, _) => plain(1),
            (0x0002, 4) => Self::adpcm(block, 7, 2, channels),
            (0x0011, 4) => Self::adpcm(block, 4, 1, channels),
            (0x0031, _) if block == 65 && channels == 1 => Ok(Self::Gsm),
            (0x0055, _) => Ok(Self::Mpeg),
            (0x0001 | 0x0002 | 0x0003 | 0x0011 | 0x0031, _) => Err(CONTRADICTORY),
            (other, _) => Err(Error::BrokenSound(named(other))),
        }
    }

    fn adpcm(bytes: u32, header: u32, header_samples: u32, channels: u32) -> Result<Self, Error> {
        let header_bytes = header * channels;
        let fits = channels <= 2 && bytes > header_bytes;
        let form = Self::Adpcm { bytes, header_bytes, header_samples, channels };
        if fits { Ok(form) } else { Err(CONTRADICTORY) }
    }
}

/// What a WAV that is not taken is, and what is. The numbers are those of Microsoft's `mmreg.h`.
const fn named(coding: u16) -> &'static str {
    match coding {
        0x0040 | 0x0045 | 0x0064 | 0x028F => {
            "it is a WAV with G.72x in it, and PCM, ADPCM, GSM, A-law, µ-law and MP3 are taken"
        }
        0x0092 | 0x2000 | 0x2001 => {
            "it is a WAV with Dolby or DTS sound in it, and PCM, ADPCM, GSM, A-law, µ-law and MP3 are taken"
        }
        0x00FF | 0x1600..=0x1610 | 0xA106 => {
            "it is a WAV with AAC in it, and PCM, ADPCM, GSM, A-law, µ-law and MP3 are taken"
        }
        0x0160..=0x0164 => "it is a WAV with WMA in it, and PCM, ADPCM, GSM, A-law, µ-law and MP3 are taken",
        _ => "it is a WAV with a rare coding, and PCM, ADPCM, GSM, A-law, µ-law and MP3 are taken",
    }
}
