//! Classifies Runway's answers. Sources: the vendor's page "Handle Task Failures" and its SDK, as read on 2026-11-20.
//! Where those are silent, the comment says so.

use domain::ErrorCode;
use domain::job::Handle;

use super::wire::{Accepted, Complaint, TaskState};
use crate::http::Answer;
use crate::ids::is_url_safe;
use crate::outcome::{accepted, look_at_unknown, percent};
use crate::{CallError, CancelAnswer, Look, StartError};

pub(super) fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
    if !answer.is_success() {
        return Err(refusal(answer));
    }
    let id = answer.json::<Accepted>().and_then(|accepted| accepted.id);
    accepted(id.filter(|id| is_url_safe(id)))
}

pub(super) fn judge_look(answer: &Answer, age_seconds: i64) -> Result<Look, CallError> {
    if answer.status == 404 {
        return look_at_unknown(age_seconds, answer.status_text());
    }
    if !answer.is_success() {
        return Err(CallError(answer.status_text()));
    }
    let Some(TaskState { status: Some(status), progress, output, failure_code }) = answer.json() else {
        return Err(CallError(format!("{} without a task status", answer.status_text())));
    };
    Ok(match status.as_str() {
        "SUCCEEDED" => Look::finished(output.into_iter().flatten().flatten().find(|url| !url.is_empty())),
        "FAILED" => Look::failed(fault(failure_code.as_deref().unwrap_or_default())),
        "CANCELLED" => Look::Canceled,
        // `PENDING`, `THROTTLED`, `RUNNING`, and any status that the vendor adds: the deadline bounds the wait.
        _ => Look::Running { progress_percent: progress.and_then(percent) },
    })
}

/// 204 is assumed for a success; which status it is could not be verified.
pub(super) fn judge_cancel(answer: &Answer) -> Result<CancelAnswer, CallError> {
    match answer.status {
        200..=299 => Ok(CancelAnswer::Stopped),
        404 => Ok(CancelAnswer::TooLate),
        _ => Err(CallError(answer.status_text())),
    }
}

/// 429 is the daily quota; tasks beyond the account's slots are accepted and wait.
fn refusal(answer: &Answer) -> StartError {
    if answer.status == 400 && lacks_credits(answer) {
        return StartError::RouteDown(format!("{}, not enough credits", answer.status_text()));
    }
    answer.refusal_by_status()
}

/// Only a third party says that this comes as a 400, and it paraphrases the text.
fn lacks_credits(answer: &Answer) -> bool {
    let complaint = answer.json::<Complaint>().and_then(|complaint| complaint.error);
    let text = complaint.as_ref().and_then(|error| error.as_str()).unwrap_or_default().to_ascii_lowercase();
    text.contains("credit") && (text.contains("enough") || text.contains("insufficient"))
}

