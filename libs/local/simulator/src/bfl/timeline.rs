//! What BFL calls the phases of a task.

use std::time::Duration;

use super::wire::Status;
use crate::course::{self, Phase};
use crate::sim_words::Ending;
use crate::usage::Start;

/// At the vendor, for one picture (measured by third parties; BFL states none).
pub(super) const TYPICAL: Duration = Duration::from_secs(6);
const REASONED_PERMILLE: u16 = 300;

/// A task that is not final yet, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Under { status: Status, permille: u16 },
    Over(Ending),
}

pub(super) fn stage(start: &Start, disable_pup: bool, now_ms: i64) -> Stage {
    match start.phase(now_ms, course::QUEUED_PERMILLE) {
        // A request that moderation refuses gets no further than the queue.
        Phase::Queued if start.ending == Ending::InputModerated => {
            Stage::Under { status: Status::Pending, permille: 0 }
        }
        Phase::Queued => Stage::Under { status: Status::Pending, permille: start.permille(now_ms) },
        Phase::Running { permille } if permille < REASONED_PERMILLE && !disable_pup => {
            Stage::Under { status: Status::Reasoning, permille }
        }
        Phase::Running { permille } => Stage::Under { status: Status::Generating, permille },
        Phase::Over(ending) => Stage::Over(ending),
        // BFL has no cancel.
        Phase::Cancelled => Stage::Over(Ending::Failed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(ending: Ending) -> Start {
        let start = serde_json::json!({
            "task": "x", "vendor": "bfl", "model": "m", "prompt": "p", "seed": null, "at_ms": 10_000,
            "ends_at_ms": 16_000, "ending": ending, "billed_units": 1, "request": null,
        });
        serde_json::from_value(start).unwrap()
    }

    fn under(status: Status, permille: u16) -> Stage {
        Stage::Under { status, permille }
    }

    #[test]
    fn a_task_waits_thinks_works_and_is_over() {
        for (now_ms, expected) in [
            (9_000, under(Status::Pending, 0)),
            (10_000, under(Status::Pending, 0)),
            (10_899, under(Status::Pending, 149)),
            (10_900, under(Status::Reasoning, 150)),
            (11_800, under(Status::Generating, 300)),
            (15_999, under(Status::Generating, 999)),
            (16_000, Stage::Over(Ending::Media)),
            (i64::MAX, Stage::Over(Ending::Media)),
        ] {
            assert_eq!(stage(&start(Ending::Media), false, now_ms), expected, "{now_ms}");
        }
    }

    #[test]
    fn without_prompt_upsampling_nothing_is_thought() {
        assert_eq!(stage(&start(Ending::Media), true, 10_900), under(Status::Generating, 150));
    }

    #[test]
    fn a_moderated_request_ends_in_the_queue() {
        assert_eq!(stage(&start(Ending::InputModerated), false, 15_999), under(Status::Pending, 0));
    }
}
