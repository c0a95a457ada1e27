//! Names what a file is, for the errors about files that are not taken. People send what their camera, their browser or
//! a failed download gave them, and are helped by hearing what that is.

use crate::sniff;

/// All types that are taken somewhere, as a part of a sentence.
pub const TAKEN: &str = "PNG, JPEG, WebP, GIF, AVIF and HEIC pictures, MP4, QuickTime and WebM videos, and MP3, WAV, M4A, AAC, \
                         Ogg, FLAC and WebM sounds";

/// With an article, such as "a TIFF picture". `opening`: the first bytes, some sixty if there are as many.
pub fn named(opening: &[u8]) -> &'static str {
    if let Some(file_type) = sniff(opening) {
        return file_type.name();
    }
    by_signature(opening)
        .or_else(|| by_brand(opening))
        .or_else(|| by_text(opening))
        .unwrap_or("a file of a type that we do not know")
}

fn by_signature(opening: &[u8]) -> Option<&'static str> {
    Some(match opening {
        [] => "an empty file",
        [b'I', b'I', b'*', 0, _, _, _, _, b'C', b'R', ..]
        | [b'I', b'I', b'R' | b'U', ..]
        | [b'F', b'U', b'J', b'I', b'F', b'I', b'L', b'M', ..]
        | [b'F', b'O', b'V', b'b', ..] => "a camera's raw picture",
        [b'I', b'I', b'*' | b'+', 0, ..] | [b'M', b'M', 0, b'*' | b'+', ..] => {
            "a TIFF picture, or a camera's raw picture"
        }
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => "a BMP picture",
        [b'8', b'B', b'P', b'S', ..] => "a Photoshop document",
        [0xFF, 0x0A, ..] | [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] => "a JPEG XL picture",
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => "a JPEG 2000 picture",
        [0, 0, 1, 0, _, 0, ..] => "an icon (ICO)",
        [0x76, 0x2F, 0x31, 0x01, ..] => "an OpenEXR picture",
        [b'#', b'?', b'R', ..] => "a Radiance HDR picture",
        [b'q', b'o', b'i', b'f', ..] => "a QOI picture",
        [b'%', b'P', b'D', b'F', ..] => "a PDF document",
        [b'%', b'!', b'P', b'S', ..] => "a PostScript document",
        [b'P', b'K', 3 | 5, 4 | 6, ..] => "a ZIP archive",
        [0x1F, 0x8B, ..] => "a gzip archive",
        [b'R', b'a', b'r', b'!', ..] => "a RAR archive",
        [b'7', b'z', 0xBC, 0xAF, ..] => "a 7-Zip archive",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', b' ', ..] => "an AVI video",
        [b'R', b'I', b'F', b'F' | b'X', ..] => "a RIFF file",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "a Matroska video (MKV)",
        [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, ..] => "a Windows Media file (WMV or WMA)",
        [b'F', b'L', b'V', 1, ..] => "a Flash video (FLV)",
        [0, 0, 1, 0xBA | 0xB3, ..] => "an MPEG video (program stream)",
        [b'G', ..] if is_transport_stream(opening) => "an MPEG transport stream (TS)",
        [_, _, _, _, b'G', 0x40, ..] => "an MPEG transport stream (M2TS)",
        [b'.', b'R', b'M', b'F', ..] => "a RealMedia file",
        [b'F', b'O', b'R', b'M', _, _, _, _, b'A', b'I', b'F', b'F' | b'C', ..] => "an AIFF sound",
        [b'#', b'!', b'A', b'M', b'R', ..] => "an AMR sound",
        [b'c', b'a', b'f', b'f', 0, ..] => "a CAF sound",
        [b'M', b'T', b'h', b'd', ..] => "a MIDI file, which is notes and not sound",
        [b'.', b's', b'n', b'd', ..] => "an AU sound",
        [b'w', b'v', b'p', b'k', ..] => "a WavPack sound",
        [b'M', b'A', b'C', b' ', ..] => "a Monkey's Audio sound",
        [b'M', b'P', b'C', b'K', ..] | [b'M', b'P', b'+', ..] => "a Musepack sound",
        [b'D', b'S', b'D', b' ', ..] => "a DSD sound",
        [0x0B, 0x77, ..] => "an AC-3 sound",
        _ => return None,
    })
}

/// Packets are 188 bytes long, which is more than an opening has. The first one nearly always starts a table.
fn is_transport_stream(opening: &[u8]) -> bool {
    matches!(opening, [b'G', 0x40 | 0x41 | 0x5F, _, 0x10..=0x3F, ..])
}

fn by_brand(opening: &[u8]) -> Option<&'static str> {
    let [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] = opening else { return None };
    Some(match brand.first_chunk()? {
        b"hevc" | b"hevx" | b"msf1" => "an HEIC image sequence",
        b"crx " => "a camera's raw picture",
        b"jp2 " | b"jpx " => "a JPEG 2000 picture",
        b"mif2" | b"miaf" | b"vvic" => "a HEIF picture of a kind that we do not know",
        _ => "an MP4 file of a kind that we do not know",
    })
}

/// What a failed download leaves behind is often text.
fn by_text(opening: &[u8]) -> Option<&'static str> {
    let text = opening.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(opening).trim_ascii_start();
    let starts = |with: &[u8]| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if starts(b"<svg") || (starts(b"<?xml") && contains(text, b"<svg")) {
        return Some("an SVG drawing");
    }
    if starts(b"<!doctype html")
        || starts(b"<html")
        || starts(b"<head")
        || starts(b"<body")
        || starts(b"<!--")
    {
        return Some("a web page (HTML)");
    }
    if starts(b"#EXTM3U") {
        return Some("a playlist (M3U8)");
    }
    if starts(b"<?xml") || starts(b"<") {
        return Some("an XML document");
    }
    if starts(b"{") || starts(b"[") {
        return Some("a JSON document");
    }
    let is_text =
        !text.is_empty() && opening.iter().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..0x7F));
    is_text.then_some("a text")
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
