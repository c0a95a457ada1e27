//! Changes of bodies that are no JSON, or need not be.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

pub(super) fn gzipped(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

/// What HTTP calls deflate is zlib's format.
pub(super) fn deflated(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

/// The same WAV with this number as the size of its RIFF and of its `data`. What is no WAV stays as it is.
pub(super) fn with_wav_sizes(file: &[u8], size: u32) -> Vec<u8> {
    let mut file = file.to_vec();
    if !file.starts_with(b"RIFF") {
        return file;
    }
    let data = file.windows(4).position(|letters| letters == b"data");
    for place in [Some(0), data].into_iter().flatten() {
        let sizes = file.iter_mut().skip(place.saturating_add(4)).take(4);
        sizes.zip(size.to_le_bytes()).for_each(|(byte, new)| *byte = new);
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sizes_of_a_wav_are_replaced_and_nothing_else() {
        let wav = b"RIFF\x28\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x04\0\0\0\x01\x02\x03\x04";
        let streamed = with_wav_sizes(wav, 0xFFFF_FFFF);
        assert_eq!(streamed[4..8], [0xff; 4]);
        assert_eq!(streamed[40..44], [0xff; 4]);
        let differing = wav.iter().zip(&streamed).filter(|(before, after)| before != after).count();
        assert_eq!((differing, streamed.len()), (8, wav.len()));
        assert_eq!(with_wav_sizes(b"ID3data", 1), b"ID3data");
    }
}
