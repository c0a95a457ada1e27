//! Every answer, classified.

use super::*;
use crate::Output;
use crate::testing::HTML;

const ID: &str = "831204577123450921";

fn error(code: i64, message: &str) -> String {
    include_str!("../fixtures/error.json").replace("9999", &code.to_string()).replace("MESSAGE", message)
}

fn look_at_clip(body: &str, age_seconds: i64) -> Result<Look, CallError> {
    judge_look(listed(&Answer::new(200, body), By::Id, ID)?, age_seconds)
}

fn look_at_avatar(body: &str, age_seconds: i64) -> Result<Look, CallError> {
    judge_look(single(&Answer::new(200, body))?, age_seconds)
}

#[test]
fn an_accepted_task_of_either_standard_gives_its_handle() {
    for (body, id) in [
        (include_str!("../fixtures/created.json"), "831204577123450921"),
        (include_str!("../fixtures/avatar_created.json"), "831204577123450922"),
    ] {
        let handle = judge_start(&Answer::new(200, body));
        assert_eq!(handle, Ok(Handle { id: id.into(), url: None }));
    }
}

#[test]
fn an_acceptance_without_a_usable_id_is_uncertain() {
    for body in [
        "",
        HTML,
        "{}",
        r#"{"code":null,"data":{"id":"x"}}"#,
        r#"{"code":0}"#,
        r#"{"code":0,"data":null}"#,
        r#"{"code":0,"data":{"id":null}}"#,
        r#"{"code":0,"data":{"id":""}}"#,
        r#"{"code":0,"data":{"id":"1,2"}}"#,
        r#"{"code":0,"data":{"id":"../x"}}"#,
        r#"{"code":7777,"data":null}"#,
    ] {
        let judged = judge_start(&Answer::new(200, body));
        assert!(matches!(judged, Err(StartError::Uncertain(_))), "{body}: {judged:?}");
    }
}

#[test]
fn every_error_code_is_classified() {
    let why = |status: u16, code: i64| format!("HTTP {status}, code {code}");
    for (status, codes, expected) in [
        (400, 1200..=1201, StartError::refused(ErrorCode::InvalidInput)),
        (400, 1300..=1301, StartError::refused(ErrorCode::ModerationRejected)),
        (429, 1302..=1303, StartError::Busy { retry_after: None }),
    ] {
        for code in codes {
            let judged = judge_start(&Answer::new(status, &error(code, "No.")));
            assert_eq!(judged, Err(expected.clone()), "{code}");
        }
    }
    for (status, code) in [
        (401, 1000),
        (401, 1001),
        (401, 1002),
        (401, 1003),
        (401, 1004),
        (429, 1100),
        (429, 1101),
        (429, 1102),
        (403, 1103),
        (404, 1202),
        (404, 1203),
        (429, 1304),
    ] {
        let judged = judge_start(&Answer::new(status, &error(code, "No.")));
        assert_eq!(judged, Err(StartError::RouteDown(why(status, code))), "{code}");
    }
    for (status, code, expected) in [
        (500, 5000, StartError::Unavailable(why(500, 5000))),
        (503, 5001, StartError::Unavailable(why(503, 5001))),
        (504, 5002, StartError::Uncertain(why(504, 5002))),
    ] {
        assert_eq!(judge_start(&Answer::new(status, &error(code, "No."))), Err(expected), "{code}");
    }
}

#[test]
fn the_code_counts_before_the_http_status() {
    let moderated = Answer::new(200, &error(1301, "No."));
    assert_eq!(judge_start(&moderated), Err(StartError::refused(ErrorCode::ModerationRejected)));
    let accepted = Answer::new(500, include_str!("../fixtures/created.json"));
    assert!(judge_start(&accepted).is_ok());
}

