//! What came of a video: an operation, then its samples.

use domain::job::Handle;
use domain::{ErrorCode, Failure};

use super::errors;
use super::wire::{Error, Operation, Videos};
use crate::http::Answer;
use crate::{CallError, Look, Output, StartError};

pub(super) fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
    if !(200..300).contains(&answer.status) {
        return Err(errors::refusal(answer));
    }
    let name = answer.json::<Operation>().and_then(|operation| operation.name);
    match name.filter(|name| is_plain(name)) {
        Some(id) => Ok(Handle { id, url: None }),
        None => Err(StartError::Uncertain("accepted, but the reply names no operation".to_owned())),
    }
}

/// `key_may_go`: whether a file's address may be opened with the key.
pub(super) fn judge_look(answer: &Answer, key_may_go: impl Fn(&str) -> bool) -> Result<Look, CallError> {
    if !(200..300).contains(&answer.status) {
        return Err(CallError(answer.status_text()));
    }
    let Some(operation) = answer.json::<Operation>() else {
        return Err(CallError(format!("{} without an operation", answer.status_text())));
    };
    if operation.done != Some(true) {
        return Ok(Look::Running { progress_percent: None });
    }
    if let Some(error) = operation.error {
        return Ok(Look::Failed(Failure::new(failure(&error))));
    }
    let videos = operation.response.and_then(|response| response.generate_video_response);
    Ok(match videos.map(uri) {
        Some(Ok(uri)) if key_may_go(&uri) => Look::Ready(Output::KeyedLink(uri)),
        Some(Ok(uri)) => Look::Ready(Output::Link(uri)),
        Some(Err(code)) => Look::Failed(Failure::new(code)),
        None => Look::Failed(Failure::new(ErrorCode::ProviderFailed)),
    })
}

/// Whether an operation's name may become part of an address: nothing that ends or leaves the path.
pub(super) fn is_plain(name: &str) -> bool {
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_' | b'.');
    let named = |segment: &str| !matches!(segment, "" | "." | "..") && segment.bytes().all(plain);
    name.split('/').all(named)
}

fn uri(videos: Videos) -> Result<String, ErrorCode> {
    let samples = videos.generated_samples.into_iter().flatten().flatten();
    let mut uris = samples.filter_map(|sample| sample.video?.uri).filter(|uri| !uri.is_empty());
    let filtered = videos.rai_media_filtered_count.is_some_and(|count| count > 0)
        || videos.rai_media_filtered_reasons.is_some_and(|reasons| !reasons.is_empty());
    let without = if filtered { ErrorCode::ModerationRejected } else { ErrorCode::ProviderFailed };
    uris.next().ok_or(without)
}

/// An operation's error. That moderation may show here is documented, what it looks like is not: told by its
/// words (unverified).
fn failure(error: &Error) -> ErrorCode {
    const OF_MODERATION: [&str; 5] = ["safety", "guidelines", "policy", "policies", "responsible ai"];
    let message = error.message.as_deref().unwrap_or_default().to_lowercase();
    if OF_MODERATION.iter().any(|word| message.contains(word)) {
        return ErrorCode::ModerationRejected;
    }
    // By name, as an HTTP status, or as a gRPC code.
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

    fn failed(code: ErrorCode) -> Look {
        Look::Failed(Failure::new(code))
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
    fn a_start_that_failed_is_sorted_by_its_envelope() {
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
            assert_eq!(looked(body), Ok(Look::Running { progress_percent: None }), "{body}");
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
            assert_eq!(looked(body), Ok(failed(ErrorCode::ModerationRejected)), "{body}");
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
            assert_eq!(looked(body), Ok(failed(ErrorCode::ProviderFailed)), "{body}");
        }
    }

    #[test]
    fn every_error_of_an_operation_is_sorted() {
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
            assert_eq!(looked(&body), Ok(failed(code)), "{body}");
        }
    }

    #[test]
    fn no_answer_about_the_operation_changes_nothing() {
        for (status, body) in [(200, "<html>"), (200, ""), (404, "{}"), (429, "{}"), (503, "<html>")] {
            assert!(judge_look(&Answer::new(status, body), |_| true).is_err(), "{status} {body}");
        }
    }

    #[test]
    fn only_plain_names_become_part_of_an_address() {
        for good in ["operations/1", "models/veo-3.1-generate-preview/operations/a_b"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in
            ["", "/a", "a/", "a//b", "a/../b", ".", "a?b", "a#b", "a b", "a%2e", "a:b", "a\\b", "ä", "@x"]
        {
            assert!(!is_plain(bad), "{bad}");
        }
    }
}
