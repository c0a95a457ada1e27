//! Vorbis packets. Each is of one mode, which decides between two sizes of block; neighbours overlap by half. The modes
//! are the last thing in the setup header, which would have to be decoded in full to be read from its front.

#[derive(Debug)]
pub(crate) struct Modes {
    /// Whether each mode has long blocks.
    are_long: Vec<bool>,
    short: u32,
    long: u32,
    /// The block of the packet before.
    before: Option<u32>,
}

/// The bits of a mode: its block, its window, its transform and its mapping.
const MODE_BITS: usize = 1 + 16 + 16 + 8;
const MAX_MODES: usize = 64;
/// All modes with their number, which has six bits, and the closing bit.
const MOST_BYTES: usize = (MAX_MODES * MODE_BITS + 6).div_ceil(8) + 1;

impl Modes {
    /// Returns the samples of a second, too.
    pub(super) fn read(identification: &[u8], setup: &[u8]) -> Option<(Self, u32)> {
        let rest = identification.strip_prefix(b"\x01vorbis")?;
        let per_second = u32::from_le_bytes(*rest.get(5..)?.first_chunk()?);
        let blocks = rest.get(21)?;
        let (short, long) = (1 << (blocks & 0b1111), 1 << (blocks >> 4));
        let are_long = modes(setup.strip_prefix(b"\x05vorbis")?)?;
        (per_second > 0).then_some((Self { are_long, short, long, before: None }, per_second))
    }

    /// `None`: the packet is empty, or no sound.
    pub(super) fn samples(&mut self, packet: &[u8]) -> Option<u32> {
        let first = packet.first()?;
        if first & 1 != 0 {
            return None;
        }
        let bits = usize::BITS - (self.are_long.len() - 1).leading_zeros();
        let mode = usize::from(first >> 1) & ((1 << bits) - 1);
        let block = if *self.are_long.get(mode)? { self.long } else { self.short };
        // The first block only begins what the second one completes.
        let samples = self.before.map_or(0, |before| (before + block) / 4);
        self.before = Some(block);
        Some(samples)
    }
}

/// Finds the modes from the end of the setup header, where a set bit closes them. Their number is in front of them.
fn modes(setup: &[u8]) -> Option<Vec<bool>> {
    let used = setup.iter().rposition(|byte| *byte != 0)? + 1;
    let setup = setup.get(used.saturating_sub(MOST_BYTES)..used)?;
    let bits: Vec<bool> = setup.iter().flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1 != 0)).collect();
    let end = bits.iter().rposition(|bit| *bit)?;
    // A small number may be chance, as zeros are common. A large one is not.
    (1..=MAX_MODES).rev().find_map(|count| {
        let begins = end.checked_sub(count * MODE_BITS)?;
        let stated = number(bits.get(begins.checked_sub(6)?..begins)?);
        let modes = bits.get(begins..end)?.chunks_exact(MODE_BITS);
        let fits = modes.clone().all(|mode| !mode.iter().skip(1).take(32).any(|bit| *bit));
        (stated + 1 == count && fits).then(|| modes.filter_map(|mode| mode.first().copied()).collect())
    })
}

/// The lowest bit comes first.
fn number(bits: &[bool]) -> usize {
    bits.iter().rev().fold(0, |number, bit| number << 1 | usize::from(*bit))
}
