//! Changes of answers in JSON. They are pure, but for the file that a link has to lead to.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use serde_json::{Map, Value, json};

use crate::answers::{Base64, Change};

/// The fields whose text is a file.
const FILES: [&str; 3] = ["b64_json", "data", "audio_base64"];
/// The fields whose text is the state of a task.
const STATES: [&str; 3] = ["status", "state", "task_status"];

/// `keep` takes a file and gives its link.
pub(super) fn changed(change: Change, mut value: Value, keep: impl Fn(Vec<u8>) -> String) -> Value {
    match change {
        Change::NullFirst => lists(&mut value, &|list| list.insert(0, Value::Null)),
        Change::OnlyNulls => lists(&mut value, &|list| list.fill_with(|| Value::Null)),
        Change::OneForList => value = one_for_list(value),
        Change::SnakeCase => value = with_names(value, &snake_case),
        Change::NumbersAsTexts => each(&mut value, &mut |_, value| {
            if value.is_number() {
                *value = value.to_string().into();
            }
        }),
        Change::TextsAsNumbers(names) => each(&mut value, &mut |name, value| {
            if names.contains(&name)
                && let Some(number) = value.as_str().and_then(|text| text.parse::<i64>().ok())
            {
                *value = number.into();
            }
        }),
        Change::StateInCapitals => states(&mut value, &str::to_uppercase),
        Change::StateInSmallLetters => states(&mut value, &str::to_lowercase),
        Change::StateWithACapital => states(&mut value, &with_a_capital),
        Change::State(word) => states(&mut value, &|_| word.to_owned()),
        Change::Base64(form) => {
            for text in files_in_base64(&mut value) {
                *text = rewritten(form, text);
            }
        }
        Change::Put(place, new) => {
            if let (Some(old), Ok(new)) = (value.pointer_mut(place), serde_json::from_str(new)) {
                *old = new;
            }
        }
        Change::LinkItself(names) => under(&mut value, names, &link_itself),
        Change::ListForOne(names) => under(&mut value, names, &|value| {
            if value.is_object() {
                *value = json!([value.take()]);
            }
        }),
        Change::SecondCandidate => under(&mut value, &["candidates"], &|value| {
            let words = json!({ "content": { "role": "model", "parts": [{ "text": "Here are two." }] } });
            value.as_array_mut().into_iter().for_each(|list| list.insert(0, words.clone()));
        }),
        Change::UrlForBase64 => links_for_files(&mut value, &keep),
        Change::LetterInLinks(letter) => each(&mut value, &mut |_, value| {
            if let Some(link) = value.as_str().and_then(|link| with_letter(link, letter)) {
                *value = link.into();
            }
        }),
        // They change bytes.
        Change::Gzip { .. } | Change::Deflate | Change::WavSizes(_) | Change::Format(_) | Change::Half => {}
    }
    value
}

/// Visits every value, what is inside of it first, with the name of its field. An element of a list has the list's.
fn each(value: &mut Value, act: &mut impl FnMut(&str, &mut Value)) {
    fn visit(name: &str, value: &mut Value, act: &mut impl FnMut(&str, &mut Value)) {
        match value {
            Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| visit(name, value, act)),
            Value::Array(list) => list.iter_mut().for_each(|value| visit(name, value, act)),
            _ => {}
        }
        act(name, value);
    }
    visit("", value, act);
}

fn lists(value: &mut Value, act: &impl Fn(&mut Vec<Value>)) {
    each(value, &mut |_, value| value.as_array_mut().into_iter().for_each(act));
}

fn under(value: &mut Value, names: &[&str], act: &impl Fn(&mut Value)) {
    each(value, &mut |_, value| {
        for (name, value) in value.as_object_mut().into_iter().flatten() {
            if names.contains(&name.as_str()) {
                act(value);
            }
        }
    });
}

/// An error's `status` is no state of a task.
fn states(value: &mut Value, word: &impl Fn(&str) -> String) {
    if let Value::Array(list) = value {
        for value in list {
            states(value, word);
        }
    }
    let Value::Object(fields) = value else { return };
    for (name, value) in fields.iter_mut().filter(|(name, _)| *name != "error") {
        match value {
            Value::String(state) if STATES.contains(&name.as_str()) => *state = word(state),
            value => states(value, word),
        }
    }
}

fn with_a_capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters.map(|letter| letter.to_ascii_lowercase())).collect()
}

fn one_for_list(value: Value) -> Value {
    match value {
        Value::Array(list) => {
            let mut list: Vec<Value> = list.into_iter().map(one_for_list).collect();
            if list.len() == 1 { list.pop().unwrap_or_default() } else { Value::Array(list) }
        }
        Value::Object(fields) => {
            fields.into_iter().map(|(name, value)| (name, one_for_list(value))).collect()
        }
        value => value,
    }
}

fn with_names(value: Value, name_of: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::Array(list) => list.into_iter().map(|value| with_names(value, name_of)).collect(),
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name_of(&name), with_names(value, name_of)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        value => value,
    }
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// The first link inside takes the place of what it is in.
fn link_itself(value: &mut Value) {
    if let Value::Array(list) = value {
        list.iter_mut().for_each(link_itself);
        return;
    }
    let mut found = None;
    each(value, &mut |_, value| {
        let link = value.as_str().filter(|text| text.starts_with("http"));
        found = found.take().or_else(|| link.map(str::to_owned));
    });
    if let Some(link) = found {
        *value = link.into();
    }
}

