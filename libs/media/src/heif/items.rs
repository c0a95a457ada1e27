//! The items of a picture file (ISO/IEC 14496-12, "meta" box): what each is, where its bytes are, what is said of it
//! and what refers to what. It knows nothing of pixels.

use std::borrow::Cow;

use super::numbers::Numbers;
use crate::mp4::boxes::{Name, child, children};

/// The most items and references that are read. A phone's photo has some fifty tiles; 4096 fill the largest picture.
const MOST: usize = 8192;
/// A few for each item.
const MOST_ASSOCIATIONS: usize = MOST * 4;

pub(super) struct Items<'a> {
    /// The item that a viewer shows.
    pub(super) primary: u32,
    file: &'a [u8],
    inner: &'a [u8],
    kinds: Vec<(u32, Name)>,
    places: Vec<Place>,
    references: Vec<Reference>,
    properties: Vec<(Name, &'a [u8])>,
    /// Which properties, counted from 1, an item has.
    associations: Vec<(u32, Vec<usize>)>,
}

/// Where an item's bytes are: in the file, or in the inner box for small ones.
struct Place {
    id: u32,
    inside: bool,
    /// Offset and length of each part. A length of 0 is all there is.
    parts: Vec<(usize, usize)>,
}

struct Reference {
    kind: Name,
    from: u32,
    to: Vec<u32>,
}

/// A box with a version and flags before its content.
fn versioned(body: &[u8]) -> Option<(u8, u32, Numbers<'_>)> {
    let (head, rest) = body.split_first_chunk::<4>()?;
    let [version, flags @ ..] = head;
    let flags = flags.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte));
    Some((*version, flags, Numbers(rest)))
}

impl<'a> Items<'a> {
    pub(super) fn read(file: &'a [u8]) -> Option<Self> {
        let meta = child(file, *b"meta")?.get(4..)?;
        let (version, _, mut numbers) = versioned(child(meta, *b"pitm")?)?;
        let primary = numbers.u32(if version == 0 { 2 } else { 4 })?;
        let described = child(meta, *b"iprp")?;
        Some(Self {
            primary,
            file,
            inner: child(meta, *b"idat").unwrap_or_default(),
            kinds: kinds(child(meta, *b"iinf")?)?,
            places: places(child(meta, *b"iloc")?)?,
            references: child(meta, *b"iref").map_or(Some(Vec::new()), references)?,
            properties: children(child(described, *b"ipco")?).take(MOST).collect(),
            associations: associations(child(described, *b"ipma")?)?,
        })
    }

    pub(super) fn kind(&self, id: u32) -> Option<Name> {
        self.kinds.iter().find(|(item, _)| *item == id).map(|(_, kind)| *kind)
    }

    /// What is said of an item, in the order in which it applies.
    pub(super) fn properties(&self, id: u32) -> impl Iterator<Item = (Name, &'a [u8])> {
        let associated = self.associations.iter().filter(move |(item, _)| *item == id);
        associated
            .flat_map(|(_, indices)| indices)
            .filter_map(|index| self.properties.get(index.checked_sub(1)?).copied())
    }

    pub(super) fn property(&self, id: u32, wanted: Name) -> Option<&'a [u8]> {
        self.properties(id).find(|(name, _)| *name == wanted).map(|(_, body)| body)
    }

    /// The items that an item is made of.
    pub(super) fn parts(&self, id: u32) -> &[u32] {
        let made_of =
            self.references.iter().find(|reference| reference.kind == *b"dimg" && reference.from == id);
        made_of.map_or(&[], |reference| &reference.to)
    }

    pub(super) fn refers(&self, kind: Name, from: u32, to: u32) -> bool {
        self.references
            .iter()
            .any(|reference| reference.kind == kind && reference.from == from && reference.to.contains(&to))
    }

    /// The item that holds the opacities of another.
    pub(super) fn alpha_of(&self, id: u32) -> Option<u32> {
        const NAMES: [&[u8]; 2] =
            [b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0", b"urn:mpeg:hevc:2015:auxid:1\0"];
        let auxiliary = self.references.iter().filter(|reference| reference.kind == *b"auxl");
        let mut of_this =
            auxiliary.filter(|reference| reference.to.contains(&id)).map(|reference| reference.from);
        of_this.find(|item| {
            let name = self.property(*item, *b"auxC").and_then(|body| body.get(4..));
            name.is_some_and(|name| NAMES.iter().any(|alpha| name.starts_with(alpha)))
        })
    }

    /// How many bytes all tiles together may have. Tiles may share bytes, such as those of an even sky, but thousands that
    /// share all bytes of a large file would keep us busy for minutes.
    pub(super) fn most_coded_bytes(&self) -> usize {
        self.file.len().saturating_mul(4)
    }

    /// The bytes of an item. They are never more than the file is long.
    pub(super) fn bytes(&self, id: u32) -> Option<Cow<'a, [u8]>> {
        let place = self.places.iter().find(|place| place.id == id)?;
        let within = if place.inside { self.inner } else { self.file };
        let part = |(offset, length): &(usize, usize)| {
            let from = within.get(*offset..)?;
            if *length == 0 { Some(from) } else { from.get(..*length) }
        };
        if let [only] = place.parts.as_slice() {
            return part(only).map(Cow::Borrowed);
        }
        let mut whole = Vec::new();
        for one in &place.parts {
            whole.extend_from_slice(part(one)?);
            if whole.len() > self.file.len() {
                return None;
            }
        }
        Some(Cow::Owned(whole))
    }
}

