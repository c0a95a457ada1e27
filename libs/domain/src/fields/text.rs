//! Which characters a text may have. What nobody can see is refused where it would break something, or would be all
//! there is.

use std::ops::RangeInclusive;

use icu_properties::props::{
    BinaryProperty, DefaultIgnorableCodePoint, EnumeratedProperty, GeneralCategory, WhiteSpace,
};
use serde_json::{Value, json};

use super::{Fields, Rule};
use crate::given;

/// The texts that a field takes.
#[derive(Debug, Clone)]
pub struct Text {
    pub(super) characters: RangeInclusive<usize>,
    pub(super) lines: Lines,
}

/// A text that may wrap, such as a prompt or a script: newlines and tabs are part of it.
pub const fn prose(characters: RangeInclusive<usize>) -> Text {
    Text { characters, lines: Lines::Many }
}

/// A name or an id: one line.
pub const fn line(characters: RangeInclusive<usize>) -> Text {
    Text { characters, lines: Lines::One }
}

impl Rule for Text {
    type Read = String;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<String> {
        let Some(text) = value.as_str() else {
            fields.refuse(place, format!("must be text, got {}", given::typed(value)));
            return None;
        };
        let text = self.lines.unified(text);
        match self.complaint(&text) {
            None => Some(text),
            Some(complaint) => {
                fields.refuse(place, complaint);
                None
            }
        }
    }

    fn schema(&self) -> Value {
        let (least, most) = (*self.characters.start(), *self.characters.end());
        json!({"type": "string", "minLength": least, "maxLength": most, "pattern": self.lines.pattern(least)})
    }
}

