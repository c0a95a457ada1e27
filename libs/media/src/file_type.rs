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
    Flac,
    WebM,
    /// A `WebM` with nothing but sound. Its first bytes are those of any other.
    Weba,
}

/// How many of a file's first bytes tell its type; all of it, if it is shorter.
pub const OPENING_BYTES: usize = 512;

/// Needs the first [`OPENING_BYTES`]. It does not tell whether the rest is whole.
pub fn sniff(bytes: &[u8]) -> Option<FileType> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(FileType::Png),
        [0xFF, 0xD8, 0xFF, ..] => Some(FileType::Jpeg),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(FileType::WebP),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(FileType::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..]
        | [b'R', b'F', b'6', b'4', _, _, _, _, b'W', b'A', b'V', b'E', ..]
        | [b'B', b'W', b'6', b'4', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some(FileType::Wav),
        [b'f', b'L', b'a', b'C', ..] => Some(FileType::Flac),
        [0x1A, 0x45, 0xDF, 0xA3, header @ ..] if !says_matroska(header) => Some(FileType::WebM),
        [b'O', b'g', b'g', b'S', 0, ..] => Some(FileType::Ogg),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => branded(bytes),
        [a, b, c, d, name @ ..] if is_unbranded([*a, *b, *c, *d], name) => Some(FileType::QuickTime),
        [b'I', b'D', b'3', 2..=4, revision, _, size @ ..] if *revision != 0xFF => tagged(size),
        [0xFF, second, third, ..] => framed(*second, *third),
        _ => None,
    }
}

/// Matroska is the family that `WebM` belongs to. A file's header names the one or the other within its first bytes.
fn says_matroska(header: &[u8]) -> bool {
    const NAME: &[u8] = b"matroska";
    let header = header.get(..64).unwrap_or(header);
    header.windows(NAME.len()).any(|window| window == NAME)
}

/// Goes by the main brand of a file in the container of MP4, and by those that it is compatible with where the main one
/// is not known.
fn branded(bytes: &[u8]) -> Option<FileType> {
    let length = usize::try_from(u32::from_be_bytes(*bytes.first_chunk()?)).ok()?;
    let brands = bytes.get(..length).unwrap_or(bytes).get(8..)?;
    let main = *brands.first_chunk::<4>()?;
    let others: &[[u8; 4]] = brands.get(8..).map_or(&[], |others| others.as_chunks().0);
    if is_of_a_picture(main) {
        return picture_brand(main, others);
    }
    let is_picture = others.iter().copied().any(is_of_a_picture);
    brand(main).or_else(|| others.iter().copied().filter(|_| !is_picture).find_map(brand))
}

/// `None`: a sequence of pictures, or a camera's raw picture.
fn picture_brand(main: [u8; 4], others: &[[u8; 4]]) -> Option<FileType> {
    match &main {
        b"avif" | b"avis" => Some(FileType::Avif),
        b"mif1" if others.contains(b"avif") => Some(FileType::Avif),
        b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" => Some(FileType::Heic),
        _ => None,
    }
}

/// Such as `isom`: four letters that name a set of rules (<https://mp4ra.org/registered-types/brands>).
fn brand(brand: [u8; 4]) -> Option<FileType> {
    match &brand {
        b"qt  " => Some(FileType::QuickTime),
        b"M4A " | b"M4B " | b"F4A " | b"F4B " => Some(FileType::M4a),
        [b'M', b'4', b'V', _]
        | [b'3', b'g' | b'G', b'p' | b'2' | b'P', _]
        | [b'3', b'g', b'e' | b'g' | b'h' | b'm' | b'r' | b's' | b't', b'4'..=b'9']
        | [b'm', b'p', b'4', b'1' | b'2']
        | [b'c', b'm', b'f', _]
        | [b'i', b's', b'o', b'm' | b'1'..=b'9' | b'a'..=b'c']
        | b"MSNV"
        | b"XAVC"
        | b"avc1"
        | b"dash"
        | b"f4v "
        | b"F4V "
        | b"mp71"
        | b"msdh"
        | b"msix" => Some(FileType::Mp4),
        _ => None,
    }
}

/// The brands of AVIF, HEIF and raw photos.
fn is_of_a_picture(brand: [u8; 4]) -> bool {
    matches!(
        &brand,
        b"avif"
            | b"avis"
            | b"mif1"
            | b"mif2"
            | b"msf1"
            | b"miaf"
            | b"jpeg"
            | b"crx "
            | [b'h', b'e', b'i' | b'v', _]
    )
}

/// `QuickTime` files of old cameras and screen recorders begin with a box of their content.
fn is_unbranded(size: [u8; 4], name: &[u8]) -> bool {
    /// The largest file that is taken has less.
    const MOST: u32 = 1 << 29;
    /// Its size follows in 64 bits.
    const LARGE: u32 = 1;
    let size = u32::from_be_bytes(size);
    let is_plausible = (8..MOST).contains(&size) || size == LARGE;
    let is_last = size == 0 && name.starts_with(b"mdat");
    let names: [&[u8]; 6] = [b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"];
    (is_plausible || is_last) && names.iter().any(|known| name.starts_with(known))
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
            Self::Mp4 | Self::QuickTime | Self::WebM => Medium::Video,
            Self::Mp3 | Self::Wav | Self::Ogg | Self::M4a | Self::Aac | Self::Flac | Self::Weba => {
                Medium::Sound
            }
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
            Self::Flac => "audio/flac",
            Self::WebM => "video/webm",
            Self::Weba => "audio/webm",
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
            Self::Flac => "a FLAC sound",
            Self::WebM => "a WebM video",
            Self::Weba => "a WebM sound",
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
            Self::Flac => "flac",
            Self::WebM => "webm",
            Self::Weba => "weba",
        }
    }
}
