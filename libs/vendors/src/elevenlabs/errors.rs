//! Classifies `ElevenLabs`' answers. Sources: the vendor's errors page and SDK, as read on 2026-11-20. How a refusal by
//! content policy is named is not published: any name with `policy` or `moderat` in it is taken for one.
//! `detected_unusual_activity` is about our account, not about the text.

use domain::ErrorCode;

use super::wire::{Complaint, Detail};
use crate::http::Answer;
use crate::{Output, StartError};

pub(super) fn judge(answer: &Answer) -> Result<Output, StartError> {
    if answer.is_success() { answer.sound() } else { Err(refusal(answer)) }
}

fn refusal(answer: &Answer) -> StartError {
    let names = names(answer);
    let is_any = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
    if is_any(&["quota_exceeded", "invalid_api_key", "missing_permissions", "detected_unusual_activity"]) {
        return StartError::RouteDown(format!("{} {}", answer.status_text(), names.join(" ")));
    }
    if is_any(&["voice_not_found", "max_character_limit_exceeded", "invalid_parameters"]) {
        return StartError::refused(ErrorCode::InvalidInput);
    }
    if names.iter().any(|name| ["policy", "moderat"].iter().any(|part| name.contains(part))) {
        return StartError::refused(ErrorCode::ModerationRejected);
    }
    match answer.status {
        // 409: conflict. 425: too early.
        409 | 425 => StartError::Unavailable(answer.status_text()),
        _ => answer.refusal_by_status(),
    }
}

/// The names that the answer has for its error: the newer one, the legacy one, or both.
fn names(answer: &Answer) -> Vec<String> {
    match answer.json::<Complaint>().and_then(|complaint| complaint.detail) {
        Some(Detail::Named { code, status }) => {
            [code, status].into_iter().flatten().map(|name| name.to_ascii_lowercase()).collect()
        }
        Some(Detail::Other(_)) | None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::HTML;

    fn legacy(status: &str) -> String {
        format!(r#"{{"detail":{{"status":"{status}","message":"words of the vendor"}}}}"#)
    }

    fn newer(code: &str) -> String {
        include_str!("fixtures/error.json").replace("CODE", code)
    }

    #[test]
    fn the_body_is_the_sound() {
        for sound in ["ID3\u{4}", "RIFF....WAVE", "\u{0}"] {
            let judged = judge(&Answer::new(200, sound));
            assert_eq!(judged, Ok(Output::Bytes(sound.to_owned().into())), "{sound}");
        }
    }

    #[test]
    fn a_success_without_a_sound_is_the_vendors_failure() {
        for body in ["", " \n", HTML, " <!doctype html>", "{}", r#"{"detail":null}"#, "[]"] {
            assert_eq!(
                judge(&Answer::new(200, body)),
                Err(StartError::refused(ErrorCode::ProviderFailed)),
                "{body}"
            );
        }
    }

    #[test]
    fn every_error_code_is_classified_in_both_spellings() {
        let busy = StartError::Busy { retry_after: None };
        for (status, code, expected) in [
            (400, "max_character_limit_exceeded", Some(StartError::refused(ErrorCode::InvalidInput))),
            (400, "invalid_parameters", Some(StartError::refused(ErrorCode::InvalidInput))),
            (404, "voice_not_found", Some(StartError::refused(ErrorCode::InvalidInput))),
            (401, "invalid_api_key", None),
            (401, "quota_exceeded", None),
            (401, "missing_permissions", None),
            (401, "detected_unusual_activity", None),
            (403, "content_policy_violation", Some(StartError::refused(ErrorCode::ModerationRejected))),
            (400, "text_moderated", Some(StartError::refused(ErrorCode::ModerationRejected))),
            (429, "concurrent_limit_exceeded", Some(busy.clone())),
            (429, "too_many_concurrent_requests", Some(busy.clone())),
            (429, "rate_limit_exceeded", Some(busy.clone())),
            (429, "system_busy", Some(busy)),
        ] {
            for body in [legacy(code), newer(code)] {
                let judged = judge(&Answer::new(status, &body)).unwrap_err();
                match &expected {
                    Some(expected) => assert_eq!(&judged, expected, "{body}"),
                    None => assert!(matches!(judged, StartError::RouteDown(_)), "{body}: {judged:?}"),
                }
            }
        }
    }

    #[test]
    fn a_detail_without_a_name_leaves_it_to_the_status() {
        let validation = include_str!("fixtures/validation.json");
        for (status, body, expected) in [
            (422, validation, StartError::refused(ErrorCode::InvalidInput)),
            (400, r#"{"detail":"words of the vendor"}"#, StartError::refused(ErrorCode::InvalidInput)),
            (400, r#"{"detail":null}"#, StartError::refused(ErrorCode::InvalidInput)),
            (400, r#"{"detail":{"status":null}}"#, StartError::refused(ErrorCode::InvalidInput)),
            (401, HTML, StartError::RouteDown("HTTP 401".into())),
            (402, "{}", StartError::RouteDown("HTTP 402".into())),
            (403, "{}", StartError::RouteDown("HTTP 403".into())),
            (404, HTML, StartError::RouteDown("HTTP 404".into())),
            (409, "{}", StartError::Unavailable("HTTP 409".into())),
            (425, "", StartError::Unavailable("HTTP 425".into())),
            (429, HTML, StartError::Busy { retry_after: None }),
            (500, HTML, StartError::Unavailable("HTTP 500".into())),
            (502, HTML, StartError::Uncertain("HTTP 502".into())),
            (503, "", StartError::Unavailable("HTTP 503".into())),
            (504, HTML, StartError::Uncertain("HTTP 504".into())),
        ] {
            assert_eq!(judge(&Answer::new(status, body)), Err(expected), "{status} {body}");
        }
    }

    #[test]
    fn a_vendors_waiting_time_is_passed_on() {
        let busy = Answer { retry_after: Some(3), ..Answer::new(429, &newer("system_busy")) };
        assert_eq!(judge(&busy), Err(StartError::Busy { retry_after: Some(3) }));
    }
}
