//! Classifies `OpenAI`'s answers. Sources: the vendor's SDK 3.52.0 and error notes as read on 2026-11-20, and public
//! reports. Where those are silent, the comment says so.
//!
//! What is one customer's names a part of the request (`param`) or is moderation. All else that is refused for good is the
//! operator's: key, organisation, country, quota (a 429 that is not a rate limit) and model. The voices are the same for
//! everybody, so that a 404 without a code is about the model.

use domain::Kind;
use domain::health::ClosedBy;
use serde_json::Value;

use crate::complaint::Complaint;
use crate::encode::decoded;
use crate::http::Answer;
use crate::lenient::items;
use crate::part::{Part, Parts};
use crate::{Output, StartError, media_link};

pub(super) fn judge_picture(answer: &Answer, parts: Parts) -> Result<Output, StartError> {
    if !answer.is_success() {
        return Err(refusal(answer, parts));
    }
    let body: Value = answer.result()?;
    items(body.get("data")).find_map(picture).ok_or_else(|| answer.made_nothing())
}

/// In base64, as it was asked for, or as a link.
fn picture(item: &Value) -> Option<Output> {
    let in_base64 = item.get("b64_json").and_then(Value::as_str).and_then(decoded);
    let in_link = |text: &str| decoded(text).filter(|_| text.trim_start().starts_with("data:"));
    let in_link = || item.get("url").and_then(Value::as_str).and_then(in_link);
    let link = || media_link::find(Kind::Image, item).map(Output::Link);
    in_base64.or_else(in_link).map(Output::Bytes).or_else(link)
}

pub(super) fn judge_speech(answer: &Answer, parts: Parts) -> Result<Output, StartError> {
    if answer.is_success() { answer.sound() } else { Err(refusal(answer, parts)) }
}

/// Codes and types that are about the account. The vendor's table has one column for both. `billing_hard_limit_reached`
/// is a 400 and `insufficient_quota` a 429, like a plain rate limit.
const ACCOUNT: [&str; 5] =
    ["insufficient_quota", "billing", "quota_exceeded", "account_", "insufficient_funds"];

fn refusal(answer: &Answer, parts: Parts) -> StartError {
    let complaint = Complaint::from_answer(answer);
    let can_close = matches!(answer.status, 400..=499);
    if can_close && complaint.has_code(&ACCOUNT) {
        return answer.down(complaint.closed_by(answer.status), "about the account");
    }
    if can_close && complaint.has_code(&["model_not_found", "model_deprecated"]) {
        return answer.down(ClosedBy::Model, "no such model");
    }
    if matches!(answer.status, 400 | 404 | 422) && complaint.named_part() == Some(Part::Voice) {
        // Another model, or another vendor's, may have this voice.
        return StartError::NotHere(parts.invalid(Some(Part::Voice)));
    }
    // 429 `rate_limit_exceeded` waits. 401 `invalid_api_key` and 403 (organisation not verified, country) are for an
    // operator. 500 and 503 `server_error` are the vendor's trouble.
    complaint.refusal_or_by_status(answer, parts)
}

#[cfg(test)]
mod tests {
    use domain::{ErrorCode, Failure};

    use super::*;

    fn parts() -> Parts {
        Parts::from_accepted(domain::catalog::Vendor::Openai, Kind::Image)
    }

    fn judge_picture(answer: &Answer) -> Result<Output, StartError> {
        super::judge_picture(answer, parts())
    }

    fn judge_speech(answer: &Answer) -> Result<Output, StartError> {
        super::judge_speech(answer, Parts::from_accepted(domain::catalog::Vendor::Openai, Kind::Tts))
    }

    fn nothing() -> Result<Output, StartError> {
        Err(Answer::new(200, "").made_nothing())
    }

