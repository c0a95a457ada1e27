//! Classifies Luma's answers. Sources: the vendor's guide "Error handling" and its SDK, as read on 2026-11-20. It is not
//! documented whether moderation can refuse a prompt within the start itself: such a 400 would be taken for wrong input.

use domain::ErrorCode;
use domain::job::Handle;

use super::wire::{Accepted, TaskState};
use crate::http::Answer;
use crate::ids::is_url_safe;
use crate::outcome::{accepted, look_at_unknown};
use crate::{CallError, Look, StartError};

/// The vendor's errors differ by their HTTP status. 402: out of credits. 403: suspended. 429: too many requests, or too
/// many tasks at a time. Of 502 and 503 the vendor says that its upstream failed or a picture could not be read, and to
/// try again. A 502 stays uncertain nevertheless: something in between may have lost the answer to a start that worked,
/// no key marks a second start as a repetition, and we would pay for both.
pub(super) fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
    if !answer.is_success() {
        return Err(answer.refusal_by_status());
    }
    let id = answer.json::<Accepted>().and_then(|accepted| accepted.id);
    accepted(id.filter(|id| is_url_safe(id)))
}

pub(super) fn judge_look(answer: &Answer, age_seconds: i64) -> Result<Look, CallError> {
    // How the vendor answers about an unknown task is not documented; 404 is assumed.
    if answer.status == 404 {
        return look_at_unknown(age_seconds, answer.status_text());
    }
    if !answer.is_success() {
        return Err(CallError(answer.status_text()));
    }
    let Some(task) = answer.json::<TaskState>() else {
        return Err(CallError(format!("{} without a task", answer.status_text())));
    };
    Ok(match task.state.as_deref() {
        None => return Err(CallError(format!("{} without a task state", answer.status_text()))),
        Some("completed") => Look::finished(task.clip()),
        Some("failed") => Look::failed(fault(task.failure_code.as_deref())),
        // `queued`, `processing`, and any state that the vendor adds: the deadline bounds the wait.
        Some(_) => Look::RUNNING,
    })
}

fn fault(failure_code: Option<&str>) -> ErrorCode {
    match failure_code {
        Some("content_moderated") => ErrorCode::ModerationRejected,
        Some("budget_exhausted") => ErrorCode::ProviderUnavailable,
        Some("image_too_large" | "unsupported_format" | "corrupt_input" | "invalid_request") => {
            ErrorCode::InvalidInput
        }
        // `generation_failed`, `output_not_found`, `rate_limited`, no code, and new ones.
        _ => ErrorCode::ProviderFailed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Output;
    use crate::testing::HTML;

    const ERROR: &str = include_str!("fixtures/error.json");

    #[test]
    fn an_accepted_task_gives_its_handle() {
        let handle = judge_start(&Answer::new(201, include_str!("fixtures/accepted.json"))).unwrap();
        assert_eq!(handle, Handle { id: "7d1b9a52-3f0c-4e7e-9a51-6f2c8d0b4a11".into(), url: None });
    }

    #[test]
    fn an_acceptance_without_a_usable_id_is_uncertain() {
        for body in ["", HTML, "{}", r#"{"id":null}"#, r#"{"id":""}"#, r#"{"id":".."}"#, r#"{"id":"../x"}"#] {
            let judged = judge_start(&Answer::new(201, body));
            assert!(matches!(judged, Err(StartError::Uncertain(_))), "{body}: {judged:?}");
        }
    }

    #[test]
    fn every_refusal_is_classified_by_its_status() {
        let refused = || StartError::refused(ErrorCode::InvalidInput);
        let down = |status: u16| StartError::RouteDown(format!("HTTP {status}"));
        for (status, expected) in [
            (400, refused()),
            (413, refused()),
            (422, refused()),
            (401, down(401)),
            (402, down(402)),
            (403, down(403)),
            (404, down(404)),
            (429, StartError::Busy { retry_after: None }),
            (500, StartError::Unavailable("HTTP 500".into())),
            (502, StartError::Uncertain("HTTP 502".into())),
            (503, StartError::Unavailable("HTTP 503".into())),
            (504, StartError::Uncertain("HTTP 504".into())),
        ] {
            for body in [ERROR, HTML, ""] {
                assert_eq!(judge_start(&Answer::new(status, body)), Err(expected.clone()), "{status} {body}");
            }
        }
    }

    #[test]
    fn a_vendors_waiting_time_is_passed_on() {
        let busy = Answer { retry_after: Some(9), ..Answer::new(429, ERROR) };
        assert_eq!(judge_start(&busy), Err(StartError::Busy { retry_after: Some(9) }));
    }

    #[test]
    fn every_state_is_mapped() {
        let running = Look::RUNNING;
        let ready = |url: &str| Look::Ready(Output::Link(url.into()));
        for (body, expected) in [
            (include_str!("fixtures/queued.json"), running.clone()),
            (include_str!("fixtures/processing.json"), running.clone()),
            (r#"{"state":"daydreaming","new_field":[1]}"#, running),
            (
                include_str!("fixtures/completed.json"),
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
            (include_str!("fixtures/moderated.json"), Look::failed(ErrorCode::ModerationRejected)),
            (r#"{"state":"failed"}"#, Look::failed(ErrorCode::ProviderFailed)),
        ] {
            assert_eq!(judge_look(&Answer::new(200, body), 0), Ok(expected), "{body}");
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
            ("something_new", ErrorCode::ProviderFailed),
        ] {
            let body = include_str!("fixtures/moderated.json").replace("content_moderated", code);
            assert_eq!(judge_look(&Answer::new(200, &body), 0), Ok(Look::failed(expected)), "{code}");
        }
    }

    #[test]
    fn a_look_without_a_state_shows_nothing() {
        for (status, body) in [
            (200, ""),
            (200, HTML),
            (200, "{}"),
            (200, r#"{"state":null}"#),
            (401, ERROR),
            (403, ERROR),
            (429, ERROR),
            (500, HTML),
            (502, HTML),
        ] {
            assert!(judge_look(&Answer::new(status, body), 3600).is_err(), "{status} {body}");
        }
    }

    #[test]
    fn an_unknown_task_gets_a_moment_to_appear() {
        let unknown = Answer::new(404, ERROR);
        assert!(judge_look(&unknown, 59).is_err());
        assert_eq!(judge_look(&unknown, 60), Ok(Look::failed(ErrorCode::ProviderFailed)));
    }
}
