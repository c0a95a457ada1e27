//! The values of `output_format`: a codec, samples per second, and kbit/s where the codec has them.

use crate::workshop::Encoding;

pub(super) const DEFAULT: &str = "mp3_44100_128";
pub(super) const FORMATS: [&str; 28] = [
    "mp3_22050_32",
    "mp3_24000_48",
    "mp3_44100_32",
    "mp3_44100_64",
    "mp3_44100_96",
    "mp3_44100_128",
    "mp3_44100_192",
    "pcm_8000",
    "pcm_16000",
    "pcm_22050",
    "pcm_24000",
    "pcm_32000",
    "pcm_44100",
    "pcm_48000",
    "wav_8000",
    "wav_16000",
    "wav_22050",
    "wav_24000",
    "wav_32000",
    "wav_44100",
    "wav_48000",
    "opus_48000_32",
    "opus_48000_64",
    "opus_48000_96",
    "opus_48000_128",
    "opus_48000_192",
    "ulaw_8000",
    "alaw_8000",
];

/// The encoding of one of [`FORMATS`] and its samples per second.
pub(super) fn parse(format: &str) -> Option<(Encoding, u32)> {
    let mut parts = format.split('_');
    let codec = parts.next()?;
    let rate = parts.next()?.parse().ok()?;
    let kbps = parts.next().and_then(|kbps| kbps.parse().ok());
    let encoding = match (codec, kbps) {
        ("mp3", Some(kbps)) => Encoding::Mp3 { kbps },
        ("opus", Some(kbps)) => Encoding::Opus { kbps },
        ("pcm", None) => Encoding::Pcm,
        ("wav", None) => Encoding::Wav,
        ("ulaw", None) => Encoding::Mulaw,
        ("alaw", None) => Encoding::Alaw,
        _ => return None,
    };
    Some((encoding, rate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_encoding() {
        assert!(FORMATS.iter().all(|format| parse(format).is_some()));
        assert_eq!(parse("mp3_22050_32"), Some((Encoding::Mp3 { kbps: 32 }, 22_050)));
        assert_eq!(parse("wav_24000"), Some((Encoding::Wav, 24_000)));
        assert_eq!(parse("mp3"), None);
    }
}
