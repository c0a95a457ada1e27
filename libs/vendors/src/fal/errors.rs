//! Classifies fal's answers. Sources: the Queue API schema and the pages "Model Errors" and "Request Error Types", as
//! read on 2026-11-20. The vendor warns that some models do not name their errors yet. Where there is no name, the
//! status counts.

use domain::ErrorCode;
use domain::catalog::Route;
use domain::job::Handle;

use super::wire::{self, Accepted, Complaint, Detail, File, TaskState};
use crate::http::Answer;
use crate::ids::is_url_safe;
use crate::key_hosts::trusted;
use crate::outcome::look_at_unknown;
use crate::{CallError, CancelAnswer, Look, StartError};

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
    error_type: Option<String>,
}

pub(super) fn judge_start(answer: &Answer, route: &Route) -> Result<Handle, StartError> {
    if !answer.is_success() {
        return Err(refusal(answer));
    }
    match answer.json::<Accepted>() {
        Some(Accepted { request_id: Some(id), response_url }) if is_url_safe(&id) => {
            Ok(Handle { id, url: response_url.filter(|address| trusted(route, address).is_some()) })
        }
        _ => Err(StartError::Uncertain("accepted, but the reply names no task".to_owned())),
    }
}

fn refusal(answer: &Answer) -> StartError {
    match answer.status {
        400 | 413 | 415 | 422 => {
            StartError::refused(fault(&names(answer)).unwrap_or(ErrorCode::InvalidInput))
        }
        _ => answer.refusal_by_status(),
    }
}

/// The status code is 202 while a task is queued or running and 200 when it is over, but the body counts.
pub(super) fn judge_status(answer: &Answer, age_seconds: i64) -> Result<Status, CallError> {
    let state = match answer.status {
        200..=299 => answer.json::<TaskState>(),
        404 => return look_at_unknown(age_seconds, answer.status_text()).map(Status::Known),
        _ => None,
    };
    let Some(TaskState { status: Some(status), error, error_type }) = state else {
        return Err(CallError(format!("{} without a task status", answer.status_text())));
    };
    Ok(match status.as_str() {
        "COMPLETED" => Status::Over(Ending { failed: error.is_some() || error_type.is_some(), error_type }),
        // `IN_QUEUE`, `IN_PROGRESS`, and any status that the vendor adds: the deadline bounds the wait.
        _ => Status::Known(Look::RUNNING),
    })
}

pub(super) fn judge_result(answer: &Answer, ending: &Ending, age_seconds: i64) -> Result<Look, CallError> {
    if answer.is_success() {
        let output = answer.json::<wire::Output>();
        return output
            .map(made)
            .ok_or_else(|| CallError(format!("{} without a result", answer.status_text())));
    }
    let mut names = names(answer);
    names.extend(ending.error_type.clone());
    if answer.status == 499 || names.iter().any(|name| name == "client_cancelled") {
        return Ok(Look::Canceled);
    }
    match (fault(&names), answer.status) {
        (Some(code), _) => Ok(Look::failed(code)),
        (None, 400 | 413 | 415 | 422) => Ok(Look::failed(ErrorCode::InvalidInput)),
        (None, 404) => look_at_unknown(age_seconds, answer.status_text()),
        // The model failed if the error has a name that we do not know, or if the status said so. Otherwise it may be
        // the queue itself.
        (None, 500..) if ending.failed || !names.is_empty() => Ok(Look::failed(ErrorCode::ProviderFailed)),
        _ => Err(CallError(format!("{} instead of a result", answer.status_text()))),
    }
}

/// A picture, a video or a sound. No endpoint that we use makes two of them.
fn made(output: wire::Output) -> Look {
    let flagged = output.has_nsfw_concepts.into_iter().flatten().any(|flag| flag == Some(true));
    if flagged {
        return Look::failed(ErrorCode::ModerationRejected);
    }
    let picture = output.images.into_iter().flatten().next();
    Look::finished(picture.or(output.video).or(output.audio).and_then(link))
}

/// A data URI comes only where `sync_mode` is asked for, which we never do.
fn link(file: File) -> Option<String> {
    file.url.filter(|url| url.starts_with("http"))
}

/// Which HTTP status goes with `OK` is unverified, so the body counts.
pub(super) fn judge_cancel(answer: &Answer) -> Result<CancelAnswer, CallError> {
    let status = answer.json::<TaskState>().and_then(|state| state.status);
    match (status.as_deref(), answer.status) {
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
        | "internal_error" => ErrorCode::ProviderFailed,
        _ => return None,
    })
}

/// The names of the faults in an answer.
fn names(answer: &Answer) -> Vec<String> {
    let Some(Complaint { detail, error_type }) = answer.json::<Complaint>() else { return Vec::new() };
    let faults = match detail {
        Some(Detail::Faults(faults)) => faults,
        Some(Detail::Fault(fault)) => vec![fault],
        Some(Detail::Other(_)) | None => Vec::new(),
    };
    faults.into_iter().filter_map(|fault| fault.name).chain(error_type).collect()
}

#[cfg(test)]
mod tests;
