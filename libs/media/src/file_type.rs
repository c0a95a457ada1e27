//! Tells what a file is by its first bytes. Its name and its declared type are only claims.

use domain::Medium;

/// The types of file that we take and hand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileType {
    Png,
    Jpeg,
    WebP,
    Gif,
    Avif,
    /// What iPhones write.
    Heic,
    Mp4,
    QuickTime,
    Mp3,
    Wav,
    Ogg,
    /// AAC or ALAC in an MP4 container that says it holds sound only.
    M4a,
    /// AAC frames without a container (ADTS).
    Aac,
}

/// Needs the first twelve bytes; some sixty to tell an AVIF from a HEIC in all cases. It does not tell whether the rest is whole.
pub fn sniff(bytes: &[u8]) -> Option<FileType> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(FileType::Png),
        [0xFF, 0xD8, 0xFF, ..] => Some(FileType::Jpeg),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(FileType::WebP),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(FileType::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some(FileType::Wav),
        [b'O', b'g', b'g', b'S', 0, ..] => Some(FileType::Ogg),
        [a, b, c, d, b'f', b't', b'y', b'p', rest @ ..] => {
            branded(*rest.first_chunk()?, others(u32::from_be_bytes([*a, *b, *c, *d]), rest))
        }
        [b'I', b'D', b'3', 2..=4, revision, _, size @ ..] if *revision != 0xFF => tagged(size),
        [0xFF, second, third, ..] => framed(*second, *third),
        _ => None,
    }
}

/// The brands beside the main one, as far as they are there. `length`: that of the box, with its header.
fn others(length: u32, rest: &[u8]) -> &[[u8; 4]] {
    const HEADER: usize = 8;
    const MAIN_AND_VERSION: usize = 8;
    let length = usize::try_from(length).unwrap_or_default().saturating_sub(HEADER).min(rest.len());
    rest.get(MAIN_AND_VERSION..length).map_or(&[], |others| others.as_chunks().0)
}

/// Goes by the main brand of an MP4 file, and for pictures by the others too.
fn branded(brand: [u8; 4], others: &[[u8; 4]]) -> Option<FileType> {
    match &brand {
        b"avif" | b"avis" => Some(FileType::Avif),
        b"mif1" if others.contains(b"avif") => Some(FileType::Avif),
        b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" => Some(FileType::Heic),
        b"qt  " => Some(FileType::QuickTime),
        b"M4A " | b"M4B " => Some(FileType::M4a),
        b"M4V "
        | b"M4VH"
        | b"M4VP"
        | b"MSNV"
        | b"XAVC"
        | b"avc1"
        | b"dash"
        | b"f4v "
        | b"mp41"
        | b"mp42"
        | b"mp71"
        | b"msdh"
        | [b'i', b's', b'o', b'm' | b'1'..=b'9' | b'a'..=b'c'] => Some(FileType::Mp4),
        _ => None,
    }
}

/// An ID3 tag states its length in four bytes of seven bits. The frames of an mp3 come after it.
fn tagged(size: &[u8]) -> Option<FileType> {
    size.first_chunk::<4>()?.iter().all(|byte| *byte < 0x80).then_some(FileType::Mp3)
}

/// Goes by the two bytes after 0xFF of a sound that is bare frames without a container.
fn framed(second: u8, third: u8) -> Option<FileType> {
    const RESERVED_VERSION: u8 = 0b01;
    let (version, layer) = ((second >> 3) & 0b11, (second >> 1) & 0b11);
    let (bitrate, rate) = (third >> 4, (third >> 2) & 0b11);
    match layer {
        // Layer III.
        0b01 if second >= 0xE0 && version != RESERVED_VERSION => {
            ((1..15).contains(&bitrate) && rate < 3).then_some(FileType::Mp3)
        }
        // ADTS: twelve bits of sync, no layer, one of thirteen rates.
        0b00 if second >= 0xF0 => ((third >> 2) & 0b1111 < 13).then_some(FileType::Aac),
        _ => None,
    }
}

impl FileType {
    pub const fn medium(self) -> Medium {
        match self {
            Self::Png | Self::Jpeg | Self::WebP | Self::Gif | Self::Avif | Self::Heic => Medium::Picture,
            Self::Mp4 | Self::QuickTime => Medium::Video,
            Self::Mp3 | Self::Wav | Self::Ogg | Self::M4a | Self::Aac => Medium::Sound,
        }
    }

    pub const fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Avif => "image/avif",
            Self::Heic => "image/heic",
            Self::Mp4 => "video/mp4",
            Self::QuickTime => "video/quicktime",
            Self::Mp3 => "audio/mpeg",
            Self::Wav => "audio/wav",
            Self::Ogg => "audio/ogg",
            Self::M4a => "audio/mp4",
            Self::Aac => "audio/aac",
        }
    }

    /// With an article, for a sentence about the file.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Png => "a PNG picture",
            Self::Jpeg => "a JPEG picture",
            Self::WebP => "a WebP picture",
            Self::Gif => "a GIF picture",
            Self::Avif => "an AVIF picture",
            Self::Heic => "a HEIC picture",
            Self::Mp4 => "an MP4 video",
            Self::QuickTime => "a QuickTime video",
            Self::Mp3 => "an MP3 sound",
            Self::Wav => "a WAV sound",
            Self::Ogg => "an Ogg sound",
            Self::M4a => "an M4A sound",
            Self::Aac => "an AAC sound",
        }
    }

    /// Without a dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Avif => "avif",
            Self::Heic => "heic",
            Self::Mp4 => "mp4",
            Self::QuickTime => "mov",
            Self::Mp3 => "mp3",
            Self::Wav => "wav",
            Self::Ogg => "ogg",
            Self::M4a => "m4a",
            Self::Aac => "aac",
        }
    }
}
