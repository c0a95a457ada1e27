//! What is wrong with a body that is no JSON, where it is, and what to do about it. The sentences are ours: a decoder's
//! words are for those who know the decoder.

mod scan;

use domain::given::quoted;

use scan::{DEEPEST, Found, Mistake};

/// What a client is told of a body that the decoder refused.
pub(crate) fn told(body: &[u8], error: &serde_json::Error) -> String {
    if error.is_data() {
        return of_name(body, error);
    }
    if let Some(told) = of_encoding(body) {
        return told;
    }
    let text = String::from_utf8_lossy(body);
    if text.trim().is_empty() {
        return format!("The body is empty. {SEND}");
    }
    match scan::first_mistake(&text) {
        Some(Found { at, mistake }) => {
            let (what, then) = sentence(&mistake);
            format!("The body is not valid JSON: {what} at {}. {then}", place(&text, at))
        }
        None => format!("The body is not valid JSON. {SEND}"),
    }
}

/// The one mistake that is not of JSON's own: a name that an object has twice. The decoder stops behind its second time.
fn of_name(body: &[u8], error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let problem = error.to_string();
    let problem = problem.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&problem);
    let in_line = body.split(|byte| *byte == b'\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let column = String::from_utf8_lossy(in_line.get(..column).unwrap_or(in_line)).chars().count();
    format!(
        "The body is not valid JSON: {problem} in one object, again at line {line}, column {column}. Give each name once."
    )
}

const SEND: &str = "Send a JSON object, such as {\"name\": \"value\"}.";

fn of_encoding(body: &[u8]) -> Option<String> {
    if body.starts_with(b"\xef\xbb\xbf") {
        return Some(
            "The body begins with a byte order mark at line 1, column 1. Send UTF-8 without one.".to_owned(),
        );
    }
    let error = std::str::from_utf8(body).err();
    if body.starts_with(b"\xff\xfe") || body.starts_with(b"\xfe\xff") || body.get(..4)?.contains(&0) {
        return Some(
            "The body is in UTF-16 or UTF-32, as its first bytes show. Send it in UTF-8.".to_owned(),
        );
    }
    let valid = String::from_utf8_lossy(body.get(..error?.valid_up_to())?).into_owned();
    Some(format!("The body is not UTF-8 from {} on. Send it in UTF-8.", place(&valid, valid.len())))
}

/// Lines and columns count from 1, and a column is a character.
fn place(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("line {line}, column {column}")
}

/// What there is, to be followed by its place, and what to do.
fn sentence(mistake: &Mistake) -> (String, String) {
    let pair = |what: &str, then: &str| (what.to_owned(), then.to_owned());
    match mistake {
        Mistake::Quote(mark) => {
            let what = match mark {
                '\'' => "there is a single quote".to_owned(),
                '`' => "there is a backtick".to_owned(),
                other => format!("there is a typographic quotation mark ({other})"),
            };
            (what, "Put names and texts into double quotes (\").".to_owned())
        }
        Mistake::TrailingComma => pair("there is a comma with nothing after it", "Remove it."),
        Mistake::Comment => pair("there is a comment", "JSON has no comments: remove it."),
        Mistake::BareName(word) => {
            (format!("the name {} has no quotes", quoted(word)), "Put it into double quotes (\").".to_owned())
        }
        Mistake::BareWord(word) => (format!("there is {}", quoted(word)), for_word(word)),
        Mistake::Number(word) => (
            format!("{} is not a number", quoted(word)),
            "Write numbers as 5, -5 or 0.5, without a plus sign and without zeros in front.".to_owned(),
        ),
        Mistake::Huge(word) => {
            (format!("the number {} is too large", quoted(word)), "Write a smaller one.".to_owned())
        }
        Mistake::RawControl(character) => {
            let (name, escape) = control(*character);
            (format!("a text has {name}"), format!("Write it as {escape}."))
        }
        Mistake::Escape(escape) => (
            format!("a text has the escape {}", quoted(escape)),
            "Write a backslash as \\\\, and other characters as they are.".to_owned(),
        ),
        Mistake::OpenText => {
            pair("the body ends within a text", "Close the text with \", or send the rest of it.")
        }
        Mistake::Ends(open) => (
            "the body ends too early".to_owned(),
            format!("Send the rest of it: `{open}` is missing at the end."),
        ),
        Mistake::NoName => {
            pair("a name is missing", "Write \"name\": value, with the name in double quotes.")
        }
        Mistake::NoColon => pair("a colon is missing", "Write a colon between name and value."),
        Mistake::NoValue => pair("a value is missing", "Write one, or null for none."),
        Mistake::NoComma(end) => {
            (format!("a comma or {end} is missing"), "Put a comma between any two entries.".to_owned())
        }
        Mistake::MoreBehind => {
            pair("there is more after the end of the JSON", "Send one object and nothing after it.")
        }
        Mistake::TooDeep => {
            ("it is nested too deeply".to_owned(), format!("Nest at most {DEEPEST} lists and objects."))
        }
    }
}

fn for_word(word: &str) -> String {
    match word.to_ascii_lowercase().as_str() {
        "true" | "false" => format!("Write {}.", word.to_ascii_lowercase()),
        "none" | "nil" | "undefined" | "null" => "Write null, or leave the field out.".to_owned(),
        "nan" | "inf" | "infinity" => {
            "JSON has no such number: write another, or leave the field out.".to_owned()
        }
        _ => "Put texts into double quotes (\").".to_owned(),
    }
}

fn control(character: char) -> (String, String) {
    match character {
        '\n' => ("a line break".to_owned(), "\\n".to_owned()),
        '\r' => ("a carriage return".to_owned(), "\\r".to_owned()),
        '\t' => ("a tab".to_owned(), "\\t".to_owned()),
        other => {
            let code = u32::from(other);
            (format!("a control character (U+{code:04X})"), format!("\\u{code:04x}"))
        }
    }
}

#[cfg(test)]
mod tests;
