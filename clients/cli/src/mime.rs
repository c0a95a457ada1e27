//! Of what type a file of this machine is: by its first bytes, since names lie, and else by its name.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::drive::MIMES;

/// Other extensions of types that may be uploaded, and the one that the API gives them.
const EXTENSIONS: [(&str, &str); 9] = [
    ("jpeg", "jpg"),
    ("jfif", "jpg"),
    ("apng", "png"),
    ("heif", "heic"),
    ("m4v", "mp4"),
    ("wave", "wav"),
    ("oga", "ogg"),
    ("opus", "ogg"),
    ("m4b", "m4a"),
];

/// Where in a file which bytes are, for the types that their bytes tell for certain. The others are containers of films
/// and sounds alike.
const OPENINGS: [(usize, &[u8], &str); 13] = [
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftyphei", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypqt  ", "video/quicktime"),
    (4, b"ftypM4A ", "audio/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"OggS", "audio/ogg"),
];
const OPENING: u64 = 16;

/// The API looks at the whole file, and says so if it is something else.
pub(crate) fn mime_of(file: &Path) -> Option<&'static str> {
    by_bytes(&opening(file)).or_else(|| by_name(file))
}

fn opening(file: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What cannot be read now cannot be sent either, which is told then.
    let _ = File::open(file).and_then(|file| file.take(OPENING).read_to_end(&mut bytes));
    bytes
}

fn by_bytes(bytes: &[u8]) -> Option<&'static str> {
    let begins = |&&(at, opening, _): &&(usize, &[u8], &str)| {
        bytes.get(at..).is_some_and(|bytes| bytes.starts_with(opening))
    };
    OPENINGS.iter().find(begins).map(|(_, _, mime)| *mime)
}

pub(crate) fn by_name(file: &Path) -> Option<&'static str> {
    let extension = file.extension()?.to_str()?.to_ascii_lowercase();
    let extension =
        EXTENSIONS.iter().find(|(other, _)| *other == extension).map_or(extension.as_str(), |(_, ours)| ours);
    MIMES.iter().find(|(_, known)| *known == extension).map(|(mime, _)| *mime)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_the_type_whatever_the_name_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kite.png");
        for (bytes, mime) in [
            (&b"\xff\xd8\xff\xe0\0\x10JFIF"[..], "image/jpeg"),
            (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
            (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
            (b"\0\0\0\x18ftypheic\0\0", "image/heic"),
            (b"\0\0\0\x14ftypqt  \0\0", "video/quicktime"),
            (b"text", "image/png"),
            (b"", "image/png"),
        ] {
            std::fs::write(&file, bytes).unwrap();
            assert_eq!(mime_of(&file), Some(mime), "{bytes:?}");
        }
        for (_, _, mime) in OPENINGS {
            assert!(MIMES.iter().any(|(known, _)| *known == mime), "{mime}");
        }
    }

    #[test]
    fn a_name_tells_the_type_of_what_has_no_telling_bytes() {
        for (name, mime) in [
            ("a.png", Some("image/png")),
            ("A.JPEG", Some("image/jpeg")),
            ("a.b.m4v", Some("video/mp4")),
            ("a.m4a", Some("audio/mp4")),
            ("a.opus", Some("audio/ogg")),
            ("a.webm", Some("video/webm")),
            ("a.svg", None),
            ("png", None),
        ] {
            assert_eq!(by_name(Path::new(name)), mime, "{name}");
        }
        for (_, ours) in EXTENSIONS {
            assert!(MIMES.iter().any(|(_, extension)| *extension == ours), "{ours}");
        }
    }
}
