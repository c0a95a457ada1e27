//! MPEG audio, layer III: frames of some milliseconds each, with tags before, between and after them.

mod cut_off;
mod mend;

use super::ticks::Ticks;

pub(super) use cut_off::{is_cut_off, promises_more};
pub(super) use mend::mended;

/// How many bytes may come before the first frame, such as padding or a picture without a tag.
const MAX_JUNK: usize = 1024 * 1024;

/// Encoders differ on whether the frame with the table counts.
const GIVE: u32 = 1;

/// Returns what follows the ID3 tags at the front.
pub(super) fn after_tags(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let Some(length) = tag_length(rest) {
        rest = rest.get(length..).unwrap_or_default();
    }
    rest
}

/// The length of an mp3: of all its frames, whatever number a Xing header claims, less what its encoder has put before
/// and behind the sound, where a header says so.
pub(super) fn millis(bytes: &[u8]) -> u64 {
    let Some((first, rest)) = first_frame(bytes) else { return 0 };
    let Some(about) = first.about_the_file(rest) else { return added_up(rest).total.millis() };
    let Added { mut total, frames, .. } = added_up(rest.get(first.length..).unwrap_or_default());
    total.take(about.silence(frames), first.per_second);
    total.millis()
}

/// Whether a table at the front says what the encoder has put before and behind the sound.
pub(super) fn tells_its_padding(bytes: &[u8]) -> bool {
    first_frame(bytes)
        .and_then(|(first, rest)| first.about_the_file(rest))
        .is_some_and(|about| about.front > 0)
}

/// The length of the frames in another container, all of which are played.
pub(super) fn millis_of_frames(bytes: &[u8]) -> u64 {
    first_frame(bytes).map_or(0, |(_, rest)| added_up(rest).total.millis())
}

/// What frames come to.
#[derive(Debug, Default)]
struct Added {
    total: Ticks,
    frames: u32,
    /// Whether one more begins, and does not end.
    is_torn: bool,
}

/// Adds up frames from the first on. The rate may change from frame to frame.
fn added_up(bytes: &[u8]) -> Added {
    let (mut added, mut rest) = (Added::default(), bytes);
    while !rest.is_empty() {
        rest = match Frame::read(rest) {
            // A last frame that is cut short is not played.
            Some(frame) if frame.length > rest.len() => {
                added.is_torn = added.frames > 0;
                break;
            }
            Some(frame) => {
                added.total.add(frame.samples, frame.per_second);
                added.frames = added.frames.saturating_add(1);
                rest.get(frame.length..).unwrap_or_default()
            }
            None => match next_pair(rest.get(1..).unwrap_or_default()) {
                Some((_, rest)) => rest,
                None => break,
            },
        };
    }
    added
}

/// Finds the first real frame. Bytes that look like one frame may be chance; two in a row, or one that ends the
/// file, are not.
fn first_frame(bytes: &[u8]) -> Option<(Frame, &[u8])> {
    let alone = Frame::read(bytes).filter(|frame| is_end(bytes.get(frame.length..)));
    alone.map(|frame| (frame, bytes)).or_else(|| {
        let window = bytes.get(..MAX_JUNK).unwrap_or(bytes);
        next_pair(window).map(|(frame, at)| {
            let skipped = window.len() - at.len();
            (frame, bytes.get(skipped..).unwrap_or_default())
        })
    })
}

/// Finds the next place at which two frames that are alike follow each other.
fn next_pair(bytes: &[u8]) -> Option<(Frame, &[u8])> {
    (0..bytes.len()).filter_map(|at| bytes.get(at..)).filter(|rest| rest.first() == Some(&0xFF)).find_map(
        |rest| {
            let frame = Frame::read(rest)?;
            let next = Frame::read(rest.get(frame.length..)?)?;
            next.is_like(frame).then_some((frame, rest))
        },
    )
}

/// Whether nothing follows but the tags that stand at the end of a file.
fn is_end(rest: Option<&[u8]>) -> bool {
    rest.is_some_and(|rest| {
        rest.is_empty() || [&b"TAG"[..], b"APETAGEX", b"LYRICSBEGIN"].iter().any(|tag| rest.starts_with(tag))
    })
}

/// The length of an `ID3v2` tag in bytes, with its header and footer.
fn tag_length(bytes: &[u8]) -> Option<usize> {
    const HAS_FOOTER: u8 = 0x10;
    let [b'I', b'D', b'3', _, _, flags, size @ ..] = bytes else { return None };
    // Four bytes of seven bits.
    let size = size.first_chunk::<4>()?.iter().fold(0, |size, byte| (size << 7) | usize::from(byte & 0x7F));
    Some(size + if flags & HAS_FOOTER == 0 { 10 } else { 20 })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    version: u8,
    /// In bytes, with the header.
    length: usize,
    samples: u32,
    per_second: u32,
    /// The offset at which a Xing header would be.
    side_ends: usize,
}

