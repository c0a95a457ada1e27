//! Classifies fal's answers. Sources: the Queue API schema and the pages "Model Errors" and "Request Error Types", as
//! read on 2026-11-20. The vendor warns that some models do not name their errors yet. Where there is no name, the
//! words count, and then the status.
//!
//! What one customer did wrong has a name, a field (`loc`) or words of its own, under any status. Only fal's gateway
//! answers 401, 402, 403 and 404 with a sentence alone, and it knows nothing but our key, our balance and the path
//! (reported: "User is locked. Reason: Exhausted balance", "Application 'x' not found"). So these are the operator's.

use domain::catalog::Route;
use domain::job::Handle;
use domain::{ErrorCode, Failure, Kind};

use super::result;
use super::wire::{Accepted, TaskState};
use crate::complaint::Complaint;
use crate::http::Answer;
use crate::ids::is_url_safe;
use crate::key_hosts::trusted;
use crate::lenient::text;
use crate::outcome::look_at_missing;
use crate::part::Parts;
use crate::state::State;
use crate::{CallError, CancelAnswer, Look, LookError, StartError};

/// What a task's status says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Status {
    Known(Look),
    /// The task has ended, and its result has to be asked for.
    Over(Ending),
}

/// What the status says about the end of a task.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ending {
    failed: bool,
    /// The state itself says that there is no result.
    without_result: bool,
    error_type: Option<String>,
}

pub(super) fn judge_start(answer: &Answer, route: &Route, parts: Parts) -> Result<Handle, StartError> {
    let accepted = answer.json::<Accepted>().filter(|_| answer.is_success());
    if let Some(Accepted { request_id, response_url }) = accepted
        && let Some(id) = request_id.as_ref().and_then(text).filter(|id| is_url_safe(id))
    {
        let url = response_url.as_ref().and_then(text).filter(|address| trusted(route, address).is_some());
        return Ok(Handle { id, url });
    }
    Err(refusal(answer, parts))
}

fn refusal(answer: &Answer, parts: Parts) -> StartError {
    let complaint = Complaint::from_answer(answer);
    if let Some(known) = complaint.refusal(answer, parts) {
        return known;
    }
    match answer.status {
        200..=299 => StartError::Uncertain("accepted, but the reply names no task".to_owned()),
        400 | 413 | 415 | 422 => StartError::Refused(failure(&complaint, parts)),
        _ => complaint.refusal_by_status(answer),
    }
}

/// The status code is 202 while a task is queued or running and 200 when it is over, but the body counts. The vendor
/// documents `IN_QUEUE`, `IN_PROGRESS` and `COMPLETED`; others have seen `FAILED`, `ERROR` and `CANCELED`.
pub(super) fn judge_status(answer: &Answer, age_seconds: i64) -> Result<Status, LookError> {
    if answer.status == 404 {
        return Err(look_at_missing(age_seconds, answer.status_text()));
    }
    let state = answer.json::<TaskState>().filter(|_| answer.is_success());
    let Some(TaskState { status: Some(status), error, error_type }) = state else {
        return Err(answer.look_error());
    };
    let error_type = error_type.as_ref().and_then(text);
    let has_failed = error_type.is_some() || error.is_some_and(|error| error != "" && error != false);
    Ok(match State::read(text(&status))? {
        State::Running => Status::Known(Look::RUNNING),
        State::Canceled => Status::Known(Look::Canceled),
        State::Expired => Status::Known(Look::failed(ErrorCode::TimedOut)),
        State::Moderated => Status::Known(Look::failed(ErrorCode::ModerationRejected)),
        State::Done => Status::Over(Ending { failed: has_failed, without_result: false, error_type }),
        // What the vendor answers for a result says why.
        State::Failed => Status::Over(Ending { failed: true, without_result: true, error_type }),
    })
}

/// The task is over, so an answer that brings no result is not waited for until the deadline: a gateway that fails or
/// does not know the result yet heals within a minute, and the engine bounds how long what cannot be read is borne.
pub(super) fn judge_result(
    answer: &Answer,
    ending: &Ending,
    kind: Kind,
    parts: Parts,
) -> Result<Look, LookError> {
    let mut complaint = Complaint::from_answer(answer);
    complaint.codes.extend(ending.error_type.iter().map(|name| name.to_lowercase()));
    if answer.is_success() {
        let made = match judge_output(answer, kind) {
            Ok(Look::Ready(_)) | Err(_) if ending.without_result => Look::failed(ErrorCode::ProviderFailed),
            made => made?,
        };
        let why = if ending.failed && made == Look::failed(ErrorCode::ProviderFailed) {
            told(&complaint, parts)
        } else {
            None
        };
        return Ok(why.map_or(made, Look::Failed));
    }
    if answer.status == 499 || complaint.has_code(&["client_cancelled", "client_canceled"]) {
        return Ok(Look::Canceled);
    }
    if is_not_there_yet(&complaint) {
        return Err(LookError::Unreadable(format!("{}, the result is not there yet", answer.status_text())));
    }
    match answer.status {
        _ if ending.failed => Ok(Look::Failed(told(&complaint, parts).unwrap_or_else(|| blamed(answer)))),
        403 if complaint.is_moderation() && !complaint.is_about_account() => {
            Ok(Look::failed(ErrorCode::ModerationRejected))
        }
        401..=403 | 408 | 425 | 429 => Err(answer.look_error()),
        400 | 413 | 415 | 422 => Ok(Look::Failed(failure(&complaint, parts))),
        500.. if !complaint.codes.is_empty() || complaint.is_moderation() => Ok(Look::Failed(
            told(&complaint, parts).unwrap_or_else(|| Failure::new(ErrorCode::ProviderFailed)),
        )),
        _ => Err(LookError::Unreadable(format!("{} instead of a result", answer.status_text()))),
    }
}

