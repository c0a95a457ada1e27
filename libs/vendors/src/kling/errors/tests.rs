//! Every answer, classified.

use super::*;
use domain::Kind;
use domain::catalog::Vendor;

use crate::Output;
use crate::testing::{HTML, plain, plain_look};

const ID: &str = "831204577123450921";

fn error(code: i64, message: &str) -> String {
    include_str!("../fixtures/error.json").replace("9999", &code.to_string()).replace("MESSAGE", message)
}

fn parts(kind: Kind) -> Parts {
    Parts::from_accepted(Vendor::Kling, kind)
}

fn started(answer: &Answer) -> Result<Handle, StartError> {
    judge_start(answer, parts(Kind::Avatar)).map_err(plain)
}

fn look_at_clip(body: &str, age_seconds: i64) -> Result<Look, LookError> {
    let found = listed(&Answer::new(200, body), By::Id, ID)?;
    plain_look(judge_look(found, age_seconds, parts(Kind::Video)))
}

fn look_at_avatar(body: &str, age_seconds: i64) -> Result<Look, LookError> {
    plain_look(judge_look(single(&Answer::new(200, body))?, age_seconds, parts(Kind::Avatar)))
}

#[test]
fn an_accepted_task_of_either_standard_gives_its_handle() {
    for (body, id) in [
        (include_str!("../fixtures/created.json"), "831204577123450921"),
        (include_str!("../fixtures/avatar_created.json"), "831204577123450922"),
    ] {
        let handle = started(&Answer::new(200, body));
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
        let judged = started(&Answer::new(200, body));
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
            let judged = started(&Answer::new(status, &error(code, "No.")));
            assert_eq!(judged, Err(expected.clone()), "{code}");
        }
    }
    for (status, code, by) in [
        (401, 1000, ClosedBy::Key),
        (401, 1001, ClosedBy::Key),
        (401, 1002, ClosedBy::Key),
        (401, 1003, ClosedBy::Key),
        (401, 1004, ClosedBy::Key),
        (429, 1100, ClosedBy::Balance),
        (429, 1101, ClosedBy::Balance),
        (429, 1102, ClosedBy::Balance),
        (403, 1103, ClosedBy::Key),
        (404, 1202, ClosedBy::Model),
        (404, 1203, ClosedBy::Model),
        (429, 1304, ClosedBy::Key),
    ] {
        let judged = started(&Answer::new(status, &error(code, "No.")));
        assert_eq!(judged, Err(StartError::RouteDown(by, why(status, code))), "{code}");
    }
    for (status, code, expected) in [
        (500, 5000, StartError::Unavailable(why(500, 5000))),
        (503, 5001, StartError::Unavailable(why(503, 5001))),
        (504, 5002, StartError::Uncertain(why(504, 5002))),
    ] {
        assert_eq!(started(&Answer::new(status, &error(code, "No."))), Err(expected), "{code}");
    }
}

#[test]
fn the_code_counts_before_the_http_status() {
    let moderated = Answer::new(200, &error(1301, "No."));
    assert_eq!(started(&moderated), Err(StartError::refused(ErrorCode::ModerationRejected)));
    let accepted = Answer::new(500, include_str!("../fixtures/created.json"));
    assert!(started(&accepted).is_ok());
}

