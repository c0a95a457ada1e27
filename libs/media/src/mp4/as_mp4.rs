//! Makes an MP4 of a `QuickTime` film while it passes: the brand is changed, and where the film does not begin with one,
//! one is put in front. The media stay as they are, because both containers hold the same boxes. The index is kept until it is whole,
//! and nothing else is.

use bytes::{Bytes, BytesMut};

use super::boxes::{Header, Name, child, children, name_at};
use crate::{Error, FileType, sniff};

/// What is put in front of a file that does not say what it is: MP4, second version, and what all players read.
const FTYP: &[u8; 24] = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom";
/// What is left of a box that does not state its size: all up to the end of the file.
const TO_THE_END: u64 = u64::MAX;
/// What a list of brands becomes that does not come first. A file has one, and nothing moves by this.
const FREE: Name = *b"free";
/// Where a header has the name.
const NAME: std::ops::Range<usize> = 4..8;
/// The largest list of brands and the largest index that are kept.
const MAX_BRANDS: u64 = 4096;
const MAX_INDEX: u64 = 16 * 1024 * 1024;

const TOO_LARGE: Error = Error::BrokenVideo("its index (moov) is larger than 16 MiB");
const FOREIGN: Error = Error::BrokenVideo("it is a QuickTime film in a coding that browsers do not play");

#[derive(Debug, Default)]
pub struct AsMp4 {
    at: At,
    /// By how many bytes everything moves back.
    shift: u32,
    has_begun: bool,
}

#[derive(Debug)]
enum At {
    /// Inside a header, of which these bytes have arrived.
    Header(BytesMut),
    /// Inside a box that is passed on, with so many bytes to come.
    Passing { left: u64 },
    /// Inside a box that is kept whole, with its header.
    Keeping { name: Name, header: usize, kept: BytesMut, left: u64 },
}

impl Default for At {
    fn default() -> Self {
        Self::Header(BytesMut::with_capacity(Header::MOST))
    }
}

impl AsMp4 {
    /// Whether a film that begins so is to be changed: it is `QuickTime`, or has one of Apple's own brands of MP4.
    pub fn is_needed(opening: &[u8]) -> bool {
        let is_apples = opening.get(4..).is_some_and(|rest| rest.starts_with(b"ftypM4V"));
        is_apples || sniff(opening) == Some(FileType::QuickTime)
    }

    /// Takes the next bytes and returns what of the new file is ready.
    pub fn feed(&mut self, chunk: Bytes) -> Result<Vec<Bytes>, Error> {
        let (mut rest, mut ready) = (chunk, Vec::new());
        while !rest.is_empty() {
            match std::mem::take(&mut self.at) {
                At::Header(mut header) => {
                    header.extend_from_slice(&rest.split_to(1));
                    let read = Header::read(&header).map_err(super::Flaw::into_video_error)?;
                    match read {
                        None => self.at = At::Header(header),
                        Some(read) => self.enter(read, header, &mut ready)?,
                    }
                }
                At::Passing { left } => {
                    let part = rest.split_to(most(left, rest.len()));
                    self.at = after(left, part.len()).map_or_else(At::default, |left| At::Passing { left });
                    ready.push(part);
                }
                At::Keeping { name, header, mut kept, left } => {
                    let part = rest.split_to(most(left, rest.len()));
                    kept.extend_from_slice(&part);
                    if u64::try_from(kept.len()).unwrap_or(u64::MAX) > MAX_INDEX {
                        return Err(TOO_LARGE);
                    }
                    match after(left, part.len()) {
                        Some(left) => self.at = At::Keeping { name, header, kept, left },
                        None => ready.push(self.changed(name, header, kept)?),
                    }
                }
            }
        }
        Ok(ready)
    }

    /// The rest, at the end of the file. What is cut off stays so: it is for the probe to say.
    pub fn finish(self) -> Result<Vec<Bytes>, Error> {
        match self.at {
            At::Header(header) => Ok(vec![header.freeze()]),
            At::Passing { .. } => Ok(Vec::new()),
            At::Keeping { name, header, kept, left: TO_THE_END } => {
                Ok(vec![Self { at: At::default(), ..self }.changed(name, header, kept)?])
            }
            At::Keeping { kept, .. } => Ok(vec![kept.freeze()]),
        }
    }

    fn enter(&mut self, read: Header, mut header: BytesMut, ready: &mut Vec<Bytes>) -> Result<(), Error> {
        let Header { mut name, body } = read;
        let left = body.unwrap_or(TO_THE_END);
        if !self.has_begun && name != *b"ftyp" {
            ready.push(Bytes::from_static(FTYP));
            self.shift = u32::try_from(FTYP.len()).unwrap_or(u32::MAX);
        }
        if self.has_begun && name == *b"ftyp" {
            name = FREE;
            if let Some(named) = header.get_mut(NAME) {
                named.copy_from_slice(&FREE);
            }
        }
        self.has_begun = true;
        let most = match &name {
            b"ftyp" => Some(MAX_BRANDS),
            b"moov" => Some(MAX_INDEX),
            _ => None,
        };
        if most.is_some_and(|most| left > most && left != TO_THE_END) {
            return Err(TOO_LARGE);
        }
        self.at = match most {
            Some(_) if left == 0 => {
                ready.push(header.freeze());
                At::default()
            }
            Some(_) => At::Keeping { name, header: header.len(), kept: header, left },
            None => {
                ready.push(header.freeze());
                if left == 0 { At::default() } else { At::Passing { left } }
            }
        };
        Ok(())
    }

