//! Every answer, classified.

use domain::Kind;
use domain::catalog::Vendor;

use domain::health::ClosedBy;

use super::*;
use crate::Output;
use crate::testing::{HTML, plain, plain_look};

const ERROR: &str = include_str!("../fixtures/error.json");

fn parts() -> Parts {
    Parts::from_accepted(Vendor::Luma, Kind::Video)
}

fn started(answer: &Answer) -> Result<Handle, StartError> {
    judge_start(answer, parts()).map_err(plain)
}

fn look(answer: &Answer, age_seconds: i64) -> Result<Look, LookError> {
    plain_look(judge_look(answer, age_seconds, parts()))
}

#[test]
fn an_accepted_task_gives_its_handle() {
    let handle = started(&Answer::new(201, include_str!("../fixtures/accepted.json"))).unwrap();
    assert_eq!(handle, Handle { id: "7d1b9a52-3f0c-4e7e-9a51-6f2c8d0b4a11".into(), url: None });
}

#[test]
fn an_acceptance_without_a_usable_id_is_uncertain() {
    for body in ["", HTML, "{}", r#"{"id":null}"#, r#"{"id":""}"#, r#"{"id":".."}"#, r#"{"id":"../x"}"#] {
        let judged = started(&Answer::new(201, body));
        assert!(matches!(judged, Err(StartError::Uncertain(_))), "{body}: {judged:?}");
    }
}

#[test]
fn a_403_closes_the_route_unless_it_is_the_page_of_a_firewall() {
    assert_eq!(
        started(&Answer::new(403, "{}")),
        Err(StartError::RouteDown(ClosedBy::Key, "HTTP 403".into()))
    );
    let not_here = StartError::NotHere(domain::Failure::new(domain::ErrorCode::ProviderUnavailable));
    assert_eq!(started(&Answer::new(403, HTML)), Err(not_here));
}

#[test]
fn every_refusal_is_classified_by_its_status() {
    let refused = || StartError::refused(ErrorCode::InvalidInput);
    let down = |by, status: u16| StartError::RouteDown(by, format!("HTTP {status}"));
    for (status, expected) in [
        (400, refused()),
        (413, refused()),
        (422, refused()),
        (401, down(ClosedBy::Key, 401)),
        (402, down(ClosedBy::Balance, 402)),
        (404, down(ClosedBy::Model, 404)),
        (429, StartError::Busy { retry_after: None }),
        (500, StartError::Unavailable("HTTP 500".into())),
        (502, StartError::Uncertain("HTTP 502".into())),
        (503, StartError::Unavailable("HTTP 503".into())),
        (504, StartError::Uncertain("HTTP 504".into())),
    ] {
        for body in [ERROR, HTML, ""] {
            assert_eq!(started(&Answer::new(status, body)), Err(expected.clone()), "{status} {body}");
        }
    }
}

#[test]
fn a_vendors_waiting_time_is_passed_on() {
    let busy = Answer { retry_after: Some(9), ..Answer::new(429, ERROR) };
    assert_eq!(started(&busy), Err(StartError::Busy { retry_after: Some(9) }));
}

