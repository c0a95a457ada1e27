//! Classifies Runway's answers. Sources: the vendor's pages "Handle Task Failures" and "API Usage Tiers & Limits" and its
//! SDK, as read on 2026-11-20. Where those are silent, the comment says so.
//!
//! What one customer did wrong is a 400 or 422 with `issues`, or says that it is about moderation or an asset. The vendor
//! has no avatars or voices here, and nothing that a customer chooses has an id. So a 401, 403 or 404 without such words
//! is the operator's, and so is every sentence about credits or payment, under any status: only third parties say that a
//! lack of credits is a 400, and they paraphrase the text. The texts of single `issues` never count for that, since they
//! may repeat a prompt.

use domain::job::Handle;
use domain::{ErrorCode, Failure, Kind};
use serde_json::Value;

use super::wire::{Accepted, TaskState};
use crate::complaint::Complaint;
use crate::http::Answer;
use crate::ids::is_url_safe;
use crate::lenient::text;
use crate::outcome::{look_at_missing, percent};
use crate::part::{Part, Parts};
use crate::state::State;
use crate::{CallError, CancelAnswer, Look, LookError, StartError, media_link};

/// How long a used-up daily quota is left alone. It is counted over a rolling day (the vendor's page "API Usage Tiers &
/// Limits"), so a place may come free at any time, but hardly within seconds. The engine asks no later than this.
const QUOTA_PAUSE_SECONDS: u32 = 300;

pub(super) fn judge_start(answer: &Answer, parts: Parts) -> Result<Handle, StartError> {
    let accepted = answer.json::<Accepted>().filter(|_| answer.is_success());
    let id = accepted.and_then(|accepted| text(accepted.id.as_ref()?)).filter(|id| is_url_safe(id));
    id.map(|id| Handle { id, url: None }).ok_or_else(|| refusal(answer, parts))
}

/// A 429 in the vendor's own words is the daily quota: tasks beyond the account's slots are accepted and wait as
/// `THROTTLED`. One that speaks of requests or of tasks at a time, or that is a page of a gateway, is over in seconds.
fn refusal(answer: &Answer, parts: Parts) -> StartError {
    let complaint = Complaint::from_answer(answer);
    let is_own = answer.json::<Value>().is_some();
    let is_of_the_day = complaint.says(&["daily", "per day", "today", "24 hour", "24-hour"]);
    if answer.status == 429 && is_of_the_day {
        return StartError::Busy { retry_after: answer.retry_after.max(Some(QUOTA_PAUSE_SECONDS)) };
    }
    if answer.status == 429 && is_own && !complaint.is_busy() {
        return StartError::Busy { retry_after: answer.retry_after.or(Some(QUOTA_PAUSE_SECONDS)) };
    }
    complaint.refusal_or_by_status(answer, parts)
}

pub(super) fn judge_look(answer: &Answer, age_seconds: i64, parts: Parts) -> Result<Look, LookError> {
    if answer.status == 404 {
        return Err(look_at_missing(age_seconds, answer.status_text()));
    }
    let Some(task) = answer.json::<TaskState>().filter(|_| answer.is_success()) else {
        return Err(answer.look_error());
    };
    Ok(match State::read(task.status.as_ref().and_then(text))? {
        // `PENDING`, `THROTTLED`, `RUNNING`.
        State::Running => Look::Running { progress_percent: progress(&task) },
        State::Done => Look::finished(clip(task.output)),
        State::Canceled => Look::Canceled,
        State::Expired => Look::failed(ErrorCode::TimedOut),
        State::Moderated => Look::failed(ErrorCode::ModerationRejected),
        State::Failed => Look::Failed(fault(&task, parts)),
    })
}

fn progress(task: &TaskState) -> Option<u8> {
    text(task.progress.as_ref()?)?.trim().parse().ok().and_then(percent)
}

fn clip(output: Option<Value>) -> Option<String> {
    media_link::find(Kind::Video, &media_link::unpacked(output?))
}

/// 204 is assumed for a success; which status it is could not be verified.
pub(super) fn judge_cancel(answer: &Answer) -> Result<CancelAnswer, CallError> {
    match answer.status {
        200..=299 => Ok(CancelAnswer::Stopped),
        404 => Ok(CancelAnswer::TooLate),
        _ => Err(CallError(answer.status_text())),
    }
}

/// A code has parts joined by dots, such as `SAFETY.INPUT.TEXT`. The last part is only a hint. Where there is none, the
/// words count.
fn fault(task: &TaskState, parts: Parts) -> Failure {
    let code = task.failure_code.as_ref().and_then(text).unwrap_or_default().to_ascii_uppercase();
    let mut names = code.split('.');
    match (names.next(), names.next()) {
        (Some("SAFETY"), _) => Failure::new(ErrorCode::ModerationRejected),
        (Some("ASSET"), Some("INVALID")) => parts.invalid(Some(Part::Picture)),
        // With `INTERNAL.BAD_OUTPUT.*`.
        (Some("INTERNAL"), _) => Failure::new(ErrorCode::ProviderFailed),
        _ => {
            let complaint = Complaint::from_failure(task.failure_code.as_ref(), &[task.failure.as_ref()]);
            complaint.fault(parts).unwrap_or_else(|| Failure::new(ErrorCode::ProviderFailed))
        }
    }
}

#[cfg(test)]
mod tests;
