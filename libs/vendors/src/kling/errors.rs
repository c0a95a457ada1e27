//! Classifies Kling's answers. Sources: the vendor's pages "Error Codes" and "Concurrency Rules" of 2026-09-20. Where only
//! a third party saw something, the comment says so. The code in the body counts before the HTTP status: 429 may mean an
//! account without credits as well as one without a free slot.
//!
//! What one customer did wrong is told apart from what is the operator's by the code ([`meaning`]). Two codes are shared:
//! 1103 (no permission) and 1203 (no such resource) are the operator's, who chose the model, unless the message names
//! moderation, or a voice or a sound, which only a customer chooses. A 403 or 404 without a code comes from a gateway that
//! knows only the key and the path: it is the operator's, too.

use domain::health::ClosedBy;
use domain::job::Handle;
use domain::{ErrorCode, Failure};

use super::video::By;
use super::wire::{KnownTask, Verdict};
use crate::complaint::Complaint;
use crate::http::{self, Answer};
use crate::ids::is_url_safe;
use crate::outcome::{accepted, look_at_unknown};
use crate::part::{Part, Parts};
use crate::state::State;
use crate::{CallError, Look, LookError, StartError};

/// What a code means, of the page "Error Codes".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// The key, the account's state, arrears, empty packs, or the IP allow-list.
    Account,
    /// Permissions, the method, the path or the model. Of a voice or a sound that a customer chose, the vendor says the
    /// same.
    Resource,
    Parameter,
    Moderation,
    /// The rate or the tasks at a time.
    Busy,
    /// Internal trouble, maintenance.
    Trouble,
    /// An internal timeout, behind which there may be a task.
    Timeout,
    New,
}

const NO_PERMISSION: i64 = 1103;

const fn meaning(code: i64) -> Meaning {
    match code {
        1000..=1004 | 1100..=1102 | 1304 => Meaning::Account,
        NO_PERMISSION | 1202 | 1203 => Meaning::Resource,
        1200 | 1201 => Meaning::Parameter,
        1300 | 1301 => Meaning::Moderation,
        1302 | 1303 => Meaning::Busy,
        5000 | 5001 => Meaning::Trouble,
        5002 => Meaning::Timeout,
        _ => Meaning::New,
    }
}

/// What an operator has to mend. 1100 to 1102 are about arrears and used-up packs; else the status says it.
const fn closed_by(code: i64, status: u16) -> ClosedBy {
    match code {
        1100..=1102 => ClosedBy::Balance,
        _ => http::closed_by(status),
    }
}

pub(super) fn judge_start(answer: &Answer, parts: Parts) -> Result<Handle, StartError> {
    let verdict = Verdict::from_answer(answer).filter(|verdict| verdict.code() == Some(0));
    let Some(verdict) = verdict else { return Err(refusal(answer, parts)) };
    let created = verdict.data.as_ref().map(KnownTask::all_from_json).unwrap_or_default();
    accepted(created.into_iter().find_map(|task| task.id).filter(|id| is_url_safe(id)))
}

pub(super) fn refusal(answer: &Answer, parts: Parts) -> StartError {
    let verdict = Verdict::from_answer(answer);
    let Some((code, message)) = verdict.and_then(|verdict| Some((verdict.code()?, verdict.message()))) else {
        let complaint = Complaint::from_answer(answer);
        return complaint.refusal(answer, parts).unwrap_or_else(|| complaint.refusal_by_status(answer));
    };
    let why = || format!("{}, code {code}", answer.status_text());
    let complaint = Complaint::from_sentence(&message);
    match meaning(code) {
        Meaning::Parameter | Meaning::Resource if complaint.is_moderation() => {
            StartError::refused(ErrorCode::ModerationRejected)
        }
        Meaning::Parameter if is_repeated(&message) => StartError::Uncertain(why()),
        Meaning::Parameter if complaint.is_busy() => StartError::Busy { retry_after: answer.retry_after },
        // "Image pixel is invalid", "audio duration must be …": the message names what is wrong (reported).
        Meaning::Parameter => StartError::Refused(complaint.input_fault(parts)),
        Meaning::Resource if matches!(complaint.part(), Some(Part::Voice | Part::Sound)) => {
            StartError::Refused(parts.invalid(complaint.part()))
        }
        Meaning::Account | Meaning::Resource => StartError::RouteDown(closed_by(code, answer.status), why()),
        Meaning::Moderation => StartError::refused(ErrorCode::ModerationRejected),
        Meaning::Busy => StartError::Busy { retry_after: answer.retry_after },
        Meaning::Trouble => StartError::Unavailable(why()),
        Meaning::Timeout => StartError::Uncertain(why()),
        Meaning::New => {
            complaint.refusal(answer, parts).unwrap_or_else(|| complaint.refusal_by_status(answer))
        }
    }
}