fn judge_output(answer: &Answer, kind: Kind) -> Result<Look, LookError> {
    // A result without quotation marks around it is a text.
    let plain = || std::str::from_utf8(&answer.body).ok().filter(|text| text.trim().starts_with("http"));
    let body = answer.json().or_else(|| plain().map(|text| serde_json::Value::String(text.to_owned())));
    match body {
        Some(body) => Ok(result::made(kind, body)),
        None => Err(answer.look_error()),
    }
}

/// The status came before the result (seen with `COMPLETED`: only third parties say so).
fn is_not_there_yet(complaint: &Complaint) -> bool {
    complaint.says(&["still in progress", "not completed yet", "is not completed", "not ready"])
}

/// What is at fault where the status is all there is to tell.
fn blamed(answer: &Answer) -> Failure {
    Failure::new(match answer.status {
        400 | 413 | 415 | 422 => ErrorCode::InvalidInput,
        _ => ErrorCode::ProviderFailed,
    })
}

/// What a model refused: it blames the input unless it says otherwise.
fn failure(complaint: &Complaint, parts: Parts) -> Failure {
    told(complaint, parts).unwrap_or_else(|| parts.invalid(complaint.part()))
}

/// What the names or the words of an answer say.
fn told(complaint: &Complaint, parts: Parts) -> Option<Failure> {
    match fault(&complaint.codes) {
        Some(ErrorCode::InvalidInput) => Some(parts.invalid(complaint.part())),
        Some(ErrorCode::InputUnreachable) => Some(parts.unread(complaint.part())),
        Some(code) => Some(Failure::new(code)),
        None => complaint.fault(parts),
    }
}

/// Which HTTP status goes with `OK` is unverified, so the body counts.
pub(super) fn judge_cancel(answer: &Answer) -> Result<CancelAnswer, CallError> {
    let status = answer.json::<TaskState>().and_then(|state| text(state.status.as_ref()?));
    match (status.map(|status| status.to_ascii_uppercase()).as_deref(), answer.status) {
        (Some("OK"), 200..=299) => Ok(CancelAnswer::Stopped),
        (Some("ALREADY_COMPLETED" | "NOT_FOUND"), _) | (_, 400 | 404) => Ok(CancelAnswer::TooLate),
        // `CANCELLATION_REQUESTED`, or words that we do not know.
        (_, 200..=299) => Ok(CancelAnswer::Requested),
        _ => Err(CallError(answer.status_text())),
    }
}

/// Where there are several faults, the one that a person can do most about.
fn fault(names: &[String]) -> Option<ErrorCode> {
    [
        ErrorCode::ModerationRejected,
        ErrorCode::InputUnreachable,
        ErrorCode::InvalidInput,
        ErrorCode::ProviderFailed,
    ]
    .into_iter()
    .find(|code| names.iter().any(|name| meaning(name) == Some(*code)))
}

fn meaning(name: &str) -> Option<ErrorCode> {
    Some(match name {
        "content_policy_violation" => ErrorCode::ModerationRejected,
        "file_download_error" => ErrorCode::InputUnreachable,
        "image_too_small"
        | "image_too_large"
        | "image_load_error"
        | "file_too_large"
        | "unsupported_image_format"
        | "unsupported_audio_format"
        | "unsupported_video_format"
        | "face_detection_error"
        | "feature_not_supported"
        | "one_of"
        | "greater_than"
        | "greater_than_equal"
        | "less_than"
        | "less_than_equal"
        | "multiple_of"
        | "sequence_too_short"
        | "sequence_too_long"
        | "missing"
        | "bad_request" => ErrorCode::InvalidInput,
        "no_media_generated"
        | "generation_timeout"
        | "internal_server_error"
        | "downstream_service_error"
        | "downstream_service_unavailable"
        | "request_timeout"
        | "startup_timeout"
        | "runner_scheduling_failure"
        | "runner_connection_timeout"
        | "runner_disconnected"
        | "runner_connection_refused"
        | "runner_connection_error"
        | "runner_incomplete_response"
        | "runner_server_error"
        | "client_disconnected"
        | "internal_error"
        // Reported with 422: "The output could not be read."
        | "output_invalid" => ErrorCode::ProviderFailed,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
