//! Classifies `HeyGen`'s answers. Sources: the error table of the vendor's docs and the schemas of its command line
//! client, as read on 2026-11-20. How v3 names moderation is not published. The names that are taken for it here are a
//! guess on the safe side, beside the legacy code 400105.

use domain::ErrorCode;
use domain::job::Handle;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::wire::{Accepted, Complaint, Envelope, Spoke, VideoState};
use crate::http::Answer;
use crate::ids::is_url_safe;
use crate::outcome::{accepted, look_at_unknown};
use crate::{CallError, Look, Output, StartError};

pub(super) fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
    if !answer.is_success() {
        return Err(refusal(answer));
    }
    let id = data::<Accepted>(answer).and_then(|accepted| accepted.video_id);
    accepted(id.filter(|id| is_url_safe(id)))
}

/// The whole answer is there, so nothing is uncertain about it.
pub(super) fn judge_speech(answer: &Answer) -> Result<Output, StartError> {
    if !answer.is_success() {
        return Err(refusal(answer));
    }
    let url = data::<Spoke>(answer).and_then(|spoke| spoke.audio_url).filter(|url| !url.is_empty());
    url.map(Output::Link).ok_or_else(|| StartError::refused(ErrorCode::ProviderFailed))
}

pub(super) fn judge_look(answer: &Answer, age_seconds: i64) -> Result<Look, CallError> {
    if !answer.is_success() {
        return judge_missing(answer, age_seconds);
    }
    let Some(VideoState { status: Some(status), video_url, failure_code }) = data(answer) else {
        return Err(CallError(format!("{} without a video status", answer.status_text())));
    };
    Ok(match status.as_str() {
        "completed" => Look::finished(video_url),
        "failed" => {
            let code = failure_code.as_ref().and_then(|code| fault(&name(code)));
            Look::failed(code.unwrap_or(ErrorCode::ProviderFailed))
        }
        // `pending`, `waiting`, `queued`, `processing`, and any status that the vendor adds: the deadline bounds the
        // wait.
        _ => Look::RUNNING,
    })
}

/// Any other 404 may be about the path, and says nothing about the video.
fn judge_missing(answer: &Answer, age_seconds: i64) -> Result<Look, CallError> {
    let unknown = matches!(error_code(answer).as_deref(), Some("video_not_found" | "not_found"));
    if answer.status == 404 && unknown {
        return look_at_unknown(age_seconds, answer.status_text());
    }
    Err(CallError(answer.status_text()))
}

/// The vendor's code says more than the status: a 404 may mean an unknown avatar as well as a dead path.
fn refusal(answer: &Answer) -> StartError {
    let code = error_code(answer).unwrap_or_default();
    if let Some(fault) = fault(&code) {
        return StartError::refused(fault);
    }
    match code.as_str() {
        "insufficient_credit"
        | "unauthorized"
        | "forbidden"
        | "resource_access_denied"
        | "quota_exceeded" => StartError::RouteDown(format!("{} {code}", answer.status_text())),
        "rate_limit_exceeded" => StartError::Busy { retry_after: answer.retry_after },
        _ => answer.refusal_by_status(),
    }
}

/// What is wrong with the request itself, if that is what the code says.
fn fault(code: &str) -> Option<ErrorCode> {
    match code {
        "avatar_not_found" | "voice_not_found" | "voice_not_usable" | "voice_unavailable"
        | "invalid_parameter" | "validation_error" => Some(ErrorCode::InvalidInput),
        "download_failed" => Some(ErrorCode::InputUnreachable),
        // 400105 is the legacy code for BLOCKED_WORDS_DETECTED.
        _ if ["moderat", "policy", "blocked_words", "400105"].iter().any(|part| code.contains(part)) => {
            Some(ErrorCode::ModerationRejected)
        }
        _ => None,
    }
}

fn error_code(answer: &Answer) -> Option<String> {
    let code = answer.json::<Complaint>()?.error?.code?;
    Some(name(&code))
}

