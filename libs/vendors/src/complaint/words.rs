//! The words that complaints are known by, in lower case. Each is one that some vendor is known to have used, or a form of
//! it.

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
