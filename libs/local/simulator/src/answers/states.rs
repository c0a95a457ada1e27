//! Words for the state of a task that the vendor's page does not list, or spells otherwise.

use super::Seen::Reported;
use super::{At, Change, RealAnswer, WITH_TASKS, What, answer};

/// Veo says `done` and has no names of states.
const NAMED: &[&str] = &["bfl", "byteplus", "luma", "runway", "kling", "heygen", "fal"];
const FAL: &[&str] = &["fal"];

pub(super) const ANSWERS: &[RealAnswer] = &[
    state("state-in-capitals", Change::StateInCapitals).early(),
    state("state-in-small-letters", Change::StateInSmallLetters).early(),
    state("state-with-a-capital", Change::StateWithACapital).early(),
    answer("state-FAILED", FAL, At::Look, What::Changed(Change::State("FAILED"))).seen(Reported),
    named("state-failed", "failed"),
    named("state-failure", "FAILURE"),
    named("state-error", "ERROR"),
    named("state-canceled", "canceled"),
    named("state-cancelled", "CANCELLED"),
    named("state-expired", "expired"),
    named("state-timed-out", "TIMED_OUT"),
    named("state-moderated", "content_moderated"),
    named("state-rejected", "REJECTED"),
    named("state-queued", "queued"),
    named("state-running", "IN_PROGRESS"),
    named("state-succeeded", "SUCCESS"),
    named("state-unknown", "daydreaming").early(),
    named("state-empty", ""),
    answer("look-null", WITH_TASKS, At::Look, What::After(super::canned(200, "null"))),
    answer("look-without-a-state", WITH_TASKS, At::Look, What::After(super::canned(200, "{}"))),
    answer("look-page-200", WITH_TASKS, At::Look, What::After(super::canned(200, super::edges::PAGE))),
    answer("look-401", WITH_TASKS, At::Look, What::After(super::canned(401, "{}"))).early(),
    answer("look-403", WITH_TASKS, At::Look, What::After(super::canned(403, "{}"))).early(),
    answer("look-403-once", WITH_TASKS, At::Look, What::After(super::canned(403, "{}"))).early().first(1),
    answer("look-429", WITH_TASKS, At::Look, What::After(super::canned(429, "{}"))),
    answer("look-400", WITH_TASKS, At::Look, What::After(super::canned(400, "{}"))).early(),
];

const fn state(name: &'static str, change: Change) -> RealAnswer {
    answer(name, NAMED, At::Look, What::Changed(change))
}

const fn named(name: &'static str, word: &'static str) -> RealAnswer {
    state(name, Change::State(word))
}
