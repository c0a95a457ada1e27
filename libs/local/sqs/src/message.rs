//! Message bodies: which ones SQS accepts, and the MD5 sum that SDKs check every answer against.

use std::fmt::Write;

use md5::{Digest, Md5};

use crate::refusal::Refusal;

/// The longest body. Amazon SQS quotas, "Message size".
pub(crate) const MAX_BYTES: usize = 1_048_576;

/// An empty body counts as a missing one, as on AWS.
pub(crate) fn check(body: &str) -> Result<(), Refusal> {
    if body.is_empty() {
        return Err(Refusal::MissingParameter("MessageBody"));
    }
    if !is_clean(body) {
        return Err(Refusal::InvalidMessageContents);
    }
    if body.len() > MAX_BYTES {
        return Err(Refusal::InvalidParameterValue(format!(
            "One or more parameters are invalid. Reason: Message must be shorter than {MAX_BYTES} bytes."
        )));
    }
    Ok(())
}

/// Only the characters that XML 1.0 can carry are clean. Surrogates cannot occur in a `str`.
fn is_clean(text: &str) -> bool {
    text.chars().all(
        |c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'),
    )
}

/// The MD5 sum of a body, in hexadecimal.
pub(crate) fn md5(body: &str) -> String {
    Md5::digest(body.as_bytes()).iter().fold(String::with_capacity(32), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::{is_clean, md5};

    #[test]
    fn only_the_documented_characters_are_clean() {
        for clean in ["\t\n\r ~", "\u{7f}\u{d7ff}\u{e000}\u{fffd}", "\u{10000}\u{10ffff}"] {
            assert!(is_clean(clean), "{clean:?}");
        }
        for dirty in ["\0", "\u{8}", "\u{b}", "\u{c}", "\u{e}", "\u{1f}", "\u{fffe}", "\u{ffff}"] {
            assert!(!is_clean(dirty), "{dirty:?}");
        }
    }

    #[test]
    fn the_sum_is_plain_md5() {
        // RFC 1321, appendix A.5.
        assert_eq!(md5("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
    }
}
