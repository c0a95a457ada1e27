//! Reads numbers of varying length, one after the other.

#[derive(Clone, Copy)]
pub(super) struct Numbers<'a>(pub(super) &'a [u8]);

impl Numbers<'_> {
    /// A big-endian number of this many bytes. No byte at all is 0.
    pub(super) fn next(&mut self, bytes: usize) -> Option<u64> {
        let (number, rest) = self.0.split_at_checked(bytes).filter(|_| bytes <= 8)?;
        self.0 = rest;
        Some(number.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        u8::try_from(self.next(1)?).ok()
    }

    pub(super) fn u32(&mut self, bytes: usize) -> Option<u32> {
        u32::try_from(self.next(bytes)?).ok()
    }

    pub(super) fn size(&mut self, bytes: usize) -> Option<usize> {
        usize::try_from(self.next(bytes)?).ok()
    }
}