#[test]
fn a_second_task_of_the_same_id_is_looked_for() {
    let uncertain = StartError::Uncertain("HTTP 400, code 1201".into());
    for message in [
        "external_task_id 01JD-0 already exists",
        "The task already exists",
        "External_Task_Id is not unique",
    ] {
        let judged = judge_start(&Answer::new(400, &error(1201, message)));
        assert_eq!(judged, Err(uncertain.clone()), "{message}");
    }
    let judged = judge_start(&Answer::new(400, &error(1201, "audio_id does not exist")));
    assert_eq!(judged, Err(StartError::refused(ErrorCode::InvalidInput)));
    let without = judge_start(&Answer::new(400, r#"{"code":1201,"message":null}"#));
    assert_eq!(without, Err(StartError::refused(ErrorCode::InvalidInput)));
}

#[test]
fn answers_without_a_known_code_are_classified_by_their_status() {
    for (status, body, expected) in [
        (400, HTML.to_owned(), StartError::refused(ErrorCode::InvalidInput)),
        (401, String::new(), StartError::RouteDown("HTTP 401".into())),
        (404, HTML.to_owned(), StartError::RouteDown("HTTP 404".into())),
        (413, HTML.to_owned(), StartError::refused(ErrorCode::InvalidInput)),
        (429, error(1399, "New."), StartError::Busy { retry_after: None }),
        (500, error(5999, "New."), StartError::Unavailable("HTTP 500".into())),
        (502, HTML.to_owned(), StartError::Uncertain("HTTP 502".into())),
        (503, "{}".to_owned(), StartError::Unavailable("HTTP 503".into())),
        (504, HTML.to_owned(), StartError::Uncertain("HTTP 504".into())),
    ] {
        assert_eq!(judge_start(&Answer::new(status, &body)), Err(expected), "{status} {body}");
    }
}

#[test]
fn a_vendors_waiting_time_is_passed_on() {
    let busy = Answer { retry_after: Some(4), ..Answer::new(429, &error(1303, "No.")) };
    assert_eq!(judge_start(&busy), Err(StartError::Busy { retry_after: Some(4) }));
}

#[test]
fn every_status_of_a_clip_is_mapped() {
    let running = || Look::RUNNING;
    let task = |rest: &str| format!(r#"{{"code":0,"data":[{{"id":"{ID}",{rest}}}],"new_field":[1]}}"#);
    for (body, expected) in [
        (include_str!("../fixtures/submitted.json").to_owned(), running()),
        (include_str!("../fixtures/processing.json").to_owned(), running()),
        (task(r#""status":"daydreaming""#), running()),
        (
            include_str!("../fixtures/succeeded.json").to_owned(),
            Look::Ready(Output::Link("https://cdn.klingai.example/8312/clip.mp4?sig=1".into())),
        ),
        (task(r#""status":"succeeded""#), Look::failed(ErrorCode::ProviderFailed)),
        (task(r#""status":"succeeded","outputs":null"#), Look::failed(ErrorCode::ProviderFailed)),
        (task(r#""status":"succeeded","outputs":[]"#), Look::failed(ErrorCode::ProviderFailed)),
        (task(r#""status":"succeeded","outputs":[{"url":null}]"#), Look::failed(ErrorCode::ProviderFailed)),
        (
            task(r#""status":"succeeded","outputs":[{"type":"image","url":"https://x.example/1"}]"#),
            Look::failed(ErrorCode::ProviderFailed),
        ),
        (include_str!("../fixtures/failed.json").to_owned(), Look::failed(ErrorCode::ModerationRejected)),
        (task(r#""status":"failed","message":null"#), Look::failed(ErrorCode::ProviderFailed)),
    ] {
        assert_eq!(look_at_clip(&body, 0), Ok(expected), "{body}");
    }
}

#[test]
fn every_status_of_an_avatar_is_mapped() {
    let running = || Look::RUNNING;
    let task = |rest: &str| format!(r#"{{"code":0,"data":{{"task_id":"1",{rest}}},"new_field":[1]}}"#);
    for (body, expected) in [
        (include_str!("../fixtures/avatar_created.json").to_owned(), running()),
        (include_str!("../fixtures/avatar_processing.json").to_owned(), running()),
        (task(r#""task_status":"daydreaming""#), running()),
        (
            include_str!("../fixtures/avatar_succeed.json").to_owned(),
            Look::Ready(Output::Link("https://cdn.klingai.example/8313/avatar.mp4?sig=1".into())),
        ),
        (task(r#""task_status":"succeed""#), Look::failed(ErrorCode::ProviderFailed)),
        (task(r#""task_status":"succeed","task_result":null"#), Look::failed(ErrorCode::ProviderFailed)),
        (
            task(r#""task_status":"succeed","task_result":{"videos":[]}"#),
            Look::failed(ErrorCode::ProviderFailed),
        ),
        (
            include_str!("../fixtures/avatar_failed.json").to_owned(),
            Look::failed(ErrorCode::ModerationRejected),
        ),
        (task(r#""task_status":"failed","task_status_msg":null"#), Look::failed(ErrorCode::ProviderFailed)),
    ] {
        assert_eq!(look_at_avatar(&body, 0), Ok(expected), "{body}");
    }
}

#[test]
fn only_words_of_moderation_are_taken_for_it() {
    for (message, expected) in [
        ("Failure to pass the risk control system", ErrorCode::ModerationRejected),
        ("triggered the Content Risk Control of the platform", ErrorCode::ModerationRejected),
        ("Violation of the content policy", ErrorCode::ModerationRejected),
        ("Content security check", ErrorCode::ModerationRejected),
        ("Against the platform policy", ErrorCode::ModerationRejected),
        ("The prompt contains sensitive information", ErrorCode::ModerationRejected),
        ("未通过风控", ErrorCode::ModerationRejected),
        ("The content could not be generated", ErrorCode::ProviderFailed),
        ("Internal error", ErrorCode::ProviderFailed),
        ("", ErrorCode::ProviderFailed),
    ] {
        assert_eq!(fault(Some(message)), expected, "{message}");
    }
}

#[test]
fn a_look_without_a_status_shows_nothing() {
    for (status, body) in [
        (200, String::new()),
        (200, HTML.to_owned()),
        (200, "{}".to_owned()),
        (200, r#"{"code":null,"data":[]}"#.to_owned()),
        (200, r#"{"code":0,"data":"x"}"#.to_owned()),
        (401, error(1002, "No.")),
        (429, error(1302, "No.")),
        (500, error(5000, "No.")),
        (404, HTML.to_owned()),
        (502, HTML.to_owned()),
    ] {
        let answer = Answer::new(status, &body);
        assert!(listed(&answer, By::Id, ID).is_err(), "{status} {body}");
        assert!(single(&answer).is_err(), "{status} {body}");
    }
    assert!(look_at_clip(&format!(r#"{{"code":0,"data":[{{"id":"{ID}"}}]}}"#), 3600).is_err());
    assert!(look_at_avatar(r#"{"code":0,"data":{"task_id":"1","task_status":null}}"#, 3600).is_err());
}

#[test]
fn an_unknown_task_gets_a_moment_to_appear() {
    for body in [include_str!("../fixtures/missing.json"), r#"{"code":0}"#, r#"{"code":0,"data":null}"#] {
        assert!(look_at_clip(body, 59).is_err(), "{body}");
        assert_eq!(look_at_clip(body, 60), Ok(Look::failed(ErrorCode::ProviderFailed)), "{body}");
    }
    for (status, body) in [
        (200, r#"{"code":0,"data":null}"#.to_owned()),
        (400, error(1201, "No such task")),
        (404, error(1203, "No such resource")),
    ] {
        let look = |age| judge_look(single(&Answer::new(status, &body))?, age);
        assert!(look(59).is_err(), "{body}");
        assert_eq!(look(60), Ok(Look::failed(ErrorCode::ProviderFailed)), "{body}");
    }
}

#[test]
fn a_look_up_finds_a_task_or_says_that_there_is_none() {
    let clip = |body: &str| judge_look_up(listed(&Answer::new(200, body), By::ExternalId, "01JD-0")?);
    let avatar = |status, body: &str| judge_look_up(single(&Answer::new(status, body))?);
    let handle = |id: &str| Ok(Some(Handle { id: id.into(), url: None }));
    assert_eq!(clip(include_str!("../fixtures/processing.json")), handle("831204577123450921"));
    assert_eq!(clip(include_str!("../fixtures/failed.json")), handle("831204577123450921"));
    assert_eq!(clip(include_str!("../fixtures/missing.json")), Ok(None));
    assert_eq!(avatar(200, include_str!("../fixtures/avatar_processing.json")), handle("831204577123450922"));
    assert_eq!(avatar(404, &error(1203, "No such resource")), Ok(None));
    assert_eq!(avatar(400, &error(1201, "No such task")), Ok(None));
    for id in ["null", r#""a/b""#] {
        let body = format!(r#"{{"code":0,"data":[{{"id":{id},"external_id":"01JD-0"}}]}}"#);
        assert!(clip(&body).is_err(), "{body}");
    }
    assert!(avatar(404, HTML).is_err());
    assert!(avatar(500, &error(5000, "No.")).is_err());
}

#[test]
fn another_task_is_never_taken_for_ours() {
    let answer = Answer::new(200, include_str!("../fixtures/succeeded.json"));
    for (by, id) in [(By::Id, "1"), (By::Id, "01JD-0"), (By::ExternalId, "01JD-1"), (By::ExternalId, ID)] {
        assert!(listed(&answer, by, id).unwrap().is_none(), "{by:?} {id}");
    }
}
