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

/// Unpacks a stream that may be gzip, in pieces of at most [`MOST_AT_ONCE`] where it is.
#[derive(Debug, Default)]
pub(crate) struct Unpacking {
    form: Form,
    /// What has come and is not unpacked yet.
    packed: Bytes,
}

#[derive(Debug, Default)]
enum Form {
    /// Too little has come to tell.
    #[default]
    Unknown,
    Plain,
    Gzip(Box<write::MultiGzDecoder<Vec<u8>>>),
}

/// How much is unpacked before it is handed on.
const PIECE: usize = 64 * 1024;
/// So many packed bytes are unpacked at a time. They become at most 1032 times as many (zlib's page of technical details),
/// and the decoder holds 32 KiB back.
const STEP: usize = 64;
/// The largest piece.
#[cfg(test)]
const MOST_AT_ONCE: usize = PIECE + STEP * 1032 + 32 * 1024;

impl Unpacking {
    /// Takes what has come. What came before has been taken out, but for a first byte that may be that of gzip.
    pub(crate) fn feed(&mut self, packed: Bytes) {
        self.packed =
            if self.packed.is_empty() { packed } else { [self.packed.as_ref(), &packed].concat().into() };
        if matches!(self.form, Form::Unknown)
            && (self.packed.len() >= GZIP.len() || !GZIP.starts_with(&self.packed))
        {
            let decoder = || write::MultiGzDecoder::new(Vec::new());
            let is_gzip = self.packed.starts_with(GZIP);
            self.form = if is_gzip { Form::Gzip(Box::new(decoder())) } else { Form::Plain };
        }
    }

    /// The next piece of what has come, perhaps an empty one. `None`: all of it was taken out.
    pub(crate) fn piece(&mut self) -> io::Result<Option<Bytes>> {
        if self.packed.is_empty() {
            return Ok(None);
        }
        let decoder = match &mut self.form {
            Form::Unknown => return Ok(None),
            Form::Plain => return Ok(Some(std::mem::take(&mut self.packed))),
            Form::Gzip(decoder) => decoder,
        };
        while !self.packed.is_empty() && decoder.get_ref().len() < PIECE {
            decoder.write_all(&self.packed.split_to(STEP.min(self.packed.len())))?;
        }
        decoder.flush()?;
        Ok(Some(std::mem::take(decoder.get_mut()).into()))
    }

    /// Whether the stream may end here. No file is as short as what is not told yet.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        if let Form::Gzip(decoder) = &mut self.form { decoder.try_finish() } else { Ok(()) }
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

    fn unpack(chunks: &[&[u8]]) -> io::Result<Vec<Bytes>> {
        let (mut unpacking, mut pieces) = (Unpacking::default(), Vec::new());
        for chunk in chunks {
            unpacking.feed(Bytes::copy_from_slice(chunk));
            while let Some(piece) = unpacking.piece()? {
                pieces.push(piece);
            }
        }
        unpacking.finish()?;
        Ok(pieces)
    }

    #[test]
    fn a_stream_is_unpacked_piece_by_piece() {
        let twice = [gzip(), gzip()].concat().into();
        for (body, expected) in
            [(gzip(), TEXT.to_vec()), (TEXT.into(), TEXT.to_vec()), (twice, TEXT.repeat(2))]
        {
            for step in [1, 3, 70, body.len()] {
                let chunks: Vec<&[u8]> = body.chunks(step).collect();
                assert_eq!(unpack(&chunks).unwrap().concat(), expected, "{step}");
            }
        }
    }

    #[test]
    fn a_chunk_that_unpacks_to_a_thousand_times_its_size_comes_in_bounded_pieces() {
        const LENGTH: usize = 40 * 1024 * 1024;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![0; LENGTH]).unwrap();
        let bomb = encoder.finish().unwrap();
        assert!(bomb.len() < 64 * 1024, "{}", bomb.len());
        let pieces = unpack(&[&bomb]).unwrap();
        assert_eq!(pieces.iter().map(Bytes::len).sum::<usize>(), LENGTH);
        assert!(pieces.iter().all(|piece| piece.len() <= MOST_AT_ONCE));
    }

    #[test]
    fn a_stream_that_ends_within_is_torn() {
        let body = gzip();
        for length in [2, 11, body.len() / 2, body.len() - 9] {
            assert!(unpack(&[&body[..length]]).is_err(), "{length}");
        }
        assert!(unpack(&[&[]]).unwrap().is_empty());
    }
}
