//! Classifies Google's errors of calls. Sources: the vendor's SDK 3.4.0 and pages as read on 2026-11-20, and public
//! reports. Where those are silent, the comment says so.
//!
//! Nothing that a customer chooses has an id here, so a 403 or 404 in Google's envelope is about the key, the billing or
//! the model. A prompt or a picture is refused by an `INVALID_ARGUMENT`, or by words of moderation under any status.

use domain::health::ClosedBy;
use serde_json::Value;

use crate::StartError;
use crate::complaint::Complaint;
use crate::http::Answer;
use crate::lenient::{field, items};
use crate::part::Parts;

/// Words of a 429 that no waiting mends: money is gone, or the quota is nothing or that of a day.
const USED_UP: [&str; 6] =
    ["credits are depleted", "prepay", "spending cap", "spend cap", "limit: 0,", "perday"];

pub(super) fn refusal(answer: &Answer, parts: Parts) -> StartError {
    let body = answer.json::<Value>().unwrap_or_default();
    let Some(error) = error(&body) else {
        return Complaint::from_json(&body).refusal_or_by_status(answer, parts);
    };
    let complaint = Complaint::from_json(&body);
    let status = field(error, "status").and_then(Value::as_str).unwrap_or_default().to_ascii_uppercase();
    // A bad key is a 400 like any bad argument. Its reason makes the difference (unverified).
    if complaint.says(&["api_key_invalid", "api key not valid", "api key expired"]) {
        return answer.down(ClosedBy::Key, "the key is not valid");
    }
    match status.as_str() {
        "RESOURCE_EXHAUSTED" if complaint.says(&USED_UP) || names_a_day(error) => {
            answer.down(ClosedBy::Balance, "out of credits or quota")
        }
        "RESOURCE_EXHAUSTED" => {
            let delay = details(error).find_map(|detail| seconds(field(detail, "retryDelay")?.as_str()?));
            StartError::Busy { retry_after: delay.or(answer.retry_after) }
        }
        "FAILED_PRECONDITION" if !complaint.is_moderation() => {
            answer.down(complaint.closed_by(answer.status), "not available to us")
        }
        "UNIMPLEMENTED" => answer.down(ClosedBy::Model, "no such call"),
        // 400 INVALID_ARGUMENT and OUT_OF_RANGE are the task's fault. 401, 403 and 404 (retired models) are for an
        // operator. 500 and 503 are the vendor's trouble. What 409, 499 and 504 leave behind is unknown.
        _ => complaint.refusal_or_by_status(answer, parts),
    }
}

/// The envelope's error. It may be in a list of one.
fn error(body: &Value) -> Option<&Value> {
    items(Some(body)).find_map(|envelope| field(envelope, "error")).filter(|error| error.is_object())
}

fn details(error: &Value) -> impl Iterator<Item = &Value> {
    items(field(error, "details"))
}

/// Whether the quota that is used up is one of a day: `GenerateRequestsPerDayPerProjectPerModel`.
fn names_a_day(error: &Value) -> bool {
    let violations = details(error).flat_map(|detail| items(field(detail, "violations")));
    let mut quotas = violations.filter_map(|violation| field(violation, "quotaId")?.as_str());
    quotas.any(|quota| quota.contains("PerDay"))
}

/// `7s` and `7.25s` in whole seconds, rounded up.
fn seconds(delay: &str) -> Option<u32> {
    let delay = delay.strip_suffix('s')?;
    let (whole, fraction) = delay.split_once('.').unwrap_or((delay, ""));
    let started = fraction.bytes().any(|digit| digit != b'0');
    Some(whole.parse::<u32>().ok()?.saturating_add(started.into()))
}

#[cfg(test)]
mod tests {
    use domain::catalog::Vendor;
    use domain::{ErrorCode, Kind};

    use super::*;
    use crate::part::Part;

    fn parts() -> Parts {
        Parts::from_accepted(Vendor::Google, Kind::Image)
    }

    fn refusal(answer: &Answer) -> StartError {
        super::refusal(answer, parts())
    }

    #[test]
    fn an_error_is_read_in_a_list_and_in_either_spelling() {
        for body in [
            r#"[{"error":{"status":"RESOURCE_EXHAUSTED","details":[{"retry_delay":"7s"}]}}]"#,
            r#"{"error":{"status":"resource_exhausted","details":{"retryDelay":"7s"}}}"#,
            r#"[null,{"error":{"code":"429","status":"RESOURCE_EXHAUSTED","details":[null,{"retryDelay":"7s"}]}}]"#,
        ] {
            let busy = StartError::Busy { retry_after: Some(7) };
            assert_eq!(refusal(&Answer::new(429, body)), busy, "{body}");
        }
    }

