//! MPEG audio, layer III: frames of some milliseconds each, with tags before, between and after them.

use super::Samples;

/// How many bytes may come before the first frame, such as padding or a picture without a tag.
const MAX_JUNK: usize = 1024 * 1024;

/// Returns what follows the ID3 tags at the front.
pub(super) fn after_tags(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let Some(length) = tag_length(rest) {
        rest = rest.get(length..).unwrap_or_default();
    }
    rest
}

/// Counts the samples of all frames, whatever number a Xing header claims.
pub(super) fn samples(bytes: &[u8]) -> Samples {
    let Some((first, mut rest)) = first_frame(bytes) else { return Samples::default() };
    let mut total = Samples { count: 0, per_second: first.per_second };
    if first.is_about_the_file(rest) {
        rest = rest.get(first.length..).unwrap_or_default();
    }
    while !rest.is_empty() {
        rest = match Frame::read(rest).filter(|frame| frame.is_like(first)) {
            // A last frame that is cut short is not played.
            Some(frame) if frame.length > rest.len() => break,
            Some(frame) => {
                total.count += u64::from(frame.samples);
                rest.get(frame.length..).unwrap_or_default()
            }
            None => match next_pair(rest.get(1..).unwrap_or_default(), |frame| frame.is_like(first)) {
                Some((_, rest)) => rest,
                None => break,
            },
        };
    }
    total
}

/// Finds the first real frame. Bytes that look like one frame may be chance; two in a row, or one that ends the
/// file, are not.
fn first_frame(bytes: &[u8]) -> Option<(Frame, &[u8])> {
    let alone = Frame::read(bytes).filter(|frame| is_end(bytes.get(frame.length..)));
    alone.map(|frame| (frame, bytes)).or_else(|| {
        let window = bytes.get(..MAX_JUNK).unwrap_or(bytes);
        next_pair(window, |_| true).map(|(frame, at)| {
            let skipped = window.len() - at.len();
            (frame, bytes.get(skipped..).unwrap_or_default())
        })
    })
}

/// Finds the next place at which two frames that are alike follow each other.
fn next_pair(bytes: &[u8], fits: impl Fn(Frame) -> bool) -> Option<(Frame, &[u8])> {
    (0..bytes.len()).filter_map(|at| bytes.get(at..)).filter(|rest| rest.first() == Some(&0xFF)).find_map(
        |rest| {
            let frame = Frame::read(rest).filter(|frame| fits(*frame))?;
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

    /// Whether this first frame holds a table of the file instead of sound.
    fn is_about_the_file(self, bytes: &[u8]) -> bool {
        const VBRI_AT: usize = 36;
        let frame = bytes.get(..self.length).unwrap_or(bytes);
        let names = |at: usize| frame.get(at..).and_then(|rest| rest.first_chunk::<4>());
        matches!(names(self.side_ends), Some(b"Xing" | b"Info")) || names(VBRI_AT) == Some(b"VBRI")
    }
}
