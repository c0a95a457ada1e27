//! Classifies `HeyGen`'s answers. Sources: the error table of the vendor's docs and the schemas of its command line
//! client, as read on 2026-11-20. How v3 names moderation is not published. The names that are taken for it are a guess
//! on the safe side, beside the legacy code 400105.
//!
//! What one customer did wrong is told apart from what is the operator's in this order:
//!
//! | what the answer has | whose it is |
//! |---|---|
//! | a code of [`ACCOUNT`] | the operator's: the route is of no use |
//! | a code or `param` that names an avatar, a look or a voice, or a code of [`RESOURCE`], under any 4xx but 429 | that task's: only a customer names one |
//! | words of moderation, of too many tasks, of key, balance, quota or plan | as at any vendor ([`Complaint::refusal`]) |
//! | a sentence that names an avatar, a look or a voice, under any 4xx but 429 | that task's |
//! | 403, 404 or 410 that says nothing, to a start that names an avatar or a voice | perhaps that task's: the task fails where there is no other route, and the route stays open |
//! | the same as a web page, or of an "endpoint" | by its status ([`Answer::refusal_by_status`]): a retired path is the operator's |

use domain::job::Handle;
use domain::{ErrorCode, Failure, Kind};
use serde_json::Value;

use super::wire::{VideoState, data};
use crate::complaint::Complaint;
use crate::http::Answer;
use crate::ids::is_url_safe;
use crate::lenient::text;
use crate::outcome::look_at_unknown;
use crate::part::{Part, Parts};
use crate::state::State;
use crate::{Look, LookError, Output, StartError, media_link};

/// Codes about our key, our credits, our quota or our plan. The numbers are those of the older API: bad credentials, not
/// authorised, and a tier that lacks the API.
const ACCOUNT: [&str; 9] = [
    "insufficient_credit",
    "insufficient_credits",
    "unauthorized",
    "invalid_api_key",
    "quota_exceeded",
    "ai_vendor_access_restricted",
    "40009",
    "400112",
    "400599",
];
/// Codes about something that a customer named, without a word about what it is. The customer names avatars and voices.
const RESOURCE: [&str; 3] = ["resource_access_denied", "resource_not_ready", "resource_not_found"];

pub(super) fn judge_start(answer: &Answer, parts: Parts) -> Result<Handle, StartError> {
    let id = data(answer).filter(|_| answer.is_success()).and_then(|video| text(video.get("video_id")?));
    match id.filter(|id| is_url_safe(id)) {
        Some(id) => Ok(Handle { id, url: None }),
        None => Err(refusal(answer, parts)),
    }
}

/// A success without a link made nothing, and one that is no JSON was damaged on its way, as at the other vendors that
/// answer with the sound.
pub(super) fn judge_speech(answer: &Answer, parts: Parts) -> Result<Output, StartError> {
    let url =
        data(answer).filter(|_| answer.is_success()).and_then(|spoke| media_link::find(Kind::Tts, &spoke));
    url.map(Output::Link).ok_or_else(|| match refusal(answer, parts) {
        StartError::Uncertain(_) if answer.is_success() => {
            answer.result::<Value>().map_or_else(|damaged| damaged, |_| answer.made_nothing())
        }
        refusal => refusal,
    })
}

pub(super) fn judge_look(answer: &Answer, age_seconds: i64, parts: Parts) -> Result<Look, LookError> {
    if answer.status == 404 && is_about_video(answer) {
        return Ok(look_at_unknown(age_seconds, answer.status_text())?);
    }
    let Some(video) = data(answer).filter(|_| answer.is_success()) else { return Err(answer.look_error()) };
    let url = media_link::find(Kind::Avatar, &video);
    let state: VideoState = serde_json::from_value(video).unwrap_or_default();
    Ok(match State::read(state.status.as_ref().and_then(text))? {
        State::Running => Look::RUNNING,
        State::Done => Look::finished(url),
        State::Canceled => Look::Canceled,
        State::Expired => Look::failed(ErrorCode::TimedOut),
        State::Moderated => Look::failed(ErrorCode::ModerationRejected),
        State::Failed => Look::Failed(failure(&state, parts)),
    })
}

