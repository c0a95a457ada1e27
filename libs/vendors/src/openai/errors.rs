//! Classifies `OpenAI`'s answers. Sources: the vendor's SDK 3.52.0 and error notes as read on 2026-11-20. Where those are
//! silent, the comment says so.

use domain::ErrorCode;

use super::wire::{Error, Pictures, Refusal};
use crate::encode::decoded;
use crate::http::Answer;
use crate::{Output, StartError};

pub(super) fn judge_picture(answer: &Answer) -> Result<Output, StartError> {
    if !answer.is_success() {
        return Err(refusal(answer));
    }
    let picture = answer.result::<Pictures>()?.first().as_deref().and_then(decoded);
    picture.map(Output::Bytes).ok_or_else(|| StartError::refused(ErrorCode::ProviderFailed))
}

pub(super) fn judge_speech(answer: &Answer) -> Result<Output, StartError> {
    if answer.is_success() { answer.sound() } else { Err(refusal(answer)) }
}

fn refusal(answer: &Answer) -> StartError {
    let Some(error) = answer.json::<Refusal>().and_then(|refusal| refusal.error) else {
        return answer.refusal_by_status();
    };
    // The vendor's table has one column for codes and types.
    let says = |word: &str| error.code.as_deref() == Some(word) || error.class.as_deref() == Some(word);
    if answer.status == 400 && (says("moderation_blocked") || names_the_safety_system(&error)) {
        return StartError::refused(ErrorCode::ModerationRejected);
    }
    // `insufficient_quota` comes as a 429, like a plain rate limit. `billing_hard_limit_reached`, a 400, is from memory
    // and in no source.
    if says("insufficient_quota") || says("billing_hard_limit_reached") {
        return StartError::RouteDown(format!("{}, out of credits", answer.status_text()));
    }
    if says("model_not_found") {
        return StartError::RouteDown(format!("{}, no such model", answer.status_text()));
    }
    // 429 `rate_limit_exceeded` waits. 401 `invalid_api_key` and 403 (organisation not verified, country) are for an
    // operator. 500 and 503 `server_error` are the vendor's trouble.
    answer.refusal_by_status()
}

fn names_the_safety_system(error: &Error) -> bool {
    error.message.as_deref().is_some_and(|message| message.to_lowercase().contains("safety system"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_decoded() {
        let made = judge_picture(&Answer::new(200, include_str!("fixtures/picture.json")));
        assert_eq!(made, Ok(Output::Bytes(b"\x89PNG\r\n\x1a\n".to_vec().into())));
    }

    #[test]
    fn a_success_without_a_picture_is_a_failure() {
        for body in [
            r#"{"created":1,"data":[]}"#,
            r#"{"created":1,"data":null}"#,
            r#"{"created":1,"data":[null]}"#,
            r#"{"created":1,"data":[{"b64_json":null}]}"#,
            r#"{"created":1,"data":[{"b64_json":""}]}"#,
            r#"{"created":1,"data":[{"b64_json":"no base64"}]}"#,
            r#"{"created":1,"data":"surprise"}"#,
            "{}",
            "null",
        ] {
            assert_eq!(
                judge_picture(&Answer::new(200, body)),
                Err(StartError::refused(ErrorCode::ProviderFailed)),
                "{body}"
            );
        }
    }

    #[test]
    fn an_unreadable_picture_is_uncertain() {
        for body in ["", "<html>", r#"{"created":1,"data":[{"b64_json":"iVBO"#] {
            let judged = judge_picture(&Answer::new(200, body));
            assert!(matches!(judged, Err(StartError::Uncertain(_))), "{body}");
        }
    }

    #[test]
    fn a_recording_is_the_body_itself() {
        for body in ["ID3\u{4}", "RIFF....WAVE"] {
            let made = judge_speech(&Answer::new(200, body));
            assert_eq!(made, Ok(Output::Bytes(body.as_bytes().to_vec().into())));
        }
    }

    #[test]
    fn a_success_without_sound_is_a_failure() {
        for body in ["", "\n", r#"{"error":null}"#, "[]", " <!doctype html>"] {
            assert_eq!(
                judge_speech(&Answer::new(200, body)),
                Err(StartError::refused(ErrorCode::ProviderFailed)),
                "{body}"
            );
        }
    }

    #[test]
    fn every_error_code_is_classified() {
        let down = |why: &str| StartError::RouteDown(why.into());
        for (status, body, expected) in [
            (
                400,
                include_str!("fixtures/moderation_blocked.json"),
                StartError::refused(ErrorCode::ModerationRejected),
            ),
            (
                400,
                include_str!("fixtures/safety_system.json"),
                StartError::refused(ErrorCode::ModerationRejected),
            ),
            (
                400,
                include_str!("fixtures/invalid_request.json"),
                StartError::refused(ErrorCode::InvalidInput),
            ),
            (401, include_str!("fixtures/invalid_api_key.json"), down("HTTP 401")),
            (403, include_str!("fixtures/not_verified.json"), down("HTTP 403")),
            (404, include_str!("fixtures/model_not_found.json"), down("HTTP 404, no such model")),
            (429, include_str!("fixtures/rate_limit_exceeded.json"), StartError::Busy { retry_after: None }),
            (429, include_str!("fixtures/insufficient_quota.json"), down("HTTP 429, out of credits")),
            (500, include_str!("fixtures/server_error.json"), StartError::Unavailable("HTTP 500".into())),
            (503, include_str!("fixtures/server_error.json"), StartError::Unavailable("HTTP 503".into())),
        ] {
            for judge in [judge_picture, judge_speech] {
                assert_eq!(judge(&Answer::new(status, body)), Err(expected.clone()), "{status} {body}");
            }
        }
    }

    #[test]
    fn without_a_code_the_status_decides() {
        for body in
            ["", "<html>", "{}", r#"{"error":null}"#, r#"{"error":{"code":null}}"#, r#"{"error":"x"}"#]
        {
            for (status, expected) in [
                (400, StartError::refused(ErrorCode::InvalidInput)),
                (404, StartError::RouteDown("HTTP 404".into())),
                (429, StartError::Busy { retry_after: None }),
                (502, StartError::Uncertain("HTTP 502".into())),
                (503, StartError::Unavailable("HTTP 503".into())),
                (504, StartError::Uncertain("HTTP 504".into())),
            ] {
                assert_eq!(judge_picture(&Answer::new(status, body)), Err(expected), "{status} {body}");
            }
        }
    }

    #[test]
    fn a_vendors_waiting_time_is_passed_on() {
        let body = include_str!("fixtures/rate_limit_exceeded.json");
        let busy = Answer { retry_after: Some(7), ..Answer::new(429, body) };
        assert_eq!(judge_picture(&busy), Err(StartError::Busy { retry_after: Some(7) }));
    }
}
