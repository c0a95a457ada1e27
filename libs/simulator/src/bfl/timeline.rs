//! Where a task is at a given time. Nothing else decides a status.

use std::time::Duration;

use super::wire::Status;
use crate::sim_words::{Ending, SimWords};

/// At the vendor, for one picture (measured by third parties; BFL states none).
const TYPICAL: Duration = Duration::from_secs(6);
const QUEUED_PERMILLE: u16 = 150;
const REASONED_PERMILLE: u16 = 300;

/// How long after its start a task is final, at the vendor.
pub(super) fn takes(words: &SimWords) -> Duration {
    let whole = words.slow.unwrap_or(TYPICAL);
    match words.ending {
        Ending::InputModerated => whole.saturating_mul(u32::from(QUEUED_PERMILLE)) / 1000,
        Ending::Media | Ending::BadMedia | Ending::EmptyResult | Ending::OutputModerated | Ending::Failed => {
            whole
        }
    }
}

/// A task that is not final yet, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Under { status: Status, permille: u16 },
    Over(Ending),
}

/// What decides the stage, apart from the time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course {
    pub(super) at_ms: i64,
    pub(super) ends_at_ms: i64,
    pub(super) disable_pup: bool,
    pub(super) ending: Ending,
}

impl Course {
    pub(super) fn stage(&self, now_ms: i64) -> Stage {
        if now_ms >= self.ends_at_ms {
            return Stage::Over(self.ending);
        }
        let permille = self.permille(now_ms);
        // A request that moderation refuses gets no further than the queue.
        if self.ending == Ending::InputModerated {
            return Stage::Under { status: Status::Pending, permille: 0 };
        }
        let status = match permille {
            ..QUEUED_PERMILLE => Status::Pending,
            ..REASONED_PERMILLE if !self.disable_pup => Status::Reasoning,
            _ => Status::Generating,
        };
        Stage::Under { status, permille }
    }

    /// Of the time from start to end; a clock that went back counts as the start.
    fn permille(&self, now_ms: i64) -> u16 {
        let whole = self.ends_at_ms.saturating_sub(self.at_ms);
        let gone = now_ms.saturating_sub(self.at_ms).max(0);
        u16::try_from(gone.saturating_mul(1000).checked_div(whole).unwrap_or(0)).unwrap_or(1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(ending: Ending) -> Course {
        Course { at_ms: 10_000, ends_at_ms: 16_000, disable_pup: false, ending }
    }

    fn under(status: Status, permille: u16) -> Stage {
        Stage::Under { status, permille }
    }

    #[test]
    fn a_task_waits_thinks_works_and_is_over() {
        for (now_ms, stage) in [
            (9_000, under(Status::Pending, 0)),
            (10_000, under(Status::Pending, 0)),
            (10_899, under(Status::Pending, 149)),
            (10_900, under(Status::Reasoning, 150)),
            (11_800, under(Status::Generating, 300)),
            (15_999, under(Status::Generating, 999)),
            (16_000, Stage::Over(Ending::Media)),
            (i64::MAX, Stage::Over(Ending::Media)),
        ] {
            assert_eq!(course(Ending::Media).stage(now_ms), stage, "{now_ms}");
        }
    }

    #[test]
    fn without_prompt_upsampling_nothing_is_thought() {
        let course = Course { disable_pup: true, ..course(Ending::Media) };
        assert_eq!(course.stage(10_900), under(Status::Generating, 150));
    }

    #[test]
    fn a_moderated_request_ends_in_the_queue() {
        assert_eq!(course(Ending::InputModerated).stage(15_999), under(Status::Pending, 0));
        let words = SimWords { ending: Ending::InputModerated, ..SimWords::default() };
        assert_eq!(takes(&words), Duration::from_millis(900));
    }
}
