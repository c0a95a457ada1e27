//! When a job is looked at, how long a step may take, and when it is given up. All in seconds, so that a
//! delay fits SQS (at most 900).

use crate::{Kind, Model};

/// How long a step may be busy, and how long its claim on the job holds. The claim outlives the step with the
/// writes around it, and ends before the function's own timeout: 200 s for pictures and speech, 90 s for videos and
/// avatars. A test holds these numbers against the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepTime {
    pub limit_seconds: u64,
    pub lease_seconds: i64,
}

const fn step(limit_seconds: u64, lease_seconds: i64) -> StepTime {
    StepTime { limit_seconds, lease_seconds }
}

/// Bringing in the files that a request names.
pub const fn fetching(kind: Kind) -> StepTime {
    match kind {
        Kind::Image | Kind::Video | Kind::Avatar | Kind::Tts => step(45, 89),
        Kind::Composite => RENDERING,
    }
}

/// Bringing in a composite's files, rendering and saving it: one step. Its function has 600 s; what still runs then
/// dies with it, and is found by its lease.
pub const RENDERING: StepTime = step(570, 660);

/// Asking a vendor to start tasks.
pub const fn starting(kind: Kind) -> StepTime {
    match kind {
        Kind::Image | Kind::Video | Kind::Tts => step(30, 75),
        Kind::Composite => RENDERING,
        // A script may have to be spoken first, which is a call of its own.
        Kind::Avatar => step(45, 89),
    }
}

/// A synchronous vendor's whole call, and saving what it made.
pub const fn making(kind: Kind) -> StepTime {
    match kind {
        Kind::Image | Kind::Tts => step(155, 198),
        Kind::Video | Kind::Avatar => step(45, 89),
        Kind::Composite => RENDERING,
    }
}

/// Download, fit and upload of all finished results.
pub const fn saving(kind: Kind) -> StepTime {
    match kind {
        Kind::Image | Kind::Tts => step(100, 180),
        Kind::Video | Kind::Avatar => step(45, 89),
        Kind::Composite => RENDERING,
    }
}

/// A request that named a job which has not ended looks again after this long.
pub const SOURCE_WAIT_SECONDS: i64 = 5;
/// An answer to a start that can be asked for again is asked for after this long: the vendor may be slow to
/// know its own task.
pub const LOOKUP_AFTER_SECONDS: i64 = 15;
/// How often a result that cannot be brought home is looked at again before the job is given up.
pub const MAX_SAVE_ERRORS: u32 = 5;
/// A result being stored at the deadline gets this much longer.
pub const SAVING_GRACE_SECONDS: i64 = 120;
/// How long after its time an advance counts as lost.
const LOST_AFTER_SECONDS: i64 = 30;
/// A job whose first message was lost is found again after this long.
pub const UNSENT_AFTER_SECONDS: i64 = 60;
/// Every n-th look also proves on the job that its chain is alive.
pub const LOOKS_PER_PROOF: u32 = 4;
/// How often the sweeper takes up a lost chain in one stage before it leaves the job to its deadline.
pub const MAX_RESENDS: u32 = 3;
/// Server errors at the start that are waited out before the route counts as down.
pub const MAX_START_ERRORS: u32 = 5;
/// Once one variant runs, the others wait no longer than this for a free slot: its result link may expire.
pub const SLOT_WAIT_BESIDE_RUNNING_SECONDS: i64 = 180;

const MAX_DELAY_SECONDS: u32 = 30;
/// Even where time is shortened, a busy machine needs this much.
const LEAST_PATIENCE_SECONDS: i64 = 5;

/// Seconds until look number `look` (from 0), counted from the one before or from the start: near the
/// model's median first, then growing, never more than 30.
pub fn look_delay(model: &Model, look: u32) -> u32 {
    let delay = if look == 0 { model.median_seconds } else { model.median_seconds / 4 + look };
    let most = if look == 0 { 900 } else { MAX_DELAY_SECONDS };
    delay.clamp(1, most)
}

/// Seconds until the last of the looks that come before the chain next proves itself.
pub fn until_proof(model: &Model, look: u32) -> i64 {
    (look..look + LOOKS_PER_PROOF).map(|look| i64::from(look_delay(model, look))).sum()
}

/// Seconds until a refused start is tried again: 2, 4, 8, 16, 30, 30, … or what the vendor asked for.
pub fn retry_delay(refusals: u32, asked: Option<u32>) -> u32 {
    let backoff = 1_u32.checked_shl(refusals.max(1)).unwrap_or(MAX_DELAY_SECONDS).min(MAX_DELAY_SECONDS);
    asked.map_or(backoff, |asked| asked.clamp(1, 300))
}

/// Seconds the sweeper gives a chain it sent again: 1, 2, 4 minutes.
pub fn resend_patience(resends: u32) -> i64 {
    60 * 1_i64.checked_shl(resends).unwrap_or(4).min(4)
}

/// How fast time passes for vendors and delays. 1 in production; the local stack may shorten both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace(f64);

impl Pace {
    pub const REAL: Self = Self(1.0);

    /// `factor` of the real duration, above 0 and at most 1.
    pub fn shortened_to(factor: f64) -> Option<Self> {
        (factor > 0.0 && factor <= 1.0).then_some(Self(factor))
    }

    pub const fn factor(self) -> f64 {
        self.0
    }

    /// How long to wait for an advance that is due in `seconds` before it counts as lost.
    pub fn patience(self, seconds: i64) -> i64 {
        self.seconds(seconds) + self.seconds(LOST_AFTER_SECONDS).max(LEAST_PATIENCE_SECONDS)
    }

    /// Whole seconds, at least 1.
    pub fn seconds(self, seconds: i64) -> i64 {
        self.millis(seconds * 1000).div_euclid(1000).max(1)
    }

    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "delays are far below 2^52 milliseconds"
    )]
    fn millis(self, millis: i64) -> i64 {
        (millis as f64 * self.0).ceil() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalog;

    #[test]
    fn looks_begin_near_the_median_and_are_never_more_than_30_seconds_apart() {
        let catalog = Catalog::shipped().unwrap();
        for model in catalog.models() {
            assert_eq!(look_delay(model, 0), model.median_seconds.max(1));
            let later: Vec<u32> = (1..100).map(|look| look_delay(model, look)).collect();
            assert!(later.is_sorted() && later.iter().all(|delay| (1..=30).contains(delay)), "{}", model.id);
        }
    }

    #[test]
    fn a_refused_start_is_tried_ever_more_rarely() {
        let delays: Vec<u32> = (1..8).map(|refusals| retry_delay(refusals, None)).collect();
        assert_eq!(delays, [2, 4, 8, 16, 30, 30, 30]);
        assert_eq!(retry_delay(1, Some(7)), 7, "the vendor's own word counts");
        assert_eq!(retry_delay(1, Some(100_000)), 300, "within reason");
    }

    #[test]
    fn a_lost_chain_gets_1_2_and_4_minutes() {
        assert_eq!([0, 1, 2, 3].map(resend_patience), [60, 120, 240, 240]);
    }

    #[test]
    fn a_shortened_delay_is_still_at_least_a_second() {
        let pace = Pace::shortened_to(0.1).unwrap();
        assert_eq!((pace.seconds(60), pace.seconds(5), Pace::REAL.seconds(5)), (6, 1, 5));
        assert!(Pace::shortened_to(0.0).is_none() && Pace::shortened_to(1.5).is_none());
    }
}
