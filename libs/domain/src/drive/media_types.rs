//! Which types may be uploaded. How large a file of each may be is in [`crate::Medium::most_bytes`].

/// The media types that are accepted, and the extension that files of each type get, without a dot.
pub const MIMES: [(&str, &str); 16] = [
    ("image/png", "png"),
    ("image/jpeg", "jpg"),
    ("image/webp", "webp"),
    ("image/gif", "gif"),
    ("image/avif", "avif"),
    ("image/heic", "heic"),
    ("video/mp4", "mp4"),
    ("video/quicktime", "mov"),
    ("video/webm", "webm"),
    ("audio/mpeg", "mp3"),
    ("audio/wav", "wav"),
    ("audio/ogg", "ogg"),
    ("audio/mp4", "m4a"),
    ("audio/aac", "aac"),
    ("audio/flac", "flac"),
    ("audio/webm", "weba"),
];

/// Other spellings of types, as browsers, phones and older programs write them, and the spelling that we use.
const SPELLINGS: [(&str, &str); 44] = [
    ("image/jpg", "image/jpeg"),
    ("image/pjpeg", "image/jpeg"),
    ("image/jfif", "image/jpeg"),
    ("image/x-png", "image/png"),
    ("image/apng", "image/png"),
    ("image/x-webp", "image/webp"),
    ("image/heif", "image/heic"),
    ("image/avif-sequence", "image/avif"),
    ("video/x-m4v", "video/mp4"),
    ("video/m4v", "video/mp4"),
    ("video/3gpp", "video/mp4"),
    ("video/3gpp2", "video/mp4"),
    ("video/mov", "video/quicktime"),
    ("video/x-quicktime", "video/quicktime"),
    ("video/x-webm", "video/webm"),
    ("audio/mp3", "audio/mpeg"),
    ("audio/x-mp3", "audio/mpeg"),
    ("audio/x-mpeg", "audio/mpeg"),
    ("audio/wave", "audio/wav"),
    ("audio/x-wav", "audio/wav"),
    ("audio/vnd.wave", "audio/wav"),
    ("audio/x-pn-wav", "audio/wav"),
    ("application/ogg", "audio/ogg"),
    ("audio/opus", "audio/ogg"),
    ("audio/m4a", "audio/mp4"),
    ("audio/x-m4a", "audio/mp4"),
    ("audio/3gpp", "audio/mp4"),
    ("audio/x-ogg", "audio/ogg"),
    ("audio/aacp", "audio/aac"),
    ("audio/x-aac", "audio/aac"),
    ("audio/x-flac", "audio/flac"),
    ("image/vnd.mozilla.apng", "image/png"),
    ("image/heic-sequence", "image/heic"),
    ("image/heif-sequence", "image/heic"),
    ("application/mp4", "video/mp4"),
    ("audio/mpeg3", "audio/mpeg"),
    ("audio/x-mpeg-3", "audio/mpeg"),
    ("audio/x-pn-wave", "audio/wav"),
    ("audio/vorbis", "audio/ogg"),
    ("audio/mp4a-latm", "audio/mp4"),
    ("audio/x-m4b", "audio/mp4"),
    ("audio/3gpp2", "audio/mp4"),
    ("audio/vnd.dlna.adts", "audio/aac"),
    ("audio/x-hx-aac-adts", "audio/aac"),
];

/// The spelling in [`MIMES`] of a type that a client wrote in its own. Capital letters, spaces around it and parameters
/// such as `; charset=binary` make no difference. `None`: a file of this type cannot be uploaded.
pub fn canonical(mime: &str) -> Option<&'static str> {
    let plain = mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let spelled =
        SPELLINGS.iter().find(|(other, _)| *other == plain).map_or(plain.as_str(), |(_, ours)| ours);
    MIMES.iter().find(|(known, _)| *known == spelled).map(|(known, _)| *known)
}

/// Of a type in the spelling of [`MIMES`]. `None`: a file of this type cannot be uploaded.
pub fn extension(mime: &str) -> Option<&'static str> {
    MIMES.iter().find(|(known, _)| *known == mime).map(|(_, extension)| *extension)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Medium;

    #[test]
    fn every_type_that_can_be_uploaded_has_a_limit() {
        for (mime, _) in MIMES {
            assert!(Medium::from_mime(mime).is_some(), "{mime}");
        }
        assert_eq!(extension("image/svg+xml"), None);
    }

    #[test]
    fn common_spellings_are_understood() {
        for (written, understood) in [
            ("image/png", Some("image/png")),
            ("IMAGE/PNG", Some("image/png")),
            ("image/jpg", Some("image/jpeg")),
            ("Image/JPG; charset=binary", Some("image/jpeg")),
            (" image/pjpeg ", Some("image/jpeg")),
            ("image/x-png", Some("image/png")),
            ("image/heif", Some("image/heic")),
            ("image/gif", Some("image/gif")),
            ("image/avif", Some("image/avif")),
            ("audio/x-wav", Some("audio/wav")),
            ("audio/vnd.wave;codec=1", Some("audio/wav")),
            ("audio/mp3", Some("audio/mpeg")),
            ("audio/x-m4a", Some("audio/mp4")),
            ("audio/x-aac", Some("audio/aac")),
            ("video/x-m4v", Some("video/mp4")),
            ("video/mp4; codecs=\"avc1.42E01E, mp4a.40.2\"", Some("video/mp4")),
            ("image/svg+xml", None),
            ("image/tiff", None),
            ("image", None),
            ("", None),
            (";", None),
        ] {
            assert_eq!(canonical(written), understood, "{written:?}");
        }
    }

    #[test]
    fn no_spelling_stands_for_two_types() {
        for (index, (other, _)) in SPELLINGS.iter().enumerate() {
            assert!(MIMES.iter().all(|(known, _)| known != other), "{other} is ours");
            assert!(
                SPELLINGS.iter().skip(index + 1).all(|(later, _)| later != other),
                "{other} is there twice"
            );
        }
    }
}
