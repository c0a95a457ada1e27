//! Which types may be uploaded. How large a file of each may be is in [`crate::Medium::most_bytes`].

/// The media types that are accepted, and the extension that files of each type get, without a dot.
pub const MIMES: [(&str, &str); 13] = [
    ("image/png", "png"),
    ("image/jpeg", "jpg"),
    ("image/webp", "webp"),
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

/// `None`: a file of this type cannot be uploaded.
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
}
