//! Classifies BFL's answers. Sources: the vendor's OpenAPI schema and error page as read on 2026-11-20. Where those
//! are silent, the comment says so.

use domain::ErrorCode;
use domain::job::Handle;

use super::wire::{Accepted, TaskState};
use crate::http::Answer;
use crate::outcome::percent;
use crate::{CallError, Look, StartError};

/// A task may be unknown to the vendor for a moment right after it was accepted.
const UNKNOWN_GRACE_SECONDS: i64 = 30;

pub(super) fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
    if !answer.is_success() {
        // 402: out of credits. 429: more than 24 active tasks.
        return Err(answer.refusal_by_status());
    }
    match serde_json::from_slice::<Accepted>(&answer.body) {
        Ok(accepted) => Ok(Handle { id: accepted.id, url: accepted.polling_url }),
        Err(error) => Err(StartError::Uncertain(format!("accepted, but the reply is unreadable: {error}"))),
    }
}

/// The status in the body counts before the HTTP status: finished tasks were seen delivered with 422 and 503.
pub(super) fn judge_look(answer: &Answer, age_seconds: i64) -> Result<Look, CallError> {
    let Some(state) = answer.json::<TaskState>() else {
        return Err(CallError(format!("{} without a task status", answer.status_text())));
    };
    Ok(match state.status.as_str() {
        "Ready" => Look::finished(state.result.and_then(|result| result.sample)),
        "Request Moderated" | "Content Moderated" => Look::failed(ErrorCode::ModerationRejected),
        "Error" | "Failed" => Look::failed(ErrorCode::ProviderFailed),
        "Task not found" if age_seconds > UNKNOWN_GRACE_SECONDS => Look::failed(ErrorCode::ProviderFailed),
        // `Pending`, `Reasoning`, `Generating`, and any status that the vendor adds: the deadline bounds the wait.
        _ => Look::Running { progress_percent: state.progress.and_then(percent) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Output;
    use crate::testing::HTML;

    #[test]
    fn an_accepted_task_gives_its_handle() {
        let handle = judge_start(&Answer::new(200, include_str!("fixtures/accepted.json"))).unwrap();
        assert_eq!(handle.id, "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d");
        assert!(handle.url.unwrap().starts_with("https://api.eu1.bfl.ai/"));
    }

    #[test]
    fn every_refusal_is_classified() {
        for (status, expected) in [
            (400, StartError::refused(ErrorCode::InvalidInput)),
            (422, StartError::refused(ErrorCode::InvalidInput)),
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
            assert_eq!(judge_start(&Answer::new(status, HTML)), Err(expected), "{status}");
        }
    }

    #[test]
    fn a_vendors_waiting_time_is_passed_on() {
        let busy = Answer { retry_after: Some(7), ..Answer::new(429, "{}") };
        assert_eq!(judge_start(&busy), Err(StartError::Busy { retry_after: Some(7) }));
    }

    #[test]
    fn an_unreadable_acceptance_is_uncertain_not_refused() {
        assert!(matches!(judge_start(&Answer::new(200, "<html>")), Err(StartError::Uncertain(_))));
    }

    #[test]
    fn every_status_is_mapped() {
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
            (r#"{"status":"Ready","result":null}"#, Look::failed(ErrorCode::ProviderFailed)),
            (r#"{"status":"Ready","result":{"sample":null}}"#, Look::failed(ErrorCode::ProviderFailed)),
            (include_str!("fixtures/moderated.json"), Look::failed(ErrorCode::ModerationRejected)),
            (r#"{"status":"Content Moderated"}"#, Look::failed(ErrorCode::ModerationRejected)),
            (r#"{"status":"Error"}"#, Look::failed(ErrorCode::ProviderFailed)),
            (r#"{"status":"Failed"}"#, Look::failed(ErrorCode::ProviderFailed)),
        ] {
            assert_eq!(judge_look(&Answer::new(200, body), 0), Ok(expected), "{body}");
        }
    }

    #[test]
    fn the_body_counts_before_the_http_status() {
        let moderated = Answer::new(503, include_str!("fixtures/moderated.json"));
        assert_eq!(judge_look(&moderated, 0), Ok(Look::failed(ErrorCode::ModerationRejected)));
        assert!(judge_look(&Answer::new(503, "<html>"), 0).is_err());
    }

    #[test]
    fn an_unknown_task_gets_a_moment_to_appear() {
        let unknown = Answer::new(200, r#"{"id":"x","status":"Task not found"}"#);
        assert_eq!(judge_look(&unknown, 5), Ok(Look::RUNNING));
        assert_eq!(judge_look(&unknown, 31), Ok(Look::failed(ErrorCode::ProviderFailed)));
    }
}