#[test]
fn every_state_is_mapped() {
    let running = Look::RUNNING;
    let ready = |url: &str| Look::Ready(Output::Link(url.into()));
    for (body, expected) in [
        (include_str!("../fixtures/queued.json"), running.clone()),
        (include_str!("../fixtures/processing.json"), running.clone()),
        (r#"{"state":"QUEUED","new_field":[1]}"#, running.clone()),
        (r#"{"state":"dreaming"}"#, running),
        (
            r#"{"state":"Completed","output":[null,{"url":"https://x.example/1"}]}"#,
            ready("https://x.example/1"),
        ),
        (r#"{"state":"completed","output":{"type":"video","url":"https://x.example/1"}}"#, {
            ready("https://x.example/1")
        }),
        (r#"{"state":"completed","output":"https://x.example/1"}"#, ready("https://x.example/1")),
        (r#"{"state":"completed","output":["https://x.example/1"]}"#, ready("https://x.example/1")),
        (
            r#"{"state":"completed","assets":{"image":"https://x.example/0","video":"https://x.example/1"}}"#,
            { ready("https://x.example/1") },
        ),
        (r#"{"state":"completed","output":[null]}"#, Look::failed(ErrorCode::ProviderFailed)),
        (
            r#"{"state":"completed","output":[],"assets":{"video":null}}"#,
            Look::failed(ErrorCode::ProviderFailed),
        ),
        (
            r#"{"state":"FAILED","failure_code":"CONTENT_MODERATED"}"#,
            Look::failed(ErrorCode::ModerationRejected),
        ),
        (r#"{"state":"failed","failure_reason":"The prompt was moderated"}"#, {
            Look::failed(ErrorCode::ModerationRejected)
        }),
        (
            r#"{"state":"failed","failure_code":7,"failure_reason":null}"#,
            Look::failed(ErrorCode::ProviderFailed),
        ),
        (
            include_str!("../fixtures/completed.json"),
            ready("https://storage.lumalabs.example/7d1b/clip.mp4?sig=1"),
        ),
        (r#"{"state":"completed","output":[{"type":null,"url":"https://x.example/1"}]}"#, {
            ready("https://x.example/1")
        }),
        (
            r#"{"state":"completed","output":[{"type":"image","url":"https://x.example/a"},{"type":"video","url":"https://x.example/b"}]}"#,
            ready("https://x.example/b"),
        ),
        (r#"{"state":"completed"}"#, Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"state":"completed","output":null}"#, Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"state":"completed","output":[]}"#, Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"state":"completed","output":[{"url":null}]}"#, Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"state":"completed","output":[{"url":""}]}"#, Look::failed(ErrorCode::ProviderFailed)),
        (include_str!("../fixtures/moderated.json"), Look::failed(ErrorCode::ModerationRejected)),
        (r#"{"state":"failed"}"#, Look::failed(ErrorCode::ProviderFailed)),
    ] {
        assert_eq!(look(&Answer::new(200, body), 0), Ok(expected), "{body}");
    }
}

#[test]
fn every_failure_code_is_mapped() {
    for (code, expected) in [
        ("content_moderated", ErrorCode::ModerationRejected),
        ("generation_failed", ErrorCode::ProviderFailed),
        ("budget_exhausted", ErrorCode::ProviderUnavailable),
        ("output_not_found", ErrorCode::ProviderFailed),
        ("image_too_large", ErrorCode::InvalidInput),
        ("unsupported_format", ErrorCode::InvalidInput),
        ("corrupt_input", ErrorCode::InvalidInput),
        ("invalid_request", ErrorCode::InvalidInput),
        ("rate_limited", ErrorCode::ProviderFailed),
        ("Image_Too_Large", ErrorCode::InvalidInput),
        ("BUDGET_EXHAUSTED", ErrorCode::ProviderUnavailable),
        ("something_new", ErrorCode::ProviderFailed),
    ] {
        let body = format!(r#"{{"state":"failed","failure_code":"{code}","failure_reason":"No."}}"#);
        assert_eq!(look(&Answer::new(200, &body), 0), Ok(Look::failed(expected)), "{code}");
    }
}

#[test]
fn a_look_without_a_known_state_says_why() {
    let unreadable = |why: &str| LookError::Unreadable(why.into());
    for (status, body, expected) in [
        (200, "", unreadable("HTTP 200")),
        (200, HTML, unreadable("HTTP 200")),
        (200, "null", unreadable("HTTP 200")),
        (200, "{}", unreadable("the answer names no state")),
        (200, r#"{"state":null}"#, unreadable("the answer names no state")),
        (200, r#"{"state":"daydreaming"}"#, LookError::UnknownState("daydreaming".into())),
        (400, ERROR, unreadable("HTTP 400")),
        (401, ERROR, LookError::Denied("HTTP 401".into())),
        (403, ERROR, LookError::Denied("HTTP 403".into())),
        (429, ERROR, LookError::NoAnswer("HTTP 429".into())),
        (500, HTML, LookError::NoAnswer("HTTP 500".into())),
        (502, HTML, LookError::NoAnswer("HTTP 502".into())),
    ] {
        assert_eq!(look(&Answer::new(status, body), 3600), Err(expected), "{status} {body}");
    }
}

#[test]
fn a_refusals_words_count_before_its_status() {
    let refused = |code| StartError::refused(code);
    for (status, detail, expected) in [
        (
            400,
            r#""Prompt not allowed because advanced moderation failed""#,
            refused(ErrorCode::ModerationRejected),
        ),
        (422, r#""Content moderation rejected the prompt.""#, refused(ErrorCode::ModerationRejected)),
        (422, r#"[{"msg":"The prompt is unsafe","loc":["body","prompt"],"type":"x"}]"#, {
            refused(ErrorCode::ModerationRejected)
        }),
        (403, r#""The prompt violates our content policy.""#, refused(ErrorCode::ModerationRejected)),
        (400, r#""Too many concurrent generations""#, StartError::Busy { retry_after: None }),
        (422, r#""The image could not be decoded.""#, refused(ErrorCode::InvalidInput)),
        (422, r#""Too many keyframes""#, refused(ErrorCode::InvalidInput)),
        (403, r#""Not authenticated""#, StartError::RouteDown(ClosedBy::Key, "HTTP 403".into())),
    ] {
        let body = format!(r#"{{"detail":{detail}}}"#);
        assert_eq!(started(&Answer::new(status, &body)), Err(expected), "{status} {body}");
    }
    for (status, detail) in
        [(400, "Insufficient credits"), (403, "Account suspended for violating our content policy")]
    {
        let judged = started(&Answer::new(status, &format!(r#"{{"detail":"{detail}"}}"#)));
        assert!(matches!(judged, Err(StartError::RouteDown(..))), "{status} {detail}: {judged:?}");
    }
    let named = judge_start(&Answer::new(422, r#"{"detail":"The image could not be decoded."}"#), parts());
    assert_eq!(named, Err(StartError::Refused(parts().invalid(Some(Part::Picture)))));
}

#[test]
fn an_unknown_task_gets_a_moment_to_appear() {
    let unknown = Answer::new(404, ERROR);
    assert!(matches!(look(&unknown, 59), Err(LookError::NoAnswer(_))));
    assert!(matches!(look(&unknown, 60), Err(LookError::Unreadable(_))));
}