fn kinds(body: &[u8]) -> Option<Vec<(u32, Name)>> {
    let (version, _, mut numbers) = versioned(body)?;
    numbers.next(if version == 0 { 2 } else { 4 })?;
    let entries = children(numbers.0).take(MOST).filter(|(name, _)| name == b"infe");
    Some(entries.filter_map(|(_, entry)| kind(entry)).collect())
}

fn kind(entry: &[u8]) -> Option<(u32, Name)> {
    let (version, _, mut numbers) = versioned(entry)?;
    let id = match version {
        2 => numbers.u32(2)?,
        3 => numbers.u32(4)?,
        _ => return None,
    };
    numbers.next(2)?;
    Some((id, *numbers.0.first_chunk()?))
}

fn references(body: &[u8]) -> Option<Vec<Reference>> {
    let (version, _, numbers) = versioned(body)?;
    let width = if version == 0 { 2 } else { 4 };
    let read = |(kind, body)| {
        let mut numbers = Numbers(body);
        let from = numbers.u32(width)?;
        let count = numbers.size(2)?.min(MOST);
        let to = (0..count).map(|_| numbers.u32(width)).collect::<Option<_>>()?;
        Some(Reference { kind, from, to })
    };
    children(numbers.0).take(MOST).map(read).collect()
}

fn associations(body: &[u8]) -> Option<Vec<(u32, Vec<usize>)>> {
    let (version, flags, mut numbers) = versioned(body)?;
    let count = numbers.size(4)?.min(MOST);
    // The highest bit says whether a reader must understand the property.
    let (width, index) = if flags & 1 == 0 { (1, 0x7F) } else { (2, 0x7FFF) };
    let mut left = MOST_ASSOCIATIONS;
    let mut read = || {
        let id = numbers.u32(if version == 0 { 2 } else { 4 })?;
        let properties = numbers.u8()?;
        left = left.checked_sub(usize::from(properties))?;
        let indices = (0..properties).map(|_| Some(numbers.size(width)? & index)).collect::<Option<_>>()?;
        Some((id, indices))
    };
    (0..count).map(|_| read()).collect()
}

fn places(body: &[u8]) -> Option<Vec<Place>> {
    let (version, _, mut numbers) = versioned(body)?;
    let (sizes, more_sizes) = (numbers.u8()?, numbers.u8()?);
    let half = |byte: u8, shift: u8| usize::from((byte >> shift) & 0xF);
    let (offset_size, length_size, base_size) = (half(sizes, 4), half(sizes, 0), half(more_sizes, 4));
    let index_size = if version == 0 { 0 } else { half(more_sizes, 0) };
    let id_size = if version < 2 { 2 } else { 4 };
    let count = numbers.size(id_size)?.min(MOST);
    let mut parts_left = MOST;
    let mut read = || {
        let id = numbers.u32(id_size)?;
        let method = if version == 0 { 0 } else { numbers.next(2)? & 0xF };
        numbers.next(2)?;
        let base = numbers.size(base_size)?;
        let parts = numbers.size(2)?;
        parts_left = parts_left.checked_sub(parts)?;
        let mut part = || {
            numbers.next(index_size)?;
            let (offset, length) = (numbers.size(offset_size)?, numbers.size(length_size)?);
            Some((base.checked_add(offset)?, length))
        };
        let parts = (0..parts).map(|_| part()).collect::<Option<_>>()?;
        Some(Place { id, inside: method == 1, parts })
    };
    (0..count).map(|_| read()).collect()
}
