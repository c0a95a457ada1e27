//! Classifies the answers about videos: an operation, and then its samples.

use domain::catalog::Vendor;
use domain::job::Handle;
use domain::{ErrorCode, Failure, Kind};
use serde_json::Value;

use super::errors;
use crate::complaint::Complaint;
use crate::http::Answer;
use crate::ids::is_url_safe;
use crate::lenient::{field, flag, items, number, text};
use crate::outcome::accepted;
use crate::part::Parts;
use crate::{Look, LookError, Output, StartError, media_link};

pub(super) fn judge_start(answer: &Answer, parts: Parts) -> Result<Handle, StartError> {
    if !answer.is_success() {
        return Err(errors::refusal(answer, parts));
    }
    let body = answer.json::<Value>().unwrap_or_default();
    let name = items(Some(&body)).find_map(|operation| text(field(operation, "name")?));
    accepted(name.filter(|name| is_operation_name(name)))
}

/// `key_may_go`: whether the key may be sent to a file's address. An operation has no names of states: it is done, or it
/// says that it is there.
pub(super) fn judge_look(answer: &Answer, key_may_go: impl Fn(&str) -> bool) -> Result<Look, LookError> {
    let body = answer.json::<Value>().filter(|_| answer.is_success()).ok_or_else(|| answer.look_error())?;
    let operation = items(Some(&body)).next().ok_or_else(|| answer.look_error())?;
    if field(operation, "done").and_then(flag) != Some(true) {
        let is_one = ["name", "metadata", "done"].iter().any(|name| operation.get(name).is_some());
        return if is_one { Ok(Look::RUNNING) } else { Err(answer.look_error()) };
    }
    if let Some(error) = field(operation, "error") {
        return Ok(Look::Failed(failure(error)));
    }
    let videos = field(operation, "response").and_then(|response| field(response, "generateVideoResponse"));
    Ok(match items(videos).find_map(uri) {
        Some(uri) if key_may_go(&uri) => Look::Ready(Output::KeyedLink(uri)),
        Some(uri) => Look::Ready(Output::Link(uri)),
        None if items(videos).any(is_filtered) => Look::failed(ErrorCode::ModerationRejected),
        None => Look::failed(ErrorCode::ProviderFailed),
    })
}

/// Whether this is an operation's name, which may become part of an address: nothing in it ends or leaves the path.
pub(super) fn is_operation_name(name: &str) -> bool {
    name.split('/').all(is_url_safe)
}

/// The file of the first sample that has one.
fn uri(videos: &Value) -> Option<String> {
    items(field(videos, "generatedSamples")).find_map(|sample| media_link::find(Kind::Video, sample))
}

/// Whether moderation kept samples back.
fn is_filtered(videos: &Value) -> bool {
    field(videos, "raiMediaFilteredCount").and_then(number).is_some_and(|count| count > 0.0)
        || items(field(videos, "raiMediaFilteredReasons")).next().is_some()
}

/// Words of moderation that only this vendor uses of its operations.
const MODERATION_WORDS: [&str; 4] = ["safety", "guidelines", "policy", "policies"];

/// What an operation's error means. It is documented that moderation may show here, but not what it looks like: the
/// words of the message decide (unverified).
fn failure(error: &Value) -> Failure {
    let complaint = Complaint::from_json(error);
    if complaint.is_moderation() || complaint.says(&MODERATION_WORDS) {
        return Failure::new(ErrorCode::ModerationRejected);
    }
    // The error has a name, an HTTP status or a gRPC code.
    let status = field(error, "status").and_then(text).unwrap_or_default().to_ascii_uppercase();
    let code = field(error, "code").and_then(text).unwrap_or_default();
    match (status.as_str(), code.as_str()) {
        ("INVALID_ARGUMENT" | "OUT_OF_RANGE", _) | ("", "400" | "3" | "11") => {
            complaint.input_fault(Parts::from_accepted(Vendor::Google, Kind::Video))
        }
        ("DEADLINE_EXCEEDED", _) | ("", "504" | "4") => Failure::new(ErrorCode::TimedOut),
        ("RESOURCE_EXHAUSTED" | "UNAVAILABLE", _) | ("", "429" | "503" | "8" | "14") => {
            Failure::new(ErrorCode::ProviderUnavailable)
        }
        _ => Failure::new(ErrorCode::ProviderFailed),
    }
}

#[cfg(test)]
mod tests {
    use domain::health::ClosedBy;

    use super::*;

    fn parts() -> Parts {
        Parts::from_accepted(Vendor::Google, Kind::Video)
    }

    fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
        super::judge_start(answer, parts())
    }

    fn looked(body: &str) -> Result<Look, LookError> {
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
        assert_eq!(judge_start(&retired), Err(StartError::RouteDown(ClosedBy::Model, "HTTP 404".into())));
        let bad_gateway = Answer::new(502, "<html>");
        assert_eq!(judge_start(&bad_gateway), Err(StartError::Uncertain("HTTP 502".into())));
    }

    #[test]
    fn an_operation_runs_until_it_is_done() {
        for body in [
            include_str!("fixtures/operation.json"),
            r#"{"name":"operations/1","done":false,"metadata":{},"response":null}"#,
            r#"{"done":null,"error":null}"#,
            r#"[{"name":"operations/1"}]"#,
            r#"{"done":"false"}"#,
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
    fn a_video_is_found_in_every_form() {
        let uri = "https://files.example/v.mp4";
        for samples in [
            format!(r#""generatedSamples":[null,{{"video":{{"uri":"{uri}"}}}}]"#),
            format!(r#""generated_samples":[{{"video":{{"uri":"{uri}"}}}}]"#),
            format!(r#""generatedSamples":{{"video":[{{"uri":"{uri}"}}]}}"#),
            format!(r#""generatedSamples":[{{"video":"{uri}"}}]"#),
        ] {
            for done in ["true", r#""true""#] {
                let body =
                    format!(r#"{{"done":{done},"response":{{"generateVideoResponse":{{{samples}}}}}}}"#);
                assert_eq!(looked(&body), Ok(Look::Ready(Output::Link(uri.into()))), "{body}");
            }
        }
    }

    #[test]
    fn an_answer_that_says_nothing_of_the_operation_is_told_apart() {
        let look = |status, body: &str| judge_look(&Answer::new(status, body), |_| true);
        for (status, body) in
            [(200, "<html>"), (200, ""), (200, "{}"), (200, "null"), (200, "[]"), (404, "{}"), (400, "{}")]
        {
            assert!(matches!(look(status, body), Err(LookError::Unreadable(_))), "{status} {body}");
        }
        for status in [408, 425, 429, 500, 503] {
            assert!(matches!(look(status, "<html>"), Err(LookError::NoAnswer(_))), "{status}");
        }
        for status in [401, 403] {
            assert!(matches!(look(status, "{}"), Err(LookError::Denied(_))), "{status}");
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
