//! Notices a vendor that answers with another model than it was asked for. Some reroute a retired model to a newer one
//! and bill the newer one's price, without an error.

use metrics::Metric;
use serde::Deserialize;
use serde_json::Value;

use crate::adapter::Call;
use crate::http::Answer;
use crate::lenient::text;

/// An answer, as far as it says which model gave it. Some answers say so.
#[derive(Debug, Deserialize)]
struct Named {
    #[serde(alias = "modelVersion", alias = "model_version")]
    model: Option<Value>,
}

/// Counts an answer whose model is another than the one asked for. Where the answer names none, nothing is known.
pub(crate) fn notice(call: Call<'_>, asked: &str, answer: &Answer) {
    let answered = answer.json::<Named>().and_then(|named| text(&named.model?));
    let Some(answered) = answered.filter(|answered| !is_same(asked, answered)) else { return };
    let (vendor, route) = (call.route.vendor.as_str(), call.route.name.as_str());
    tracing::warn!(
        vendor,
        route,
        asked,
        answered,
        "the vendor answers with another model, perhaps at another price"
    );
    metrics::count(Metric::OtherModel, vendor, route, &format!("{answered} in place of {asked}"));
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
    use super::*;

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
