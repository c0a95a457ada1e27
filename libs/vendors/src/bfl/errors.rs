//! BFL's answers, sorted into ours. Sources: the vendor's OpenAPI schema and error page as read on
//! 2026-11-20; where those are silent the comment says so.

use domain::job::Handle;
use domain::{ErrorCode, Failure};

use super::wire::{Accepted, TaskState};
use crate::http::Answer;
use crate::outcome::percent;
use crate::{CallError, Look, Output, StartError};

/// A task may be unknown for a moment right after it was accepted.
const UNKNOWN_GRACE_SECONDS: i64 = 30;

pub(super) fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
    match answer.status {
        200..=299 => match serde_json::from_slice::<Accepted>(&answer.body) {
            Ok(accepted) => Ok(Handle { id: accepted.id, url: accepted.polling_url }),
            Err(error) => {
                Err(StartError::Uncertain(format!("accepted, but the reply is unreadable: {error}")))
            }
        },
        // 402: out of credits. 429: more than 24 active tasks.
        _ => Err(answer.refusal_by_status()),
    }
}

/// The status in the body counts before the HTTP status: finished tasks were seen delivered with 422 and 503.
pub(super) fn judge_look(answer: &Answer, age_seconds: i64) -> Result<Look, CallError> {
    let Ok(state) = serde_json::from_slice::<TaskState>(&answer.body) else {
        return Err(CallError(format!("HTTP {} without a task status", answer.status)));
    };
    Ok(match state.status.as_str() {
        "Ready" => match state.result.and_then(|result| result.sample).filter(|sample| !sample.is_empty()) {
            Some(url) => Look::Ready(Output::Link(url)),
            None => Look::Failed(Failure::new(ErrorCode::ProviderFailed)),
        },
        "Request Moderated" | "Content Moderated" => {
            Look::Failed(Failure::new(ErrorCode::ModerationRejected))
        }
        "Error" | "Failed" => Look::Failed(Failure::new(ErrorCode::ProviderFailed)),
        "Task not found" if age_seconds > UNKNOWN_GRACE_SECONDS => {
            Look::Failed(Failure::new(ErrorCode::ProviderFailed))
        }
        // `Pending`, `Reasoning`, `Generating`, and whatever the vendor invents next: the deadline bounds it.
        _ => Look::Running { progress_percent: state.progress.and_then(percent) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer::new(status, body)
    }

    #[test]
    fn an_accepted_task_gives_its_handle() {
        let handle = judge_start(&answer(200, include_str!("fixtures/accepted.json"))).unwrap();
        assert_eq!(handle.id, "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d");
        assert!(handle.url.unwrap().starts_with("https://api.eu1.bfl.ai/"));
    }

    #[test]
    fn every_refusal_is_sorted() {
        let html = "<html><body>Bad Gateway</body></html>";
        for (status, expected) in [
            (400, StartError::Refused(Failure::new(ErrorCode::InvalidInput))),
            (422, StartError::Refused(Failure::new(ErrorCode::InvalidInput))),
            (401, StartError::RouteDown("HTTP 401".into())),
            (402, StartError::RouteDown("HTTP 402".into())),
            (403, StartError::RouteDown("HTTP 403".into())),
            (404, StartError::RouteDown("HTTP 404".into())),
            (408, StartError::Uncertain("HTTP 408".into())),
            (429, StartError::Busy { retry_after: None }),
            (500, StartError::Unavailable("HTTP 500".into())),
            (502, StartError::Uncertain("HTTP 502".into())),
            (503, StartError::Unavailable("HTTP 503".into())),
            (504, StartError::Uncertain("HTTP 504".into())),
            (524, StartError::Uncertain("HTTP 524".into())),
        ] {
            assert_eq!(judge_start(&answer(status, html)), Err(expected), "{status}");
        }
    }

    #[test]
    fn a_vendors_waiting_time_is_passed_on() {
        let busy = Answer { retry_after: Some(7), ..answer(429, "{}") };
        assert_eq!(judge_start(&busy), Err(StartError::Busy { retry_after: Some(7) }));
    }

    #[test]
    fn an_unreadable_acceptance_is_uncertain_not_refused() {
        assert!(matches!(judge_start(&answer(200, "<html>")), Err(StartError::Uncertain(_))));
    }

    #[test]
    fn every_status_is_mapped() {
        let failed = |code| Look::Failed(Failure::new(code));
        let running = |percent| Look::Running { progress_percent: percent };
        for (body, expected) in [
            (include_str!("fixtures/pending.json"), running(None)),
            (include_str!("fixtures/generating.json"), running(Some(42))),
            (r#"{"status":"Reasoning","progress":null}"#, running(None)),
            (r#"{"status":"Daydreaming"}"#, running(None)),
            (
                include_str!("fixtures/ready.json"),
                Look::Ready(Output::Link(
                    "https://delivery-eu1.bfl.ai/results/1/sample.png?se=1&sig=2".into(),
                )),
            ),
            (r#"{"status":"Ready","result":null}"#, failed(ErrorCode::ProviderFailed)),
            (r#"{"status":"Ready","result":{"sample":null}}"#, failed(ErrorCode::ProviderFailed)),
            (include_str!("fixtures/moderated.json"), failed(ErrorCode::ModerationRejected)),
            (r#"{"status":"Content Moderated"}"#, failed(ErrorCode::ModerationRejected)),
            (r#"{"status":"Error"}"#, failed(ErrorCode::ProviderFailed)),
            (r#"{"status":"Failed"}"#, failed(ErrorCode::ProviderFailed)),
        ] {
            assert_eq!(judge_look(&answer(200, body), 0), Ok(expected), "{body}");
        }
    }

    #[test]
    fn the_body_counts_before_the_http_status() {
        let moderated = answer(503, include_str!("fixtures/moderated.json"));
        assert_eq!(judge_look(&moderated, 0), Ok(Look::Failed(Failure::new(ErrorCode::ModerationRejected))));
        assert!(judge_look(&answer(503, "<html>"), 0).is_err());
    }

    #[test]
    fn an_unknown_task_gets_a_moment_to_appear() {
        let unknown = answer(200, r#"{"id":"x","status":"Task not found"}"#);
        assert_eq!(judge_look(&unknown, 5), Ok(Look::Running { progress_percent: None }));
        assert_eq!(judge_look(&unknown, 31), Ok(Look::Failed(Failure::new(ErrorCode::ProviderFailed))));
    }
}