    #[test]
    fn whose_fault_it_is() {
        for (status, error) in [
            (429, r#"{"status":"RESOURCE_EXHAUSTED","message":"Your prepayment credits are depleted."}"#),
            (429, r#"{"status":"RESOURCE_EXHAUSTED","message":"Quota exceeded, limit: 0, model: x"}"#),
            (
                429,
                r#"{"status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProject"}]}]}"#,
            ),
            (403, r#"{"status":"PERMISSION_DENIED","message":"Your API key was reported as leaked."}"#),
            (403, r#"{"status":"PERMISSION_DENIED","details":[{"reason":"BILLING_DISABLED"}]}"#),
            (403, r#"{"status":"PERMISSION_DENIED"}"#),
            (
                400,
                r#"{"status":"INVALID_ARGUMENT","message":"API key not valid. Please pass a valid API key."}"#,
            ),
        ] {
            let judged = refusal(&Answer::new(status, &format!(r#"{{"error":{error}}}"#)));
            assert!(matches!(judged, StartError::RouteDown(..)), "{status} {error}: {judged:?}");
        }
        let plain = r#"{"error":{"status":"RESOURCE_EXHAUSTED","message":"You exceeded your current quota, please check your plan and billing details."}}"#;
        assert_eq!(refusal(&Answer::new(429, plain)), StartError::Busy { retry_after: None });
        let moderated = StartError::refused(ErrorCode::ModerationRejected);
        for (status, word) in
            [(400, "INVALID_ARGUMENT"), (403, "PERMISSION_DENIED"), (400, "FAILED_PRECONDITION")]
        {
            let body = format!(
                r#"{{"error":{{"status":"{word}","message":"It violates Google's Responsible AI practices."}}}}"#
            );
            assert_eq!(refusal(&Answer::new(status, &body)), moderated, "{body}");
        }
        let picture = r#"{"error":{"status":"INVALID_ARGUMENT","message":"Unable to process input image."}}"#;
        let named = StartError::Refused(parts().invalid(Some(Part::Picture)));
        assert_eq!(refusal(&Answer::new(400, picture)), named);
    }

    #[test]
    fn every_error_status_is_classified() {
        let down = |by, why: &str| StartError::RouteDown(by, why.into());
        let invalid = StartError::refused(ErrorCode::InvalidInput);
        for (status, body, expected) in [
            (400, include_str!("fixtures/invalid_argument.json"), invalid.clone()),
            (400, include_str!("fixtures/out_of_range.json"), invalid),
            (
                400,
                include_str!("fixtures/api_key_invalid.json"),
                down(ClosedBy::Key, "HTTP 400, the key is not valid"),
            ),
            (
                400,
                include_str!("fixtures/failed_precondition.json"),
                down(ClosedBy::Key, "HTTP 400, not available to us"),
            ),
            (401, r#"{"error":{"code":401,"status":"UNAUTHENTICATED"}}"#, down(ClosedBy::Key, "HTTP 401")),
            (403, r#"{"error":{"code":403,"status":"PERMISSION_DENIED"}}"#, down(ClosedBy::Key, "HTTP 403")),
            (404, include_str!("fixtures/not_found.json"), down(ClosedBy::Model, "HTTP 404")),
            (409, r#"{"error":{"code":409,"status":"ABORTED"}}"#, StartError::Uncertain("HTTP 409".into())),
            (
                429,
                include_str!("fixtures/resource_exhausted.json"),
                StartError::Busy { retry_after: Some(7) },
            ),
            (499, r#"{"error":{"code":499,"status":"CANCELLED"}}"#, StartError::Uncertain("HTTP 499".into())),
            (
                500,
                r#"{"error":{"code":500,"status":"INTERNAL"}}"#,
                StartError::Unavailable("HTTP 500".into()),
            ),
            (
                501,
                r#"{"error":{"code":501,"status":"UNIMPLEMENTED"}}"#,
                down(ClosedBy::Model, "HTTP 501, no such call"),
            ),
            (
                503,
                r#"{"error":{"code":503,"status":"UNAVAILABLE"}}"#,
                StartError::Unavailable("HTTP 503".into()),
            ),
            (
                504,
                r#"{"error":{"code":504,"status":"DEADLINE_EXCEEDED"}}"#,
                StartError::Uncertain("HTTP 504".into()),
            ),
        ] {
            assert_eq!(refusal(&Answer::new(status, body)), expected, "{status} {body}");
        }
    }

    #[test]
    fn without_googles_envelope_the_http_status_decides() {
        for body in
            ["", "<html>", "{}", r#"{"error":null}"#, r#"{"error":"x"}"#, r#"{"error":{"status":null}}"#]
        {
            for (status, expected) in [
                (400, StartError::refused(ErrorCode::InvalidInput)),
                (404, StartError::RouteDown(ClosedBy::Model, "HTTP 404".into())),
                (429, StartError::Busy { retry_after: None }),
                (502, StartError::Uncertain("HTTP 502".into())),
                (503, StartError::Unavailable("HTTP 503".into())),
            ] {
                assert_eq!(refusal(&Answer::new(status, body)), expected, "{status} {body}");
            }
        }
    }

    #[test]
    fn a_waiting_time_is_read_from_the_details_and_else_from_the_header() {
        for (delay, expected) in [
            (r#""7s""#, Some(7)),
            (r#""7.25s""#, Some(8)),
            (r#""7.000s""#, Some(7)),
            (r#""0.5s""#, Some(1)),
            (r#""7""#, Some(60)),
            (r#""soon""#, Some(60)),
            ("null", Some(60)),
        ] {
            let body = format!(
                r#"{{"error":{{"status":"RESOURCE_EXHAUSTED","details":[null,{{"retryDelay":{delay}}}]}}}}"#
            );
            let answer = Answer { retry_after: Some(60), ..Answer::new(429, &body) };
            assert_eq!(refusal(&answer), StartError::Busy { retry_after: expected }, "{delay}");
        }
    }
}
