//! What a model made. It comes in many shapes: the models are not fal's own, and each has its own output.

use domain::{ErrorCode, Kind};
use serde_json::Value;

use crate::complaint::Complaint;
use crate::{Look, Output, media_link};

/// What models with a safety checker say of their pictures. Where it is true, the picture is black.
const FLAGS: [&str; 4] = ["has_nsfw_concepts", "has_nsfw_concept", "nsfw_content_detected", "nsfw"];
/// What wraps an output, where something does.
const WRAPPERS: [&str; 5] = ["response", "payload", "data", "output", "result"];
/// From here on a checker is sure: some send how likely it is, from 0 to 1.
const SURE: f64 = 0.5;

/// A picture, a video or a sound. No endpoint that we use makes two of them.
pub(super) fn made(kind: Kind, body: Value) -> Look {
    let body = media_link::unpacked(body);
    let flags = inside(&body, &FLAGS, WRAPPERS.len());
    match link(kind, &body, flags) {
        Some(link) => Look::Ready(Output::Link(link)),
        None if flags.is_some_and(any_is_set) || Complaint::from_json(&body).is_moderation() => {
            Look::failed(ErrorCode::ModerationRejected)
        }
        None => Look::failed(ErrorCode::ProviderFailed),
    }
}

/// The link to the first file that no checker has flagged.
fn link(kind: Kind, body: &Value, flags: Option<&Value>) -> Option<String> {
    let pictures = inside(body, &["images"], WRAPPERS.len()).and_then(Value::as_array);
    let paired = flags.and_then(Value::as_array).zip(pictures);
    if let Some((flags, pictures)) = paired.filter(|(flags, pictures)| flags.len() == pictures.len()) {
        let mut clean =
            pictures.iter().enumerate().filter(|(place, _)| !flags.get(*place).is_some_and(is_set));
        return clean.find_map(|(_, picture)| media_link::find(kind, picture));
    }
    media_link::find(kind, body).filter(|_| !flags.is_some_and(any_is_set))
}

/// The value that stands under one of these names, in the output or in what wraps it.
fn inside<'a>(body: &'a Value, names: &[&str], depth: usize) -> Option<&'a Value> {
    let found = names.iter().find_map(|name| body.get(name));
    let depth = depth.checked_sub(1)?;
    found.or_else(|| WRAPPERS.iter().find_map(|name| inside(body.get(name)?, names, depth)))
}

fn any_is_set(flags: &Value) -> bool {
    match flags {
        Value::Array(flags) => flags.iter().any(is_set),
        flag => is_set(flag),
    }
}