/// Whether the vendor already has a task of our id, which can then be asked for. A third party saw "already exists". Our
/// ids are well-formed, so any complaint about one is taken for this.
fn is_repeated(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    message.contains("already exist") || message.contains("external_task_id")
}

/// The task of this id in a list of the new standard. The vendor leaves out what it does not know. If it ever ignored
/// what was asked for, any other task in the list would be another client's.
pub(super) fn listed(answer: &Answer, by: By, id: &str) -> Result<Option<KnownTask>, LookError> {
    let tasks = tasks(answer)?;
    let is_it = |task: &KnownTask| match by {
        By::Id => task.id.as_deref() == Some(id),
        By::ExternalId => task.external_id.as_deref() == Some(id),
    };
    Ok(tasks.into_iter().find(is_it))
}

/// The task that an answer of the older standard is about, if the vendor knows it. How the vendor says that it does not
/// is not documented. 1201 and 1203 complain about the id, which is the only thing that we send.
pub(super) fn single(answer: &Answer) -> Result<Option<KnownTask>, LookError> {
    match code(answer) {
        Some(1201 | 1203) => Ok(None),
        _ => Ok(tasks(answer)?.into_iter().next()),
    }
}

fn tasks(answer: &Answer) -> Result<Vec<KnownTask>, LookError> {
    let verdict = Verdict::from_answer(answer);
    match verdict.as_ref().and_then(Verdict::code) {
        Some(0) => {}
        Some(code) => return Err(look_error(answer, code)),
        None => return Err(answer.look_error()),
    }
    let data = verdict.and_then(|verdict| verdict.data).map(crate::media_link::unpacked);
    match data {
        None => Ok(Vec::new()),
        Some(data) if data.is_array() || data.is_object() => Ok(KnownTask::all_from_json(&data)),
        Some(_) => Err(LookError::Unreadable(format!("{} without a task", answer.status_text()))),
    }
}

/// What a code means for a look. The code counts before the status.
fn look_error(answer: &Answer, code: i64) -> LookError {
    let why = format!("{}, code {code}", answer.status_text());
    match meaning(code) {
        Meaning::Account => LookError::Denied(why),
        Meaning::Resource if code == NO_PERMISSION => LookError::Denied(why),
        Meaning::Busy | Meaning::Trouble | Meaning::Timeout => LookError::NoAnswer(why),
        Meaning::Resource | Meaning::Parameter | Meaning::Moderation => LookError::Unreadable(why),
        Meaning::New => answer.look_error(),
    }
}

pub(super) fn judge_look(
    found: Option<KnownTask>,
    age_seconds: i64,
    parts: Parts,
) -> Result<Look, LookError> {
    let Some(task) = found else {
        return Ok(look_at_unknown(age_seconds, "the vendor does not know the task yet".to_owned())?);
    };
    Ok(match State::read(task.status)? {
        State::Running => Look::RUNNING,
        State::Done => Look::finished(task.url),
        State::Canceled => Look::Canceled,
        State::Expired => Look::failed(ErrorCode::TimedOut),
        State::Moderated => Look::failed(ErrorCode::ModerationRejected),
        State::Failed => Look::Failed(fault(task.message.as_deref(), parts)),
    })
}

pub(super) fn judge_look_up(found: Option<KnownTask>) -> Result<Option<Handle>, CallError> {
    let Some(task) = found else { return Ok(None) };
    match task.id.filter(|id| is_url_safe(id)) {
        Some(id) => Ok(Some(Handle { id, url: None })),
        None => Err(CallError("the vendor knows the task, but does not name it".to_owned())),
    }
}

/// Why a task failed. The text is free-form.
pub(super) fn fault(message: Option<&str>, parts: Parts) -> Failure {
    let complaint = Complaint::from_sentence(message.unwrap_or_default());
    complaint.fault(parts).unwrap_or_else(|| Failure::new(ErrorCode::ProviderFailed))
}

pub(super) fn is_failed(task: &KnownTask) -> bool {
    let state = State::read(task.status.clone());
    matches!(state, Ok(State::Failed | State::Moderated | State::Expired | State::Canceled))
}

/// The code in the body; 0 is a success.
pub(super) fn code(answer: &Answer) -> Option<i64> {
    Verdict::from_answer(answer)?.code()
}

#[cfg(test)]
mod tests;