impl Text {
    /// Text with nothing to see counts as empty.
    fn complaint(&self, text: &str) -> Option<String> {
        let (least, most) = (*self.characters.start(), *self.characters.end());
        let characters = text.chars().count();
        if text.trim().is_empty() && least > 0 {
            return Some("must not be empty".to_owned());
        }
        self.lines.complaint(text).or_else(|| {
            if !is_visible(text) && least > 0 {
                Some(format!("must have something to see, got '{}'", unseen_excerpt(text)))
            } else if !self.characters.contains(&characters) {
                Some(format!("must be {least} to {most} characters long, got {characters}"))
            } else {
                None
            }
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    One,
    Many,
}

impl Lines {
    /// The text with one kind of line end. What Windows ends a line with is a newline like any other.
    pub(super) fn unified(self, text: &str) -> String {
        match self {
            Self::One => text.to_owned(),
            Self::Many => text.replace("\r\n", "\n"),
        }
    }

    /// Why the text is refused for one of its characters, if it is.
    pub fn complaint(self, text: &str) -> Option<String> {
        let (at, character, what) = text
            .chars()
            .enumerate()
            .find_map(|(at, character)| Some((at, character, self.refused(character)?)))?;
        let code = u32::from(character);
        Some(format!("must not contain {what} (U+{code:04X}), got '{}'", excerpt(text, at)))
    }

    /// The regular expression of a text that is not refused for a character. If it must not be empty, it has something
    /// besides spaces: which characters show nothing besides those is too long for an expression.
    pub fn pattern(self, least: usize) -> String {
        let (refused, taken) = match self {
            Self::One => {
                let refused = r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff";
                (refused, format!("[^{refused}]*"))
            }
            Self::Many => {
                let refused = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff";
                (refused, format!(r"([^{refused}]|\r\n)*"))
            }
        };
        let seen = if least > 0 { format!(r"[^\s{refused}]{taken}") } else { String::new() };
        format!("^{taken}{seen}$")
    }

    /// What the character is, if it is refused.
    fn refused(self, character: char) -> Option<&'static str> {
        match (character, self) {
            ('\n' | '\t', Self::Many) => None,
            ('\n' | '\r', Self::One) => Some("a line break"),
            ('\t', Self::One) => Some("a tab"),
            ('\u{2028}' | '\u{2029}', _) => Some("a line separator"),
            ('\u{feff}', _) => Some("a byte order mark"),
            // They can show `gpj.exe` as `exe.jpg`. Whole paragraphs in Arabic or Hebrew may need them.
            ('\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}', Self::One) => {
                Some("a character that turns the direction of the text")
            }
            _ if character.is_control() => Some("a control character"),
            _ => None,
        }
    }
}

/// Whether a reader would see anything.
pub fn is_visible(text: &str) -> bool {
    text.chars().any(|character| !is_unseen(character))
}

/// Whether a character shows nothing by itself: spaces, what joins or modifies others, and what has no shape.
fn is_unseen(character: char) -> bool {
    /// A braille cell without dots.
    const BLANK: char = '\u{2800}';
    use GeneralCategory as Category;
    character == BLANK
        || WhiteSpace::for_char(character)
        || DefaultIgnorableCodePoint::for_char(character)
        || matches!(
            Category::for_char(character),
            Category::Control
                | Category::Format
                | Category::NonspacingMark
                | Category::SpacingMark
                | Category::EnclosingMark
                | Category::Unassigned
        )
}

/// The text around its character `at`, with escapes for what could not be seen.
fn excerpt(text: &str, at: usize) -> String {
    const AROUND: usize = 20;
    let from = at.saturating_sub(AROUND);
    let shown: Vec<char> = text.chars().skip(from).take(at - from + AROUND + 1).collect();
    let is_cut = text.chars().nth(from + shown.len()).is_some();
    let (before, after) = (if from > 0 { "…" } else { "" }, if is_cut { "…" } else { "" });
    format!("{before}{}{after}", escaped(&shown))
}

fn escaped(characters: &[char]) -> String {
    let escaped = characters.iter().map(|character| match character {
        ' ' => " ".to_owned(),
        unseen if is_unseen(*unseen) => format!("\\u{{{:04x}}}", u32::from(*unseen)),
        seen => seen.to_string(),
    });
    escaped.collect()
}

/// The beginning of a text of which nothing can be seen.
pub(super) fn unseen_excerpt(text: &str) -> String {
    excerpt(text, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control_character_is_refused_but_newline_and_tab_where_text_may_wrap() {
        let controls = (0..=0x9f).filter_map(char::from_u32).filter(|character| character.is_control());
        for character in controls {
            let text = format!("a{character}b");
            let code = format!("(U+{:04X})", u32::from(character));
            assert!(Lines::One.complaint(&text).unwrap().contains(&code), "{text:?}");
            let wraps = matches!(character, '\n' | '\t');
            assert_eq!(Lines::Many.complaint(&text).is_none(), wraps, "{text:?}");
        }
    }

    #[test]
    fn separators_marks_and_turns_are_refused() {
        for (character, of_lines, of_prose) in [
            ('\u{2028}', true, true),
            ('\u{2029}', true, true),
            ('\u{feff}', true, true),
            ('\u{202a}', true, false),
            ('\u{202e}', true, false),
            ('\u{2066}', true, false),
            ('\u{2069}', true, false),
            ('\u{200d}', false, false),
            ('\u{200f}', false, false),
            ('\u{fe0f}', false, false),
            ('é', false, false),
        ] {
            let text = format!("a{character}");
            let refused = [Lines::One, Lines::Many].map(|lines| lines.complaint(&text).is_some());
            assert_eq!(refused, [of_lines, of_prose], "{text:?}");
        }
    }

    #[test]
    fn a_complaint_shows_where_and_escapes_what_cannot_be_seen() {
        let told = |text: &str| Lines::One.complaint(text).unwrap();
        assert_eq!(told("a\0b"), "must not contain a control character (U+0000), got 'a\\u{0000}b'");
        assert_eq!(told("a\n\u{202e}"), "must not contain a line break (U+000A), got 'a\\u{000a}\\u{202e}'");
        let long = format!("{}\u{7}{}", "a".repeat(500), "b".repeat(60_000));
        let (before, after) = ("a".repeat(20), "b".repeat(20));
        assert!(told(&long).ends_with(&format!("got '…{before}\\u{{0007}}{after}…'")), "{}", told(&long));
    }

    #[test]
    fn a_line_end_of_windows_is_a_newline() {
        assert_eq!(Lines::Many.unified("a\r\nb\rc"), "a\nb\rc");
        assert_eq!(Lines::One.unified("a\r\nb"), "a\r\nb");
    }

    #[test]
    fn text_without_anything_to_see_is_told_from_text() {
        for unseen in [
            "",
            " ",
            "\u{a0}",
            "\u{3000}",
            "\u{200b}",
            "\u{200c}\u{200d}",
            "\u{2060}",
            "\u{feff}",
            "\u{ad}",
            "\u{34f}",
            "\u{301}",
            "\u{20dd}",
            "\u{903}",
            "\u{fe0f}",
            "\u{e0100}",
            "\u{e0041}",
            "\u{115f}",
            "\u{1160}",
            "\u{3164}",
            "\u{ffa0}",
            "\u{2800}",
            "\u{180e}",
            "\u{17b4}",
            "\u{200e}\u{200f}",
            "\u{202e}",
            "\u{378}",
            "\u{1d173}",
            "\u{ffff}",
        ] {
            assert!(!is_visible(unseen), "{unseen:?}");
        }
        for seen in
            ["a", " . ", "e\u{301}", "字", "ش", "👍🏽", "1\u{fe0f}\u{20e3}", "🇫🇷", "ᄀ", "\u{e000}", "€", "्क"]
        {
            assert!(is_visible(seen), "{seen:?}");
        }
    }
}
