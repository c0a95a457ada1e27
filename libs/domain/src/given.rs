//! What a client gave, as a message shows it: enough to find it again, never all of a long text, and nothing that cannot
//! be seen.

use serde_json::Value;

/// The most characters of a text that a message shows.
pub const MOST_SHOWN: usize = 60;

/// A text in quotes, with its length where that is not seen.
pub fn quoted(text: &str) -> String {
    let (shown, length) = (shown(text), text.chars().count());
    if shown.ends_with('…') && length > MOST_SHOWN {
        format!("'{shown}' ({length} characters)")
    } else {
        format!("'{shown}'")
    }
}

/// The beginning of a text, or all of it, with escapes for what could not be seen.
pub fn shown(text: &str) -> String {
    let address = if text.contains(char::is_whitespace) { None } else { address(text) };
    address.unwrap_or_else(|| beginning(text))
}

/// Nothing that may be a token is shown of an address: neither the query, nor the fragment, nor what stands before the
/// host. `None`: it has no `://`.
pub fn address(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.rsplit('@').next().unwrap_or_default();
    let file = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let between = if path.trim_end_matches('/').contains('/') { "/…/" } else { "/" };
    Some(format!("{}://{}{between}{}", beginning(scheme), beginning(host), end(file)))
}

fn beginning(text: &str) -> String {
    let mut characters = text.chars();
    let beginning = characters.by_ref().take(MOST_SHOWN).map(escaped).collect();
    if characters.next().is_some() { beginning + "…" } else { beginning }
}

fn end(text: &str) -> String {
    let skipped = text.chars().count().saturating_sub(MOST_SHOWN);
    let end: String = text.chars().skip(skipped).map(escaped).collect();
    if skipped > 0 { format!("…{end}") } else { end }
}

/// A value that is wrong, such as `'red'`, `7` or `a list of 3 entries`.
pub fn value(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Number(number) => number.to_string(),
        other => typed(other),
    }
}

/// A value whose type is wrong, such as `the text 'red'`, `the number 7` or `a list of 3 entries`.
pub fn typed(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) => value.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the text {}", quoted(text)),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Array(items) if items.len() == 1 => "a list of 1 entry".to_owned(),
        Value::Array(items) => format!("a list of {} entries", items.len()),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn escaped(character: char) -> String {
    if is_harmful(character) { format!("\\u{{{:04x}}}", u32::from(character)) } else { character.to_string() }
}

/// What breaks a line, moves a terminal's cursor or turns the direction of the words around it.
fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_is_shown_with_its_type_where_that_is_not_plain() {
        for (given, value_shown, typed_shown) in [
            (json!("red"), "'red'", "the text 'red'"),
            (json!(""), "''", "the text ''"),
            (json!(7), "7", "the number 7"),
            (json!(-0.5), "-0.5", "the number -0.5"),
            (json!(true), "true", "true"),
            (json!(null), "null", "null"),
            (json!([]), "an empty list", "an empty list"),
            (json!([1, 2]), "a list of 2 entries", "a list of 2 entries"),
            (json!({"a": 1}), "an object", "an object"),
        ] {
            assert_eq!((&*value(&given), &*typed(&given)), (value_shown, typed_shown), "{given}");
        }
    }

    #[test]
    fn a_long_text_is_shortened_and_what_cannot_be_seen_is_escaped() {
        assert_eq!(shown(&"é".repeat(60)), "é".repeat(60));
        assert_eq!(shown(&"é".repeat(61)), "é".repeat(60) + "…");
        assert_eq!(quoted(&"é".repeat(61)), format!("'{}…' (61 characters)", "é".repeat(60)));
        assert_eq!(quoted("and so on…"), "'and so on…'");
        assert_eq!(quoted("a\0\n\u{202e}b"), "'a\\u{0000}\\u{000a}\\u{202e}b'");
        assert_eq!(shown("https://me:secret@host/a/b.png?token=x#y"), "https://host/…/b.png");
        assert_eq!(shown("see https://a/?b"), "see https://a/?b", "it is no address");
        assert_eq!(quoted(r"C:\it's"), r"'C:\it's'");
    }
}
