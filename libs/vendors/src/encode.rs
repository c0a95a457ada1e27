//! Files inside JSON, in base64.

use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::{Engine as _, alphabet};
use bytes::Bytes;

use crate::Attachment;

/// Larger results are not accepted: they have to fit into memory twice.
const LARGEST_RESULT_BYTES: usize = 64 * 1024 * 1024;

impl Attachment {
    pub(crate) fn base64(&self) -> String {
        STANDARD.encode(&self.bytes)
    }

    /// `data:image/png;base64,…`
    pub(crate) fn data_uri(&self) -> String {
        format!("data:{};base64,{}", self.mime, self.base64())
    }
}

/// What vendors send as base64: with either alphabet, padded or not.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A file that a vendor sent in base64, in any of its forms: as a data URI, in lines, with spaces, URL-safe or without
/// padding. `None` where the text is no base64, is empty or is too large.
pub(crate) fn decoded(text: &str) -> Option<Bytes> {
    let text = text.trim();
    let text = match text.split_once(',') {
        Some((scheme, rest)) if scheme.get(..5).is_some_and(|it| it.eq_ignore_ascii_case("data:")) => rest,
        _ => text,
    };
    let standard = |letter: u8| match letter {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    };
    let letters = text.bytes().filter(|letter| !letter.is_ascii_whitespace());
    let bytes = LENIENT.decode(letters.map(standard).collect::<Vec<u8>>()).ok()?;
    (!bytes.is_empty() && bytes.len() <= LARGEST_RESULT_BYTES).then(|| bytes.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_base64_is_read() {
        // Bytes that need both letters in which the alphabets differ.
        let file: Vec<u8> = (0..=255).chain([0xfb, 0xff]).collect();
        let padded = STANDARD.encode(&file);
        let (unpadded, url_safe) =
            (padded.trim_end_matches('=').to_owned(), padded.replace('+', "-").replace('/', "_"));
        let in_lines = |between: &str| {
            let lines: Vec<_> = padded.as_bytes().chunks(76).map(String::from_utf8_lossy).collect();
            lines.join(between)
        };
        for text in [
            padded.clone(),
            format!(" {padded}\n"),
            unpadded.clone(),
            url_safe.clone(),
            url_safe.trim_end_matches('=').to_owned(),
            in_lines("\n"),
            in_lines("\r\n"),
            in_lines(" "),
            format!("data:image/png;base64,{padded}"),
            format!("data:image/png;base64, {unpadded}"),
            format!("DATA:image/png;charset=utf-8;base64,{url_safe}"),
            format!("data:;base64,{}", in_lines("\n")),
        ] {
            assert_eq!(decoded(&text).as_deref(), Some(&*file), "{text}");
        }
    }

    #[test]
    fn what_is_no_file_in_base64_is_none() {
        for text in
            ["", " ", "no base64!", "data:image/png;base64,", "a,b", "AAAAA", "=", "https://files.example/1"]
        {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
