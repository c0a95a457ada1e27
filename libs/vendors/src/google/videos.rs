//! Classifies the answers about videos: an operation, and then its samples.

use domain::ErrorCode;
use domain::job::Handle;

use super::errors;
use super::wire::{Error, Operation, Videos};
use crate::http::Answer;
use crate::ids::is_url_safe;
use crate::outcome::accepted;
use crate::{CallError, Look, Output, StartError};

pub(super) fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
    if !answer.is_success() {
        return Err(errors::refusal(answer));
    }
    let name = answer.json::<Operation>().and_then(|operation| operation.name);
    accepted(name.filter(|name| is_operation_name(name)))
}

/// `key_may_go`: whether the key may be sent to a file's address.
pub(super) fn judge_look(answer: &Answer, key_may_go: impl Fn(&str) -> bool) -> Result<Look, CallError> {
    if !answer.is_success() {
        return Err(CallError(answer.status_text()));
    }
    let Some(operation) = answer.json::<Operation>() else {
        return Err(CallError(format!("{} without an operation", answer.status_text())));
    };
    if operation.done != Some(true) {
        return Ok(Look::RUNNING);
    }
    if let Some(error) = operation.error {
        return Ok(Look::failed(failure(&error)));
    }
    let videos = operation.response.and_then(|response| response.generate_video_response);
    Ok(match videos.map(uri) {
        Some(Ok(uri)) if key_may_go(&uri) => Look::Ready(Output::KeyedLink(uri)),
        Some(Ok(uri)) => Look::Ready(Output::Link(uri)),
        Some(Err(code)) => Look::failed(code),
        None => Look::failed(ErrorCode::ProviderFailed),
    })
}

/// Whether this is an operation's name, which may become part of an address: nothing in it ends or leaves the path.
pub(super) fn is_operation_name(name: &str) -> bool {
    name.split('/').all(is_url_safe)
}

fn uri(videos: Videos) -> Result<String, ErrorCode> {
    let samples = videos.generated_samples.into_iter().flatten().flatten();
    let mut uris = samples.filter_map(|sample| sample.video?.uri).filter(|uri| !uri.is_empty());
    let filtered = videos.rai_media_filtered_count.is_some_and(|count| count > 0)
        || videos.rai_media_filtered_reasons.is_some_and(|reasons| !reasons.is_empty());
    let without = if filtered { ErrorCode::ModerationRejected } else { ErrorCode::ProviderFailed };
    uris.next().ok_or(without)
}