/// A code has parts joined by dots, such as `SAFETY.INPUT.TEXT`. The last part is only a hint.
fn fault(failure_code: &str) -> ErrorCode {
    let mut parts = failure_code.split('.');
    match (parts.next(), parts.next()) {
        (Some("SAFETY"), _) => ErrorCode::ModerationRejected,
        (Some("ASSET"), Some("INVALID")) => ErrorCode::InvalidInput,
        // `INTERNAL`, `INTERNAL.BAD_OUTPUT.*`, no code, and new ones.
        _ => ErrorCode::ProviderFailed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Output;
    use crate::testing::HTML;

    const INVALID: &str = include_str!("fixtures/validation.json");

    #[test]
    fn an_accepted_task_gives_its_handle() {
        let handle = judge_start(&Answer::new(200, include_str!("fixtures/accepted.json"))).unwrap();
        assert_eq!(handle, Handle { id: "17f20503-6c24-4c16-946b-35dbbce2af2f".into(), url: None });
    }

    #[test]
    fn an_acceptance_without_a_usable_id_is_uncertain() {
        for body in ["", HTML, "{}", r#"{"id":null}"#, r#"{"id":""}"#, r#"{"id":".."}"#, r#"{"id":"../x"}"#] {
            let judged = judge_start(&Answer::new(200, body));
            assert!(matches!(judged, Err(StartError::Uncertain(_))), "{body}: {judged:?}");
        }
    }

    #[test]
    fn every_refusal_is_classified_by_its_status() {
        let down = |status: u16| StartError::RouteDown(format!("HTTP {status}"));
        for (status, expected) in [
            (400, StartError::refused(ErrorCode::InvalidInput)),
            (401, down(401)),
            (403, down(403)),
            (404, down(404)),
            (408, StartError::Uncertain("HTTP 408".into())),
            (409, StartError::Uncertain("HTTP 409".into())),
            (429, StartError::Busy { retry_after: None }),
            (500, StartError::Unavailable("HTTP 500".into())),
            (502, StartError::Uncertain("HTTP 502".into())),
            (503, StartError::Unavailable("HTTP 503".into())),
        ] {
            for body in [INVALID, HTML, "", r#"{"error":null}"#, r#"{"error":{"text":1}}"#] {
                assert_eq!(judge_start(&Answer::new(status, body)), Err(expected.clone()), "{status} {body}");
            }
        }
    }

    #[test]
    fn a_lack_of_credits_takes_the_route_down() {
        let down = StartError::RouteDown("HTTP 400, not enough credits".into());
        for body in [include_str!("fixtures/no_credits.json"), r#"{"error":"Insufficient credits."}"#] {
            assert_eq!(judge_start(&Answer::new(400, body)), Err(down.clone()), "{body}");
        }
    }

    #[test]
    fn a_vendors_waiting_time_is_passed_on() {
        let busy = Answer { retry_after: Some(600), ..Answer::new(429, "{}") };
        assert_eq!(judge_start(&busy), Err(StartError::Busy { retry_after: Some(600) }));
    }

    #[test]
    fn every_status_is_mapped() {
        let running = |percent| Look::Running { progress_percent: percent };
        for (body, expected) in [
            (include_str!("fixtures/pending.json"), running(None)),
            (include_str!("fixtures/throttled.json"), running(None)),
            (include_str!("fixtures/running.json"), running(Some(25))),
            (r#"{"status":"RUNNING","progress":null}"#, running(None)),
            (r#"{"status":"RUNNING","progress":1}"#, running(Some(100))),
            (r#"{"status":"RUNNING","progress":1.5}"#, running(None)),
            (r#"{"status":"DAYDREAMING"}"#, running(None)),
            (
                include_str!("fixtures/succeeded.json"),
                Look::Ready(Output::Link("https://cdn.runway.example/17f2/clip.mp4?_jwt=1".into())),
            ),
            (r#"{"status":"SUCCEEDED"}"#, Look::failed(ErrorCode::ProviderFailed)),
            (r#"{"status":"SUCCEEDED","output":null}"#, Look::failed(ErrorCode::ProviderFailed)),
            (r#"{"status":"SUCCEEDED","output":[]}"#, Look::failed(ErrorCode::ProviderFailed)),
            (r#"{"status":"SUCCEEDED","output":[null,""]}"#, Look::failed(ErrorCode::ProviderFailed)),
            (include_str!("fixtures/failed.json"), Look::failed(ErrorCode::ModerationRejected)),
            (include_str!("fixtures/cancelled.json"), Look::Canceled),
        ] {
            assert_eq!(judge_look(&Answer::new(200, body), 0), Ok(expected), "{body}");
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
            let body = include_str!("fixtures/failed.json").replace(r#""SAFETY.INPUT.TEXT""#, code);
            assert_eq!(judge_look(&Answer::new(200, &body), 0), Ok(Look::failed(expected)), "{code}");
        }
    }

    #[test]
    fn a_failure_without_a_code_is_the_vendors() {
        let body = r#"{"id":"x","status":"FAILED","failure":"It did not work."}"#;
        assert_eq!(judge_look(&Answer::new(200, body), 0), Ok(Look::failed(ErrorCode::ProviderFailed)));
    }

    #[test]
    fn a_look_without_a_status_shows_nothing() {
        for (status, body) in [
            (200, ""),
            (200, HTML),
            (200, "{}"),
            (200, r#"{"status":null}"#),
            (400, INVALID),
            (401, "{}"),
            (429, "{}"),
            (500, HTML),
            (502, HTML),
        ] {
            assert!(judge_look(&Answer::new(status, body), 3600).is_err(), "{status} {body}");
        }
    }

    #[test]
    fn an_unknown_task_gets_a_moment_to_appear() {
        let unknown = Answer::new(404, "{}");
        assert!(judge_look(&unknown, 59).is_err());
        assert_eq!(judge_look(&unknown, 60), Ok(Look::failed(ErrorCode::ProviderFailed)));
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
}
