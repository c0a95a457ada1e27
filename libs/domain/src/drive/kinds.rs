//! What may be uploaded, and how large.

use crate::request::source::Medium;

const MIB: u64 = 1024 * 1024;

/// Media types and the extension that a file of each gets, without a dot.
pub const MIMES: [(&str, &str); 10] = [
    ("image/png", "png"),
    ("image/jpeg", "jpg"),
    ("image/webp", "webp"),
    ("video/mp4", "mp4"),
    ("video/quicktime", "mov"),
    ("audio/mpeg", "mp3"),
    ("audio/wav", "wav"),
    ("audio/ogg", "ogg"),
    ("audio/mp4", "m4a"),
    ("audio/aac", "aac"),
];

/// `None`: it cannot be uploaded.
pub fn extension(mime: &str) -> Option<&'static str> {
    MIMES.iter().find(|(known, _)| *known == mime).map(|(_, extension)| *extension)
}

/// As much as a composite takes of each.
pub const fn most_bytes(medium: Medium) -> u64 {
    match medium {
        Medium::Picture => 20 * MIB,
        Medium::Sound => 50 * MIB,
        Medium::Video => 500 * MIB,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_that_can_be_uploaded_has_a_limit() {
        for (mime, _) in MIMES {
            assert!(Medium::of_mime(mime).is_some(), "{mime}");
        }
        assert_eq!(extension("image/svg+xml"), None);
    }
}