fn name(code: &Value) -> String {
    code.as_str().map_or_else(|| code.to_string(), str::to_ascii_lowercase)
}

fn data<T: DeserializeOwned>(answer: &Answer) -> Option<T> {
    answer.json::<Envelope<T>>()?.data
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::HTML;

    fn complaint(code: &str) -> String {
        include_str!("fixtures/error.json").replace("CODE", code)
    }

    #[test]
    fn an_accepted_video_gives_its_handle() {
        let handle = judge_start(&Answer::new(200, include_str!("fixtures/accepted.json"))).unwrap();
        assert_eq!(handle, Handle { id: "f1e2d3c4b5a697887766554433221100".into(), url: None });
    }

    #[test]
    fn an_acceptance_without_a_usable_id_is_uncertain() {
        for body in [
            "",
            HTML,
            "{}",
            r#"{"data":null}"#,
            r#"{"data":{"video_id":null}}"#,
            r#"{"data":{"video_id":""}}"#,
            r#"{"data":{"video_id":"../../v1/x"}}"#,
        ] {
            let judged = judge_start(&Answer::new(200, body));
            assert!(matches!(judged, Err(StartError::Uncertain(_))), "{body}: {judged:?}");
        }
    }

    #[test]
    fn every_error_code_is_classified() {
        let down = |text: &str| StartError::RouteDown(text.to_owned());
        for (status, code, expected) in [
            (404, "avatar_not_found", StartError::refused(ErrorCode::InvalidInput)),
            (404, "voice_not_found", StartError::refused(ErrorCode::InvalidInput)),
            (400, "voice_not_usable", StartError::refused(ErrorCode::InvalidInput)),
            (400, "voice_unavailable", StartError::refused(ErrorCode::InvalidInput)),
            (400, "invalid_parameter", StartError::refused(ErrorCode::InvalidInput)),
            (422, "validation_error", StartError::refused(ErrorCode::InvalidInput)),
            (400, "download_failed", StartError::refused(ErrorCode::InputUnreachable)),
            (400, "content_moderation_failed", StartError::refused(ErrorCode::ModerationRejected)),
            (400, "POLICY_VIOLATION", StartError::refused(ErrorCode::ModerationRejected)),
            (400, "BLOCKED_WORDS_DETECTED", StartError::refused(ErrorCode::ModerationRejected)),
            (400, "400105", StartError::refused(ErrorCode::ModerationRejected)),
            (402, "insufficient_credit", down("HTTP 402 insufficient_credit")),
            (401, "unauthorized", down("HTTP 401 unauthorized")),
            (403, "forbidden", down("HTTP 403 forbidden")),
            (403, "resource_access_denied", down("HTTP 403 resource_access_denied")),
            (429, "quota_exceeded", down("HTTP 429 quota_exceeded")),
            (403, "ai_vendor_access_restricted", down("HTTP 403")),
            (404, "not_found", down("HTTP 404")),
            (413, "payload_too_large", StartError::refused(ErrorCode::InvalidInput)),
            (429, "rate_limit_exceeded", StartError::Busy { retry_after: None }),
            (429, "something_new", StartError::Busy { retry_after: None }),
            (409, "request_in_progress", StartError::Uncertain("HTTP 409".into())),
            (500, "internal_error", StartError::Unavailable("HTTP 500".into())),
            (504, "gateway_timeout", StartError::Uncertain("HTTP 504".into())),
        ] {
            let answer = Answer::new(status, &complaint(code));
            assert_eq!(judge_start(&answer), Err(expected.clone()), "{code}");
            assert_eq!(judge_speech(&answer), Err(expected), "{code}");
        }
    }

    #[test]
    fn a_numeric_code_and_a_page_of_html_are_understood() {
        let numeric = Answer::new(400, r#"{"error":{"code":400105,"message":null}}"#);
        assert_eq!(judge_start(&numeric), Err(StartError::refused(ErrorCode::ModerationRejected)));
        for (status, body, expected) in [
            (400, HTML, StartError::refused(ErrorCode::InvalidInput)),
            (400, r#"{"error":null}"#, StartError::refused(ErrorCode::InvalidInput)),
            (400, r#"{"error":"no"}"#, StartError::refused(ErrorCode::InvalidInput)),
            (404, HTML, StartError::RouteDown("HTTP 404".into())),
            (502, HTML, StartError::Uncertain("HTTP 502".into())),
            (503, "", StartError::Unavailable("HTTP 503".into())),
        ] {
            assert_eq!(judge_start(&Answer::new(status, body)), Err(expected), "{status} {body}");
        }
    }

    #[test]
    fn a_vendors_waiting_time_is_passed_on() {
        let busy = Answer { retry_after: Some(7), ..Answer::new(429, &complaint("rate_limit_exceeded")) };
        assert_eq!(judge_start(&busy), Err(StartError::Busy { retry_after: Some(7) }));
    }

    #[test]
    fn speech_gives_the_link_to_its_sound() {
        let spoke = judge_speech(&Answer::new(200, include_str!("fixtures/spoke.json")));
        assert_eq!(spoke, Ok(Output::Link("https://files.heygen.example/tts/1.wav?sig=2".into())));
    }

    #[test]
    fn speech_without_a_sound_is_the_vendors_failure() {
        for body in ["", HTML, "{}", r#"{"data":{"audio_url":null}}"#, r#"{"data":{"audio_url":""}}"#] {
            let judged = judge_speech(&Answer::new(200, body));
            assert_eq!(judged, Err(StartError::refused(ErrorCode::ProviderFailed)), "{body}");
        }
    }

    #[test]
    fn every_status_is_mapped() {
        let running = Look::RUNNING;
        let state = |status: &str, failure_code: &str| {
            format!(r#"{{"data":{{"status":"{status}","failure_code":{failure_code},"new_field":[1]}}}}"#)
        };
        for (body, expected) in [
            (include_str!("fixtures/processing.json").to_owned(), running.clone()),
            (state("pending", "null"), running.clone()),
            (state("waiting", "null"), running.clone()),
            (state("queued", "null"), running.clone()),
            (state("daydreaming", "null"), running),
            (
                include_str!("fixtures/completed.json").to_owned(),
                Look::Ready(Output::Link("https://files.heygen.example/v/1.mp4?sig=2".into())),
            ),
            (state("completed", "null"), Look::failed(ErrorCode::ProviderFailed)),
            (include_str!("fixtures/failed.json").to_owned(), Look::failed(ErrorCode::ProviderFailed)),
            (state("failed", "null"), Look::failed(ErrorCode::ProviderFailed)),
            (state("failed", r#""content_moderation""#), Look::failed(ErrorCode::ModerationRejected)),
            (state("failed", "400105"), Look::failed(ErrorCode::ModerationRejected)),
            (state("failed", r#""download_failed""#), Look::failed(ErrorCode::InputUnreachable)),
            (state("failed", r#""voice_not_usable""#), Look::failed(ErrorCode::InvalidInput)),
            (state("failed", r#""insufficient_credit""#), Look::failed(ErrorCode::ProviderFailed)),
        ] {
            assert_eq!(judge_look(&Answer::new(200, &body), 0), Ok(expected), "{body}");
        }
    }

    #[test]
    fn a_look_without_a_status_shows_nothing() {
        for (status, body) in [
            (200, ""),
            (200, HTML),
            (200, r#"{"data":null}"#),
            (200, r#"{"data":{"status":null}}"#),
            (401, "{}"),
            (429, "{}"),
            (500, HTML),
            (404, HTML),
        ] {
            assert!(judge_look(&Answer::new(status, body), 3600).is_err(), "{status} {body}");
        }
    }

    #[test]
    fn an_unknown_video_gets_a_moment_to_appear() {
        let unknown = Answer::new(404, &complaint("video_not_found"));
        assert!(judge_look(&unknown, 59).is_err());
        assert_eq!(judge_look(&unknown, 60), Ok(Look::failed(ErrorCode::ProviderFailed)));
    }
}
