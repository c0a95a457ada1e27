//! The words that say what an operator has to mend before a route is of use again.

use domain::health::ClosedBy;

use super::words::{LACK, MONEY, has_any, is_shut};

/// Words of money that say by themselves that there is none.
const OWED: [&str; 9] = [
    "arrears",
    "top up",
    "spending limit",
    "spend limit",
    "spending cap",
    "overdue",
    "past due",
    "unpaid",
    "payment required",
];
/// Words that say that the key itself is at fault.
const REFUSED_KEY: [&str; 22] = [
    "invalid api key",
    "invalid apikey",
    "invalid key",
    "invalid token",
    "invalid credentials",
    "invalid authentication",
    "invalid access key",
    "api key is invalid",
    "api key is not valid",
    "api key not valid",
    "api key not found",
    "api key invalid",
    "incorrect api key",
    "wrong api key",
    "missing api key",
    "api key is missing",
    "api key expired",
    "api key is expired",
    "api key has expired",
    "key was revoked",
    "key has been revoked",
    "reported as leaked",
];
/// Words that say that a model is not there, or no longer.
const GONE: [&str; 19] = [
    "not found",
    "not exist",
    "no such",
    "unknown",
    "invalid",
    "deprecated",
    "retired",
    "decommissioned",
    "discontinued",
    "removed",
    "shut down",
    "sunset",
    "end of life",
    "no longer",
    "not supported",
    "unsupported",
    "not available",
    "not been",
    "not open",
];
const MODEL: [&str; 4] = ["model", "models", "model id", "modelid"];
/// Words of a key that may be about something else, too.
const OF_A_KEY: [&str; 12] = [
    "api key",
    "apikey",
    "unauthorized",
    "unauthenticated",
    "unauthorised",
    "authentication",
    "not authenticated",
    "credentials",
    "suspended",
    "deactivated",
    "missing permissions",
    "access token",
];

/// What an operator has to mend by the words of a sentence; `None` where they do not say it. The plainest words come
/// first: a key may have run out of credits, and a model may have a quota.
pub(super) fn closed_by(said: &str) -> Option<ClosedBy> {
    let has = |words: &[&str]| has_any(said, words);
    if has(&REFUSED_KEY) {
        Some(ClosedBy::Key)
    } else if has(&OWED) || (has(&MONEY) && has(&LACK)) {
        Some(ClosedBy::Balance)
    } else if has(&MODEL) && has(&GONE) {
        Some(ClosedBy::Model)
    } else {
        (has(&OF_A_KEY) || is_shut(said)).then_some(ClosedBy::Key)
    }
}

/// The same by a vendor's name for the fault, as words. A word of money alone says it there.
pub(super) fn closed_by_code(code: &str) -> Option<ClosedBy> {
    if has_any(code, &MONEY) { Some(ClosedBy::Balance) } else { closed_by(code) }
}
