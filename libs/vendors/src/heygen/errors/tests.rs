//! Every answer, classified.

use domain::catalog::Vendor;

use domain::health::ClosedBy;

use super::*;
use crate::testing::{HTML, plain, plain_look};

fn complaint(code: &str) -> String {
    include_str!("../fixtures/error.json").replace("CODE", code)
}

fn parts(kind: Kind) -> Parts {
    Parts::from_accepted(Vendor::Heygen, kind)
}

fn started(answer: &Answer) -> Result<Handle, StartError> {
    judge_start(answer, parts(Kind::Avatar)).map_err(plain)
}

fn spoke(answer: &Answer) -> Result<Output, StartError> {
    judge_speech(answer, parts(Kind::Tts)).map_err(plain)
}

fn look(answer: &Answer, age_seconds: i64) -> Result<Look, LookError> {
    plain_look(judge_look(answer, age_seconds, parts(Kind::Avatar)))
}

#[test]
fn an_accepted_video_gives_its_handle() {
    let handle = started(&Answer::new(200, include_str!("../fixtures/accepted.json"))).unwrap();
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
        let judged = started(&Answer::new(200, body));
        assert!(matches!(judged, Err(StartError::Uncertain(_))), "{body}: {judged:?}");
    }
}

#[test]
fn every_error_code_is_classified() {
    let down = |by, text: &str| StartError::RouteDown(by, text.to_owned());
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
        (402, "insufficient_credit", down(ClosedBy::Balance, "HTTP 402 insufficient_credit")),
        (401, "unauthorized", down(ClosedBy::Key, "HTTP 401 unauthorized")),
        (403, "forbidden", StartError::NotHere(Failure::new(ErrorCode::InvalidInput))),
        (403, "resource_access_denied", StartError::refused(ErrorCode::InvalidInput)),
        (404, "resource_not_found", StartError::refused(ErrorCode::InvalidInput)),
        (409, "resource_not_ready", StartError::refused(ErrorCode::InvalidInput)),
        (403, "avatar_access_denied", StartError::refused(ErrorCode::InvalidInput)),
        (402, "voice_plan_required", StartError::refused(ErrorCode::InvalidInput)),
        (401, "voice_access_denied", StartError::refused(ErrorCode::InvalidInput)),
        (400, "LOOK_NOT_FOUND", StartError::refused(ErrorCode::InvalidInput)),
        (429, "quota_exceeded", down(ClosedBy::Balance, "HTTP 429 quota_exceeded")),
        (403, "ai_vendor_access_restricted", down(ClosedBy::Key, "HTTP 403 ai_vendor_access_restricted")),
        (404, "not_found", StartError::NotHere(Failure::new(ErrorCode::InvalidInput))),
        (413, "payload_too_large", StartError::refused(ErrorCode::InvalidInput)),
        (429, "rate_limit_exceeded", StartError::Busy { retry_after: None }),
        (429, "something_new", StartError::Busy { retry_after: None }),
        (409, "request_in_progress", StartError::Uncertain("HTTP 409".into())),
        (500, "internal_error", StartError::Unavailable("HTTP 500".into())),
        (504, "gateway_timeout", StartError::Uncertain("HTTP 504".into())),
    ] {
        let answer = Answer::new(status, &complaint(code));
        assert_eq!(started(&answer), Err(expected.clone()), "{code}");
        assert_eq!(spoke(&answer), Err(expected), "{code}");
    }
}