/// The texts that are files, to be rewritten.
pub(super) fn files_in_base64(value: &mut Value) -> Vec<&mut String> {
    match value {
        Value::Array(list) => list.iter_mut().flat_map(files_in_base64).collect(),
        Value::Object(fields) => fields
            .iter_mut()
            .flat_map(|(name, value)| match value {
                Value::String(text) => FILES.contains(&name.as_str()).then_some(text).into_iter().collect(),
                value => files_in_base64(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}

pub(super) fn file(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

pub(super) fn base64(file: &[u8]) -> String {
    STANDARD.encode(file)
}

fn rewritten(form: Base64, text: &str) -> String {
    let in_lines = |between: &str| {
        let lines = text.as_bytes().chunks(76).map(String::from_utf8_lossy);
        lines.collect::<Vec<_>>().join(between)
    };
    match form {
        Base64::DataUri => format!("data:image/png;base64,{text}"),
        Base64::LineBreaks => in_lines("\r\n"),
        Base64::Spaces => in_lines(" "),
        Base64::UrlSafe => file(text).map_or_else(|| text.to_owned(), |file| URL_SAFE.encode(file)),
        Base64::Unpadded => file(text).map_or_else(|| text.to_owned(), |file| STANDARD_NO_PAD.encode(file)),
    }
}

fn links_for_files(value: &mut Value, keep: &impl Fn(Vec<u8>) -> String) {
    each(value, &mut |_, value| {
        let Value::Object(fields) = value else { return };
        let file = fields.get("b64_json").and_then(Value::as_str).and_then(file);
        if let Some(file) = file {
            fields.remove("b64_json");
            fields.insert("url".to_owned(), keep(file).into());
        }
    });
}

/// The link with one segment more, which has the letter as it is. Files are found without that segment.
fn with_letter(link: &str, letter: char) -> Option<String> {
    let (path, query) = link.split_once('?').filter(|(path, _)| path.contains("/delivery/results/"))?;
    let (_, extension) = path.rsplit_once('.').unwrap_or_default();
    Some(format!("{path}/red{letter}bicycle.{extension}?{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(change: Change, value: Value) -> Value {
        changed(change, value, |_| "https://files.example/1".to_owned())
    }

    #[test]
    fn every_change_does_what_its_name_says() {
        let link = "https://h/delivery/results/t/a.png?se=1";
        for (change, before, expected) in [
            (Change::NullFirst, json!({ "a": [{ "b": [1] }] }), json!({ "a": [null, { "b": [null, 1] }] })),
            (Change::OnlyNulls, json!({ "a": [1, 2], "b": [] }), json!({ "a": [null, null], "b": [] })),
            (
                Change::SnakeCase,
                json!({ "inlineData": { "mimeType": "x" } }),
                json!({ "inline_data": { "mime_type": "x" } }),
            ),
            (
                Change::StateInCapitals,
                json!({ "data": [{ "status": "failed" }] }),
                json!({ "data": [{ "status": "FAILED" }] }),
            ),
            (Change::StateWithACapital, json!({ "state": "IN_QUEUE" }), json!({ "state": "In_queue" })),
            (
                Change::State("x"),
                json!({ "task_status": "a", "error": { "status": "b" } }),
                json!({ "task_status": "x", "error": { "status": "b" } }),
            ),
            (Change::NumbersAsTexts, json!({ "code": 0, "a": [0.5] }), json!({ "code": "0", "a": ["0.5"] })),
            (
                Change::TextsAsNumbers(&["code"]),
                json!({ "code": "12", "a": "1" }),
                json!({ "code": 12, "a": "1" }),
            ),
            (Change::Put("/a/b", "[null]"), json!({ "a": { "b": 1 } }), json!({ "a": { "b": [null] } })),
            (
                Change::LinkItself(&["images"]),
                json!({ "images": [{ "w": 1, "url": link }] }),
                json!({ "images": [link] }),
            ),
            (
                Change::OneForList,
                json!({ "a": [{ "b": [1] }], "c": [1, 2] }),
                json!({ "a": { "b": 1 }, "c": [1, 2] }),
            ),
            (
                Change::ListForOne(&["video"]),
                json!({ "video": { "url": "x" } }),
                json!({ "video": [{ "url": "x" }] }),
            ),
            (
                Change::UrlForBase64,
                json!({ "data": [{ "b64_json": "AAAA" }] }),
                json!({ "data": [{ "url": "https://files.example/1" }] }),
            ),
            (
                Change::LetterInLinks(' '),
                json!([link]),
                json!(["https://h/delivery/results/t/a.png/red bicycle.png?se=1"]),
            ),
            (
                Change::Base64(Base64::DataUri),
                json!({ "data": "+/8=" }),
                json!({ "data": "data:image/png;base64,+/8=" }),
            ),
            (Change::Base64(Base64::UrlSafe), json!({ "data": "+/8=" }), json!({ "data": "-_8=" })),
            (Change::Base64(Base64::Unpadded), json!({ "data": "+/8=" }), json!({ "data": "+/8" })),
        ] {
            assert_eq!(after(change, before), expected, "{change:?}");
        }
    }
}
