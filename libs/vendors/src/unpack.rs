//! Unpacks bodies that a vendor compressed although nobody asked for it.

use std::io::{self, Read, Write as _};

use bytes::Bytes;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use flate2::write;

const GZIP: &[u8] = &[0x1f, 0x8b];

/// The body as it was before it was compressed, at most `max_bytes`. `encoding`: what the header says. Where it says
/// nothing, the body's first bytes do: no answer of a vendor begins like gzip by chance.
pub(crate) fn unpacked(body: Bytes, encoding: &str, max_bytes: usize) -> Result<Bytes, String> {
    if body.starts_with(GZIP) {
        return read(MultiGzDecoder::new(&*body), max_bytes);
    }
    match encoding {
        // What HTTP calls deflate is zlib's format, and some leave out its header.
        "deflate" => read(ZlibDecoder::new(&*body), max_bytes)
            .or_else(|_| read(DeflateDecoder::new(&*body), max_bytes)),
        _ => Ok(body),
    }
}

fn read(decoder: impl Read, max_bytes: usize) -> Result<Bytes, String> {
    let mut unpacked = Vec::new();
    let bound = u64::try_from(max_bytes).unwrap_or(u64::MAX).saturating_add(1);
    let read = decoder.take(bound).read_to_end(&mut unpacked);
    read.map_err(|error| format!("the body cannot be unpacked: {error}"))?;
    if unpacked.len() > max_bytes {
        return Err(format!("an answer of more than {max_bytes} bytes once unpacked"));
    }
    Ok(unpacked.into())
}

/// Unpacks a stream that may be gzip, piece by piece.
#[derive(Debug, Default)]
pub(crate) enum Unpacking {
    /// Nothing has come yet.
    #[default]
    Unknown,
    Plain,
    Gzip(Box<write::MultiGzDecoder<Vec<u8>>>),
}

impl Unpacking {
    /// What a piece holds, perhaps nothing yet.
    pub(crate) fn piece(&mut self, piece: Bytes) -> io::Result<Bytes> {
        if matches!(self, Self::Unknown) && !piece.is_empty() {
            let decoder = || write::MultiGzDecoder::new(Vec::new());
            *self = if piece.starts_with(GZIP) { Self::Gzip(Box::new(decoder())) } else { Self::Plain };
        }
        match self {
            Self::Unknown | Self::Plain => Ok(piece),
            Self::Gzip(decoder) => {
                decoder.write_all(&piece)?;
                decoder.flush()?;
                Ok(std::mem::take(decoder.get_mut()).into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] = br#"{"id":"a task of ours"}"#;

    fn gzip() -> Bytes {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(TEXT).unwrap();
        encoder.finish().unwrap().into()
    }

    fn zlib() -> Bytes {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(TEXT).unwrap();
        encoder.finish().unwrap().into()
    }

    fn deflate() -> Bytes {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(TEXT).unwrap();
        encoder.finish().unwrap().into()
    }

    #[test]
    fn every_compression_is_undone_whether_the_header_says_so_or_not() {
        let plain = Bytes::from_static(TEXT);
        for (body, encoding) in [
            (gzip(), "gzip"),
            (gzip(), "x-gzip"),
            (gzip(), ""),
            (gzip(), "identity"),
            (zlib(), "deflate"),
            (deflate(), "deflate"),
            (plain.clone(), ""),
            (plain.clone(), "gzip"),
        ] {
            assert_eq!(unpacked(body, encoding, 1000), Ok(plain.clone()), "{encoding}");
        }
    }

    #[test]
    fn a_body_that_is_larger_once_unpacked_is_refused_and_a_torn_one_too() {
        assert!(unpacked(gzip(), "gzip", TEXT.len()).is_ok());
        assert!(unpacked(gzip(), "gzip", TEXT.len() - 1).is_err());
        assert!(unpacked(zlib(), "deflate", TEXT.len() - 1).is_err());
        let torn = gzip().slice(..gzip().len() / 2);
        assert!(unpacked(torn, "gzip", 1000).is_err());
    }

    #[test]
    fn a_stream_is_unpacked_piece_by_piece() {
        for body in [gzip(), Bytes::from_static(TEXT)] {
            let (mut unpacking, mut whole) = (Unpacking::default(), Vec::new());
            for piece in body.chunks(3) {
                whole.extend(unpacking.piece(Bytes::copy_from_slice(piece)).unwrap());
            }
            assert_eq!(whole, TEXT);
        }
    }
}