#[test]
fn a_numeric_code_and_a_page_of_html_are_understood() {
    let numeric = Answer::new(400, r#"{"error":{"code":400105,"message":null}}"#);
    assert_eq!(started(&numeric), Err(StartError::refused(ErrorCode::ModerationRejected)));
    for (status, body, expected) in [
        (400, HTML, StartError::refused(ErrorCode::InvalidInput)),
        (400, r#"{"error":null}"#, StartError::refused(ErrorCode::InvalidInput)),
        (400, r#"{"error":"no"}"#, StartError::refused(ErrorCode::InvalidInput)),
        (404, HTML, StartError::RouteDown(ClosedBy::Model, "HTTP 404".into())),
        (502, HTML, StartError::Uncertain("HTTP 502".into())),
        (503, "", StartError::Unavailable("HTTP 503".into())),
    ] {
        assert_eq!(started(&Answer::new(status, body)), Err(expected), "{status} {body}");
    }
}

#[test]
fn a_vendors_waiting_time_is_passed_on() {
    let busy = Answer { retry_after: Some(7), ..Answer::new(429, &complaint("rate_limit_exceeded")) };
    assert_eq!(started(&busy), Err(StartError::Busy { retry_after: Some(7) }));
}

#[test]
fn speech_gives_the_link_to_its_sound() {
    let spoken = spoke(&Answer::new(200, include_str!("../fixtures/spoke.json")));
    assert_eq!(spoken, Ok(Output::Link("https://files.heygen.example/tts/1.wav?sig=2".into())));
}

#[test]
fn speech_without_a_sound_made_nothing() {
    for body in [
        "{}",
        "null",
        "[]",
        r#"{"data":null}"#,
        r#"{"data":{}}"#,
        r#"{"data":[null]}"#,
        r#"{"data":{"audio_url":null}}"#,
        r#"{"data":{"audio_url":""},"error":null}"#,
        r#"{"data":{"audio_url":" "}}"#,
    ] {
        let answer = Answer::new(200, body);
        assert_eq!(spoke(&answer), Err(answer.made_nothing()), "{body}");
    }
    for body in ["", HTML, r#"{"data":{"audio_url":"https://files.hey"#] {
        let judged = spoke(&Answer::new(200, body));
        assert!(matches!(judged, Err(StartError::Uncertain(_))), "{body}: {judged:?}");
    }
}

#[test]
fn every_status_is_mapped() {
    let running = Look::RUNNING;
    let state = |status: &str, failure_code: &str| {
        format!(r#"{{"data":{{"status":"{status}","failure_code":{failure_code},"new_field":[1]}}}}"#)
    };
    for (body, expected) in [
        (include_str!("../fixtures/processing.json").to_owned(), running.clone()),
        (state("pending", "null"), running.clone()),
        (state("waiting", "null"), running.clone()),
        (state("queued", "null"), running.clone()),
        (state("Processing", "null"), running),
        (
            include_str!("../fixtures/completed.json").to_owned(),
            Look::Ready(Output::Link("https://files.heygen.example/v/1.mp4?sig=2".into())),
        ),
        (state("completed", "null"), Look::failed(ErrorCode::ProviderFailed)),
        (include_str!("../fixtures/failed.json").to_owned(), Look::failed(ErrorCode::ProviderFailed)),
        (state("failed", "null"), Look::failed(ErrorCode::ProviderFailed)),
        (state("failed", r#""content_moderation""#), Look::failed(ErrorCode::ModerationRejected)),
        (state("failed", "400105"), Look::failed(ErrorCode::ModerationRejected)),
        (state("failed", r#""download_failed""#), Look::failed(ErrorCode::InputUnreachable)),
        (state("failed", r#""voice_not_usable""#), Look::failed(ErrorCode::InvalidInput)),
        (state("failed", r#""insufficient_credit""#), Look::failed(ErrorCode::ProviderFailed)),
    ] {
        assert_eq!(look(&Answer::new(200, &body), 0), Ok(expected), "{body}");
    }
}

#[test]
fn a_look_without_a_known_status_says_why() {
    let unreadable = |why: &str| LookError::Unreadable(why.into());
    for (status, body, expected) in [
        (200, "", unreadable("HTTP 200")),
        (200, HTML, unreadable("HTTP 200")),
        (200, r#"{"data":null}"#, unreadable("HTTP 200")),
        (200, r#"{"data":null,"status":"completed"}"#, unreadable("HTTP 200")),
        (200, r#"{"data":{"status":null}}"#, unreadable("the answer names no state")),
        (200, r#"{"data":{"status":"daydreaming"}}"#, LookError::UnknownState("daydreaming".into())),
        (400, "{}", unreadable("HTTP 400")),
        (401, "{}", LookError::Denied("HTTP 401".into())),
        (403, r#"{"error":{"code":"forbidden"}}"#, LookError::Denied("HTTP 403".into())),
        (429, "{}", LookError::NoAnswer("HTTP 429".into())),
        (500, HTML, LookError::NoAnswer("HTTP 500".into())),
        (404, HTML, unreadable("HTTP 404")),
    ] {
        assert_eq!(look(&Answer::new(status, body), 3600), Err(expected), "{status} {body}");
    }
}

#[test]
fn what_a_customer_chose_closes_nothing() {
    for (status, error, field) in [
        (
            403,
            r#"{"code":"resource_access_denied","message":"You do not have access to this resource."}"#,
            "avatar_id",
        ),
        (403, r#"{"code":"resource_access_denied","message":"No access to the voice."}"#, "voice_id"),
        (403, r#"{"code":"forbidden","message":"This avatar belongs to another workspace."}"#, "avatar_id"),
        (403, r#"{"code":"forbidden","message":"No.","param":"voice_id"}"#, "voice_id"),
        (404, r#"{"code":"not_found","message":"Look 4f1c not found."}"#, "avatar_id"),
        (404, r#"{"code":"not_found","param":"avatar_id"}"#, "avatar_id"),
        (401, r#"{"code":"voice_access_denied"}"#, "voice_id"),
        (402, r#"{"code":"voice_plan_required","message":"Upgrade your plan."}"#, "voice_id"),
        (400, r#"{"code":"invalid_parameter","message":"Unknown look_id"}"#, "avatar_id"),
        (400, r#"{"code":"invalid_parameter","param":"script","message":"too long"}"#, "script"),
        (
            409,
            r#"{"code":"resource_not_ready","message":"Voice x is not ACTIVE.","param":"voice_id"}"#,
            "voice_id",
        ),
        (403, r#""You have no access to avatar x""#, "avatar_id"),
        (424, r#"{"message":"the voice could not be used"}"#, "voice_id"),
    ] {
        let judged =
            judge_start(&Answer::new(status, &format!(r#"{{"error":{error}}}"#)), parts(Kind::Avatar));
        let Err(StartError::Refused(failure)) = judged else { panic!("{status} {error}: {judged:?}") };
        assert_eq!(failure.code, ErrorCode::InvalidInput, "{error}");
        assert_eq!(failure.message.split(": ").next(), Some(field), "{error}");
    }
    let speech = judge_speech(&Answer::new(403, &complaint("resource_access_denied")), parts(Kind::Tts));
    assert_eq!(speech, Err(StartError::Refused(parts(Kind::Tts).invalid(Some(Part::Voice)))));
}

#[test]
fn only_key_credit_quota_and_plan_close_the_route() {
    for (status, error) in [
        (402, r#"{"code":"insufficient_credit","message":"Not enough credits for this avatar."}"#),
        (400, r#"{"code":"invalid_parameter","message":"Insufficient credits for the avatar video"}"#),
        (403, r#"{"code":"forbidden","message":"The API key may not make avatars."}"#),
        (403, r#"{"code":"forbidden","message":"Your plan does not include the API."}"#),
        (401, r#"{"code":"unauthorized","message":"Unauthorized"}"#),
        (401, r#"{"message":"The API key has no voice"}"#),
        (429, r#"{"code":"quota_exceeded","message":"Avatar quota"}"#),
        (400, r#"{"code":400599,"message":"Tier"}"#),
        (403, r#"{"code":"forbidden","message":"Your subscription has ended."}"#),
        (404, r#"{"code":"not_found","message":"No such endpoint."}"#),
    ] {
        let judged = started(&Answer::new(status, &format!(r#"{{"error":{error}}}"#)));
        assert!(matches!(judged, Err(StartError::RouteDown(..))), "{status} {error}: {judged:?}");
    }
}

#[test]
fn a_bare_status_may_be_about_what_was_named_and_closes_nothing() {
    for status in [403, 404, 410] {
        for body in
            ["{}", r#"{"error":null}"#, r#"{"error":"Forbidden"}"#, r#"{"error":{"code":"forbidden"}}"#]
        {
            let named = StartError::NotHere(parts(Kind::Avatar).invalid(Some(Part::Avatar)));
            assert_eq!(
                judge_start(&Answer::new(status, body), parts(Kind::Avatar)),
                Err(named),
                "{status} {body}"
            );
            let named = StartError::NotHere(parts(Kind::Tts).invalid(Some(Part::Voice)));
            assert_eq!(
                judge_speech(&Answer::new(status, body), parts(Kind::Tts)),
                Err(named),
                "{status} {body}"
            );
        }
    }
    for status in [404, 410] {
        let page = started(&Answer::new(status, HTML));
        assert_eq!(page, Err(StartError::RouteDown(ClosedBy::Model, format!("HTTP {status}"))));
    }
}

#[test]
fn too_many_tasks_are_that_under_any_status() {
    for (status, error) in [
        (400, r#"{"code":"invalid_parameter","message":"Too many concurrent videos"}"#),
        (403, r#"{"code":"forbidden","message":"Concurrency limit of your plan reached for avatars"}"#),
        (409, r#""too many jobs in progress""#),
        (429, r#"{"code":"rate_limit_exceeded","message":"Too many avatar videos"}"#),
        (429, r#"{"code":"something_new","message":"avatar"}"#),
    ] {
        let judged = started(&Answer::new(status, &format!(r#"{{"error":{error}}}"#)));
        assert_eq!(judged, Err(StartError::Busy { retry_after: None }), "{status} {error}");
    }
}

#[test]
fn moderation_is_known_by_its_words() {
    for (status, error) in [
        (
            400,
            r#"{"code":"invalid_parameter","message":"The script was rejected by content moderation.","param":"script"}"#,
        ),
        (403, r#"{"code":"forbidden","message":"The script was blocked by our moderation."}"#),
        (422, r#"{"code":"content_policy_violation","message":"x"}"#),
        (200, r#"{"code":"content_moderated","message":"x"}"#),
    ] {
        let judged = started(&Answer::new(status, &format!(r#"{{"data":null,"error":{error}}}"#)));
        assert_eq!(judged, Err(StartError::refused(ErrorCode::ModerationRejected)), "{status} {error}");
    }
}

#[test]
fn an_unknown_video_gets_a_moment_to_appear() {
    let unknown = Answer::new(404, &complaint("video_not_found"));
    assert!(look(&unknown, 59).is_err());
    assert_eq!(look(&unknown, 60), Ok(Look::failed(ErrorCode::ProviderFailed)));
}
