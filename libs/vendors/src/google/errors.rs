//! Classifies Google's errors of calls. Sources: the vendor's SDK 3.4.0 and pages as read on 2026-11-20. Where those are
//! silent, the comment says so.

use super::wire::{Detail, Error, Refusal};
use crate::StartError;
use crate::http::Answer;

pub(super) fn refusal(answer: &Answer) -> StartError {
    let Some(error) = answer.json::<Refusal>().and_then(|refusal| refusal.error) else {
        return answer.refusal_by_status();
    };
    // A bad key is a 400 like any bad argument. Its reason makes the difference (unverified).
    if details(&error).any(|detail| detail.reason.as_deref() == Some("API_KEY_INVALID")) {
        return StartError::RouteDown(format!("{}, the key is not valid", answer.status_text()));
    }
    match error.status.as_deref() {
        Some("RESOURCE_EXHAUSTED") => {
            let delay = details(&error).find_map(|detail| seconds(detail.retry_delay.as_deref()?));
            StartError::Busy { retry_after: delay.or(answer.retry_after) }
        }
        Some("FAILED_PRECONDITION") => {
            StartError::RouteDown(format!("{}, not available to us", answer.status_text()))
        }
        Some("UNIMPLEMENTED") => StartError::RouteDown(format!("{}, no such call", answer.status_text())),
        // 400 INVALID_ARGUMENT and OUT_OF_RANGE are the task's fault. 401, 403 and 404 (retired models) are for an
        // operator. 500 and 503 are the vendor's trouble. What 409, 499 and 504 leave behind is unknown.
        _ => answer.refusal_by_status(),
    }
}

fn details(error: &Error) -> impl Iterator<Item = &Detail> {
    error.details.iter().flatten().flatten()
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
    use domain::ErrorCode;

    use super::*;

    #[test]
    fn every_error_status_is_classified() {
        let down = |why: &str| StartError::RouteDown(why.into());
        let invalid = StartError::refused(ErrorCode::InvalidInput);
        for (status, body, expected) in [
            (400, include_str!("fixtures/invalid_argument.json"), invalid.clone()),
            (400, include_str!("fixtures/out_of_range.json"), invalid),
            (400, include_str!("fixtures/api_key_invalid.json"), down("HTTP 400, the key is not valid")),
            (400, include_str!("fixtures/failed_precondition.json"), down("HTTP 400, not available to us")),
            (401, r#"{"error":{"code":401,"status":"UNAUTHENTICATED"}}"#, down("HTTP 401")),
            (403, r#"{"error":{"code":403,"status":"PERMISSION_DENIED"}}"#, down("HTTP 403")),
            (404, include_str!("fixtures/not_found.json"), down("HTTP 404")),
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
            (501, r#"{"error":{"code":501,"status":"UNIMPLEMENTED"}}"#, down("HTTP 501, no such call")),
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
                (404, StartError::RouteDown("HTTP 404".into())),
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
