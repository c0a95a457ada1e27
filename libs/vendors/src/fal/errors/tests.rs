//! Every answer of the queue, from recorded ones.

use domain::Kind;

use super::*;
use crate::Output;
use crate::testing::{self, HTML};

fn start(status: u16, body: &str) -> Result<Handle, StartError> {
    judge_start(&Answer::new(status, body), &testing::route(Kind::Image, "nano_banana", "fal"))
}

fn result(status: u16, body: &str) -> Result<Look, CallError> {
    judge_result(&Answer::new(status, body), &Ending::default(), 3600)
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
        (401, text.to_owned(), StartError::RouteDown("HTTP 401".into())),
        (402, text.to_owned(), StartError::RouteDown("HTTP 402".into())),
        (403, text.to_owned(), StartError::RouteDown("HTTP 403".into())),
        (404, text.to_owned(), StartError::RouteDown("HTTP 404".into())),
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
        Status::Over(Ending { failed, error_type: error_type.map(Into::into) })
    };
    for (status, body, expected) in [
        (202, include_str!("../fixtures/in_queue.json"), Status::Known(Look::RUNNING)),
        (202, include_str!("../fixtures/in_progress.json"), Status::Known(Look::RUNNING)),
        (200, r#"{"status":"DAYDREAMING"}"#, Status::Known(Look::RUNNING)),
        (200, include_str!("../fixtures/completed.json"), over(false, None)),
        (200, r#"{"status":"COMPLETED","error":null,"error_type":null}"#, over(false, None)),
        (200, include_str!("../fixtures/completed_badly.json"), over(true, Some("runner_disconnected"))),
        (200, r#"{"status":"COMPLETED","error":{"new":1}}"#, over(true, None)),
    ] {
        assert_eq!(judge_status(&Answer::new(status, body), 0), Ok(expected), "{body}");
    }
}

#[test]
fn a_look_without_a_status_shows_nothing() {
    for (status, body) in [
        (200, ""),
        (200, HTML),
        (200, "{}"),
        (200, r#"{"status":null}"#),
        (401, r#"{"detail":"no"}"#),
        (429, "{}"),
        (500, r#"{"status":"COMPLETED"}"#),
        (502, HTML),
    ] {
        assert!(judge_status(&Answer::new(status, body), 3600).is_err(), "{status} {body}");
    }
}

#[test]
fn an_unknown_task_gets_a_moment_to_appear() {
    let unknown = Answer::new(404, r#"{"detail":"Request not found"}"#);
    assert!(judge_status(&unknown, 59).is_err());
    let gone = Look::failed(ErrorCode::ProviderFailed);
    assert_eq!(judge_status(&unknown, 60), Ok(Status::Known(gone.clone())));
    assert!(judge_result(&unknown, &Ending::default(), 59).is_err());
    assert_eq!(judge_result(&unknown, &Ending::default(), 60), Ok(gone));
}

#[test]
fn a_result_is_the_link_to_its_file() {
    for (body, expected) in [
        (include_str!("../fixtures/image.json"), ready("https://v3.fal.media/files/a/picture.png")),
        (include_str!("../fixtures/video.json"), ready("https://v3b.fal.media/files/a/video.mp4")),
        (include_str!("../fixtures/audio.json"), ready("https://v3.fal.media/files/a/sound.mp3")),
        (
            r#"{"images":[{"url":"https://v3.fal.media/b.png"}],"has_nsfw_concepts":[false,null]}"#,
            ready("https://v3.fal.media/b.png"),
        ),
        (
            r#"{"images":[{"url":"https://v3.fal.media/b.png"}],"has_nsfw_concepts":[true]}"#,
            Look::failed(ErrorCode::ModerationRejected),
        ),
        ("{}", Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"images":[]}"#, Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"images":null,"video":null,"audio":null}"#, Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"video":{"url":null}}"#, Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"video":{"url":""}}"#, Look::failed(ErrorCode::ProviderFailed)),
        (r#"{"images":[{"url":"data:image/png;base64,AAAA"}]}"#, Look::failed(ErrorCode::ProviderFailed)),
    ] {
        assert_eq!(result(200, body), Ok(expected), "{body}");
    }
    for body in ["", HTML] {
        assert!(result(200, body).is_err(), "{body}");
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
fn an_error_without_a_name_is_the_models_only_where_that_is_sure() {
    let text = r#"{"detail":"words of the vendor"}"#;
    for body in [text, r#"{"detail":[]}"#, "", HTML] {
        assert_eq!(result(422, body), Ok(Look::failed(ErrorCode::InvalidInput)), "{body}");
        for status in [401, 403, 408, 429, 500, 502, 503, 504] {
            assert!(result(status, body).is_err(), "{status} {body}");
        }
        let badly = Ending { failed: true, error_type: None };
        let judged = judge_result(&Answer::new(500, body), &badly, 0);
        assert_eq!(judged, Ok(Look::failed(ErrorCode::ProviderFailed)), "{body}");
        let named = Ending { failed: true, error_type: Some("content_policy_violation".into()) };
        let judged = judge_result(&Answer::new(500, body), &named, 0);
        assert_eq!(judged, Ok(Look::failed(ErrorCode::ModerationRejected)), "{body}");
    }
}

#[test]
fn a_task_that_was_stopped_is_canceled() {
    assert_eq!(result(499, &infrastructure_error("client_cancelled")), Ok(Look::Canceled));
    assert_eq!(result(400, &infrastructure_error("client_cancelled")), Ok(Look::Canceled));
    assert_eq!(result(499, HTML), Ok(Look::Canceled));
    let stopped = Ending { failed: true, error_type: Some("client_cancelled".into()) };
    assert_eq!(judge_result(&Answer::new(500, ""), &stopped, 0), Ok(Look::Canceled));
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