/// A flag may be a truth value, a number or a text.
fn is_set(flag: &Value) -> bool {
    match flag {
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_f64().is_some_and(|number| number >= SURE),
        Value::String(text) => {
            let text = text.trim();
            text.parse().map_or_else(
                |_| ["true", "yes"].iter().any(|yes| text.eq_ignore_ascii_case(yes)),
                |it: f64| it >= SURE,
            )
        }
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const PICTURE: &str = "https://v3.fal.media/files/a/picture.png";
    const OTHER: &str = "https://v3.fal.media/files/a/other.png";

    fn picture(body: Value) -> Look {
        made(Kind::Image, body)
    }

    fn ready(url: &str) -> Look {
        Look::Ready(Output::Link(url.to_owned()))
    }

    #[test]
    fn a_picture_is_found_in_every_shape() {
        let inner = json!({ "images": [{ "url": PICTURE }] });
        for body in [
            inner.clone(),
            json!({ "images": [null, { "url": PICTURE }] }),
            json!({ "images": [{ "url": null }, { "url": "" }, { "url": PICTURE }] }),
            json!({ "images": [PICTURE] }),
            json!({ "images": { "url": PICTURE } }),
            json!({ "images": null, "image": { "url": PICTURE } }),
            json!({ "image": PICTURE }),
            json!({ "image_url": PICTURE }),
            json!({ "result": PICTURE }),
            json!({ "output": PICTURE }),
            json!({ "output": [PICTURE] }),
            json!({ "result": inner.to_string() }),
            json!({ "output": format!("Your picture: {PICTURE}") }),
            json!({ "response": inner }),
            json!({ "data": inner }),
            json!({ "output": inner, "status": "COMPLETED" }),
            json!({ "status": "OK", "payload": inner }),
            json!(PICTURE),
            json!(inner.to_string()),
        ] {
            assert_eq!(picture(body.clone()), ready(PICTURE), "{body}");
        }
    }

    #[test]
    fn a_video_and_a_sound_are_found_in_every_shape() {
        let (clip, sound) = ("https://v3b.fal.media/a.mp4", "https://v3.fal.media/a.mp3");
        for body in [
            json!({ "video": { "url": clip } }),
            json!({ "video": clip }),
            json!({ "videos": [null, { "url": clip }] }),
            json!({ "videos": [clip] }),
            json!({ "video_url": clip }),
            json!({ "image": { "url": PICTURE }, "video": { "url": clip } }),
            json!({ "data": { "video": { "url": clip, "content_type": "video/mp4" } } }),
        ] {
            assert_eq!(made(Kind::Video, body.clone()), ready(clip), "{body}");
            assert_eq!(made(Kind::Avatar, body.clone()), ready(clip), "{body}");
        }
        for body in [
            json!({ "audio": { "url": sound } }),
            json!({ "audio": sound }),
            json!({ "audio_url": sound }),
            json!({ "audio": [{ "url": sound }] }),
            json!({ "audio_file": { "url": sound } }),
        ] {
            assert_eq!(made(Kind::Tts, body.clone()), ready(sound), "{body}");
        }
    }

    #[test]
    fn nothing_to_fetch_is_a_failure_at_once() {
        for body in [
            json!({}),
            json!(null),
            json!({ "images": [] }),
            json!({ "images": [null] }),
            json!({ "images": [{}, null, ""] }),
            json!({ "images": null, "video": null, "audio": null }),
            json!({ "images": [{ "url": "data:image/png;base64,AAAA" }] }),
            json!({ "result": "done" }),
            json!({ "video": { "url": "https://v3b.fal.media/a.mp4" } }),
        ] {
            assert_eq!(picture(body.clone()), Look::failed(ErrorCode::ProviderFailed), "{body}");
        }
    }

    #[test]
    fn a_flag_may_be_anything_that_is_true_or_false() {
        let with =
            |flags: Value| picture(json!({ "images": [{ "url": PICTURE }], "has_nsfw_concepts": flags }));
        for clean in [
            json!(null),
            json!([]),
            json!([false]),
            json!([null]),
            json!([0]),
            json!([0.02]),
            json!(["false"]),
            json!(["0"]),
            json!(false),
            json!(0),
            json!("no"),
            json!({}),
        ] {
            assert_eq!(with(clean.clone()), ready(PICTURE), "{clean}");
        }
        for flagged in [
            json!([true]),
            json!([1]),
            json!([0.97]),
            json!(["true"]),
            json!(["True"]),
            json!(["1"]),
            json!(true),
            json!(1),
            json!("yes"),
        ] {
            assert_eq!(with(flagged.clone()), Look::failed(ErrorCode::ModerationRejected), "{flagged}");
        }
    }

    #[test]
    fn of_several_pictures_one_that_is_not_flagged_is_taken() {
        let with =
            |images: Value, flags: Value| picture(json!({ "images": images, "has_nsfw_concepts": flags }));
        let both = json!([{ "url": PICTURE }, { "url": OTHER }]);
        assert_eq!(with(both.clone(), json!([true, false])), ready(OTHER));
        assert_eq!(with(json!([null, { "url": OTHER }]), json!([true, false])), ready(OTHER));
        assert_eq!(with(json!([null, { "url": OTHER }]), json!([0, 0])), ready(OTHER));
        let refused = Look::failed(ErrorCode::ModerationRejected);
        assert_eq!(with(both, json!([1, 1])), refused.clone());
        assert_eq!(with(json!([null]), json!([true])), refused.clone());
        // Which of them is meant, nobody knows.
        assert_eq!(with(json!([null, { "url": PICTURE }]), json!([true])), refused);
    }

    #[test]
    fn a_success_that_tells_of_moderation_is_one() {
        let refused = Look::failed(ErrorCode::ModerationRejected);
        for body in [
            json!({ "detail": "The content was flagged by a content checker." }),
            json!({ "error": { "type": "content_policy_violation" } }),
            json!({ "images": [], "error": "NSFW content detected" }),
        ] {
            assert_eq!(picture(body.clone()), refused, "{body}");
        }
    }
}
