//! What a complaint means: for a refused start, for a task that failed, and for an operator.

use domain::health::ClosedBy;
use domain::{ErrorCode, Failure};

use super::words::{NOT_FETCHED, OURS, WRONG, has_any, ours};
use super::{Complaint, as_words, closing};
use crate::StartError;
use crate::http::{self, Answer};
use crate::part::Parts;

impl Complaint {
    /// What the words of a refused start say, at any vendor. `None`: they say nothing, and the vendor's own codes or the
    /// status count.
    ///
    /// | words | status | meaning |
    /// |---|---|---|
    /// | no free slot | any but 401 and 402 | busy |
    /// | key, balance | 403 | the route is of no use: a suspended account is ours, whatever policy it names |
    /// | the field of the model | any of the request's own | the route is of no use |
    /// | moderation | any of the request's own | that task is refused |
    /// | key, balance | any of the request's own | the route is of no use |
    /// | plan, and a part of the request | any of the request's own | that task cannot be done on this route |
    /// | a field at fault | 403, 404, 409 | that task is refused: nobody else named this avatar, voice or file |
    pub(crate) fn refusal(&self, answer: &Answer, parts: Parts) -> Option<StartError> {
        let is_of_the_request =
            matches!(answer.status, 200..=299 | 400 | 403..=406 | 409 | 412..=418 | 422 | 451);
        let down = || answer.down(self.closed_by(answer.status), "by its words the account's");
        // Behind these statuses of a gateway, the vendor may be at work whatever the page says.
        if matches!(answer.status, 401 | 402 | 408 | 502 | 504 | 520 | 524) {
            return None;
        }
        if self.is_busy() {
            return Some(StartError::Busy { retry_after: answer.retry_after });
        }
        if !is_of_the_request {
            return None;
        }
        // A customer names no wire model.
        let is_model = |field: &String| matches!(field.as_str(), "model" | "model_id" | "model_name");
        if self.fields.iter().any(is_model) && self.named_part().is_none() {
            return Some(answer.down(ClosedBy::Model, "no such model"));
        }
        if answer.status == 403 && self.is_about_account() {
            return Some(down());
        }
        if self.is_moderation() {
            return Some(StartError::refused(ErrorCode::ModerationRejected));
        }
        if self.is_about_account() {
            return Some(down());
        }
        if self.is_about_plan() && (answer.status != 403 || self.part().is_some()) {
            return Some(StartError::NotHere(parts.invalid(self.part())));
        }
        match answer.status {
            403 | 404 | 409 => self.named_part().map(|part| StartError::Refused(parts.invalid(Some(part)))),
            _ => None,
        }
    }

    /// What a refused start means, where the vendor has no code that says more than its words and its status.
    pub(crate) fn refusal_or_by_status(&self, answer: &Answer, parts: Parts) -> StartError {
        if let Some(known) = self.refusal(answer, parts) {
            return known;
        }
        match answer.status {
            200..=299 => StartError::Uncertain("accepted, but the reply names no task".to_owned()),
            400 | 413 | 415 | 422 => StartError::Refused(self.input_fault(parts)),
            _ => self.refusal_by_status(answer),
        }
    }

    /// What a refused start means by its status, where the words say no more than what an operator has to mend.
    pub(crate) fn refusal_by_status(&self, answer: &Answer) -> StartError {
        match answer.refusal_by_status() {
            StartError::RouteDown(_, why) => StartError::RouteDown(self.closed_by(answer.status), why),
            other => other,
        }
    }

    /// What an operator has to mend: by the vendor's names for the fault, by the sentence, and by the status where
    /// neither says it.
    pub(crate) fn closed_by(&self, status: u16) -> ClosedBy {
        let by_codes = self.codes_as_words().find_map(|code| closing::closed_by_code(&code));
        let by_words = by_codes.or_else(|| closing::closed_by(&ours(&self.sentence)));
        by_words.unwrap_or_else(|| http::closed_by(status))
    }

    /// What is wrong with an input that a vendor has refused.
    pub(crate) fn input_fault(&self, parts: Parts) -> Failure {
        self.fault(parts).unwrap_or_else(|| parts.invalid(self.part()))
    }

    /// Why a task failed, as far as the words of its vendor say.
    pub(crate) fn fault(&self, parts: Parts) -> Option<Failure> {
        if self.is_moderation() {
            return Some(Failure::new(ErrorCode::ModerationRejected));
        }
        if self.says(&OURS) {
            return None;
        }
        let part = self.part()?;
        if self.says(&NOT_FETCHED) {
            return Some(parts.unread(Some(part)));
        }
        let is_wrong = [&self.sentence, &self.details].into_iter().any(|text| has_any(text, &WRONG));
        is_wrong.then(|| parts.invalid(Some(part)))
    }
}

/// What an operator has to mend by a vendor's name for the fault, and by the status where that does not say it.
pub(crate) fn closed_by(code: &str, status: u16) -> ClosedBy {
    closing::closed_by_code(&as_words(code)).unwrap_or_else(|| http::closed_by(status))
}
