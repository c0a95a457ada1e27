//! Classifies Kling's answers. Sources: the vendor's pages "Error Codes" and "Concurrency Rules" of 2026-09-20. Where only
//! a third party saw something, the comment says so. The code in the body counts before the HTTP status: 429 may mean an
//! account without credits as well as one without a free slot.

use domain::ErrorCode;
use domain::job::Handle;

use super::video::By;
use super::wire::{Created, Envelope, KnownTask, NewTask, OldTask, Verdict};
use crate::http::Answer;
use crate::ids::is_url_safe;
use crate::outcome::{accepted, look_at_unknown};
use crate::{CallError, Look, StartError};

/// Words in a failed task's message that mean that moderation stopped it. The text is free-form, and the vendor's example
/// is about the platform's risk control. The other words are guesses, which no other failure would use.
const MODERATION_WORDS: [&str; 6] =
    ["risk control", "content policy", "content security", "platform policy", "sensitive", "风控"];

pub(super) fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
    if code(answer) != Some(0) {
        return Err(refusal(answer));
    }
    let created = answer.json::<Envelope<Created>>().and_then(|envelope| envelope.data);
    let id = created.and_then(|created| created.id.or(created.task_id));
    accepted(id.filter(|id| is_url_safe(id)))
}

pub(super) fn refusal(answer: &Answer) -> StartError {
    let Some(Verdict { code: Some(code), message }) = answer.json() else {
        return answer.refusal_by_status();
    };
    let why = || format!("{}, code {code}", answer.status_text());
    match code {
        1201 if is_repeated(message.as_deref()) => StartError::Uncertain(why()),
        1200 | 1201 => StartError::refused(ErrorCode::InvalidInput),
        1300 | 1301 => StartError::refused(ErrorCode::ModerationRejected),
        1302 | 1303 => StartError::Busy { retry_after: answer.retry_after },
        // These are about the key, the account's state, arrears, empty packs, permissions, the path or model, and the
        // IP allow-list.
        1000..=1004 | 1100..=1103 | 1202 | 1203 | 1304 => StartError::RouteDown(why()),
        // Internal trouble, maintenance.
        5000 | 5001 => StartError::Unavailable(why()),
        // An internal timeout, behind which there may be a task.
        5002 => StartError::Uncertain(why()),
        _ => answer.refusal_by_status(),
    }
}

/// Whether the vendor already has a task of our id, which can then be asked for. A third party saw "already exists". Our
/// ids are well-formed, so any complaint about one is taken for this.
fn is_repeated(message: Option<&str>) -> bool {
    let message = message.unwrap_or_default().to_ascii_lowercase();
    message.contains("already exist") || message.contains("external_task_id")
}

/// The task of this id in a list of the new standard. The vendor leaves out what it does not know. If it ever ignored
/// what was asked for, any other task in the list would be another client's.
pub(super) fn listed(answer: &Answer, by: By, id: &str) -> Result<Option<KnownTask>, CallError> {
    if code(answer) != Some(0) {
        return Err(call_error(answer));
    }
    let tasks = answer.json::<Envelope<Vec<NewTask>>>().ok_or_else(|| call_error(answer))?.data;
    let is_it = |task: &NewTask| match by {
        By::Id => task.id.as_deref() == Some(id),
        By::ExternalId => task.external_id.as_deref() == Some(id),
    };
    Ok(tasks.into_iter().flatten().find(is_it).map(KnownTask::from))
}

/// The task that an answer of the older standard is about, if the vendor knows it. How the vendor says that it does not
/// is not documented. 1201 and 1203 complain about the id, which is the only thing that we send.
pub(super) fn single(answer: &Answer) -> Result<Option<KnownTask>, CallError> {
    match code(answer) {
        Some(0) => {}
        Some(1201 | 1203) => return Ok(None),
        _ => return Err(call_error(answer)),
    }
    let task = answer.json::<Envelope<OldTask>>().ok_or_else(|| call_error(answer))?.data;
    Ok(task.map(KnownTask::from))
}

pub(super) fn judge_look(found: Option<KnownTask>, age_seconds: i64) -> Result<Look, CallError> {
    let Some(task) = found else {
        return look_at_unknown(age_seconds, "the vendor does not know the task yet".to_owned());
    };
    Ok(match task.status.as_deref() {
        None => return Err(CallError("a task without a status".to_owned())),
        // The older standard writes `succeed`.
        Some("succeeded" | "succeed") => Look::finished(task.url),
        Some("failed") => Look::failed(fault(task.message.as_deref())),
        // `submitted`, `processing`, and any status that the vendor adds: the deadline bounds the wait.
        Some(_) => Look::RUNNING,
    })
}

pub(super) fn judge_look_up(found: Option<KnownTask>) -> Result<Option<Handle>, CallError> {
    let Some(task) = found else { return Ok(None) };
    match task.id.filter(|id| is_url_safe(id)) {
        Some(id) => Ok(Some(Handle { id, url: None })),
        None => Err(CallError("the vendor knows the task, but does not name it".to_owned())),
    }
}

/// Why a task failed.
pub(super) fn fault(message: Option<&str>) -> ErrorCode {
    let message = message.unwrap_or_default().to_ascii_lowercase();
    if MODERATION_WORDS.iter().any(|word| message.contains(word)) {
        ErrorCode::ModerationRejected
    } else {
        ErrorCode::ProviderFailed
    }
}

/// The code in the body; 0 is a success.
pub(super) fn code(answer: &Answer) -> Option<i64> {
    answer.json::<Verdict>()?.code
}

fn call_error(answer: &Answer) -> CallError {
    match code(answer) {
        Some(code) => CallError(format!("{}, code {code}", answer.status_text())),
        None => CallError(format!("{} without a code", answer.status_text())),
    }
}

#[cfg(test)]
mod tests;
