//! Every answer of the queue, from recorded ones.

use domain::Kind;

use domain::health::ClosedBy;

use super::*;
use crate::Output;
use crate::testing::{self, HTML, plain, plain_look};

fn parts(kind: Kind) -> Parts {
    Parts::from_accepted(domain::catalog::Vendor::Fal, kind)
}

fn start(status: u16, body: &str) -> Result<Handle, StartError> {
    let route = testing::route(Kind::Image, "nano_banana", "fal");
    judge_start(&Answer::new(status, body), &route, parts(Kind::Image)).map_err(plain)
}

fn result(status: u16, body: &str) -> Result<Look, LookError> {
    result_after(status, body, &Ending::default())
}

fn result_after(status: u16, body: &str, ending: &Ending) -> Result<Look, LookError> {
    plain_look(judge_result(&Answer::new(status, body), ending, Kind::Image, parts(Kind::Image)))
}

fn badly(error_type: Option<&str>) -> Ending {
    Ending { failed: true, without_result: false, error_type: error_type.map(Into::into) }
}

fn without_result(error_type: Option<&str>) -> Ending {
    Ending { without_result: true, ..badly(error_type) }
}

fn ready(url: &str) -> Look {
    Look::Ready(Output::Link(url.to_owned()))
}

fn model_error(name: &str) -> String {
    include_str!("../fixtures/model_error.json").replace("TYPE", name)
}

