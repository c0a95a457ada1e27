//! An Ogg file is a row of pages, which carry the packets of a stream. Each states the number of samples up to its end,
//! which is believed as far as it trims the last packets. Vorbis, Opus and FLAC are read.

use super::ogg_stream::Stream;
use crate::Error;

/// The length of a page's header in bytes, without its list of segments.
const HEADER: usize = 27;

/// The total length of all streams of sound that follow each other.
pub(super) fn millis(bytes: &[u8]) -> Result<u64, Error> {
    let mut rest = bytes;
    let mut streams: Vec<Stream> = Vec::new();
    let mut was_beginning = false;
    while let Some(page) = Page::next(rest)? {
        if page.begins {
            // Of streams that begin together, only the first is played.
            let is_beside = was_beginning && !streams.is_empty();
            streams.extend(Stream::beginning(page.serial, page.content).filter(|_| !is_beside));
        } else if let Some(stream) = streams.last_mut().filter(|stream| stream.serial == page.serial) {
            page.feed(stream)?;
        }
        was_beginning = page.begins;
        rest = page.after;
    }
    let Some((first, others)) = streams.split_first() else {
        return Err(Error::BrokenSound("it is an Ogg file with neither Vorbis, Opus nor FLAC in it"));
    };
    // Decoders go on with what the first stream has told them, and repeat a little at each seam of Vorbis.
    if !others.iter().all(|other| other.is_like(first)) {
        return Err(Error::BrokenSound("it changes its coding or its rate in the middle"));
    }
    if others.len() > 1 {
        return Err(Error::BrokenSound("it is made of more than two recordings, one after the other"));
    }
    Ok(streams.iter().map(Stream::millis).fold(0, u64::saturating_add))
}

struct Page<'a> {
    begins: bool,
    /// `None`: no packet ends on this page.
    samples_until: Option<u64>,
    serial: u32,
    /// The lengths of the pieces of packets in its content. A piece of 255 bytes goes on in the next.
    lengths: &'a [u8],
    content: &'a [u8],
    after: &'a [u8],
}

impl<'a> Page<'a> {
    /// The next page, past any bytes that belong to none, as decoders find it. `Ok(None)`: there is none.
    fn next(bytes: &'a [u8]) -> Result<Option<Self>, Error> {
        const BEGINS: u8 = 0x02;
        const MARK: &[u8] = b"OggS";
        let Some(begins) = bytes.windows(MARK.len()).position(|window| window == MARK) else {
            return Ok(None);
        };
        let bytes = bytes.get(begins..).unwrap_or_default();
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
            lengths,
            content,
            after,
        }))
    }

    fn feed(&self, stream: &mut Stream) -> Result<(), Error> {
        let mut content = self.content;
        stream.begin_page();
        for length in self.lengths {
            let (piece, rest) = content.split_at_checked(usize::from(*length)).ok_or(Error::CutOff)?;
            stream.add(piece, *length < u8::MAX)?;
            content = rest;
        }
        stream.end_page(self.samples_until);
        Ok(())
    }
}