impl Frame {
    /// Bit rates in kilobits a second. Players do not support 0, which stands for a free rate.
    const RATES_1: [u32; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const RATES_2: [u32; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    const VERSION_1: u8 = 0b11;

    fn read(bytes: &[u8]) -> Option<Self> {
        let [0xFF, second, third, fourth] = *bytes.first_chunk()? else { return None };
        let (version, layer) = ((second >> 3) & 0b11, (second >> 1) & 0b11);
        if second < 0xE0 || layer != 0b01 {
            return None;
        }
        let is_first = version == Self::VERSION_1;
        let divided = match version {
            Self::VERSION_1 => 1,
            0b10 => 2,
            0b00 => 4,
            _ => return None,
        };
        let per_second = *[44_100, 48_000, 32_000].get(usize::from((third >> 2) & 0b11))? / divided;
        let rates = if is_first { Self::RATES_1 } else { Self::RATES_2 };
        let kilobits = rates.get(usize::from(third >> 4)).copied().filter(|rate| *rate > 0)?;
        let samples = if is_first { 1152 } else { 576 };
        let padding = u32::from((third >> 1) & 1);
        let length = usize::try_from(samples / 8 * kilobits * 1000 / per_second + padding).ok()?;
        let is_mono = fourth >> 6 == 0b11;
        let side = match (is_first, is_mono) {
            (true, false) => 32,
            (true, true) | (false, false) => 17,
            (false, true) => 9,
        };
        Some(Self { version, length, samples, per_second, side_ends: 4 + side })
    }

    const fn is_like(self, other: Self) -> bool {
        self.version == other.version && self.per_second == other.per_second
    }

    /// What this first frame says of the file, if it holds a table instead of sound.
    fn about_the_file(self, bytes: &[u8]) -> Option<About> {
        const VBRI_AT: usize = 36;
        let frame = bytes.get(..self.length).unwrap_or(bytes);
        match frame.get(self.side_ends..)? {
            [b'X', b'i', b'n', b'g', table @ ..] | [b'I', b'n', b'f', b'o', table @ ..] => {
                Some(About::xing(table).unwrap_or_default())
            }
            _ => frame.get(VBRI_AT..)?.starts_with(b"VBRI").then(About::default),
        }
    }
}

/// What a table at the front says about the silence that the encoder has added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct About {
    /// How many frames and bytes there were when the file was written; `None`: it does not say.
    frames: Option<u32>,
    bytes: Option<u32>,
    /// Samples at the front and at the end that are not played.
    front: u32,
    end: u32,
}

impl About {
    /// The samples by which every decoder is late.
    const DECODER_DELAY: u32 = 528 + 1;
    /// The flags of fields with the number of frames and of bytes.
    const HAS_FRAMES: u8 = 1;
    const HAS_BYTES: u8 = 2;
    /// Where the delays are, from the encoder's name on.
    const DELAYS_AT: usize = 21;

    /// How many bytes of fields the flags announce.
    fn fields(flags: u8) -> usize {
        const FIELDS: [(u8, usize); 4] = [(About::HAS_FRAMES, 4), (About::HAS_BYTES, 4), (4, 100), (8, 4)];
        FIELDS.iter().filter(|(flag, _)| flags & flag != 0).map(|(_, bytes)| bytes).sum()
    }

    /// Reads what follows the word `Xing` or `Info`: flags, what they announce, and what LAME has added.
    fn xing(table: &[u8]) -> Option<Self> {
        let ([.., flags], after) = table.split_first_chunk::<4>()?;
        let number = |flag: u8| {
            let field = after.get(Self::fields(flags & (flag - 1))..).filter(|_| flags & flag != 0)?;
            field.first_chunk().copied().map(u32::from_be_bytes)
        };
        let (frames, bytes) = (number(Self::HAS_FRAMES), number(Self::HAS_BYTES));
        let encoder = after.get(Self::fields(*flags)..)?;
        if ![&b"LAME"[..], b"Lavf", b"Lavc"].iter().any(|name| encoder.starts_with(name)) {
            return Some(Self { frames, bytes, ..Self::default() });
        }
        let [high, middle, low] = *encoder.get(Self::DELAYS_AT..)?.first_chunk()?;
        let delays = u32::from_be_bytes([0, high, middle, low]);
        let (front, end) = ((delays >> 12) + Self::DECODER_DELAY, delays & 0xFFF);
        Some(Self { frames, bytes, front, end: end.saturating_sub(Self::DECODER_DELAY) })
    }

    /// The samples that are not played, in a file of so many frames. The end is where the table says that it is.
    const fn silence(self, frames: u32) -> u32 {
        match self.frames {
            Some(stated) if stated > 0 && stated <= frames => self.front + self.end,
            _ => self.front,
        }
    }
}
