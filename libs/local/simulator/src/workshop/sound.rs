//! The file formats of speech: WAV and PCM are written here, MP3 by ffmpeg.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::clip::hex;
use super::ffmpeg::Arguments;
use super::{MediaError, Speech, Workshop};

/// Speech as a file of one format.
#[derive(Clone, Debug)]
pub(crate) struct Sound {
    pub(crate) speech: Speech,
    pub(crate) encoding: Encoding,
}

/// Always mono, with the rate of the speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// 16 bit.
    Wav,
    /// 16 bit, little endian, no header.
    Pcm,
    Mp3 {
        kbps: u32,
    },
}

impl Encoding {
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Wav => "audio/wav",
            Self::Pcm => "audio/pcm",
            Self::Mp3 { .. } => "audio/mpeg",
        }
    }
}

impl Workshop {
    pub(crate) async fn sound(&self, sound: Sound) -> Result<Bytes, MediaError> {
        let Sound { speech, encoding } = sound;
        match encoding {
            Encoding::Wav => self.wav(speech).await,
            Encoding::Pcm => self.pcm(speech).await,
            Encoding::Mp3 { kbps } => {
                // Count up when speech is to sound different.
                let hash = Sha256::digest(format!("2 {encoding:?} {speech:?}"));
                let arguments = async |workshop: &Self| {
                    let rate = speech.rate;
                    let wav = workshop.wav(speech).await?;
                    let arguments = Arguments::default().scrap_input(workshop.scrap_of(&wav, "wav").await?);
                    let mp3 = format!("-c:a libmp3lame -ar {rate} -b:a {kbps}k -f mp3");
                    Ok(arguments.words("-ac 1 -map_metadata -1").words(&mp3))
                };
                self.made(&format!("{}.sound", hex(&hash)), arguments).await
            }
        }
    }
}

/// 16 bit samples, mono, behind their header.
pub(crate) fn wav(samples: &[u8], rate: u32) -> Vec<u8> {
    let length = u32::try_from(samples.len()).unwrap_or(u32::MAX);
    let mut file = Vec::with_capacity(samples.len().saturating_add(44));
    file.extend(b"RIFF");
    file.extend(length.saturating_add(36).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    file.extend([1, 0, 1, 0]);
    file.extend(rate.to_le_bytes());
    file.extend(rate.saturating_mul(2).to_le_bytes());
    file.extend([2, 0, 16, 0]);
    file.extend(b"data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    file
}