fn infrastructure_error(name: &str) -> String {
    format!(r#"{{"detail":"words of the vendor","error_type":"{name}"}}"#)
}

#[test]
fn an_accepted_task_gives_its_handle() {
    let handle = start(200, include_str!("../fixtures/accepted.json")).unwrap();
    assert_eq!(handle.id, "764cabcf-b745-4b3e-ae38-1200304cf45b");
    let address = "https://queue.fal.run/fal-ai/nano-banana/requests/764cabcf-b745-4b3e-ae38-1200304cf45b";
    assert_eq!(handle.url.as_deref(), Some(address));
}

#[test]
fn an_address_that_may_not_have_the_key_is_not_kept() {
    for address in ["https://evil.example/x", "http://queue.fal.run/x", ""] {
        let body = format!(r#"{{"request_id":"r-1","response_url":"{address}"}}"#);
        assert_eq!(start(200, &body), Ok(Handle { id: "r-1".into(), url: None }), "{address}");
    }
}

#[test]
fn an_acceptance_without_a_usable_id_is_uncertain() {
    for body in ["", HTML, "{}", "null", r#"{"request_id":null}"#, r#"{"request_id":"../x"}"#] {
        assert!(matches!(start(200, body), Err(StartError::Uncertain(_))), "{body}");
    }
}

#[test]
fn every_refusal_of_a_start_is_classified() {
    let text = r#"{"detail":"words of the vendor"}"#;
    for (status, body, expected) in [
        (422, model_error("content_policy_violation"), StartError::refused(ErrorCode::ModerationRejected)),
        (422, model_error("file_download_error"), StartError::refused(ErrorCode::InputUnreachable)),
        (422, model_error("image_too_small"), StartError::refused(ErrorCode::InvalidInput)),
        (422, model_error("something_new"), StartError::refused(ErrorCode::InvalidInput)),
        (422, text.to_owned(), StartError::refused(ErrorCode::InvalidInput)),
        (400, infrastructure_error("bad_request"), StartError::refused(ErrorCode::InvalidInput)),
        (401, text.to_owned(), StartError::RouteDown(ClosedBy::Key, "HTTP 401".into())),
        (402, text.to_owned(), StartError::RouteDown(ClosedBy::Balance, "HTTP 402".into())),
        (403, text.to_owned(), StartError::RouteDown(ClosedBy::Key, "HTTP 403".into())),
        (400, text.to_owned(), StartError::refused(ErrorCode::InvalidInput)),
        (404, text.to_owned(), StartError::RouteDown(ClosedBy::Model, "HTTP 404".into())),
        (429, text.to_owned(), StartError::Busy { retry_after: None }),
        (500, infrastructure_error("internal_error"), StartError::Unavailable("HTTP 500".into())),
        (502, HTML.to_owned(), StartError::Uncertain("HTTP 502".into())),
        (503, HTML.to_owned(), StartError::Unavailable("HTTP 503".into())),
        (504, infrastructure_error("request_timeout"), StartError::Uncertain("HTTP 504".into())),
    ] {
        assert_eq!(start(status, &body), Err(expected), "{status} {body}");
    }
}

#[test]
fn every_status_is_mapped() {
    let over = |failed, error_type: Option<&str>| {
        Status::Over(Ending { failed, without_result: false, error_type: error_type.map(Into::into) })
    };
    let failed = || Status::Over(without_result(None));
    for (status, body, expected) in [
        (202, include_str!("../fixtures/in_queue.json"), Status::Known(Look::RUNNING)),
        (202, include_str!("../fixtures/in_progress.json"), Status::Known(Look::RUNNING)),
        (202, r#"{"status":"in_progress"}"#, Status::Known(Look::RUNNING)),
        (200, include_str!("../fixtures/completed.json"), over(false, None)),
        (200, r#"{"status":"completed"}"#, over(false, None)),
        (200, r#"{"status":"SUCCESS"}"#, over(false, None)),
        (200, r#"{"status":"COMPLETED","error":null,"error_type":null}"#, over(false, None)),
        (200, r#"{"status":"COMPLETED","error":"","error_type":""}"#, over(false, None)),
        (200, include_str!("../fixtures/completed_badly.json"), over(true, Some("runner_disconnected"))),
        (200, r#"{"status":"COMPLETED","error":{"new":1}}"#, over(true, None)),
        (200, r#"{"status":"FAILED"}"#, failed()),
        (200, r#"{"status":"failed","error":"no"}"#, failed()),
        (200, r#"{"status":"ERROR"}"#, failed()),
        (200, r#"{"status":"EXPIRED"}"#, Status::Known(Look::failed(ErrorCode::TimedOut))),
        (200, r#"{"status":"CANCELED"}"#, Status::Known(Look::Canceled)),
        (200, r#"{"status":"CANCELLED"}"#, Status::Known(Look::Canceled)),
    ] {
        assert_eq!(judge_status(&Answer::new(status, body), 0), Ok(expected), "{body}");
    }
}

#[test]
fn a_look_without_a_known_status_says_why() {
    let no_answer = |status| LookError::NoAnswer(format!("HTTP {status}"));
    let unreadable = || LookError::Unreadable("HTTP 200".into());
    for (status, body, expected) in [
        (200, "", unreadable()),
        (200, HTML, unreadable()),
        (200, "{}", unreadable()),
        (200, "null", unreadable()),
        (200, r#"{"status":null}"#, unreadable()),
        (200, r#"{"status":""}"#, LookError::Unreadable("the answer names no state".into())),
        (200, r#"{"status":"DAYDREAMING"}"#, LookError::UnknownState("DAYDREAMING".into())),
        (400, "{}", LookError::Unreadable("HTTP 400".into())),
        (401, r#"{"detail":"no"}"#, LookError::Denied("HTTP 401".into())),
        (403, HTML, LookError::Denied("HTTP 403".into())),
        (429, "{}", no_answer(429)),
        (500, r#"{"status":"COMPLETED"}"#, no_answer(500)),
        (502, HTML, no_answer(502)),
    ] {
        assert_eq!(judge_status(&Answer::new(status, body), 3600), Err(expected), "{status} {body}");
    }
}

#[test]
fn an_unknown_task_gets_a_moment_to_appear() {
    let unknown = Answer::new(404, r#"{"detail":"Request not found"}"#);
    assert!(matches!(judge_status(&unknown, 59), Err(LookError::NoAnswer(_))));
    assert!(matches!(judge_status(&unknown, 60), Err(LookError::Unreadable(_))));
}

#[test]
fn a_result_is_the_link_to_its_file() {
    for (kind, body, url) in [
        (Kind::Image, include_str!("../fixtures/image.json"), "https://v3.fal.media/files/a/picture.png"),
        (Kind::Video, include_str!("../fixtures/video.json"), "https://v3b.fal.media/files/a/video.mp4"),
        (Kind::Tts, include_str!("../fixtures/audio.json"), "https://v3.fal.media/files/a/sound.mp3"),
        (Kind::Image, "https://v3.fal.media/b.png\n", "https://v3.fal.media/b.png"),
    ] {
        let judged = judge_result(&Answer::new(200, body), &Ending::default(), kind, parts(kind));
        assert_eq!(judged, Ok(ready(url)), "{body}");
    }
    for body in ["{}", "null", r#"{"images":[null]}"#, r#""done""#] {
        assert_eq!(result(200, body), Ok(Look::failed(ErrorCode::ProviderFailed)), "{body}");
    }
    for body in ["", HTML] {
        assert_eq!(result(200, body), Err(LookError::Unreadable("HTTP 200".into())), "{body}");
    }
}

#[test]
fn a_status_that_says_why_explains_a_result_without_a_file() {
    let refused = Ok(Look::failed(ErrorCode::ModerationRejected));
    assert_eq!(result_after(200, "{}", &badly(Some("content_policy_violation"))), refused);
    assert_eq!(result_after(200, "{}", &badly(None)), Ok(Look::failed(ErrorCode::ProviderFailed)));
    let file = r#"{"images":[{"url":"https://v3.fal.media/b.png"}]}"#;
    assert_eq!(result_after(200, file, &badly(None)), Ok(ready("https://v3.fal.media/b.png")));
}

#[test]
fn a_result_that_does_not_come_is_not_waited_for_until_the_deadline() {
    let text = r#"{"detail":"words of the vendor"}"#;
    for status in [404, 405, 410, 500, 502, 503, 504, 524] {
        for body in [text, "{}", "", HTML] {
            let judged = result(status, body);
            assert!(matches!(judged, Err(LookError::Unreadable(_))), "{status} {body}: {judged:?}");
        }
    }
    let locked = r#"{"detail":"User is locked. Reason: Exhausted balance."}"#;
    for status in [401, 403] {
        assert_eq!(result(status, locked), Err(LookError::Denied(format!("HTTP {status}"))));
    }
    for status in [408, 425, 429] {
        assert_eq!(result(status, text), Err(LookError::NoAnswer(format!("HTTP {status}"))));
    }
    let early = r#"{"detail":"Request is still in progress","error_type":"bad_request"}"#;
    assert!(matches!(result(400, early), Err(LookError::Unreadable(_))));
}

#[test]
fn a_failed_task_has_no_result_but_perhaps_a_reason() {
    let file = r#"{"images":[{"url":"https://v3.fal.media/b.png"}]}"#;
    for (status, body, error_type, expected) in [
        (200, file, None, ErrorCode::ProviderFailed),
        (200, HTML, None, ErrorCode::ProviderFailed),
        (404, "{}", None, ErrorCode::ProviderFailed),
        (422, r#"{"detail":"NSFW content"}"#, None, ErrorCode::ModerationRejected),
        (404, "{}", Some("content_policy_violation"), ErrorCode::ModerationRejected),
        (200, file, Some("file_download_error"), ErrorCode::InputUnreachable),
    ] {
        let judged = result_after(status, body, &without_result(error_type));
        assert_eq!(judged, Ok(Look::failed(expected)), "{status} {body} {error_type:?}");
    }
}

#[test]
fn a_failed_task_needs_no_result() {
    for status in [401, 403, 404, 500, 502] {
        let judged = result_after(status, r#"{"detail":"no"}"#, &badly(None));
        assert_eq!(judged, Ok(Look::failed(ErrorCode::ProviderFailed)), "{status}");
    }
}

#[test]
fn every_named_error_of_a_model_is_classified() {
    for (status, name, code) in [
        (422, "content_policy_violation", ErrorCode::ModerationRejected),
        (422, "file_download_error", ErrorCode::InputUnreachable),
        (422, "image_load_error", ErrorCode::InvalidInput),
        (422, "image_too_small", ErrorCode::InvalidInput),
        (422, "image_too_large", ErrorCode::InvalidInput),
        (422, "file_too_large", ErrorCode::InvalidInput),
        (422, "unsupported_image_format", ErrorCode::InvalidInput),
        (422, "unsupported_audio_format", ErrorCode::InvalidInput),
        (422, "unsupported_video_format", ErrorCode::InvalidInput),
        (422, "face_detection_error", ErrorCode::InvalidInput),
        (422, "feature_not_supported", ErrorCode::InvalidInput),
        (422, "one_of", ErrorCode::InvalidInput),
        (422, "greater_than", ErrorCode::InvalidInput),
        (422, "greater_than_equal", ErrorCode::InvalidInput),
        (422, "less_than", ErrorCode::InvalidInput),
        (422, "less_than_equal", ErrorCode::InvalidInput),
        (422, "multiple_of", ErrorCode::InvalidInput),
        (422, "sequence_too_short", ErrorCode::InvalidInput),
        (422, "sequence_too_long", ErrorCode::InvalidInput),
        (422, "missing", ErrorCode::InvalidInput),
        (422, "something_new", ErrorCode::InvalidInput),
        (422, "no_media_generated", ErrorCode::ProviderFailed),
        (504, "generation_timeout", ErrorCode::ProviderFailed),
        (500, "internal_server_error", ErrorCode::ProviderFailed),
        (400, "downstream_service_error", ErrorCode::ProviderFailed),
        (503, "downstream_service_unavailable", ErrorCode::ProviderFailed),
        (500, "something_new", ErrorCode::ProviderFailed),
    ] {
        assert_eq!(result(status, &model_error(name)), Ok(Look::failed(code)), "{name}");
    }
}

#[test]
fn every_named_error_of_the_infrastructure_is_classified() {
    for (status, name, code) in [
        (504, "request_timeout", ErrorCode::ProviderFailed),
        (504, "startup_timeout", ErrorCode::ProviderFailed),
        (503, "runner_scheduling_failure", ErrorCode::ProviderFailed),
        (503, "runner_connection_timeout", ErrorCode::ProviderFailed),
        (503, "runner_disconnected", ErrorCode::ProviderFailed),
        (503, "runner_connection_refused", ErrorCode::ProviderFailed),
        (503, "runner_connection_error", ErrorCode::ProviderFailed),
        (502, "runner_incomplete_response", ErrorCode::ProviderFailed),
        (500, "runner_server_error", ErrorCode::ProviderFailed),
        (500, "internal_error", ErrorCode::ProviderFailed),
        (500, "something_new", ErrorCode::ProviderFailed),
        (400, "bad_request", ErrorCode::InvalidInput),
    ] {
        assert_eq!(result(status, &infrastructure_error(name)), Ok(Look::failed(code)), "{name}");
    }
}

#[test]
fn of_several_faults_the_content_policy_counts_most() {
    let body = r#"{"detail":[{"type":"image_too_small"},{"type":null},{"type":"content_policy_violation"}]}"#;
    assert_eq!(result(422, body), Ok(Look::failed(ErrorCode::ModerationRejected)));
    let single = r#"{"detail":{"type":"content_policy_violation"}}"#;
    assert_eq!(result(422, single), Ok(Look::failed(ErrorCode::ModerationRejected)));
}

#[test]
fn an_error_without_a_name_is_told_by_its_words() {
    for (status, words, expected) in [
        (422, "words of the vendor", ErrorCode::InvalidInput),
        (422, "Content flagged by a content checker", ErrorCode::ModerationRejected),
        (400, "NSFW content", ErrorCode::ModerationRejected),
        (500, "The output was refused by moderation", ErrorCode::ModerationRejected),
        (422, "Could not download the image", ErrorCode::InputUnreachable),
    ] {
        let body = format!(r#"{{"detail":"{words}"}}"#);
        assert_eq!(result(status, &body), Ok(Look::failed(expected)), "{status} {words}");
    }
    for body in [r#"{"detail":[]}"#, "", HTML] {
        assert_eq!(result(422, body), Ok(Look::failed(ErrorCode::InvalidInput)), "{body}");
        let judged = result_after(500, body, &badly(None));
        assert_eq!(judged, Ok(Look::failed(ErrorCode::ProviderFailed)), "{body}");
        let judged = result_after(500, body, &badly(Some("content_policy_violation")));
        assert_eq!(judged, Ok(Look::failed(ErrorCode::ModerationRejected)), "{body}");
    }
}

#[test]
fn a_fault_names_our_field() {
    let fault = |kind, loc: &str, name: &str| {
        let body = format!(r#"{{"detail":[{{"loc":["body","{loc}"],"msg":"no","type":"{name}"}}]}}"#);
        let look = judge_result(&Answer::new(422, &body), &Ending::default(), kind, parts(kind));
        match look {
            Ok(Look::Failed(failure)) => failure.message.split(": ").next().unwrap().to_owned(),
            other => panic!("{other:?}"),
        }
    };
    for (kind, loc, name, field) in [
        (Kind::Image, "image_urls", "image_too_small", "reference_image_urls"),
        (Kind::Video, "start_image_url", "image_load_error", "image_url"),
        (Kind::Video, "prompt", "sequence_too_long", "prompt"),
        (Kind::Avatar, "audio_url", "unsupported_audio_format", "audio_url or script"),
        (Kind::Avatar, "image_url", "face_detection_error", "image_url"),
        (Kind::Tts, "voice", "value_error", "voice_id"),
        (Kind::Tts, "text", "something_new", "text"),
    ] {
        assert_eq!(fault(kind, loc, name), field, "{loc} {name}");
    }
}

#[test]
fn only_a_gateway_without_words_about_the_request_closes_the_route() {
    let refused = |code| Err(StartError::refused(code));
    for (status, body, expected) in [
        (403, r#"{"detail":"Content policy violation"}"#, refused(ErrorCode::ModerationRejected)),
        (
            403,
            r#"{"detail":[{"loc":["body","voice"],"msg":"no","type":"forbidden"}]}"#,
            refused(ErrorCode::InvalidInput),
        ),
        (
            404,
            r#"{"detail":[{"loc":["body","voice"],"msg":"no","type":"not_found"}]}"#,
            refused(ErrorCode::InvalidInput),
        ),
        (
            404,
            r#"{"detail":"Application 'x' not found"}"#,
            Err(StartError::RouteDown(ClosedBy::Model, "HTTP 404".into())),
        ),
        (400, r#"{"detail":"Too many concurrent requests"}"#, Err(StartError::Busy { retry_after: None })),
    ] {
        assert_eq!(start(status, body), expected, "{status} {body}");
    }
    let locked =
        start(403, r#"{"detail":"User is locked. Reason: Exhausted balance. Top up your balance."}"#);
    assert!(matches!(locked, Err(StartError::RouteDown(..))), "{locked:?}");
}

#[test]
fn a_task_that_was_stopped_is_canceled() {
    assert_eq!(result(499, &infrastructure_error("client_cancelled")), Ok(Look::Canceled));
    assert_eq!(result(400, &infrastructure_error("client_cancelled")), Ok(Look::Canceled));
    assert_eq!(result(499, HTML), Ok(Look::Canceled));
    assert_eq!(result_after(500, "", &badly(Some("client_cancelled"))), Ok(Look::Canceled));
}

#[test]
fn every_answer_to_a_cancel_is_mapped() {
    for (status, body, expected) in [
        (200, r#"{"status":"OK"}"#, CancelAnswer::Stopped),
        (202, r#"{"status":"OK"}"#, CancelAnswer::Stopped),
        (202, r#"{"status":"CANCELLATION_REQUESTED"}"#, CancelAnswer::Requested),
        (202, "", CancelAnswer::Requested),
        (400, r#"{"status":"ALREADY_COMPLETED"}"#, CancelAnswer::TooLate),
        (404, r#"{"status":"NOT_FOUND"}"#, CancelAnswer::TooLate),
        (404, HTML, CancelAnswer::TooLate),
    ] {
        assert_eq!(judge_cancel(&Answer::new(status, body)), Ok(expected), "{status} {body}");
    }
    for status in [401, 403, 429, 500, 502] {
        assert!(judge_cancel(&Answer::new(status, HTML)).is_err(), "{status}");
    }
}
