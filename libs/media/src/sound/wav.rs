//! A RIFF/WAVE file is a row of chunks, each with a name, a length and content. RF64 and BW64 are the same with lengths
//! of 64 bits in a chunk of their own.

mod mend;

use super::coding::Coding;
use crate::{Error, Shortfall};

pub(super) use mend::mended;

/// Programs that stream a sound do not know its length yet, and claim about this many bytes or more, or none.
const UNKNOWN: u32 = 0x7FFF_0000;
/// A file of this many bytes is not taken; a length of 64 bits that is larger is a place-holder.
const UNKNOWN_LARGE: u64 = 1 << 40;
/// So many bytes of sound or more are believed of no file: what is taken is smaller by far.
const INCREDIBLE: u64 = 128 * 1024 * 1024;
/// How far from the end of a streamed file the chunks behind its sound are searched for.
const FARTHEST: usize = 64 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Chunk<'a> {
    name: [u8; 4],
    content: &'a [u8],
}

/// A file that was read to its end.
#[derive(Debug)]
struct Wav<'a> {
    coding: Coding,
    before: Vec<Chunk<'a>>,
    /// Of the first chunk of sound. Players pass over further ones.
    sound: &'a [u8],
    after: Vec<Chunk<'a>>,
    /// Whether all lengths are those of the bytes, and nothing is there beside chunks.
    is_right: bool,
}

/// The length of the first chunk of sound.
pub(super) fn millis(bytes: &[u8]) -> Result<u64, Error> {
    let wav = Wav::read(bytes, Shortfall::FileIsCutOff)?;
    Ok(wav.map_or(0, |wav| wav.coding.millis(wav.sound)))
}

/// The most chunks before the sound. Real files have a handful.
const MOST_CHUNKS: usize = 1000;

impl<'a> Wav<'a> {
    /// `None`: it has no sound.
    fn read(bytes: &'a [u8], shortfall: Shortfall) -> Result<Option<Self>, Error> {
        let mut rest = bytes.get(12..).unwrap_or_default();
        let (mut coding, mut large) = (None, Large::default());
        let mut before = Vec::new();
        while let Some((name, length, after)) = header(rest) {
            if &name == b"data" {
                let coding = coding.ok_or(Error::BrokenSound("it does not say how it is coded"))?;
                let claim =
                    Claim { length, large, whole: bytes, begins: bytes.len() - after.len(), shortfall };
                let sound = claim.sound(after)?;
                return Ok(Some(Self::ended(bytes, coding, before, (length, sound), after)));
            }
            let content = after.get(..usize::try_from(length).unwrap_or(usize::MAX)).ok_or(Error::CutOff)?;
            match &name {
                b"ds64" => large = Large::read(content),
                b"fmt " => coding = Some(Coding::read(content)?),
                _ => {}
            }
            before.push(Chunk { name, content });
            if before.len() > MOST_CHUNKS {
                return Err(Error::BrokenSound("it has too many chunks"));
            }
            rest = behind(after, content.len());
        }
        Ok(None)
    }

    fn ended(
        bytes: &[u8],
        coding: Coding,
        before: Vec<Chunk<'a>>,
        (claimed, sound): (u32, &'a [u8]),
        after: &'a [u8],
    ) -> Self {
        let (behind, rest) = chunks(behind(after, sound.len()));
        let stated = riff_length(bytes);
        let is_padded = sound.len().is_multiple_of(2) || after.len() > sound.len();
        let is_right = bytes.starts_with(b"RIFF")
            && stated.is_some_and(|stated| is(stated, bytes.len().saturating_sub(8)))
            && is(claimed, sound.len())
            && is_padded
            && rest.is_empty();
        Self { coding, before, sound, after: behind, is_right }
    }
}

/// The same lengths in 64 bits.
#[derive(Debug, Clone, Copy, Default)]
struct Large {
    file: Option<u64>,
    sound: Option<u64>,
}

impl Large {
    fn read(content: &[u8]) -> Self {
        let number = |at: usize| {
            let number = content.get(at..)?.first_chunk().copied().map(u64::from_le_bytes);
            number.filter(|number| (1..UNKNOWN_LARGE).contains(number))
        };
        Self { file: number(0), sound: number(8) }
    }
}

/// What the head of the sound says of its length.
struct Claim<'a> {
    length: u32,
    large: Large,
    whole: &'a [u8],
    /// Where in the file the sound begins.
    begins: usize,
    shortfall: Shortfall,
}

