//! Classifies the answers about video tasks.

use domain::ErrorCode;
use domain::job::Handle;

use super::errors;
use super::wire::{Accepted, TaskState};
use crate::http::Answer;
use crate::outcome::{UNKNOWN_GRACE_SECONDS, accepted};
use crate::{CallError, CancelAnswer, Look, StartError};

pub(super) fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
    if !answer.is_success() {
        return Err(errors::refusal(answer));
    }
    let id = answer.json::<Accepted>().and_then(|accepted| accepted.id);
    accepted(id.filter(|id| is_task_id(id)))
}

pub(super) fn judge_look(answer: &Answer, age_seconds: i64) -> Result<Look, CallError> {
    if answer.status == 404 && age_seconds > UNKNOWN_GRACE_SECONDS {
        return Ok(Look::failed(ErrorCode::ProviderFailed));
    }
    if !answer.is_success() {
        return Err(CallError(answer.status_text()));
    }
    let Some(TaskState { status: Some(status), error, content }) = answer.json() else {
        return Err(CallError(format!("{} without a task status", answer.status_text())));
    };
    Ok(match status.as_str() {
        "succeeded" => Look::finished(content.and_then(|content| content.video_url)),
        "failed" => Look::Failed(errors::failure(error.as_ref())),
        "cancelled" => Look::Canceled,
        "expired" => Look::failed(ErrorCode::TimedOut),
        // `queued`, `running`, and any status that the vendor adds: the deadline bounds the wait.
        _ => Look::RUNNING,
    })
}

/// Only queued tasks can be stopped, so a success is the end of one. If the task has finished already, the same call
/// deletes its record, and the two answers read the same. The result is lost then, as the client asked.
pub(super) fn judge_cancel(answer: &Answer) -> CancelAnswer {
    if answer.is_success() { CancelAnswer::Stopped } else { CancelAnswer::TooLate }
}

/// Whether this is an id of a task, which may become part of an address.
pub(super) fn is_task_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Output;

    fn looked(body: &str) -> Result<Look, CallError> {
        judge_look(&Answer::new(200, body), 0)
    }

    #[test]
    fn an_accepted_task_gives_its_handle() {
        let handle = judge_start(&Answer::new(200, include_str!("fixtures/accepted.json"))).unwrap();
        assert_eq!(handle, Handle { id: "cgt-20261121-abcde".into(), url: None });
    }

    #[test]
    fn an_unreadable_acceptance_is_uncertain_not_refused() {
        for body in ["", "<html>", "{}", r#"{"id":null}"#, r#"{"id":""}"#, r#"{"id":"../x"}"#, r#"{"id":1}"#]
        {
            let judged = judge_start(&Answer::new(200, body));
            assert!(matches!(judged, Err(StartError::Uncertain(_))), "{body}");
        }
    }

    #[test]
    fn a_start_that_failed_is_classified_by_its_code() {
        let body = include_str!("fixtures/refusal.json");
        let invalid = StartError::refused(ErrorCode::InvalidInput);
        assert_eq!(judge_start(&Answer::new(400, body)), Err(invalid));
        let real_face =
            body.replace("InvalidParameter", "InputImageSensitiveContentDetected.PrivacyInformation");
        let moderated = StartError::refused(ErrorCode::ModerationRejected);
        assert_eq!(judge_start(&Answer::new(400, &real_face)), Err(moderated));
    }

    #[test]
    fn every_status_is_mapped() {
        let running = Look::RUNNING;
        let video = "https://ark-content-generation.example/seedance/1.mp4?X-Tos-Expires=86400";
        for (body, expected) in [
            (include_str!("fixtures/queued.json"), running.clone()),
            (include_str!("fixtures/running.json"), running.clone()),
            (r#"{"status":"daydreaming"}"#, running),
            (include_str!("fixtures/succeeded.json"), Look::Ready(Output::Link(video.into()))),
            (r#"{"status":"succeeded","content":null}"#, Look::failed(ErrorCode::ProviderFailed)),
            (
                r#"{"status":"succeeded","content":{"video_url":null}}"#,
                Look::failed(ErrorCode::ProviderFailed),
            ),
            (r#"{"status":"succeeded","content":{"video_url":""}}"#, Look::failed(ErrorCode::ProviderFailed)),
            (include_str!("fixtures/failed.json"), Look::failed(ErrorCode::ProviderFailed)),
            (include_str!("fixtures/failed_moderated.json"), Look::failed(ErrorCode::ModerationRejected)),
            (r#"{"status":"failed","error":null}"#, Look::failed(ErrorCode::ProviderFailed)),
            (include_str!("fixtures/cancelled.json"), Look::Canceled),
            (include_str!("fixtures/expired.json"), Look::failed(ErrorCode::TimedOut)),
        ] {
            assert_eq!(looked(body), Ok(expected), "{body}");
        }
    }

    #[test]
    fn no_answer_about_the_task_changes_nothing() {
        for (status, body) in [
            (200, ""),
            (200, "<html>"),
            (200, "{}"),
            (200, r#"{"status":null}"#),
            (429, "{}"),
            (500, "<html>"),
        ] {
            assert!(judge_look(&Answer::new(status, body), 1000).is_err(), "{status} {body}");
        }
    }

    #[test]
    fn an_unknown_task_gets_a_moment_to_appear() {
        let unknown = Answer::new(404, r#"{"error":{"code":"NotFound.Task"}}"#);
        assert!(judge_look(&unknown, 60).is_err());
        assert_eq!(judge_look(&unknown, 61), Ok(Look::failed(ErrorCode::ProviderFailed)));
    }

    #[test]
    fn a_cancel_that_the_vendor_accepts_is_the_end_and_any_other_comes_too_late() {
        for (status, expected) in [
            (200, CancelAnswer::Stopped),
            (204, CancelAnswer::Stopped),
            (400, CancelAnswer::TooLate),
            (404, CancelAnswer::TooLate),
            (409, CancelAnswer::TooLate),
            (500, CancelAnswer::TooLate),
        ] {
            assert_eq!(judge_cancel(&Answer::new(status, "")), expected, "{status}");
        }
    }

    #[test]
    fn only_task_ids_become_part_of_an_address() {
        assert!(is_task_id("cgt-20261121-a_B"));
        for bad in ["", "a/b", "..", "a.b", "a?b", "a#b", "a b", "a%2e", "ä"] {
            assert!(!is_task_id(bad), "{bad}");
        }
    }
}