/// Any other 404 may be about the path, and says nothing about the video.
fn is_about_video(answer: &Answer) -> bool {
    let complaint = Complaint::from_answer(answer);
    let is_missing = |code: &String| matches!(code.as_str(), "video_not_found" | "not_found");
    complaint.codes.iter().any(is_missing) || complaint.says(&["video not found"])
}

fn failure(video: &VideoState, parts: Parts) -> Failure {
    let words = [video.failure_message.as_ref(), video.error.as_ref()];
    let complaint = Complaint::from_failure(video.failure_code.as_ref(), &words);
    let named = fault(&complaint, parts);
    named.or_else(|| complaint.fault(parts)).unwrap_or_else(|| Failure::new(ErrorCode::ProviderFailed))
}

/// The vendor's code says more than the status: a 404 may mean an unknown avatar as well as a dead path.
fn refusal(answer: &Answer, parts: Parts) -> StartError {
    let complaint = Complaint::from_answer(answer);
    let is_any = |codes: &[&str]| complaint.codes.iter().any(|code| codes.contains(&code.as_str()));
    let is_of_the_request = matches!(answer.status, 200..=299 | 400..=407 | 409..=428 | 430..=499);
    if is_any(&ACCOUNT) {
        let by = complaint.closed_by(answer.status);
        return StartError::RouteDown(by, format!("{} {}", answer.status_text(), complaint.codes.join(" ")));
    }
    if let Some(fault) = fault(&complaint, parts).filter(|_| is_of_the_request) {
        return StartError::Refused(fault);
    }
    // A key or a balance may be spoken of with any words.
    let may_be_said = is_of_the_request && !matches!(answer.status, 401 | 402);
    let said = complaint.part().filter(|part| may_be_said && is_chosen(*part));
    match (complaint.refusal(answer, parts), said) {
        (Some(known), _) => known,
        (None, Some(_)) if complaint.is_about_account() => complaint.refusal_by_status(answer),
        (None, _) if answer.status == 403 && complaint.is_about_plan() => complaint.refusal_by_status(answer),
        (None, Some(part)) => StartError::Refused(parts.invalid(Some(part))),
        (None, None) if matches!(answer.status, 403 | 404 | 410) && !complaint.says(&["endpoint"]) => {
            answer.refusal_of_named(parts.refused_choice())
        }
        (None, None) => complaint.refusal_or_by_status(answer, parts),
    }
}

/// What is wrong with the request itself, if that is what the names of the fault say.
fn fault(complaint: &Complaint, parts: Parts) -> Option<Failure> {
    let is_any = |codes: &[&str]| complaint.codes.iter().any(|code| codes.contains(&code.as_str()));
    // 400105 is the legacy code for BLOCKED_WORDS_DETECTED.
    if complaint.has_code(&["moderat", "policy", "blocked_words", "400105"]) {
        return Some(Failure::new(ErrorCode::ModerationRejected));
    }
    let is_trouble = complaint.has_code(&["render", "generation", "service", "internal", "timeout"]);
    if let Some(part) = complaint.named_part().filter(|part| is_chosen(*part) && !is_trouble) {
        return Some(parts.invalid(Some(part)));
    }
    if is_any(&RESOURCE) {
        let named = complaint.part().map(|part| parts.invalid(Some(part)));
        return Some(named.unwrap_or_else(|| parts.refused_choice()));
    }
    if is_any(&["download_failed"]) {
        return Some(parts.unread(complaint.part()));
    }
    let is_other = complaint.is_moderation() || complaint.is_about_account() || complaint.is_busy();
    if is_any(&["invalid_parameter", "validation_error"]) && !is_other {
        return Some(parts.invalid(complaint.part()));
    }
    None
}

/// Avatars, looks and voices have ids, which only a customer chooses.
const fn is_chosen(part: Part) -> bool {
    matches!(part, Part::Avatar | Part::Voice)
}

#[cfg(test)]
mod tests;
