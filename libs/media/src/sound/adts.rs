//! AAC as bare frames (ADTS), each of which states how long it is.

use super::ticks::Ticks;
use crate::packets::AAC_RATES;

const SAMPLES_IN_A_BLOCK: u32 = 1024;

/// Adds up all whole frames. What lies between them is passed over, as decoders do.
pub(super) fn millis(bytes: &[u8]) -> u64 {
    let mut rest = bytes;
    let mut total = Ticks::default();
    while !rest.is_empty() {
        rest = if let Some(frame) = Frame::read(rest) {
            let Some(after) = rest.get(frame.length..) else { break };
            total.add(frame.samples, frame.per_second);
            after
        } else {
            match next_pair(rest.get(1..).unwrap_or_default()) {
                Some(rest) => rest,
                None => break,
            }
        };
    }
    total.millis()
}

/// Finds the next place at which two frames follow each other, which is no chance.
fn next_pair(bytes: &[u8]) -> Option<&[u8]> {
    let places = (0..bytes.len()).filter_map(|at| bytes.get(at..)).filter(|rest| rest.first() == Some(&0xFF));
    places.into_iter().find(|rest| {
        let next = Frame::read(rest).and_then(|frame| rest.get(frame.length..));
        next.is_some_and(|next| Frame::read(next).is_some())
    })
}

struct Frame {
    length: usize,
    samples: u32,
    per_second: u32,
}

impl Frame {
    const HEADER: usize = 7;

    fn read(bytes: &[u8]) -> Option<Self> {
        let [0xFF, second, third, fourth, fifth, sixth, seventh] = *bytes.first_chunk()? else { return None };
        if second & 0xF6 != 0xF0 {
            return None;
        }
        let per_second = *AAC_RATES.get(usize::from((third >> 2) & 0b1111))?;
        let length = usize::from(fourth & 0b11) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
        let samples = (u32::from(seventh & 0b11) + 1) * SAMPLES_IN_A_BLOCK;
        (length > Self::HEADER).then_some(Self { length, samples, per_second })
    }
}
