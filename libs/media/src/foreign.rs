//! Names what is not taken, so that a refusal says what a file is.

use crate::{FileType, sniff};

/// All types that are taken somewhere, as a part of a sentence.
pub const TAKEN: &str = "PNG, JPEG and WebP pictures, MP4, QuickTime and WebM videos, and MP3, WAV, M4A, AAC, Ogg, FLAC and \
                         WebM sounds";

/// What a file is by its first bytes. Completes the sentence "it is …".
pub fn named(bytes: &[u8]) -> &'static str {
    sniff(bytes)
        .map(known)
        .or_else(|| container(bytes))
        .or_else(|| bare(bytes))
        .unwrap_or("a file of an unknown type")
}

const fn known(file_type: FileType) -> &'static str {
    match file_type {
        FileType::Png => "a PNG picture",
        FileType::Jpeg => "a JPEG picture",
        FileType::WebP => "a WebP picture",
        FileType::Mp4 => "an MP4 video",
        FileType::QuickTime => "a QuickTime video",
        FileType::WebM => "a WebM video",
        FileType::Mp3 => "an MP3 sound",
        FileType::Wav => "a WAV sound",
        FileType::Ogg => "an Ogg sound",
        FileType::M4a => "an M4A sound",
        FileType::Aac => "an AAC sound",
        FileType::Flac => "a FLAC sound",
        FileType::Weba => "a WebM sound",
    }
}

fn container(bytes: &[u8]) -> Option<&'static str> {
    Some(match (bytes.first_chunk()?, bytes.get(8..12).unwrap_or_default()) {
        (b"RIFF", b"AVI ") => "an AVI video",
        (b"RIFF" | b"RIFX", _) => "a RIFF file without WAVE or WebP in it",
        (b"FORM", b"AIFF" | b"AIFC") => "an AIFF sound",
        ([0x30, 0x26, 0xB2, 0x75], _) => "a Windows Media file (WMV, WMA)",
        ([0, 0, 1, 0xBA | 0xB3], _) => "an MPEG-1 or MPEG-2 video",
        (b"riff", _) => "a Wave64 sound",
        (_, b"avif" | b"avis") => "an AVIF picture",
        (_, b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1") => "a HEIC picture",
        _ => return None,
    })
}

fn bare(bytes: &[u8]) -> Option<&'static str> {
    const NAMES: [(&[u8], &str); 15] = [
        (b"caff", "a CAF sound"),
        (b"#!AMR", "an AMR sound"),
        (b"MThd", "a MIDI file"),
        (b"FLV", "a Flash video"),
        (b".snd", "an AU sound"),
        (b"wvpk", "a WavPack sound"),
        (b"MAC ", "a Monkey's Audio sound"),
        (b"\x0B\x77", "a Dolby Digital sound"),
        (b"GIF8", "a GIF picture"),
        (b"BM", "a BMP picture"),
        (b"II*\0", "a TIFF picture"),
        (b"MM\0*", "a TIFF picture"),
        (b"%PDF", "a PDF document"),
        (b"#EXTM3U", "a playlist"),
        (b"PK\x03\x04", "a ZIP archive"),
    ];
    let is_page = |bytes: &[u8]| bytes.trim_ascii_start().first() == Some(&b'<');
    let name = NAMES.iter().find(|(opening, _)| bytes.starts_with(opening)).map(|(_, name)| *name);
    name.or_else(|| is_page(bytes).then_some("a web page or an SVG")).or_else(|| transport(bytes))
}

/// Packets of 188 bytes, each of which begins with `G`.
fn transport(bytes: &[u8]) -> Option<&'static str> {
    let begins = [0, 188, 376].iter().all(|at| bytes.get(*at) == Some(&b'G'));
    begins.then_some("an MPEG transport stream")
}
