//! AAC as bare frames (ADTS), each of which states how long it is.

use super::Samples;

const RATES: [u32; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
const SAMPLES_IN_A_BLOCK: u64 = 1024;

/// Counts up to the first thing that is not a whole frame.
pub(super) fn samples(bytes: &[u8]) -> Samples {
    let mut rest = bytes;
    let mut total = Samples::default();
    while let Some((frame, after)) = next_frame(rest) {
        total.count += frame.count;
        total.per_second = frame.per_second;
        rest = after;
    }
    total
}

fn next_frame(bytes: &[u8]) -> Option<(Samples, &[u8])> {
    let [0xFF, second, third, fourth, fifth, sixth, seventh] = *bytes.first_chunk()? else { return None };
    if second & 0xF6 != 0xF0 {
        return None;
    }
    let per_second = *RATES.get(usize::from((third >> 2) & 0b1111))?;
    let length = usize::from(fourth & 0b11) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
    let count = (u64::from(seventh & 0b11) + 1) * SAMPLES_IN_A_BLOCK;
    let after = bytes.get(length..).filter(|_| length > 7)?;
    Some((Samples { count, per_second }, after))
}
