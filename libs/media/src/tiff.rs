//! Looks up single values in a TIFF, which is what an EXIF block is.

/// The bytes of a TIFF, and the order of the bytes in its numbers.
#[derive(Clone, Copy)]
pub(crate) struct Tiff<'a> {
    bytes: &'a [u8],
    little_endian: bool,
}

/// Where a directory of values begins, in bytes from the start of the TIFF.
#[derive(Clone, Copy)]
pub(crate) struct Directory(usize);

impl<'a> Tiff<'a> {
    /// The length of a directory's entry: tag, type, count, value.
    const ENTRY: usize = 12;

    pub(crate) fn new(bytes: &'a [u8]) -> Option<Self> {
        match bytes {
            [b'I', b'I', 42, 0, ..] => Some(Self { bytes, little_endian: true }),
            [b'M', b'M', 0, 42, ..] => Some(Self { bytes, little_endian: false }),
            _ => None,
        }
    }

    pub(crate) fn first(self) -> Option<Directory> {
        self.long_at(4).map(Directory)
    }

    /// The directory that a value points to.
    pub(crate) fn directory(self, within: Directory, tag: u16) -> Option<Directory> {
        self.long_at(self.entry(within, tag)? + 8).map(Directory)
    }

    pub(crate) fn short(self, within: Directory, tag: u16) -> Option<u16> {
        self.short_at(self.entry(within, tag)? + 8)
    }

    /// The four bytes in which short values are stored.
    pub(crate) fn value(self, within: Directory, tag: u16) -> Option<&'a [u8; 4]> {
        self.bytes.get(self.entry(within, tag)? + 8..)?.first_chunk()
    }

    fn entry(self, within: Directory, tag: u16) -> Option<usize> {
        let entries = usize::from(self.short_at(within.0)?);
        (0..entries)
            .map(|entry| within.0 + 2 + entry * Self::ENTRY)
            .find(|entry| self.short_at(*entry) == Some(tag))
    }

    fn short_at(self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk::<2>()?;
        Some(if self.little_endian { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn long_at(self, at: usize) -> Option<usize> {
        let bytes = *self.bytes.get(at..)?.first_chunk::<4>()?;
        let long = if self.little_endian { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
        usize::try_from(long).ok()
    }
}
