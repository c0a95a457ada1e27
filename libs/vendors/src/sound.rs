//! Speech that a vendor sends as samples, made into the file that was asked for: WAV, or mp3 by an encoder in Rust,
//! because the speech worker has no ffmpeg.

use bytes::Bytes;
use domain::catalog::SpeechFormat;
use rusty_mp3::{Mp3Encoder, Mp3EncoderConfig};

/// What speech needs with one channel; the most that MPEG-2 allows at 24 kHz is 160.
const MP3_KBPS: u32 = 128;
const BYTES_PER_SAMPLE: u16 = 2;

/// Samples of 16 bit, the low byte first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pcm {
    samples: Bytes,
    /// Hertz.
    rate: u32,
    channels: u16,
}

/// A sound of `mime`, as a file of this format. `None`: it is no sound that we can read.
pub(crate) fn file(sound: &Bytes, mime: &str, format: SpeechFormat) -> Option<Bytes> {
    let pcm = Pcm::from_wav(sound);
    match (pcm, format) {
        (Some(_), SpeechFormat::Wav) => Some(sound.clone()),
        (Some(pcm), SpeechFormat::Mp3) => pcm.to_mp3(),
        // A WAV that cannot be read: whoever keeps it looks into it.
        (None, format) if sound.starts_with(b"RIFF") => (format == SpeechFormat::Wav).then(|| sound.clone()),
        // Samples may begin with any bytes, also with those of an mp3: what the vendor calls them counts first.
        (None, format) => match Pcm::from_mime(sound, mime) {
            Some(pcm) if format == SpeechFormat::Wav => Some(pcm.to_wav()),
            Some(pcm) => pcm.to_mp3(),
            None => (format == SpeechFormat::Mp3 && is_mp3(sound)).then(|| sound.clone()),
        },
    }
}

/// With a tag, or from its first frame of layer III on.
fn is_mp3(sound: &[u8]) -> bool {
    sound.starts_with(b"ID3")
        || matches!(sound, [0xff, second, ..] if second & 0xe0 == 0xe0 && second & 0x06 == 0x02)
}

impl Pcm {
    /// Plain samples, such as `audio/L16;codec=pcm;rate=24000`. The standard has the high byte first; the vendor's own
    /// samples of code write them into a WAV as they are, so it is the low one.
    fn from_mime(sound: &Bytes, mime: &str) -> Option<Self> {
        let mime = mime.to_ascii_lowercase();
        let mut parts = mime.split(';').map(str::trim);
        if !matches!(parts.next(), Some("audio/l16" | "audio/pcm" | "audio/x-pcm" | "audio/raw")) {
            return None;
        }
        let parameters: Vec<(&str, &str)> = parts.filter_map(|part| part.split_once('=')).collect();
        let number = |name: &str| parameters.iter().find(|(given, _)| *given == name)?.1.trim().parse().ok();
        let rate = number("rate").unwrap_or(24_000);
        Self::new(sound, rate, number("channels").and_then(|it| u16::try_from(it).ok()).unwrap_or(1))
    }

    /// The samples behind a WAV's header. Its lengths are not trusted: in a file that was streamed they are too large.
    fn from_wav(file: &Bytes) -> Option<Self> {
        let mut rest = file.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WAVE")?;
        let mut format = None;
        while let Some((head, body)) = rest.split_first_chunk::<8>() {
            let [n1, n2, n3, n4, length @ ..] = *head;
            let length = usize::try_from(u32::from_le_bytes(length)).ok()?.min(body.len());
            let (chunk, after) = body.split_at_checked(length)?;
            match &[n1, n2, n3, n4] {
                b"fmt " => format = Some(read_format(chunk)?),
                b"data" => {
                    let (rate, channels) = format?;
                    return Self::new(&file.slice_ref(chunk), rate, channels);
                }
                _ => {}
            }
            // A chunk of odd length is followed by a byte of no meaning.
            rest = after.get(length % 2..)?;
        }
        None
    }

    /// Whole samples only. `None` where there is none.
    fn new(samples: &Bytes, rate: u32, channels: u16) -> Option<Self> {
        let frame = usize::from(BYTES_PER_SAMPLE) * usize::from(channels);
        let whole = samples.len().checked_div(frame)? * frame;
        (whole > 0 && rate > 0).then(|| Self { samples: samples.slice(..whole), rate, channels })
    }

    fn to_wav(&self) -> Bytes {
        let length = u32::try_from(self.samples.len()).unwrap_or(u32::MAX);
        let frame = self.channels.saturating_mul(BYTES_PER_SAMPLE);
        let mut file = Vec::with_capacity(self.samples.len().saturating_add(44));
        file.extend(b"RIFF");
        file.extend(length.saturating_add(36).to_le_bytes());
        file.extend(b"WAVEfmt ");
        file.extend(16_u32.to_le_bytes());
        file.extend(PCM_TAG.to_le_bytes());
        file.extend(self.channels.to_le_bytes());
        file.extend(self.rate.to_le_bytes());
        file.extend(self.rate.saturating_mul(frame.into()).to_le_bytes());
        file.extend(frame.to_le_bytes());
        file.extend((BYTES_PER_SAMPLE * 8).to_le_bytes());
        file.extend(b"data");
        file.extend(length.to_le_bytes());
        file.extend(&self.samples);
        file.into()
    }

    /// `None` where the encoder does not know the rate.
    fn to_mp3(&self) -> Option<Bytes> {
        let mut encoder = Mp3Encoder::new(Mp3EncoderConfig { bitrate_kbps: MP3_KBPS, vbr_quality: None });
        encoder.push_pcm_s16le(&self.samples, self.channels, self.rate).ok()?;
        // The first frame tells how long the sound is, so nothing is taken out before the end.
        encoder.finish();
        let mut file = Vec::new();
        while let Ok(packet) = encoder.next_packet() {
            file.extend_from_slice(&packet);
        }
        (!file.is_empty()).then(|| file.into())
    }
}

const PCM_TAG: u16 = 1;
/// The tag of a header that says the format further on, as ffmpeg writes it for some files.
const EXTENSIBLE_TAG: u16 = 0xfffe;

/// Rate and channels, where the samples are whole numbers of 16 bit.
fn read_format(chunk: &[u8]) -> Option<(u32, u16)> {
    let [t1, t2, c1, c2, r1, r2, r3, r4, _, _, _, _, _, _, b1, b2] = *chunk.first_chunk::<16>()?;
    let tag = u16::from_le_bytes([t1, t2]);
    let is_pcm = tag == PCM_TAG || tag == EXTENSIBLE_TAG;
    let channels = u16::from_le_bytes([c1, c2]);
    let is_known =
        is_pcm && u16::from_le_bytes([b1, b2]) == BYTES_PER_SAMPLE * 8 && (1..=2).contains(&channels);
    is_known.then(|| (u32::from_le_bytes([r1, r2, r3, r4]), channels))
}

#[cfg(test)]
mod tests;
