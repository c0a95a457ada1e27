//! Notices a vendor that answers with another model than it was asked for. Some reroute a retired model to a newer one
//! and bill the newer one's price, without an error.

use metrics::Metric;
use serde_json::Value;

use crate::Task;
use crate::adapter::Call;
use crate::http::Answer;
use crate::lenient::text;

/// The names of the field that says which model gave an answer, without signs and in lower case. Where an answer has
/// both, `model` may only repeat what was asked for.
const NAMES: [&str; 2] = ["modelversion", "model"];

/// Counts an answer whose model is another than the one asked for. Where the answer names none, nothing is known.
pub(crate) fn notice(call: Call<'_>, task: &Task<'_>, asked: &str, answer: &Answer) {
    let answered = answer.json::<Value>().and_then(|answer| named(&answer));
    let Some(answered) = answered.filter(|answered| !is_same(asked, answered)) else { return };
    let (vendor, route) = (call.route.vendor.as_str(), task.route_key);
    tracing::warn!(
        vendor,
        route,
        asked,
        answered,
        "the vendor answers with another model, perhaps at another price"
    );
    metrics::count(Metric::OtherModel, vendor, route, &format!("{answered} in place of {asked}"));
}

/// The model that an answer says it is from.
fn named(answer: &Value) -> Option<String> {
    let answer = if let Value::Array(answers) = answer { answers.first()? } else { answer };
    let fields = answer.as_object()?;
    NAMES.into_iter().find_map(|wanted| {
        let mut found = fields.iter().filter(|(name, _)| plain(name) == wanted);
        found.find_map(|(_, model)| text(model))
    })
}

fn plain(name: &str) -> String {
    name.replace(['_', '-'], "").to_ascii_lowercase()
}

/// A date or a number behind a model's name makes no other model: `gpt-image-1.5-2025-12-16`, `…-001`.
fn is_same(asked: &str, answered: &str) -> bool {
    let plain = |name: &str| name.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let (asked, answered) = (plain(asked), plain(answered));
    let dated = |longer: &str, shorter: &str| {
        let rest = longer.strip_prefix(shorter).and_then(|rest| rest.strip_prefix(['-', '@', ':']));
        rest.is_some_and(|rest| rest.bytes().all(|letter| letter.is_ascii_digit() || letter == b'-'))
    };
    asked == answered || dated(&answered, &asked) || dated(&asked, &answered)
}

#[cfg(test)]
mod tests {
    use domain::Kind;
    use metrics::testing::counted;
    use serde_json::json;

    use super::*;
    use crate::testing;
    use crate::{SpeechTask, Work};

    #[test]
    fn the_model_is_found_under_every_name_and_the_version_says_more() {
        for (answer, expected) in [
            (json!({ "modelVersion": "b" }), Some("b")),
            (json!({ "model_version": "b" }), Some("b")),
            (json!({ "ModelVersion": "b" }), Some("b")),
            (json!({ "model": "b" }), Some("b")),
            (json!({ "model": "a", "modelVersion": "b" }), Some("b")),
            (json!({ "modelVersion": "b", "model": "a" }), Some("b")),
            (json!({ "model": "a", "model_version": "b" }), Some("b")),
            (json!({ "model": "a", "modelVersion": null }), Some("a")),
            (json!({ "model": "a", "modelVersion": " " }), Some("a")),
            (json!({ "model": null, "modelVersion": "b", "model_version": "b" }), Some("b")),
            (json!({ "model": { "id": "a" }, "modelVersion": "b" }), Some("b")),
            (json!([{ "modelVersion": "b" }]), Some("b")),
            (json!({ "modelVersion": null }), None),
            (json!({ "data": [] }), None),
            (json!([]), None),
            (json!("b"), None),
        ] {
            assert_eq!(named(&answer).as_deref(), expected, "{answer}");
        }
    }

    #[test]
    fn another_model_is_counted_by_the_key_of_its_route() {
        let route = testing::route(Kind::Image, "nano_banana", "google");
        let http = crate::http::client().unwrap();
        let call = Call { http: &http, key: "k", route: &route };
        let speech = SpeechTask {
            text: "Hi.",
            voice_id: "v",
            language: None,
            speed: None,
            format: domain::catalog::SpeechFormat::Mp3,
        };
        let route_key = "image/nano_banana/google";
        let task = Task { external_id: "job-0", route_key, work: Work::Speech(speech) };
        let told = |body: &str| counted(|| notice(call, &task, "gemini-2.5", &Answer::new(200, body)));
        let counts = told(r#"{"model":"gemini-2.5","modelVersion":"gemini-3.1"}"#);
        assert_eq!(counts.len(), 1);
        assert_eq!(
            counts[0].fields(),
            ("OtherModel", "google", route_key, "gemini-3.1 in place of gemini-2.5")
        );
        assert!(told(r#"{"model":"gemini-2.5"}"#).is_empty());
        assert!(told("<html>").is_empty());
    }

    #[test]
    fn a_dated_name_is_the_same_model_and_a_successor_is_not() {
        for (asked, answered) in [
            ("gemini-2.5-flash-image", "gemini-2.5-flash-image"),
            ("gemini-2.5-flash-image", "models/gemini-2.5-flash-image"),
            ("gemini-2.5-flash-image", "gemini-2.5-flash-image-001"),
            ("gpt-image-1.5", "gpt-image-1.5-2025-12-16"),
            ("gpt-image-1.5", "GPT-Image-1.5"),
            ("seedream-4-0-250828", "seedream-4-0"),
        ] {
            assert!(is_same(asked, answered), "{asked} {answered}");
        }
        for (asked, answered) in [
            ("gemini-2.5-flash-image", "gemini-nano-banana-2.1"),
            ("gemini-2.5-flash-image", "gemini-2.5-flash-image-preview"),
            ("gemini-3-pro", "gemini-3-pro-image"),
            ("gpt-image-1", "gpt-image-1.5"),
            ("gpt-image-1.5", "gpt-image-1.5-mini"),
            ("seedream-4-0-250828", "seedream-4-5-251128"),
        ] {
            assert!(!is_same(asked, answered), "{asked} {answered}");
        }
    }
}
