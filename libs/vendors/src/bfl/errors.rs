//! Classifies BFL's answers. Sources: the vendor's OpenAPI schema and error page as read on 2026-11-20. Where those
//! are silent, the comment says so.
//!
//! Nothing that a customer chooses has an id here, so a 402, 403 or 404 is the operator's (credits, key, model), unless
//! its words are those of moderation. A 422 names the field at fault.

use domain::catalog::Vendor;
use domain::job::Handle;
use domain::{ErrorCode, Kind};
use serde_json::Value;

use crate::complaint::Complaint;
use crate::http::Answer;
use crate::lenient::{items, number, text};
use crate::outcome::percent;
use crate::part::Parts;
use crate::state::State;
use crate::{Look, LookError, StartError, media_link};

/// A task may be unknown to the vendor for a moment right after it was accepted.
const UNKNOWN_GRACE_SECONDS: i64 = 30;

pub(super) fn judge_start(answer: &Answer, parts: Parts) -> Result<Handle, StartError> {
    if !answer.is_success() {
        // 402: out of credits. 429: more than 24 active tasks.
        return Err(Complaint::from_answer(answer).refusal_or_by_status(answer, parts));
    }
    let body = answer.json::<Value>().unwrap_or_default();
    let task = items(Some(&body)).find_map(|task| Some((text(task.get("id")?)?, task)));
    let (id, task) =
        task.ok_or_else(|| StartError::Uncertain("accepted, but the reply names no task".to_owned()))?;
    Ok(Handle { id, url: task.get("polling_url").and_then(text) })
}

/// The status in the body counts before the HTTP status: finished tasks were seen delivered with 422 and 503.
pub(super) fn judge_look(answer: &Answer, age_seconds: i64) -> Result<Look, LookError> {
    let body = answer.json::<Value>().unwrap_or_default();
    let Some((word, task)) = items(Some(&body)).find_map(|task| Some((text(task.get("status")?)?, task)))
    else {
        return Err(answer.look_error());
    };
    if word.eq_ignore_ascii_case("Task not found") {
        return if age_seconds > UNKNOWN_GRACE_SECONDS {
            Ok(Look::failed(ErrorCode::ProviderFailed))
        } else {
            Ok(Look::RUNNING)
        };
    }
    Ok(match State::read(Some(word))? {
        State::Running => {
            Look::Running { progress_percent: task.get("progress").and_then(number).and_then(percent) }
        }
        State::Done => {
            Look::finished(task.get("result").and_then(|result| media_link::find(Kind::Image, result)))
        }
        State::Moderated => Look::failed(ErrorCode::ModerationRejected),
        State::Expired => Look::failed(ErrorCode::TimedOut),
        State::Canceled => Look::Canceled,
        State::Failed => {
            let complaint = Complaint::from_failure(None, &[task.get("details"), task.get("error")]);
            let fault = complaint.fault(Parts::from_accepted(Vendor::Bfl, Kind::Image));
            fault.map_or_else(|| Look::failed(ErrorCode::ProviderFailed), Look::Failed)
        }
    })
}

#[cfg(test)]
mod tests {
    use domain::Failure;

    use domain::health::ClosedBy;

    use super::*;
    use crate::Output;
    use crate::part::Part;
    use crate::testing::HTML;

    fn parts() -> Parts {
        Parts::from_accepted(Vendor::Bfl, Kind::Image)
    }

    fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
        super::judge_start(answer, parts())
    }

    #[test]
    fn words_count_where_the_status_says_little() {
        let refused = |status, body: &str| judge_start(&Answer::new(status, body)).unwrap_err();
        let moderated = StartError::refused(ErrorCode::ModerationRejected);
        for (status, body) in [
            (400, r#"{"detail":"Request Moderated"}"#),
            (403, r#"{"detail":"Blocked by the safety filter."}"#),
            (422, r#"{"detail":[{"loc":["body","prompt"],"msg":"The prompt contains sensitive content."}]}"#),
        ] {
            assert_eq!(refused(status, body), moderated, "{status} {body}");
        }
        let picture =
            r#"{"detail":[{"loc":["body","input_image"],"msg":"Image dimensions are too small."}]}"#;
        assert_eq!(refused(422, picture), StartError::Refused(parts().invalid(Some(Part::Picture))));
        for (status, body) in [
            (402, r#"{"detail":"Insufficient credits."}"#),
            (403, r#"{"detail":"Not authenticated"}"#),
            (404, r#"{"detail":"Not Found"}"#),
        ] {
            assert!(matches!(refused(status, body), StartError::RouteDown(..)), "{status} {body}");
        }
    }

    #[test]
    fn words_and_links_are_read_in_every_form() {
        let ready = Ok(Look::Ready(Output::Link("https://files.example/a.png".into())));
        for body in [
            r#"{"status":"READY","result":{"sample":"https://files.example/a.png"}}"#,
            r#"{"status":"ready","result":"https://files.example/a.png"}"#,
            r#"{"status":"Completed","result":[null,{"sample":"https://files.example/a.png"}]}"#,
            r#"[{"status":"Ready","result":{"sample":"https://files.example/a.png"}}]"#,
        ] {
            assert_eq!(judge_look(&Answer::new(200, body), 0), ready, "{body}");
        }
        let look = |status, body: &str| judge_look(&Answer::new(status, body), 0);
        assert_eq!(
            look(200, r#"{"status":"PENDING","progress":"0.5"}"#),
            Ok(Look::Running { progress_percent: Some(50) })
        );
        assert_eq!(
            look(200, r#"{"status":"request moderated"}"#),
            Ok(Look::failed(ErrorCode::ModerationRejected))
        );
        assert_eq!(
            look(200, r#"{"status":"Daydreaming"}"#),
            Err(LookError::UnknownState("Daydreaming".into()))
        );
        for (status, body) in [(200, "{}"), (200, "null"), (200, HTML), (200, ""), (400, "{}"), (404, "{}")] {
            assert!(matches!(look(status, body), Err(LookError::Unreadable(_))), "{status} {body}");
        }
        for status in [429, 500, 503] {
            assert!(matches!(look(status, HTML), Err(LookError::NoAnswer(_))), "{status}");
        }
        for status in [401, 403] {
            assert!(matches!(look(status, "{}"), Err(LookError::Denied(_))), "{status}");
        }
    }

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
            (401, StartError::RouteDown(ClosedBy::Key, "HTTP 401".into())),
            (402, StartError::RouteDown(ClosedBy::Balance, "HTTP 402".into())),
            (403, StartError::NotHere(Failure::new(ErrorCode::ProviderUnavailable))),
            (404, StartError::RouteDown(ClosedBy::Model, "HTTP 404".into())),
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
