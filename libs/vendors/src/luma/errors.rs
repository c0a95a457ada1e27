//! Classifies Luma's answers. Sources: the vendor's guide "Error handling" and its SDK, as read on 2026-11-20. The
//! vendor's errors differ by their HTTP status and have a sentence, `detail`. Moderation may refuse a prompt within the
//! start (reported: 400 "advanced moderation failed"), and only its words tell it from wrong input.
//!
//! What one customer did wrong is a 400, 413 or 422, or says that it is about the prompt or a picture. The vendor has no
//! avatars or voices, and nothing that a customer chooses has an id. So a 401, 402, 403 (suspended, or a key of another
//! plan) or 404 is the operator's, unless its words are those of moderation and of no account.

use domain::job::Handle;
use domain::{ErrorCode, Failure};

use super::wire::{Accepted, TaskState};
use crate::complaint::Complaint;
use crate::http::Answer;
use crate::ids::is_url_safe;
use crate::lenient::text;
use crate::outcome::look_at_unknown;
use crate::part::{Part, Parts};
use crate::state::State;
use crate::{Look, LookError, StartError};

/// 402: out of credits. 403: suspended. 429: too many requests, or too many tasks at a time. Of 502 and 503 the vendor
/// says that its upstream failed or a picture could not be read, and to try again. A 502 stays uncertain nevertheless:
/// something in between may have lost the answer to a start that worked, no key marks a second start as a repetition,
/// and we would pay for both.
pub(super) fn judge_start(answer: &Answer, parts: Parts) -> Result<Handle, StartError> {
    let accepted = answer.json::<Accepted>().filter(|_| answer.is_success());
    let id = accepted.and_then(|accepted| text(accepted.id.as_ref()?)).filter(|id| is_url_safe(id));
    match id {
        Some(id) => Ok(Handle { id, url: None }),
        None => Err(Complaint::from_answer(answer).refusal_or_by_status(answer, parts)),
    }
}

pub(super) fn judge_look(answer: &Answer, age_seconds: i64, parts: Parts) -> Result<Look, LookError> {
    // How the vendor answers about an unknown task is not documented; 404 is assumed.
    if answer.status == 404 {
        return Ok(look_at_unknown(age_seconds, answer.status_text())?);
    }
    let Some(task) = answer.json::<TaskState>().filter(|_| answer.is_success()) else {
        return Err(answer.look_error());
    };
    Ok(match State::read(task.state.as_ref().and_then(text))? {
        State::Running => Look::RUNNING,
        State::Done => Look::finished(task.clip()),
        State::Canceled => Look::Canceled,
        State::Expired => Look::failed(ErrorCode::TimedOut),
        State::Moderated => Look::failed(ErrorCode::ModerationRejected),
        State::Failed => Look::Failed(fault(&task, parts)),
    })
}

fn fault(task: &TaskState, parts: Parts) -> Failure {
    let code = task.failure_code.as_ref().and_then(text).unwrap_or_default().to_ascii_lowercase();
    let complaint = Complaint::from_failure(task.failure_code.as_ref(), &[task.failure_reason.as_ref()]);
    match code.as_str() {
        "budget_exhausted" => Failure::new(ErrorCode::ProviderUnavailable),
        "image_too_large" | "unsupported_format" | "corrupt_input" => parts.invalid(Some(Part::Picture)),
        "invalid_request" => complaint.input_fault(parts),
        // `content_moderated`, `generation_failed`, `output_not_found`, `rate_limited`, no code, and new ones.
        _ => complaint.fault(parts).unwrap_or_else(|| Failure::new(ErrorCode::ProviderFailed)),
    }
}

#[cfg(test)]
mod tests;