    /// A whole box that was kept, as it stands in the new file.
    fn changed(&self, name: Name, header: usize, mut kept: BytesMut) -> Result<Bytes, Error> {
        let body = kept.get_mut(header..).unwrap_or_default();
        if name == *b"ftyp" {
            rename_brands(body);
        } else {
            is_played_by_browsers(body)?;
            move_chunks(body, self.shift, DEEPEST)?;
        }
        Ok(kept.freeze())
    }
}

/// How many of `there` bytes belong to a box of which `left` are still to come.
fn most(left: u64, there: usize) -> usize {
    usize::try_from(left).unwrap_or(usize::MAX).min(there)
}

/// What is left after so many bytes. `None`: the box is whole.
fn after(left: u64, taken: usize) -> Option<u64> {
    if left == TO_THE_END {
        return Some(left);
    }
    let left = left.saturating_sub(u64::try_from(taken).unwrap_or(u64::MAX));
    (left > 0).then_some(left)
}

/// The list keeps its length, so that nothing moves: a main brand, a version, and others.
fn rename_brands(ftyp: &mut [u8]) {
    for (at, brand) in ftyp.chunks_exact_mut(4).enumerate() {
        let is_apples = brand == b"qt  " || brand.starts_with(b"M4V");
        if at != 1 && is_apples {
            brand.copy_from_slice(b"mp42");
        }
    }
}

/// Whether the pictures are in a coding that an MP4 for the web may have. `ProRes` and Motion JPEG are not.
fn is_played_by_browsers(moov: &[u8]) -> Result<(), Error> {
    let mut codings =
        children(moov).filter(|(name, _)| name == b"trak").filter_map(|(_, trak)| picture_coding(trak));
    let is_known = |coding: Name| {
        matches!(
            &coding,
            b"avc1" | b"avc3" | b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" | b"av01" | b"vp09" | b"mp4v"
        )
    };
    if codings.all(is_known) { Ok(()) } else { Err(FOREIGN) }
}

fn picture_coding(trak: &[u8]) -> Option<Name> {
    /// After a version and a number of entries comes the first entry's size, and then its name.
    const CODING_AT: usize = 12;
    let mdia = child(trak, *b"mdia")?;
    let is_seen = name_at(child(mdia, *b"hdlr")?, 8)? == *b"vide";
    let stsd = child(child(child(mdia, *b"minf")?, *b"stbl")?, *b"stsd")?;
    name_at(stsd, CODING_AT).filter(|_| is_seen)
}

/// The boxes of an index lie as deep in each other: `trak`, `mdia`, `minf`, `stbl`.
const DEEPEST: u8 = 4;

/// Moves where the index says that the media are. Boxes deeper than `depth` are left as they are.
fn move_chunks(boxes: &mut [u8], shift: u32, depth: u8) -> Result<(), Error> {
    const MOVED_TOO_FAR: Error = Error::BrokenVideo("its media are beyond what its index can say");
    if shift == 0 {
        return Ok(());
    }
    let mut rest = boxes;
    loop {
        let length = if rest.starts_with(&[0, 0, 0, 1]) { Header::MOST } else { 8 };
        let Some((header, after)) = rest.split_at_mut_checked(length) else { break };
        let Ok(Some(Header { name, body })) = Header::read(header) else { break };
        let body = body.map_or(after.len(), |body| usize::try_from(body).unwrap_or(usize::MAX));
        let Some((body, after)) = after.split_at_mut_checked(body) else { break };
        match &name {
            b"trak" | b"mdia" | b"minf" | b"stbl" => {
                if let Some(depth) = depth.checked_sub(1) {
                    move_chunks(body, shift, depth)?;
                }
            }
            b"stco" => {
                for at in body.get_mut(8..).unwrap_or_default().as_chunks_mut::<4>().0 {
                    let moved = u32::from_be_bytes(*at).checked_add(shift).ok_or(MOVED_TOO_FAR)?;
                    *at = moved.to_be_bytes();
                }
            }
            b"co64" => {
                for at in body.get_mut(8..).unwrap_or_default().as_chunks_mut::<8>().0 {
                    let moved = u64::from_be_bytes(*at).checked_add(shift.into()).ok_or(MOVED_TOO_FAR)?;
                    *at = moved.to_be_bytes();
                }
            }
            _ => {}
        }
        rest = after;
    }
    Ok(())
}
