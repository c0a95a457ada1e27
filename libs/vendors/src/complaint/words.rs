//! The words that complaints are known by, in lower case. Each is one that some vendor is known to have used, or a form of
//! it.

use domain::health::ClosedBy;

/// Words of money. In a sentence they count only beside one of [`LACK`].
pub(super) const MONEY: [&str; 8] =
    ["credit", "credits", "balance", "billing", "payment", "funds", "quota", "resource pack"];
/// Words that say that something is not there, or no longer.
pub(super) const LACK: [&str; 24] = [
    "insufficient",
    "enough",
    "exhausted",
    "out of",
    "no",
    "not",
    "0",
    "zero",
    "negative",
    "low",
    "overdue",
    "exceed",
    "exceeds",
    "exceeded",
    "reached",
    "used up",
    "top up",
    "add",
    "required",
    "check",
    "depleted",
    "limit",
    "lack",
    "failed",
];
/// Words of a key or of an account that is closed.
pub(super) const ACCOUNT: [&str; 12] = [
    "arrears",
    "top up",
    "api key",
    "apikey",
    "suspended",
    "deactivated",
    "user is locked",
    "account is locked",
    "account locked",
    "unauthorized",
    "unauthenticated",
    "spending limit",
];
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

pub(super) const PLAN: [&str; 6] = ["plan", "plans", "subscription", "tier", "upgrade", "enterprise"];
/// Words of a failed task about what was sent. Each counts only beside the name of a part of the request.
pub(super) const WRONG: [&str; 38] = [
    "invalid",
    "not valid",
    "unsupported",
    "not supported",
    "too small",
    "too large",
    "too big",
    "too short",
    "too long",
    "too low",
    "too high",
    "exceed",
    "exceeds",
    "exceeded",
    "must be",
    "must have",
    "should be",
    "at least",
    "at most",
    "corrupt",
    "corrupted",
    "decode",
    "decoded",
    "not found",
    "does not exist",
    "no face",
    "not detected",
    "no human",
    "size",
    "ratio",
    "format",
    "resolution",
    "duration",
    "pixel",
    "pixels",
    "length",
    "dimension",
    "dimensions",
];
/// Words of a failed task about the vendor's own trouble.
pub(super) const OURS: [&str; 8] =
    ["internal", "server error", "timeout", "timed out", "try again", "unavailable", "generated", "overload"];
pub(super) const NOT_FETCHED: [&str; 4] = ["download", "fetch", "unreachable", "could not be reached"];
/// Who may be shut out, and how.
const WHO: [&str; 7] = ["account", "organization", "organisation", "user", "project", "workspace", "key"];
const SHUT: [&str; 10] = [
    "flagged",
    "banned",
    "blocked",
    "disabled",
    "terminated",
    "restricted",
    "suspended",
    "deactivated",
    "locked",
    "prohibited",
];

/// `Your account has been flagged`. The words have to follow each other: a prompt may be blocked, too.
pub(super) fn is_shut(text: &str) -> bool {
    let follows = |who: &str, shut: &str| {
        ["", "is ", "was ", "has been "].iter().any(|verb| text.contains(&format!("{who} {verb}{shut}")))
    };
    WHO.iter().any(|who| SHUT.iter().any(|shut| follows(who, shut)))
}

/// The vendor's own words of a sentence: without quotations, and up to where it begins to speak of the prompt, because
/// what follows may repeat it.
pub(super) fn ours(sentence: &str) -> String {
    let unquoted = unquoted(sentence);
    unquoted.split("prompt").next().unwrap_or_default().to_owned()
}

/// What there may be too many of at a time.
const AT_A_TIME: [&str; 19] = [
    "request",
    "requests",
    "concurrent",
    "simultaneous",
    "parallel",
    "active",
    "running",
    "pending",
    "queued",
    "ongoing",
    "unfinished",
    "open",
    "job",
    "jobs",
    "tasks",
    "generations",
    "videos",
    "calls",
    "in",
];
const BUSY: [&str; 7] = [
    "concurrency",
    "concurrent",
    "simultaneous",
    "rate limit",
    "rate limited",
    "rate limits",
    "parallel task",
];

pub(super) fn is_busy(text: &str) -> bool {
    let too_many = |place: usize| {
        let rest = text.get(place..).unwrap_or_default();
        rest.split_whitespace()
            .nth(2)
            .is_some_and(|next| AT_A_TIME.contains(&next.trim_end_matches(['.', ',', ';'])))
    };
    has_any(text, &BUSY) || text.match_indices("too many ").any(|(place, _)| too_many(place))
}

/// Whether a text has one of these words, or rows of words, as such and not as a part of others.
pub(super) fn has_any(text: &str, words: &[&str]) -> bool {
    let spaced: String = text.chars().map(|sign| if sign.is_alphanumeric() { sign } else { ' ' }).collect();
    let spaced = format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "));
    words.iter().any(|word| spaced.contains(&format!(" {word} ")))
}

/// A text without what stands between its first and its last quotation mark of a kind. An apostrophe within a word is
/// none.
pub(super) fn unquoted(text: &str) -> String {
    let quotes = [('"', '"'), ('`', '`'), ('“', '”'), ('„', '“'), ('‘', '’'), ('«', '»')];
    quotes.into_iter().fold(without_single_quotes(text), |text, (opening, closing)| {
        without(&text, text.find(opening), text.rfind(closing))
    })
}

fn without_single_quotes(text: &str) -> String {
    let is_letter_at = |place: usize| {
        text.get(place..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric)
    };
    let is_letter_before = |place: usize| {
        text.get(..place).and_then(|rest| rest.chars().next_back()).is_some_and(char::is_alphanumeric)
    };
    let mut places = text.match_indices('\'').map(|(place, _)| place);
    let first = places.clone().find(|place| !is_letter_before(*place));
    let last = places.rfind(|place| !is_letter_at(place.saturating_add(1)));
    without(text, first, last)
}

/// The text without what is from one place to the other, if that comes later.
fn without(text: &str, from: Option<usize>, to: Option<usize>) -> String {
    let ends = from.zip(to).filter(|(from, to)| from < to);
    let kept = ends.and_then(|(from, to)| Some((text.get(..from)?, text.get(to..)?)));
    kept.map_or_else(|| text.to_owned(), |(before, after)| format!("{before}{after}"))
}
