//! fal's answers, sorted into ours. Sources: the Queue API schema, the Model Errors and Request Error Types
//! pages, as read on 2026-11-20. The vendor warns that some models do not name their errors yet: then the
//! status counts.

use domain::catalog::Route;
use domain::job::Handle;
use domain::{ErrorCode, Failure};

use super::plain;
use super::wire::{self, Accepted, Complaint, Detail, File, TaskState};
use crate::http::Answer;
use crate::key_hosts::trusted;
use crate::{CallError, CancelAnswer, Look, Output, StartError};

/// A task may be unknown for a moment right after it was accepted.
const UNKNOWN_GRACE_SECONDS: i64 = 60;

/// What a status says to do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    Settled(Look),
    /// Well or not: the result has to be asked for.
    Over(Ending),
}

/// What a status says of the end of a task.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ending {
    failed: bool,
    error_type: Option<String>,
}

pub(super) fn judge_start(answer: &Answer, route: &Route) -> Result<Handle, StartError> {
    if !matches!(answer.status, 200..=299) {
        return Err(refusal(answer));
    }
    let accepted = answer.json::<Accepted>();
    let Some(Accepted { request_id: Some(id), response_url }) = accepted.filter(named_plainly) else {
        return Err(StartError::Uncertain("accepted, but the reply names no task".to_owned()));
    };
    Ok(Handle { id, url: response_url.filter(|address| trusted(route, address).is_some()) })
}

fn named_plainly(accepted: &Accepted) -> bool {
    accepted.request_id.as_deref().is_some_and(plain)
}

fn refusal(answer: &Answer) -> StartError {
    match answer.status {
        400 | 413 | 415 | 422 => {
            let code = fault(&names(answer)).unwrap_or(ErrorCode::InvalidInput);
            StartError::Refused(Failure::new(code))
        }
        _ => answer.refusal_by_status(),
    }
}

/// 202 while it is queued or running, 200 when it is over; the body counts.
pub(super) fn judge_status(answer: &Answer, age_seconds: i64) -> Result<Step, CallError> {
    let state = match answer.status {
        200..=299 => answer.json::<TaskState>(),
        404 => return unknown(answer, age_seconds).map(Step::Settled),
        _ => None,
    };
    let Some(TaskState { status: Some(status), error, error_type }) = state else {
        return Err(CallError(format!("{} without a task status", answer.status_text())));
    };
    Ok(match status.as_str() {
        "COMPLETED" => Step::Over(Ending { failed: error.is_some() || error_type.is_some(), error_type }),
        // `IN_QUEUE`, `IN_PROGRESS`, and whatever the vendor invents next: the deadline bounds it.
        _ => Step::Settled(Look::Running { progress_percent: None }),
    })
}

pub(super) fn judge_result(answer: &Answer, ending: &Ending, age_seconds: i64) -> Result<Look, CallError> {
    if matches!(answer.status, 200..=299) {
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
    let failed = |code| Ok(Look::Failed(Failure::new(code)));
    match (fault(&names), answer.status) {
        (Some(code), _) => failed(code),
        (None, 400 | 413 | 415 | 422) => failed(ErrorCode::InvalidInput),
        (None, 404) => unknown(answer, age_seconds),
        // A name we do not know, or a status that said so: the model failed. Else it may be the queue itself.
        (None, 500..) if ending.failed || !names.is_empty() => failed(ErrorCode::ProviderFailed),
        _ => Err(CallError(format!("{} instead of a result", answer.status_text()))),
    }
}

/// A picture, a video or a sound; no endpoint of ours makes two of them.
fn made(output: wire::Output) -> Look {
    let flagged = output.has_nsfw_concepts.into_iter().flatten().any(|flag| flag == Some(true));
    if flagged {
        return Look::Failed(Failure::new(ErrorCode::ModerationRejected));
    }
    let picture = output.images.into_iter().flatten().next();
    let url = picture.or(output.video).or(output.audio).and_then(link);
    url.map_or_else(
        || Look::Failed(Failure::new(ErrorCode::ProviderFailed)),
        |url| Look::Ready(Output::Link(url)),
    )
}

/// A data URI comes only where `sync_mode` is asked for, which we never do.
fn link(file: File) -> Option<String> {
    file.url.filter(|url| url.starts_with("http"))
}

/// The HTTP status that goes with `OK` is unverified; the body counts.
pub(super) fn judge_cancel(answer: &Answer) -> Result<CancelAnswer, CallError> {
    let status = answer.json::<TaskState>().and_then(|state| state.status);
    match (status.as_deref(), answer.status) {
        (Some("OK"), 200..=299) => Ok(CancelAnswer::Stopped),
        (Some("ALREADY_COMPLETED" | "NOT_FOUND"), _) | (_, 400 | 404) => Ok(CancelAnswer::TooLate),
        // `CANCELLATION_REQUESTED`, or words we do not know.
        (_, 200..=299) => Ok(CancelAnswer::Requested),
        _ => Err(CallError(answer.status_text())),
    }
}

fn unknown(answer: &Answer, age_seconds: i64) -> Result<Look, CallError> {
    if age_seconds < UNKNOWN_GRACE_SECONDS {
        Err(CallError(answer.status_text()))
    } else {
        Ok(Look::Failed(Failure::new(ErrorCode::ProviderFailed)))
    }
}

/// Of several faults the one that a person can do most about.
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

/// What the answer calls its faults.
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
