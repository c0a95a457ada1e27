//! Files for `sim:bad-media`: a sniffer takes them for what they are not, a decoder does not.

use super::Kind;
use crate::picture;

pub(super) fn broken(kind: Kind) -> Vec<u8> {
    match kind {
        Kind::Picture(size) => picture::broken_file(size),
        // The first box of an MP4, then frames up to the end and nothing that says what they are.
        Kind::Clip => with_rubbish(b"\0\0\0\x18ftypisom\0\0\x02\0isommp42\0\0\x10\x08mdat"),
        // A WAV whose format is none.
        Kind::Sound => {
            with_rubbish(b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\xfe\xca\0\0\0\0\0\0\0\0\0\0\0\0\0\0")
        }
    }
}

fn with_rubbish(head: &[u8]) -> Vec<u8> {
    // Below 0x80, so that no decoder finds the start of a frame in it.
    head.iter().copied().chain((0..0x80).cycle().step_by(7).take(4096)).collect()
}
