//! Every answer, classified.

use domain::catalog::Vendor;

use domain::health::ClosedBy;

use super::*;
use crate::Output;
use crate::testing::{HTML, plain, plain_look};

const INVALID: &str = include_str!("../fixtures/validation.json");

fn parts() -> Parts {
    Parts::from_accepted(Vendor::Runway, Kind::Video)
}

fn started(answer: &Answer) -> Result<Handle, StartError> {
    judge_start(answer, parts()).map_err(plain)
}

fn look(answer: &Answer, age_seconds: i64) -> Result<Look, LookError> {
    plain_look(judge_look(answer, age_seconds, parts()))
}

#[test]
fn an_accepted_task_gives_its_handle() {
    let handle = started(&Answer::new(200, include_str!("../fixtures/accepted.json"))).unwrap();
    assert_eq!(handle, Handle { id: "17f20503-6c24-4c16-946b-35dbbce2af2f".into(), url: None });
}

#[test]
fn an_acceptance_without_a_usable_id_is_uncertain() {
    for body in ["", HTML, "{}", r#"{"id":null}"#, r#"{"id":""}"#, r#"{"id":".."}"#, r#"{"id":"../x"}"#] {
        let judged = started(&Answer::new(200, body));
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
    let down = |by, status: u16| StartError::RouteDown(by, format!("HTTP {status}"));
    for (status, expected) in [
        (400, StartError::refused(ErrorCode::InvalidInput)),
        (401, down(ClosedBy::Key, 401)),
        (404, down(ClosedBy::Model, 404)),
        (408, StartError::Uncertain("HTTP 408".into())),
        (409, StartError::Uncertain("HTTP 409".into())),
        (500, StartError::Unavailable("HTTP 500".into())),
        (502, StartError::Uncertain("HTTP 502".into())),
        (503, StartError::Unavailable("HTTP 503".into())),
    ] {
        for body in [HTML, "", r#"{"error":null}"#, r#"{"error":{"text":1}}"#] {
            assert_eq!(started(&Answer::new(status, body)), Err(expected.clone()), "{status} {body}");
        }
    }
}

#[test]
fn a_body_that_is_not_valid_is_that_tasks() {
    for status in [400, 403, 404, 422] {
        let judged = started(&Answer::new(status, INVALID));
        assert_eq!(judged, Err(StartError::refused(ErrorCode::InvalidInput)), "{status}");
    }
}

#[test]
fn a_lack_of_credits_takes_the_route_down() {
    for (status, body) in [
        (400, include_str!("../fixtures/no_credits.json")),
        (400, r#"{"error":"Insufficient credits."}"#),
        (400, r#"{"error":"You have run out of credits"}"#),
        (400, r#"{"error":{"message":"Your credit balance is too low"}}"#),
        (403, r#"{"error":"Please add funds to your organization"}"#),
        (402, "{}"),
        (422, r#"{"message":"Payment required"}"#),
    ] {
        let judged = started(&Answer::new(status, body));
        assert!(matches!(judged, Err(StartError::RouteDown(..))), "{status} {body}: {judged:?}");
    }
}

#[test]
fn a_used_up_day_is_left_alone_for_minutes() {
    let quota = StartError::Busy { retry_after: Some(QUOTA_PAUSE_SECONDS) };
    for body in [
        "{}",
        r#"{"error":"You have reached the daily limit of generations of this model."}"#,
        r#"{"error":"Daily task limit exceeded"}"#,
        r#"{"error":"You have exceeded your quota"}"#,
    ] {
        assert_eq!(started(&Answer::new(429, body)), Err(quota.clone()), "{body}");
        let told = Answer { retry_after: Some(600), ..Answer::new(429, body) };
        assert_eq!(started(&told), Err(StartError::Busy { retry_after: Some(600) }), "{body}");
    }
    for body in [
        HTML,
        "",
        r#"{"error":"Too many requests"}"#,
        r#"{"error":"Rate limit exceeded"}"#,
        r#"{"error":"Too many concurrent generations"}"#,
    ] {
        assert_eq!(started(&Answer::new(429, body)), Err(StartError::Busy { retry_after: None }), "{body}");
        let told = Answer { retry_after: Some(2), ..Answer::new(429, body) };
        assert_eq!(started(&told), Err(StartError::Busy { retry_after: Some(2) }), "{body}");
    }
}

#[test]
fn moderation_and_bad_pictures_are_that_tasks() {
    let refused = Err(StartError::refused(ErrorCode::ModerationRejected));
    for (status, body) in [
        (400, r#"{"error":"Your prompt was flagged by content moderation."}"#),
        (403, r#"{"error":"Content moderation: the prompt was rejected."}"#),
        (422, r#"{"error":"Input rejected","failureCode":"SAFETY.INPUT.TEXT"}"#),
        (400, r#"{"error":"no","code":"safety.input.image"}"#),
    ] {
        assert_eq!(started(&Answer::new(status, body)), refused, "{status} {body}");
    }
    let named = |field: &str| {
        let issues =
            format!(r#"[{{"code":"custom","path":["{field}"],"message":"Invalid asset dimensions"}}]"#);
        let body = format!(r#"{{"error":"Validation of body failed","issues":{issues}}}"#);
        judge_start(&Answer::new(400, &body), parts())
    };
    assert_eq!(named("promptImage"), Err(StartError::Refused(parts().invalid(Some(Part::Picture)))));
    assert_eq!(named("promptText"), Err(StartError::Refused(parts().invalid(Some(Part::Words)))));
}

#[test]
fn every_status_is_mapped() {
    let running = |percent| Look::Running { progress_percent: percent };
    let ready = |url: &str| Look::Ready(Output::Link(url.to_owned()));
    for (body, expected) in [
        (include_str!("../fixtures/pending.json"), running(None)),
        (include_str!("../fixtures/throttled.json"), running(None)),
        (include_str!("../fixtures/running.json"), running(Some(25))),
        (r#"{"status":"RUNNING","progress":null}"#, running(None)),
        (r#"{"status":"RUNNING","progress":1}"#, running(Some(100))),
        (r#"{"status":"RUNNING","progress":1.5}"#, running(None)),
        (r#"{"status":"running","progress":"0.25"}"#, running(Some(25))),
        (r#"{"status":"succeeded","output":[null,"https://x.example/1"]}"#, ready("https://x.example/1")),
        (r#"{"status":"SUCCEEDED","output":"https://x.example/1"}"#, ready("https://x.example/1")),
        (r#"{"status":"SUCCEEDED","output":[{"url":"https://x.example/1"}]}"#, ready("https://x.example/1")),
        (r#"{"status":"SUCCEEDED","output":[null]}"#, Look::failed(ErrorCode::ProviderFailed)),
        (
            r#"{"status":"failed","failure_code":"safety.input.text"}"#,
            Look::failed(ErrorCode::ModerationRejected),
        ),
        (r#"{"status":"FAILED","failure":"The prompt was refused by content moderation."}"#, {
            Look::failed(ErrorCode::ModerationRejected)
        }),
        (r#"{"status":"FAILED","failure":"The image format is not supported."}"#, {
            Look::failed(ErrorCode::InvalidInput)
        }),
        (r#"{"status":"CANCELED"}"#, Look::Canceled),
        (
            include_str!("../fixtures/succeeded.json"),
            Look::Ready(Output::Link("https://cdn.runway.example/17f2/clip.mp4?_jwt=1".into())),
        ),
        (r#"{"status":"SUCCEEDED"}"#, Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"status":"SUCCEEDED","output":null}"#, Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"status":"SUCCEEDED","output":[]}"#, Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"status":"SUCCEEDED","output":[null,""]}"#, Look::failed(ErrorCode::ProviderFailed)),
        (include_str!("../fixtures/failed.json"), Look::failed(ErrorCode::ModerationRejected)),
        (include_str!("../fixtures/cancelled.json"), Look::Canceled),
    ] {
        assert_eq!(look(&Answer::new(200, body), 0), Ok(expected), "{body}");
    }
}

#[test]
fn every_failure_code_is_mapped() {
    for (code, expected) in [
        (r#""SAFETY.INPUT.TEXT""#, ErrorCode::ModerationRejected),
        (r#""SAFETY.INPUT.IMAGE""#, ErrorCode::ModerationRejected),
        (r#""SAFETY.OUTPUT.VIDEO""#, ErrorCode::ModerationRejected),
        (r#""SAFETY.OUTPUT""#, ErrorCode::ModerationRejected),
        (r#""ASSET.INVALID""#, ErrorCode::InvalidInput),
        (r#""INTERNAL""#, ErrorCode::ProviderFailed),
        (r#""INTERNAL.BAD_OUTPUT.CODE01""#, ErrorCode::ProviderFailed),
        (r#""SOMETHING.NEW""#, ErrorCode::ProviderFailed),
        (r#""""#, ErrorCode::ProviderFailed),
        ("null", ErrorCode::ProviderFailed),
    ] {
        let body = include_str!("../fixtures/failed.json").replace(r#""SAFETY.INPUT.TEXT""#, code);
        assert_eq!(look(&Answer::new(200, &body), 0), Ok(Look::failed(expected)), "{code}");
    }
}

#[test]
fn a_failure_without_a_code_is_the_vendors() {
    let body = r#"{"id":"x","status":"FAILED","failure":"It did not work."}"#;
    assert_eq!(look(&Answer::new(200, body), 0), Ok(Look::failed(ErrorCode::ProviderFailed)));
}

#[test]
fn a_look_without_a_known_status_says_why() {
    let unreadable = |why: &str| LookError::Unreadable(why.into());
    for (status, body, expected) in [
        (200, "", unreadable("HTTP 200")),
        (200, HTML, unreadable("HTTP 200")),
        (200, "null", unreadable("HTTP 200")),
        (200, "{}", unreadable("the answer names no state")),
        (200, r#"{"status":null}"#, unreadable("the answer names no state")),
        (200, r#"{"status":"DAYDREAMING"}"#, LookError::UnknownState("DAYDREAMING".into())),
        (400, INVALID, unreadable("HTTP 400")),
        (401, "{}", LookError::Denied("HTTP 401".into())),
        (403, HTML, LookError::Denied("HTTP 403".into())),
        (429, "{}", LookError::NoAnswer("HTTP 429".into())),
        (500, HTML, LookError::NoAnswer("HTTP 500".into())),
        (502, HTML, LookError::NoAnswer("HTTP 502".into())),
    ] {
        assert_eq!(look(&Answer::new(status, body), 3600), Err(expected), "{status} {body}");
    }
}

#[test]
fn an_unknown_task_gets_a_moment_to_appear() {
    let unknown = Answer::new(404, "{}");
    assert!(matches!(look(&unknown, 59), Err(LookError::NoAnswer(_))));
    assert!(matches!(look(&unknown, 60), Err(LookError::Unreadable(_))));
}

#[test]
fn a_cancel_stops_a_task_or_comes_too_late() {
    for (status, body) in [(200, "{}"), (202, ""), (204, "")] {
        assert_eq!(judge_cancel(&Answer::new(status, body)), Ok(CancelAnswer::Stopped), "{status}");
    }
    assert_eq!(judge_cancel(&Answer::new(404, "{}")), Ok(CancelAnswer::TooLate));
    for status in [400, 401, 409, 429, 500, 502] {
        assert!(judge_cancel(&Answer::new(status, HTML)).is_err(), "{status}");
    }
}
