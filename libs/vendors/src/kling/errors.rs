//! Kling's answers, sorted into ours. Sources: the vendor's pages "Error Codes" and "Concurrency Rules" of
//! 2026-09-20; what only a third party saw says so. The code in the body counts before the HTTP status: 429 is an
//! empty account as well as a full one.

use domain::job::Handle;
use domain::{ErrorCode, Failure};

use super::plain;
use super::video::By;
use super::wire::{Created, Envelope, Known, NewTask, OldTask, Verdict};
use crate::http::Answer;
use crate::{CallError, Look, Output, StartError};

/// A task may be unknown for a moment right after it was accepted.
const UNKNOWN_GRACE_SECONDS: i64 = 60;

/// What a failed task's message holds if moderation stopped it. The text is free; the vendor's example is about
/// the platform's risk control. The rest is a guess that stays with words no other failure would use.
const MODERATION_WORDS: [&str; 6] =
    ["risk control", "content policy", "content security", "platform policy", "sensitive", "风控"];

pub(super) fn judge_start(answer: &Answer) -> Result<Handle, StartError> {
    if code(answer) != Some(0) {
        return Err(refusal(answer));
    }
    let created = answer.json::<Envelope<Created>>().and_then(|envelope| envelope.data);
    match created.and_then(|created| created.id.or(created.task_id)).filter(|id| plain(id)) {
        Some(id) => Ok(Handle { id, url: None }),
        None => Err(StartError::Uncertain("accepted, but the reply names no task".to_owned())),
    }
}

pub(super) fn refusal(answer: &Answer) -> StartError {
    let Some(Verdict { code: Some(code), message }) = answer.json() else {
        return answer.refusal_by_status();
    };
    let told = || format!("{}, code {code}", answer.status_text());
    match code {
        1201 if is_repeated(message.as_deref()) => StartError::Uncertain(told()),
        1200 | 1201 => StartError::Refused(Failure::new(ErrorCode::InvalidInput)),
        1300 | 1301 => StartError::Refused(Failure::new(ErrorCode::ModerationRejected)),
        1302 | 1303 => StartError::Busy { retry_after: answer.retry_after },
        // The key; the account's state, arrears, empty packs; permissions; the path or model; the IP allow-list.
        1000..=1004 | 1100..=1103 | 1202 | 1203 | 1304 => StartError::RouteDown(told()),
        // Internal trouble, maintenance.
        5000 | 5001 => StartError::Unavailable(told()),
        // An internal timeout, behind which there may be a task.
        5002 => StartError::Uncertain(told()),
        _ => answer.refusal_by_status(),
    }
}

/// Whether the vendor has a task of our id already, so that it can be asked for: a third party saw "already
/// exists". Our ids are well-formed, so any complaint about one is taken for this.
fn is_repeated(message: Option<&str>) -> bool {
    let message = message.unwrap_or_default().to_ascii_lowercase();
    message.contains("already exist") || message.contains("external_task_id")
}

/// The task of this id in a list of the new standard; unknown ones are left out. Any other is somebody else's,
/// should the vendor ever ignore what was asked for.
pub(super) fn listed(answer: &Answer, by: By, id: &str) -> Result<Option<Known>, CallError> {
    if code(answer) != Some(0) {
        return Err(unseen(answer));
    }
    let tasks = answer.json::<Envelope<Vec<NewTask>>>().ok_or_else(|| unseen(answer))?.data;
    let is_it = |task: &NewTask| match by {
        By::Id => task.id.as_deref() == Some(id),
        By::Reference => task.external_id.as_deref() == Some(id),
    };
    Ok(tasks.into_iter().flatten().find(is_it).map(Known::from))
}

/// The task that an answer of the older standard is about, if the vendor knows it. How it says that it does not
/// is not documented: 1201 and 1203 complain of the id, the only thing we send.
pub(super) fn single(answer: &Answer) -> Result<Option<Known>, CallError> {
    match code(answer) {
        Some(0) => {}
        Some(1201 | 1203) => return Ok(None),
        _ => return Err(unseen(answer)),
    }
    let task = answer.json::<Envelope<OldTask>>().ok_or_else(|| unseen(answer))?.data;
    Ok(task.map(Known::from))
}

pub(super) fn judge_look(found: Option<Known>, age_seconds: i64) -> Result<Look, CallError> {
    let Some(task) = found else {
        return if age_seconds < UNKNOWN_GRACE_SECONDS {
            Err(CallError("the vendor does not know the task yet".to_owned()))
        } else {
            Ok(Look::Failed(Failure::new(ErrorCode::ProviderFailed)))
        };
    };
    Ok(match task.status.as_deref() {
        None => return Err(CallError("a task without a status".to_owned())),
        // The older standard spells it without the end.
        Some("succeeded" | "succeed") => match task.url {
            Some(url) => Look::Ready(Output::Link(url)),
            None => Look::Failed(Failure::new(ErrorCode::ProviderFailed)),
        },
        Some("failed") => Look::Failed(Failure::new(fault(task.message.as_deref()))),
        // `submitted`, `processing`, and whatever the vendor invents next: the deadline bounds it.
        Some(_) => Look::Running { progress_percent: None },
    })
}

pub(super) fn judge_look_up(found: Option<Known>) -> Result<Option<Handle>, CallError> {
    let Some(task) = found else { return Ok(None) };
    match task.id.filter(|id| plain(id)) {
        Some(id) => Ok(Some(Handle { id, url: None })),
        None => Err(CallError("the vendor knows the task, but does not name it".to_owned())),
    }
}

/// What stopped a task that failed.
pub(super) fn fault(message: Option<&str>) -> ErrorCode {
    let message = message.unwrap_or_default().to_ascii_lowercase();
    if MODERATION_WORDS.iter().any(|word| message.contains(word)) {
        ErrorCode::ModerationRejected
    } else {
        ErrorCode::ProviderFailed
    }
}

/// 0 is a success.
pub(super) fn code(answer: &Answer) -> Option<i64> {
    answer.json::<Verdict>()?.code
}

fn unseen(answer: &Answer) -> CallError {
    match code(answer) {
        Some(code) => CallError(format!("{}, code {code}", answer.status_text())),
        None => CallError(format!("{} without a code", answer.status_text())),
    }
}

#[cfg(test)]
mod tests;
