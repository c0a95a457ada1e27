//! Classifies the answers about video tasks.

use domain::catalog::Vendor;
use domain::job::Handle;
use domain::{ErrorCode, Kind};
use serde_json::Value;

use super::errors;
use crate::http::Answer;
use crate::lenient::{items, text};
use crate::outcome::{UNKNOWN_GRACE_SECONDS, accepted};
use crate::part::Parts;
use crate::state::State;
use crate::{CancelAnswer, Look, LookError, StartError, media_link};

pub(super) fn judge_start(answer: &Answer, parts: Parts) -> Result<Handle, StartError> {
    if !answer.is_success() {
        return Err(errors::refusal(answer, parts));
    }
    let id = answer.json::<Value>().and_then(|body| text(body.get("id")?));
    accepted(id.filter(|id| is_task_id(id)))
}

pub(super) fn judge_look(answer: &Answer, age_seconds: i64) -> Result<Look, LookError> {
    if answer.status == 404 && age_seconds > UNKNOWN_GRACE_SECONDS {
        return Ok(Look::failed(ErrorCode::ProviderFailed));
    }
    if answer.status == 404 {
        return Err(LookError::NoAnswer(answer.status_text()));
    }
    let body = answer.json::<Value>().filter(|_| answer.is_success()).ok_or_else(|| answer.look_error())?;
    let task = items(Some(&body)).next().ok_or_else(|| answer.look_error())?;
    let word = task.get("status").and_then(text);
    let parts = Parts::from_accepted(Vendor::Byteplus, Kind::Video);
    Ok(match State::read(word)? {
        State::Running => Look::RUNNING,
        State::Done => {
            Look::finished(task.get("content").and_then(|content| media_link::find(Kind::Video, content)))
        }
        State::Expired => Look::failed(ErrorCode::TimedOut),
        State::Moderated => Look::failed(ErrorCode::ModerationRejected),
        State::Canceled => Look::Canceled,
        State::Failed => Look::Failed(errors::failure(task.get("error"), parts)),
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

    fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
        super::judge_start(answer, Parts::from_accepted(Vendor::Byteplus, Kind::Video))
    }

    fn looked(body: &str) -> Result<Look, LookError> {
        judge_look(&Answer::new(200, body), 0)
    }

    #[test]
    fn an_accepted_task_gives_its_handle() {
        let handle = judge_start(&Answer::new(200, include_str!("fixtures/accepted.json"))).unwrap();
        assert_eq!(handle, Handle { id: "cgt-20261121-abcde".into(), url: None });
    }

    #[test]
    fn an_unreadable_acceptance_is_uncertain_not_refused() {
        for body in ["", "<html>", "{}", r#"{"id":null}"#, r#"{"id":""}"#, r#"{"id":"../x"}"#] {
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
            (r#"{"status":"Queued"}"#, running.clone()),
            (r#"[{"status":"RUNNING"}]"#, running),
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
    fn words_and_links_are_read_in_every_form() {
        let ready = Ok(Look::Ready(Output::Link("https://files.example/a.mp4".into())));
        for body in [
            r#"{"status":"SUCCEEDED","content":{"video_url":"https://files.example/a.mp4"}}"#,
            r#"{"status":"completed","content":[null,{"video_url":"https://files.example/a.mp4"}]}"#,
            r#"{"status":"Success","content":"https://files.example/a.mp4"}"#,
        ] {
            assert_eq!(looked(body), ready, "{body}");
        }
        for (word, expected) in [
            ("FAILED", Look::failed(ErrorCode::ProviderFailed)),
            ("error", Look::failed(ErrorCode::ProviderFailed)),
            ("Canceled", Look::Canceled),
            ("TIMED_OUT", Look::failed(ErrorCode::TimedOut)),
        ] {
            assert_eq!(looked(&format!(r#"{{"status":"{word}"}}"#)), Ok(expected), "{word}");
        }
        assert_eq!(looked(r#"{"status":"daydreaming"}"#), Err(LookError::UnknownState("daydreaming".into())));
    }

    #[test]
    fn an_answer_that_says_nothing_of_the_task_is_told_apart() {
        let look = |status, body: &str| judge_look(&Answer::new(status, body), 1000);
        for (status, body) in
            [(200, ""), (200, "<html>"), (200, "{}"), (200, r#"{"status":null}"#), (200, "null"), (400, "{}")]
        {
            assert!(matches!(look(status, body), Err(LookError::Unreadable(_))), "{status} {body}");
        }
        for status in [408, 429, 500, 503] {
            assert!(matches!(look(status, "<html>"), Err(LookError::NoAnswer(_))), "{status}");
        }
        assert!(matches!(look(401, "{}"), Err(LookError::Denied(_))));
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
