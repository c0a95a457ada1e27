//! The link to a file, in whatever shape a vendor wraps it: in a list or alone, an object or a plain text, under one of
//! many names, beside nulls and beside files of another kind.

use domain::Kind;
use serde_json::{Map, Value};

/// Results are not nested any deeper.
const DEEPEST: u8 = 8;

/// What wraps a file of any kind, from the outside in.
const WRAPPERS: [&str; 17] = [
    "response",
    "payload",
    "data",
    "result",
    "results",
    "output",
    "outputs",
    "task_result",
    "assets",
    "artifacts",
    "content",
    "file",
    "files",
    "url",
    "uri",
    "href",
    "link",
];

/// The first link to a file of this kind. Nulls, empty texts and files that say that they are of another kind are passed
/// over.
pub(crate) fn find(kind: Kind, value: &Value) -> Option<String> {
    find_within(kind, value, DEEPEST)
}

fn find_within(kind: Kind, value: &Value, depth: u8) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::String(text) => in_text(text),
        Value::Array(entries) => entries.iter().find_map(|entry| find_within(kind, entry, depth)),
        Value::Object(fields) if is_of(kind, fields) => {
            let mut names = names(kind).iter().chain(&WRAPPERS);
            names.find_map(|name| find_within(kind, fields.get(*name)?, depth))
        }
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// What vendors call a file of this kind.
const fn names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Image => &["images", "image", "image_url", "image_urls", "sample"],
        Kind::Video | Kind::Avatar | Kind::Composite => &["videos", "video", "video_url", "video_urls"],
        Kind::Tts => &["audios", "audio", "audio_url", "audio_file"],
    }
}

/// Whether an object may be a file of this kind: it is, unless its type says otherwise.
fn is_of(kind: Kind, fields: &Map<String, Value>) -> bool {
    let own = match kind {
        Kind::Image => "image",
        Kind::Video | Kind::Avatar | Kind::Composite => "video",
        Kind::Tts => "audio",
    };
    let mut types =
        ["type", "content_type", "mime_type"].iter().filter_map(|name| fields.get(*name)?.as_str());
    types.all(|given| {
        let given = given.to_ascii_lowercase();
        given.starts_with(own)
            || !["image", "video", "audio", "text", "thumbnail"].iter().any(|it| given.starts_with(it))
    })
}

/// A text that is a link, or that has one in it. A data URI is none: no vendor that answers by links is asked for one.
fn in_text(text: &str) -> Option<String> {
    let text = text.trim();
    if is_link(text) {
        return Some(text.to_owned());
    }
    let start = text.find("https://").or_else(|| text.find("http://"))?;
    let rest = text.get(start..)?;
    let end =
        rest.find(|sign: char| sign.is_whitespace() || matches!(sign, '"' | '\'' | '<' | '>' | ')' | ']'));
    let link = rest.get(..end.unwrap_or(rest.len()))?.trim_end_matches(['.', ',', ';', '!']);
    is_link(link).then(|| link.to_owned())
}

fn is_link(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| host.starts_with(|sign: char| sign.is_alphanumeric() || sign == '['))
}

/// The same, with the JSON that stands in texts in place of these texts.
pub(crate) fn unpacked(value: Value) -> Value {
    unpack(value, DEEPEST)
}

fn unpack(value: Value, depth: u8) -> Value {
    let Some(depth) = depth.checked_sub(1) else { return value };
    match value {
        Value::String(text) if text.trim_start().starts_with(['{', '[', '"']) => {
            serde_json::from_str(&text).map_or(Value::String(text), |inner| unpack(inner, depth))
        }
        Value::Array(entries) => entries.into_iter().map(|entry| unpack(entry, depth)).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, value)| (name, unpack(value, depth))).collect()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_link_is_found_in_any_wrapping() {
        let url = "https://files.example/a.mp4?sig=1";
        for value in [
            json!(url),
            json!(format!("  {url}\n")),
            json!(format!("Here is your video: {url}.")),
            json!([null, url]),
            json!([null, { "url": url }]),
            json!({ "url": url }),
            json!({ "url": { "url": url } }),
            json!({ "video": { "url": url, "content_type": "video/mp4" } }),
            json!({ "video": url }),
            json!({ "videos": [null, {}, { "url": null }, { "url": "" }, { "url": url }] }),
            json!({ "video": [{ "url": url }] }),
            json!({ "assets": { "image": "https://files.example/thumb.jpg", "video": url } }),
            json!({ "output": { "type": "video", "url": url } }),
            json!({ "output": [{ "type": "image", "url": "https://files.example/a.png" }, { "type": "video", "url": url }] }),
            json!({ "response": { "data": { "output": [[url]] } } }),
            json!({ "video": null, "data": { "video": { "url": url } } }),
            json!({ "type": null, "url": url }),
        ] {
            assert_eq!(find(Kind::Video, &value).as_deref(), Some(url), "{value}");
        }
    }

    #[test]
    fn what_is_no_link_to_such_a_file_is_passed_over() {
        for value in [
            json!(null),
            json!([]),
            json!([null]),
            json!({}),
            json!({ "video": null }),
            json!({ "video": { "url": null } }),
            json!({ "video": { "url": "" } }),
            json!({ "video": "data:video/mp4;base64,AAAA" }),
            json!({ "video": "https://" }),
            json!({ "images": [{ "url": "https://files.example/a.png" }] }),
            json!({ "output": [{ "type": "image", "url": "https://files.example/a.png" }] }),
            json!({ "description": "https://files.example/a.mp4" }),
            json!("done"),
            json!(7),
        ] {
            assert_eq!(find(Kind::Video, &value), None, "{value}");
        }
    }

    #[test]
    fn each_kind_has_its_own_names() {
        let body = json!({
            "images": [{ "url": "https://files.example/a.png" }],
            "video": { "url": "https://files.example/a.mp4" },
            "audio_url": "https://files.example/a.mp3",
        });
        for (kind, end) in
            [(Kind::Image, "png"), (Kind::Video, "mp4"), (Kind::Avatar, "mp4"), (Kind::Tts, "mp3")]
        {
            assert_eq!(find(kind, &body), Some(format!("https://files.example/a.{end}")), "{kind:?}");
        }
    }

    #[test]
    fn json_in_a_text_is_unpacked() {
        let inner = json!({ "images": [{ "url": "https://files.example/a.png" }] });
        let packed = json!({ "result": inner.to_string() });
        assert_eq!(unpacked(packed), json!({ "result": inner }));
        let twice = Value::String(Value::String(inner.to_string()).to_string());
        assert_eq!(unpacked(twice), inner);
        for text in ["[a red kite]", "{", "plain"] {
            assert_eq!(unpacked(json!(text)), json!(text), "{text}");
        }
    }
}
