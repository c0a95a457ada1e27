//! The times that a job keeps: when it is looked at, how long a step may take, and when it is given up. All are in
//! seconds, and a delay fits SQS (at most 900). What is done at these times is in [`crate::lifecycle`].

use crate::catalog::Route;
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

/// Fetching the files that a request names.
pub const fn fetching(kind: Kind) -> StepTime {
    match kind {
        Kind::Image | Kind::Video | Kind::Avatar | Kind::Tts => step(45, 89),
        Kind::Composite => RENDERING,
    }
}

/// Fetching a composite's files, rendering it and saving it, which is one step. Its function has 600 s. A render that
/// still runs then dies with it and is found by its lease.
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

/// One step that starts variants on a route.
pub const fn start_time(route: &Route, kind: Kind) -> StepTime {
    if route.synchronous { making(kind) } else { starting(kind) }
}

/// Download, fit and upload of all finished results.
pub const fn saving(kind: Kind) -> StepTime {
    match kind {
        Kind::Image | Kind::Tts => step(100, 180),
        Kind::Video | Kind::Avatar => step(45, 89),
        Kind::Composite => RENDERING,
    }
}

/// A job whose sources are made by another job looks again after this long whether that one has ended.
pub const SOURCE_WAIT_SECONDS: i64 = 5;
/// After a lost answer to a start, the vendor is asked after this long whether it knows the task: it may be slow to
/// know it.
pub const LOOKUP_AFTER_SECONDS: i64 = 15;
/// In how many rounds a result may fail to be saved before it is given up.
pub const MAX_SAVE_ERRORS: u32 = 5;
/// A result that was made and could not be downloaded within its step is downloaded again after this long.
pub const RESULT_DELAY_SECONDS: i64 = 5;
/// A step that is saving or rendering results at the deadline gets this much longer.
pub const SAVING_GRACE_SECONDS: i64 = 120;
/// How long after its time a step counts as lost.
const LOST_AFTER_SECONDS: i64 = 30;
/// A job whose first message was lost is found again after this long.
pub const UNSENT_AFTER_SECONDS: i64 = 60;
/// Every n-th look is also a heartbeat: it records on the job that its chain is alive.
pub const LOOKS_PER_HEARTBEAT: u32 = 4;
/// How often in a row the sweeper sends a job again before it leaves it to its deadline.
pub const MAX_RESENDS: u32 = 3;
/// How long a step that met trouble waits before it is tried again.
pub const TROUBLE_DELAY_SECONDS: i64 = 10;
/// Server errors that are waited out before a route is given up for a job, or the job itself. An error after which
/// another route is asked at once is not waited out.
pub const MAX_START_ERRORS: u32 = 5;
/// A foreign host that gives no file is asked so often.
pub const HOST_TRIES: usize = 2;
/// Rounds in which some host gave no file, each time another. A composite reads its files anew in each.
pub const MAX_SILENT_ROUNDS: usize = 5;
/// A job that waits for a route looks at least this often whether one is free.
pub const LONGEST_WAIT_SECONDS: i64 = 30;
/// Another route is asked so soon: nothing was accepted, so nothing is lost.
pub const NEXT_ROUTE_SECONDS: i64 = 1;
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

/// Seconds until the look that is the next heartbeat.
pub fn until_heartbeat(model: &Model, look: u32) -> i64 {
    (look..look + LOOKS_PER_HEARTBEAT).map(|look| i64::from(look_delay(model, look))).sum()
}

/// Seconds until a refused start is tried again: 2, 4, 8, 16, 30, 30, … or what the vendor asked for.
pub fn next_start_delay(refusals: u32, asked: Option<u32>) -> u32 {
    let backoff = 1_u32.checked_shl(refusals.max(1)).unwrap_or(MAX_DELAY_SECONDS).min(MAX_DELAY_SECONDS);
    asked.map_or(backoff, |asked| asked.clamp(1, 300))
}

/// How many seconds the sweeper gives a job that it sent again: 1, 2, then 4 minutes.
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

    /// How many seconds of a vendor pass in so many milliseconds: simulated vendors keep the pace.
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a cast of a float stops at the largest number"
    )]
    pub fn vendors_seconds(self, millis: i64) -> i64 {
        (millis as f64 / 1000.0 / self.0) as i64
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
    fn a_vendors_time_runs_at_the_pace() {
        assert_eq!(Pace::REAL.vendors_seconds(59_999), 59);
        assert_eq!(Pace::shortened_to(0.02).unwrap().vendors_seconds(1200), 60);
        assert_eq!(Pace::shortened_to(f64::MIN_POSITIVE).unwrap().vendors_seconds(1), i64::MAX);
    }

    #[test]
    fn a_refused_start_is_tried_ever_more_rarely() {
        let delays: Vec<u32> = (1..8).map(|refusals| next_start_delay(refusals, None)).collect();
        assert_eq!(delays, [2, 4, 8, 16, 30, 30, 30]);
        assert_eq!(next_start_delay(1, Some(7)), 7, "the vendor's own word counts");
        assert_eq!(next_start_delay(1, Some(100_000)), 300, "within reason");
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
