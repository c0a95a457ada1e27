//! Which message bodies SQS takes.

use crate::refusal::Refusal;

/// An empty body counts as a missing one, as on AWS.
pub(crate) fn check(body: &str) -> Result<(), Refusal> {
    if body.is_empty() {
        return Err(Refusal::MissingParameter("MessageBody"));
    }
    if !is_clean(body) {
        return Err(Refusal::InvalidMessageContents);
    }
    Ok(())
}

/// Only the characters XML 1.0 can carry; surrogates cannot occur in a `str`.
pub(crate) fn is_clean(text: &str) -> bool {
    text.chars().all(
        |c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'),
    )
}

#[cfg(test)]
mod tests {
    use super::is_clean;

    #[test]
    fn only_the_documented_characters_are_clean() {
        for clean in ["\t\n\r ~", "\u{7f}\u{d7ff}\u{e000}\u{fffd}", "\u{10000}\u{10ffff}"] {
            assert!(is_clean(clean), "{clean:?}");
        }
        for dirty in ["\0", "\u{8}", "\u{b}", "\u{c}", "\u{e}", "\u{1f}", "\u{fffe}", "\u{ffff}"] {
            assert!(!is_clean(dirty), "{dirty:?}");
        }
    }
}