impl Claim<'_> {
    /// The sound at the beginning of `after`.
    fn sound<'b>(&self, after: &'b [u8]) -> Result<&'b [u8], Error> {
        let Some(stated) = known(self.length, self.large.sound) else { return Ok(up_to_chunks(after)) };
        let length = usize::try_from(stated).unwrap_or(usize::MAX);
        let is_wrong = self.shortfall == Shortfall::HeaderIsWrong;
        match after.get(..length) {
            Some(_) if is_wrong && self.goes_on(behind(after, length)) => Ok(up_to_chunks(after)),
            Some(sound) => Ok(sound),
            None if is_wrong && !self.is_said_twice(stated) => Ok(up_to_chunks(after)),
            None => Err(Error::CutOff),
        }
    }

    /// Whether the length of the file says, too, that so much sound was there: then it was, and has not come. Writers
    /// differ on how much of the head they count, and chunks may follow.
    fn is_said_twice(&self, sound: u64) -> bool {
        let size = |bytes: usize| u64::try_from(bytes).unwrap_or(u64::MAX);
        let Some(file) = known(riff_length(self.whole).unwrap_or(0), self.large.file) else { return false };
        let (file, begins) = (file.saturating_add(8), size(self.begins));
        let ends = begins.saturating_add(sound);
        let is_alike = (ends.saturating_sub(begins)..=ends.saturating_add(size(FARTHEST))).contains(&file);
        sound < INCREDIBLE && file > size(self.whole.len()) && is_alike
    }

    /// Whether what is behind the stated sound is more of it: no chunks and no padding, and the file says that it
    /// reaches to its end.
    fn goes_on(&self, rest: &[u8]) -> bool {
        let stated = riff_length(self.whole).unwrap_or(0);
        let reaches =
            stated == 0 || usize::try_from(stated).is_ok_and(|stated| stated + 8 >= self.whole.len());
        reaches && chunks(rest).0.is_empty() && rest.iter().any(|byte| *byte != 0)
    }
}

/// What the first header says of the length of all that is behind it.
fn riff_length(file: &[u8]) -> Option<u32> {
    file.get(4..)?.first_chunk().copied().map(u32::from_le_bytes)
}

/// A stated length. `None`: it was not known when the head was written.
fn known(length: u32, large: Option<u64>) -> Option<u64> {
    let is_open = length == 0 || length >= UNKNOWN;
    if is_open { large.filter(|_| length == u32::MAX) } else { Some(length.into()) }
}

/// A sound of unknown length ends where chunks begin that end with the file.
fn up_to_chunks(after: &[u8]) -> &[u8] {
    const NAMES: [&[u8]; 6] = [b"LIST", b"id3 ", b"ID3 ", b"bext", b"fact", b"cue "];
    let first = after.len().saturating_sub(FARTHEST);
    let ends = (first..after.len()).find(|at| {
        let rest = after.get(*at..).unwrap_or_default();
        NAMES.iter().any(|name| rest.starts_with(name)) && chunks(rest).1.is_empty()
    });
    after.get(..ends.unwrap_or(after.len())).unwrap_or(after)
}

/// The whole chunks at the beginning, and what is there behind them.
fn chunks(bytes: &[u8]) -> (Vec<Chunk<'_>>, &[u8]) {
    let (mut found, mut rest) = (Vec::new(), bytes);
    while let Some((name, length, after)) = header(rest).filter(|(name, ..)| is_a_name(*name)) {
        let Some(content) = usize::try_from(length).ok().and_then(|length| after.get(..length)) else {
            break;
        };
        found.push(Chunk { name, content });
        rest = behind(after, content.len());
    }
    (found, rest)
}

/// What comes behind so many bytes. Chunks begin at even places; some programs forget that.
fn behind(after: &[u8], length: usize) -> &[u8] {
    let unpadded = after.get(length..).unwrap_or_default();
    let padded = unpadded.get(length % 2..).unwrap_or_default();
    let begins = |rest: &[u8]| header(rest).is_some_and(|(name, ..)| is_a_name(name));
    if !begins(padded) && begins(unpadded) { unpadded } else { padded }
}

fn is_a_name(name: [u8; 4]) -> bool {
    name.iter().all(|byte| (0x20..0x7F).contains(byte))
}

fn is(stated: u32, length: usize) -> bool {
    usize::try_from(stated).is_ok_and(|stated| stated == length)
}

fn header(bytes: &[u8]) -> Option<([u8; 4], u32, &[u8])> {
    let (name, after) = bytes.split_first_chunk()?;
    let (length, after) = after.split_first_chunk()?;
    Some((*name, u32::from_le_bytes(*length), after))
}