    #[test]
    fn a_picture_is_found_in_every_form() {
        let png = r#""iVBORw0KGgo=""#;
        let bytes = Ok(Output::Bytes(b"\x89PNG\r\n\x1a\n".to_vec().into()));
        for body in [
            format!(r#"{{"data":[null,{{"b64_json":{png}}}]}}"#),
            format!(r#"{{"data":{{"b64_json":{png}}}}}"#),
            format!(r#"{{"data":[{{"b64_json":null}},{{"b64_json":{png}}}]}}"#),
            r#"{"created":"1","data":[{"b64_json":"data:image/png;base64,iVBORw0KGgo="}]}"#.to_owned(),
            r#"{"data":[{"b64_json":"iVBO\r\nRw0K\nGgo"}]}"#.to_owned(),
            r#"{"data":[{"url":"data:image/png;base64,iVBORw0KGgo="}]}"#.to_owned(),
        ] {
            assert_eq!(judge_picture(&Answer::new(200, &body)), bytes, "{body}");
        }
        let link = r#"{"data":[{"url":"https://files.example/a.png?sig=1","b64_json":null}]}"#;
        let link = judge_picture(&Answer::new(200, link));
        assert_eq!(link, Ok(Output::Link("https://files.example/a.png?sig=1".into())));
    }

    #[test]
    fn whose_fault_it_is() {
        let down = |judged: &StartError| matches!(judged, StartError::RouteDown(..));
        for (status, error) in [
            (429, r#"{"code":"insufficient_quota","type":"insufficient_quota"}"#),
            (429, r#"{"code":"billing_not_active","type":"billing_not_active"}"#),
            (400, r#"{"code":"billing_hard_limit_reached","type":"billing_limit_user_error"}"#),
            (401, r#"{"code":"account_deactivated"}"#),
            (
                401,
                r#"{"code":"missing_scope","message":"You have insufficient permissions for this operation."}"#,
            ),
            (403, r#"{"code":"unsupported_country_region_territory"}"#),
            (403, r#"{"code":null,"message":"Your organization must be verified to use the model."}"#),
            (404, r#"{"code":"model_not_found","message":"The model `x` has been deprecated."}"#),
        ] {
            let judged = refusal(&Answer::new(status, &format!(r#"{{"error":{error}}}"#)), parts());
            assert!(down(&judged), "{status} {error}: {judged:?}");
        }
        let speech = Parts::from_accepted(domain::catalog::Vendor::Openai, Kind::Tts);
        for (parts, error, part) in [
            (parts(), r#"{"code":"invalid_image_file","param":"image","message":"x"}"#, Part::Picture),
            (parts(), r#"{"code":"string_above_max_length","param":"prompt","message":"x"}"#, Part::Words),
            (
                parts(),
                r#"{"code":"invalid_value","param":null,"message":"Invalid image file or mode for image 1."}"#,
                Part::Picture,
            ),
        ] {
            let judged = refusal(&Answer::new(400, &format!(r#"{{"error":{error}}}"#)), parts);
            assert_eq!(judged, StartError::Refused(parts.invalid(Some(part))), "{error}");
        }
        let voice = r#"{"error":{"code":"invalid_value","param":"voice","message":"Invalid value: 'x'."}}"#;
        let not_here = StartError::NotHere(speech.invalid(Some(Part::Voice)));
        assert_eq!(refusal(&Answer::new(400, voice), speech), not_here);
        let page = StartError::NotHere(Failure::new(ErrorCode::ProviderUnavailable));
        assert_eq!(refusal(&Answer::new(403, "<html>"), parts()), page);
    }

    #[test]
    fn a_picture_is_decoded() {
        let made = judge_picture(&Answer::new(200, include_str!("fixtures/picture.json")));
        assert_eq!(made, Ok(Output::Bytes(b"\x89PNG\r\n\x1a\n".to_vec().into())));
    }

    #[test]
    fn a_success_without_a_picture_made_nothing() {
        for body in [
            r#"{"created":1,"data":[]}"#,
            r#"{"created":1,"data":null}"#,
            r#"{"created":1,"data":[null]}"#,
            r#"{"created":1,"data":[{"b64_json":null}]}"#,
            r#"{"created":1,"data":[{"b64_json":""}]}"#,
            r#"{"created":1,"data":[{"b64_json":"no base64!"}]}"#,
            r#"{"created":1,"data":"surprise"}"#,
            "{}",
            "null",
        ] {
            assert_eq!(judge_picture(&Answer::new(200, body)), nothing(), "{body}");
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
    fn a_success_without_sound_made_nothing() {
        for body in ["", "\n", r#"{"error":null}"#, "[]", " <!doctype html>"] {
            assert_eq!(judge_speech(&Answer::new(200, body)), nothing(), "{body}");
        }
    }

    #[test]
    fn every_error_code_is_classified() {
        let down = |by, why: &str| StartError::RouteDown(by, why.into());
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
            (401, include_str!("fixtures/invalid_api_key.json"), down(ClosedBy::Key, "HTTP 401")),
            (403, include_str!("fixtures/not_verified.json"), down(ClosedBy::Key, "HTTP 403")),
            (
                404,
                include_str!("fixtures/model_not_found.json"),
                down(ClosedBy::Model, "HTTP 404, no such model"),
            ),
            (429, include_str!("fixtures/rate_limit_exceeded.json"), StartError::Busy { retry_after: None }),
            (
                429,
                include_str!("fixtures/insufficient_quota.json"),
                down(ClosedBy::Balance, "HTTP 429, about the account"),
            ),
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
                (404, StartError::RouteDown(ClosedBy::Model, "HTTP 404".into())),
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
