//! How long a job is likely to take, by what the catalog says of its model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Request, composite};
use crate::catalog::Model;

/// From the submit to the end of the job. Most jobs end within it; it is no promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExpectedSeconds {
    /// Few jobs are done before.
    pub low: u32,
    /// Most jobs are done by then.
    pub high: u32,
}

impl ExpectedSeconds {
    /// Our own render takes the longer the longer its result is. What vendors take depends little on the request.
    pub(super) fn new(model: &Model, request: &Request, length_millis: Option<u64>) -> Self {
        let [least, most] = model.typical_seconds;
        let low = least.min(model.median_seconds.max(1));
        let high = match request {
            Request::Composite(composite) if composite.output.is_still() => least,
            Request::Composite(_) => least + share_of_longest(length_millis, most - least),
            _ => most,
        };
        Self { low, high }
    }
}

/// The share of `seconds` that a result of this length takes of what the longest does. An unknown length may be that.
fn share_of_longest(millis: Option<u64>, seconds: u32) -> u32 {
    let longest = u64::from(composite::MAX_SECONDS) * 1000;
    let millis = millis.unwrap_or(longest).min(longest);
    u32::try_from((millis * u64::from(seconds)).div_ceil(longest)).unwrap_or(seconds)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::Kind;
    use crate::request::Family;
    use crate::request::planned::planned;

    fn expected(kind: Kind, body: &Value) -> [u32; 2] {
        let ExpectedSeconds { low, high } = planned(kind, Family::Legacy, body).unwrap().expected_seconds;
        [low, high]
    }

    fn composite(fields: &Value) -> Value {
        let clip = json!({"source": "https://example.com/a.mp4"});
        let mut body = json!({"aspect_ratio": "9:16", "resolution": "720p", "clips": [clip]});
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        body
    }

    #[test]
    fn a_model_takes_what_the_catalog_says_and_a_render_more_for_more() {
        let clip = |end: u32| json!([{"source": "https://example.com/a.mp4", "start": 0, "end": end}]);
        for (kind, body, seconds) in [
            (Kind::Image, json!({"prompt": "x"}), [6, 60]),
            (Kind::Video, json!({"prompt": "x"}), [60, 300]),
            (Kind::Avatar, json!({"avatar_id": "a", "script": "Hi."}), [120, 600]),
            (Kind::Tts, json!({"text": "x"}), [3, 30]),
            (Kind::Composite, composite(&json!({})), [30, 300]),
            (Kind::Composite, composite(&json!({"clips": clip(90)})), [30, 165]),
            (Kind::Composite, composite(&json!({"clips": clip(10)})), [30, 45]),
            (Kind::Composite, composite(&json!({"output": "png"})), [30, 30]),
        ] {
            assert_eq!(expected(kind, &body), seconds, "{body}");
        }
    }
}
