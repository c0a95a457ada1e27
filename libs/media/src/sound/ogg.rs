//! An Ogg file is a row of pages, each of which states the number of samples up to its end. Only Vorbis and Opus are
//! read.

use super::Samples;
use crate::Error;

/// The total length of all streams, which follow each other.
pub(super) fn millis(bytes: &[u8]) -> Result<u64, Error> {
    let mut rest = bytes;
    let mut streams: Vec<Stream> = Vec::new();
    while let Some(page) = Page::read(rest)? {
        if page.begins {
            streams.extend(Stream::beginning(&page));
        } else if let Some(stream) = streams.last_mut().filter(|stream| stream.serial == page.serial) {
            stream.end = page.samples_until.unwrap_or(stream.end).max(stream.end);
        }
        rest = page.after;
    }
    if streams.is_empty() {
        return Err(Error::BrokenSound("it is neither Vorbis nor Opus"));
    }
    Ok(streams.iter().map(|stream| stream.samples().millis()).fold(0, u64::saturating_add))
}

/// The length of a page's header in bytes, without its list of segments.
const HEADER: usize = 27;

struct Stream {
    serial: u32,
    per_second: u32,
    /// Samples at the start that are not played.
    skipped: u64,
    end: u64,
}

impl Stream {
    /// Reads the first page of a stream, which holds nothing but the stream's header.
    fn beginning(page: &Page<'_>) -> Option<Self> {
        let number = |at: usize| page.content.get(at..)?.first_chunk().copied().map(u32::from_le_bytes);
        let short = |at: usize| page.content.get(at..)?.first_chunk().copied().map(u16::from_le_bytes);
        let (per_second, skipped) = match page.content {
            [1, b'v', b'o', b'r', b'b', b'i', b's', ..] => (number(12)?, 0),
            // Opus counts at 48 kHz whatever it was made from.
            [b'O', b'p', b'u', b's', b'H', b'e', b'a', b'd', ..] => (48_000, short(10)?),
            _ => return None,
        };
        (per_second > 0).then_some(Self { serial: page.serial, per_second, skipped: skipped.into(), end: 0 })
    }

    fn samples(&self) -> Samples {
        Samples { count: self.end.saturating_sub(self.skipped), per_second: self.per_second }
    }
}

struct Page<'a> {
    begins: bool,
    /// `None`: no packet ends on this page.
    samples_until: Option<u64>,
    serial: u32,
    content: &'a [u8],
    after: &'a [u8],
}

impl<'a> Page<'a> {
    /// Returns `Ok(None)` if no page begins here.
    fn read(bytes: &'a [u8]) -> Result<Option<Self>, Error> {
        const BEGINS: u8 = 0x02;
        if !bytes.starts_with(b"OggS") {
            return Ok(None);
        }
        let (header, after) = bytes.split_first_chunk::<HEADER>().ok_or(Error::CutOff)?;
        let [_, _, _, _, _, flags, position @ ..] = header;
        let (position, serial) = position.split_first_chunk().ok_or(Error::CutOff)?;
        let (serial, _) = serial.split_first_chunk().ok_or(Error::CutOff)?;
        let segments = usize::from(header.last().copied().unwrap_or_default());
        let (lengths, after) = after.split_at_checked(segments).ok_or(Error::CutOff)?;
        let length = lengths.iter().copied().map(usize::from).sum();
        let (content, after) = after.split_at_checked(length).ok_or(Error::CutOff)?;
        let samples_until = u64::from_le_bytes(*position);
        Ok(Some(Self {
            begins: flags & BEGINS != 0,
            // Signed; -1 means none.
            samples_until: i64::try_from(samples_until).ok().map(|_| samples_until),
            serial: u32::from_le_bytes(*serial),
            content,
            after,
        }))
    }
}