#[test]
fn a_second_task_of_the_same_id_is_looked_for() {
    let uncertain = StartError::Uncertain("HTTP 400, code 1201".into());
    for message in [
        "external_task_id 01JD-0 already exists",
        "The task already exists",
        "External_Task_Id is not unique",
    ] {
        let judged = started(&Answer::new(400, &error(1201, message)));
        assert_eq!(judged, Err(uncertain.clone()), "{message}");
    }
    let judged = started(&Answer::new(400, &error(1201, "audio_id does not exist")));
    assert_eq!(judged, Err(StartError::refused(ErrorCode::InvalidInput)));
    let without = started(&Answer::new(400, r#"{"code":1201,"message":null}"#));
    assert_eq!(without, Err(StartError::refused(ErrorCode::InvalidInput)));
}

#[test]
fn answers_without_a_known_code_are_classified_by_their_status() {
    for (status, body, expected) in [
        (400, HTML.to_owned(), StartError::refused(ErrorCode::InvalidInput)),
        (401, String::new(), StartError::RouteDown(ClosedBy::Key, "HTTP 401".into())),
        (404, HTML.to_owned(), StartError::RouteDown(ClosedBy::Model, "HTTP 404".into())),
        (413, HTML.to_owned(), StartError::refused(ErrorCode::InvalidInput)),
        (429, error(1399, "New."), StartError::Busy { retry_after: None }),
        (500, error(5999, "New."), StartError::Unavailable("HTTP 500".into())),
        (502, HTML.to_owned(), StartError::Uncertain("HTTP 502".into())),
        (503, "{}".to_owned(), StartError::Unavailable("HTTP 503".into())),
        (504, HTML.to_owned(), StartError::Uncertain("HTTP 504".into())),
    ] {
        assert_eq!(started(&Answer::new(status, &body)), Err(expected), "{status} {body}");
    }
}

#[test]
fn a_vendors_waiting_time_is_passed_on() {
    let busy = Answer { retry_after: Some(4), ..Answer::new(429, &error(1303, "No.")) };
    assert_eq!(started(&busy), Err(StartError::Busy { retry_after: Some(4) }));
}

fn ready(url: &str) -> Look {
    Look::Ready(Output::Link(url.to_owned()))
}

#[test]
fn every_status_of_a_clip_is_mapped() {
    let running = || Look::RUNNING;
    let task = |rest: &str| format!(r#"{{"code":0,"data":[{{"id":"{ID}",{rest}}}],"new_field":[1]}}"#);
    for (body, expected) in [
        (include_str!("../fixtures/submitted.json").to_owned(), running()),
        (include_str!("../fixtures/processing.json").to_owned(), running()),
        (task(r#""status":"Submitted""#), running()),
        (
            task(r#""status":"SUCCEEDED","outputs":[null,{"url":"https://x.example/2"}]"#),
            ready("https://x.example/2"),
        ),
        (task(r#""status":"success","outputs":{"url":"https://x.example/2"}"#), ready("https://x.example/2")),
        (task(r#""status":"succeed","outputs":["https://x.example/2"]"#), ready("https://x.example/2")),
        (task(r#""status":"succeeded","outputs":"https://x.example/2""#), ready("https://x.example/2")),
        (task(r#""status":"succeeded","outputs":[null]"#), Look::failed(ErrorCode::ProviderFailed)),
        (
            task(r#""status":"FAILED","message":"Image pixel is invalid""#),
            Look::failed(ErrorCode::InvalidInput),
        ),
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
        (task(r#""task_status":"Processing""#), running()),
        (
            task(r#""task_status":"SUCCEED","task_result":{"videos":[null,{"url":"https://x.example/2"}]}"#),
            ready("https://x.example/2"),
        ),
        (
            task(r#""task_status":"succeed","task_result":{"videos":[null]}"#),
            Look::failed(ErrorCode::ProviderFailed),
        ),
        (task(r#""task_status":"Failed","task_status_msg":"audio duration must be 2-300 s""#), {
            Look::failed(ErrorCode::InvalidInput)
        }),
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
fn a_failed_task_is_told_by_its_words() {
    for (message, expected) in [
        ("Failure to pass the risk control system", ErrorCode::ModerationRejected),
        ("triggered the Content Risk Control of the platform", ErrorCode::ModerationRejected),
        ("Violation of the content policy", ErrorCode::ModerationRejected),
        ("Content security check", ErrorCode::ModerationRejected),
        ("Against the platform policy", ErrorCode::ModerationRejected),
        ("The prompt contains sensitive information", ErrorCode::ModerationRejected),
        ("未通过风控", ErrorCode::ModerationRejected),
        ("Image pixel is invalid", ErrorCode::InvalidInput),
        ("image size is too small", ErrorCode::InvalidInput),
        ("The image ratio must be between 1:2.5 and 2.5:1", ErrorCode::InvalidInput),
        ("unsupported image format", ErrorCode::InvalidInput),
        ("Audio duration is invalid", ErrorCode::InvalidInput),
        ("the sound must be from 2 to 300 s long", ErrorCode::InvalidInput),
        ("no face detected in the picture", ErrorCode::InvalidInput),
        ("image download failed", ErrorCode::InputUnreachable),
        ("The content could not be generated", ErrorCode::ProviderFailed),
        ("Internal error", ErrorCode::ProviderFailed),
        ("", ErrorCode::ProviderFailed),
    ] {
        assert_eq!(fault(Some(message), parts(Kind::Avatar)).code, expected, "{message}");
    }
}

#[test]
fn a_refused_input_names_our_field() {
    use crate::testing::{attachment, picture};
    use crate::{AvatarTask, Portrait, Spoken, Task, VideoTask, Work};

    let (picture, sound) = (picture(), attachment("audio/mpeg", b"ID3"));
    let avatar = |spoken| {
        let portrait = Portrait::Picture(&picture);
        let work = Work::Avatar(AvatarTask { spoken, portrait, aspect_ratio: None, resolution: "720p" });
        Parts::from_task(&Task { external_id: "01JD-0", route_key: "kind/model/route", work })
    };
    let script = avatar(Spoken::Script { text: "Hi.", voice_id: Some("oversea_male1") });
    let recording = avatar(Spoken::Audio(&sound));
    let clip = VideoTask {
        prompt: "A red kite",
        seconds: 5,
        aspect_ratio: domain::catalog::AspectRatio::Wide,
        resolution: "720p",
        start_frame: Some(&picture),
        references: &[],
    };
    let clip = Parts::from_task(&Task {
        external_id: "01JD-0",
        route_key: "kind/model/route",
        work: Work::Video(clip),
    });
    for (parts, status, code, message, field) in [
        (clip, 400, 1201, "Image pixel is invalid", "image_url"),
        (clip, 400, 1201, "image size must be at least 300 px", "image_url"),
        (clip, 400, 1200, "contents: first_frame: unsupported image format", "image_url"),
        (clip, 400, 1201, "prompt: must be at most 2500 characters", "prompt"),
        (recording, 400, 1201, "the sound must be from 2 to 300 s long, not 1200 ms", "audio_url"),
        (recording, 400, 1201, "audio duration is invalid", "audio_url"),
        (script, 400, 1201, "the sound must be from 2 to 300 s long, not 1200 ms", "script"),
        (script, 400, 1201, "audio_id does not exist", "script"),
        (script, 400, 1201, "text: must be at most 1000 characters", "script"),
        (script, 400, 1201, "voice_id is not valid", "voice_id"),
        (script, 404, 1203, "The requested voice does not exist", "voice_id"),
        (script, 403, 1103, "No permission for this voice", "voice_id"),
        (script, 400, 1201, "image: cannot be decoded", "image_url"),
    ] {
        let refused = refusal(&Answer::new(status, &error(code, message)), parts);
        let StartError::Refused(failure) = refused else { panic!("{message}: {refused:?}") };
        assert_eq!(failure.code, ErrorCode::InvalidInput, "{message}");
        assert_eq!(failure.message.split(": ").next(), Some(field), "{message}");
    }
    let unreachable = refusal(&Answer::new(400, &error(1201, "image: download failed")), clip);
    let told = "image_url: the provider could not read it. Check the file and submit again.";
    let told = Failure::because(ErrorCode::InputUnreachable, told);
    assert_eq!(unreachable, StartError::Refused(told));
}

#[test]
fn moderation_is_known_under_the_codes_of_others() {
    for (status, code) in [(400, 1200), (400, 1201), (403, 1103), (404, 1203)] {
        let judged = started(&Answer::new(status, &error(code, "Failure to pass the risk control system")));
        assert_eq!(judged, Err(StartError::refused(ErrorCode::ModerationRejected)), "{code}");
    }
}

#[test]
fn a_code_may_be_a_text() {
    let text = |status, code: &str| {
        started(&Answer::new(status, &format!(r#"{{"code":"{code}","message":"No."}}"#)))
    };
    assert_eq!(text(429, "1302"), Err(StartError::Busy { retry_after: None }));
    assert_eq!(text(400, "1301"), Err(StartError::refused(ErrorCode::ModerationRejected)));
    assert_eq!(
        text(429, "1102"),
        Err(StartError::RouteDown(ClosedBy::Balance, "HTTP 429, code 1102".into()))
    );
    let created = include_str!("../fixtures/created.json").replace(r#""code": 0"#, r#""code": "0""#);
    assert_eq!(started(&Answer::new(200, &created)).unwrap().id, ID);
    let done = include_str!("../fixtures/succeeded.json").replace(r#""code": 0"#, r#""code": "0""#);
    assert!(matches!(look_at_clip(&done, 0), Ok(Look::Ready(_))));
}

#[test]
fn tasks_are_found_among_nulls_and_without_a_list() {
    let task = format!(r#"{{"id":"{ID}","status":"processing"}}"#);
    for data in [format!("[null,{task}]"), task.clone(), format!("[{task}]")] {
        let body = format!(r#"{{"code":0,"data":{data}}}"#);
        assert_eq!(look_at_clip(&body, 3600), Ok(Look::RUNNING), "{body}");
    }
    let avatar = r#"{"code":0,"data":[null,{"task_id":"1","task_status":"processing"}]}"#;
    assert_eq!(look_at_avatar(avatar, 3600), Ok(Look::RUNNING));
}

#[test]
fn a_look_without_a_known_status_says_why() {
    let unreadable = |why: &str| LookError::Unreadable(why.into());
    for (status, body, expected) in [
        (200, String::new(), unreadable("HTTP 200")),
        (200, HTML.to_owned(), unreadable("HTTP 200")),
        (200, "{}".to_owned(), unreadable("HTTP 200")),
        (200, r#"{"code":null,"data":[]}"#.to_owned(), unreadable("HTTP 200")),
        (200, r#"{"code":0,"data":"x"}"#.to_owned(), unreadable("HTTP 200 without a task")),
        (200, error(7777, "No."), unreadable("HTTP 200")),
        (401, error(1002, "No."), LookError::Denied("HTTP 401, code 1002".into())),
        (429, error(1102, "No."), LookError::Denied("HTTP 429, code 1102".into())),
        (403, error(1103, "No."), LookError::Denied("HTTP 403, code 1103".into())),
        (429, error(1302, "No."), LookError::NoAnswer("HTTP 429, code 1302".into())),
        (200, error(5000, "No."), LookError::NoAnswer("HTTP 200, code 5000".into())),
        (404, HTML.to_owned(), unreadable("HTTP 404")),
        (403, HTML.to_owned(), LookError::Denied("HTTP 403".into())),
        (502, HTML.to_owned(), LookError::NoAnswer("HTTP 502".into())),
    ] {
        let answer = Answer::new(status, &body);
        assert_eq!(listed(&answer, By::Id, ID), Err(expected.clone()), "{status} {body}");
        assert_eq!(single(&answer), Err(expected), "{status} {body}");
    }
    let stateless = unreadable("the answer names no state");
    for status in ["null", r#""""#] {
        let clip = format!(r#"{{"code":0,"data":[{{"id":"{ID}","status":{status}}}]}}"#);
        assert_eq!(look_at_clip(&clip, 3600), Err(stateless.clone()), "{clip}");
    }
    let unknown = format!(r#"{{"code":0,"data":[{{"id":"{ID}","status":"daydreaming"}}]}}"#);
    assert_eq!(look_at_clip(&unknown, 3600), Err(LookError::UnknownState("daydreaming".into())));
    let unknown = r#"{"code":0,"data":{"task_id":"1","task_status":"daydreaming"}}"#;
    assert_eq!(look_at_avatar(unknown, 3600), Err(LookError::UnknownState("daydreaming".into())));
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
        let look = |age| judge_look(single(&Answer::new(status, &body))?, age, parts(Kind::Avatar));
        assert!(look(59).is_err(), "{body}");
        assert_eq!(look(60), Ok(Look::failed(ErrorCode::ProviderFailed)), "{body}");
    }
}

#[test]
fn a_look_up_finds_a_task_or_says_that_there_is_none() {
    let clip = |body: &str| judge_look_up(listed(&Answer::new(200, body), By::ExternalId, "01JD-0").unwrap());
    let avatar = |status, body: &str| judge_look_up(single(&Answer::new(status, body)).unwrap());
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
    assert!(single(&Answer::new(404, HTML)).is_err());
    assert!(single(&Answer::new(500, &error(5000, "No."))).is_err());
}

#[test]
fn another_task_is_never_taken_for_ours() {
    let answer = Answer::new(200, include_str!("../fixtures/succeeded.json"));
    for (by, id) in [(By::Id, "1"), (By::Id, "01JD-0"), (By::ExternalId, "01JD-1"), (By::ExternalId, ID)] {
        assert!(listed(&answer, by, id).unwrap().is_none(), "{by:?} {id}");
    }
}