/// What an operation's error means. It is documented that moderation may show here, but not what it looks like: the
/// words of the message decide (unverified).
fn failure(error: &Error) -> ErrorCode {
    const MODERATION_WORDS: [&str; 5] = ["safety", "guidelines", "policy", "policies", "responsible ai"];
    let message = error.message.as_deref().unwrap_or_default().to_lowercase();
    if MODERATION_WORDS.iter().any(|word| message.contains(word)) {
        return ErrorCode::ModerationRejected;
    }
    // The error has a name, an HTTP status or a gRPC code.
    match (error.status.as_deref(), error.code) {
        (Some("INVALID_ARGUMENT" | "OUT_OF_RANGE"), _) | (None, Some(400 | 3 | 11)) => {
            ErrorCode::InvalidInput
        }
        (Some("DEADLINE_EXCEEDED"), _) | (None, Some(504 | 4)) => ErrorCode::TimedOut,
        (Some("RESOURCE_EXHAUSTED" | "UNAVAILABLE"), _) | (None, Some(429 | 503 | 8 | 14)) => {
            ErrorCode::ProviderUnavailable
        }
        _ => ErrorCode::ProviderFailed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked(body: &str) -> Result<Look, CallError> {
        judge_look(&Answer::new(200, body), |uri| {
            uri.starts_with("https://generativelanguage.googleapis.com/")
        })
    }

    #[test]
    fn an_accepted_operation_gives_its_handle() {
        let handle = judge_start(&Answer::new(200, include_str!("fixtures/operation.json"))).unwrap();
        assert_eq!(handle.id, "models/veo-3.1-generate-preview/operations/a1b2c3d4e5f6");
        assert_eq!(handle.url, None);
    }

    #[test]
    fn an_unreadable_acceptance_is_uncertain_not_refused() {
        for body in ["", "<html>", "{}", r#"{"name":null}"#, r#"{"name":""}"#, r#"{"name":"a/../../b?c"}"#] {
            let judged = judge_start(&Answer::new(200, body));
            assert!(matches!(judged, Err(StartError::Uncertain(_))), "{body}");
        }
    }

    #[test]
    fn a_start_that_failed_is_classified_by_its_envelope() {
        let retired = Answer::new(404, include_str!("fixtures/not_found.json"));
        assert_eq!(judge_start(&retired), Err(StartError::RouteDown("HTTP 404".into())));
        let bad_gateway = Answer::new(502, "<html>");
        assert_eq!(judge_start(&bad_gateway), Err(StartError::Uncertain("HTTP 502".into())));
    }

    #[test]
    fn an_operation_runs_until_it_is_done() {
        for body in [
            include_str!("fixtures/operation.json"),
            r#"{"name":"operations/1","done":false,"metadata":{},"response":null}"#,
            r#"{"done":null,"error":null}"#,
            "{}",
        ] {
            assert_eq!(looked(body), Ok(Look::RUNNING), "{body}");
        }
    }

    #[test]
    fn a_video_on_googles_host_is_opened_with_the_key_and_any_other_without() {
        let uri = "https://generativelanguage.googleapis.com/v1beta/files/f1:download?alt=media";
        let body = include_str!("fixtures/operation_done.json");
        assert_eq!(looked(body), Ok(Look::Ready(Output::KeyedLink(uri.into()))));
        let elsewhere = body.replace("generativelanguage.googleapis.com", "files.example");
        let uri = "https://files.example/v1beta/files/f1:download?alt=media";
        assert_eq!(looked(&elsewhere), Ok(Look::Ready(Output::Link(uri.into()))));
    }

    #[test]
    fn filtered_videos_are_moderation() {
        for body in [
            include_str!("fixtures/operation_filtered.json"),
            r#"{"done":true,"response":{"generateVideoResponse":{"raiMediaFilteredCount":1}}}"#,
            r#"{"done":true,"response":{"generateVideoResponse":{"generatedSamples":[],
                "raiMediaFilteredReasons":["x"]}}}"#,
        ] {
            assert_eq!(looked(body), Ok(Look::failed(ErrorCode::ModerationRejected)), "{body}");
        }
    }

    #[test]
    fn done_without_anything_is_a_failure() {
        for body in [
            r#"{"done":true}"#,
            r#"{"done":true,"response":null}"#,
            r#"{"done":true,"response":{"generateVideoResponse":null}}"#,
            r#"{"done":true,"response":{"generateVideoResponse":{"generatedSamples":null,
                "raiMediaFilteredCount":0,"raiMediaFilteredReasons":[]}}}"#,
            r#"{"done":true,"response":{"generateVideoResponse":{"generatedSamples":[null,{"video":null}]}}}"#,
            r#"{"done":true,"response":{"generateVideoResponse":{"generatedSamples":[{"video":{"uri":""}}]}}}"#,
        ] {
            assert_eq!(looked(body), Ok(Look::failed(ErrorCode::ProviderFailed)), "{body}");
        }
    }

    #[test]
    fn every_error_of_an_operation_is_classified() {
        for (error, code) in [
            (r#"{"code":3,"message":"violates our usage guidelines"}"#, ErrorCode::ModerationRejected),
            (r#"{"code":3,"message":"Blocked by Safety filters"}"#, ErrorCode::ModerationRejected),
            (r#"{"code":3,"message":"bad duration"}"#, ErrorCode::InvalidInput),
            (r#"{"code":400,"status":"INVALID_ARGUMENT","message":null}"#, ErrorCode::InvalidInput),
            (r#"{"code":4}"#, ErrorCode::TimedOut),
            (r#"{"code":504,"status":"DEADLINE_EXCEEDED"}"#, ErrorCode::TimedOut),
            (r#"{"code":8}"#, ErrorCode::ProviderUnavailable),
            (r#"{"code":14}"#, ErrorCode::ProviderUnavailable),
            (r#"{"code":429,"status":"RESOURCE_EXHAUSTED"}"#, ErrorCode::ProviderUnavailable),
            (r#"{"code":503,"status":"UNAVAILABLE"}"#, ErrorCode::ProviderUnavailable),
            (r#"{"code":13,"message":"internal"}"#, ErrorCode::ProviderFailed),
            (r#"{"code":500,"status":"INTERNAL"}"#, ErrorCode::ProviderFailed),
            (r#"{"code":null,"status":"SOMETHING_NEW"}"#, ErrorCode::ProviderFailed),
            ("{}", ErrorCode::ProviderFailed),
        ] {
            let body = format!(r#"{{"name":"operations/1","done":true,"error":{error}}}"#);
            assert_eq!(looked(&body), Ok(Look::failed(code)), "{body}");
        }
    }

    #[test]
    fn no_answer_about_the_operation_changes_nothing() {
        for (status, body) in [(200, "<html>"), (200, ""), (404, "{}"), (429, "{}"), (503, "<html>")] {
            assert!(judge_look(&Answer::new(status, body), |_| true).is_err(), "{status} {body}");
        }
    }

    #[test]
    fn only_url_safe_names_become_part_of_an_address() {
        for good in ["operations/1", "models/veo-3.1-generate-preview/operations/a_b"] {
            assert!(is_operation_name(good), "{good}");
        }
        for bad in
            ["", "/a", "a/", "a//b", "a/../b", ".", "a?b", "a#b", "a b", "a%2e", "a:b", "a\\b", "ä", "@x"]
        {
            assert!(!is_operation_name(bad), "{bad}");
        }
    }
}
