//! Google's JSON parser takes every name in camel case and in snake case, and bytes in both alphabets of
//! base64. Its Python SDK uses both of both.

use bytes::Bytes;
use serde_json::Value;

use crate::workshop::{InputError, base64_input};

/// With `+` and `/`, or with `-` and `_`.
pub(super) fn base64(text: &str) -> Result<Bytes, InputError> {
    base64_input(&text.replace('-', "+").replace('_', "/"))
}

/// All names of all objects in it.
pub(super) fn camel(value: &mut Value) {
    match value {
        Value::Object(map) => {
            let entries = std::mem::take(map).into_iter().map(|(name, mut value)| {
                camel(&mut value);
                (camel_name(&name), value)
            });
            *map = entries.collect();
        }
        Value::Array(list) => list.iter_mut().for_each(camel),
        _ => {}
    }
}

fn camel_name(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut name, part| {
        let mut letters = part.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
        name
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_alphabets_are_read() {
        for text in ["-_8=", "+/8=", "-_8"] {
            assert_eq!(base64(text).unwrap(), [0xfb, 0xff].as_slice(), "{text}");
        }
    }

    #[test]
    fn both_spellings_become_one() {
        let mut body = json!({ "generation_config": [{ "inlineData": { "mime_type": "a_b" } }], "seed": 1 });
        camel(&mut body);
        let expected = json!({ "generationConfig": [{ "inlineData": { "mimeType": "a_b" } }], "seed": 1 });
        assert_eq!(body, expected);
    }
}
