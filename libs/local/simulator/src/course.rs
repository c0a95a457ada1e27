//! Where a task is at a given time. Nothing is stored: it follows from the start and the clock.

use std::time::Duration;

use crate::sim_words::{Ending, SimWords};
use crate::usage::Start;
use crate::world::World;

/// The part of its time that a task spends in the queue, at every vendor.
pub(crate) const QUEUED_PERMILLE: u16 = 150;

/// Every vendor has these, under names of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Queued,
    /// `permille` of the whole time, the queue included: from `queued_permille` to 999.
    Running {
        permille: u16,
    },
    Over(Ending),
    Cancelled,
}

/// How long after its start a task is final, at the vendor: a request that moderation refuses gets no
/// further than the queue.
pub(crate) fn takes(words: &SimWords, typical: Duration, queued_permille: u16) -> Duration {
    let whole = words.slow.unwrap_or(typical);
    match words.ending {
        Ending::InputModerated => whole.saturating_mul(u32::from(queued_permille)) / 1000,
        Ending::Media | Ending::BadMedia | Ending::EmptyResult | Ending::OutputModerated | Ending::Failed => {
            whole
        }
    }
}

impl World {
    pub(crate) fn phase(&self, start: &Start) -> Phase {
        start.phase(self.now_ms(), QUEUED_PERMILLE)
    }

    /// How a task has ended; none while it has not, or if it was cancelled.
    pub(crate) fn ending(&self, start: &Start) -> Option<Ending> {
        match self.phase(start) {
            Phase::Over(ending) => Some(ending),
            Phase::Queued | Phase::Running { .. } | Phase::Cancelled => None,
        }
    }
}

impl Start {
    pub(crate) fn phase(&self, now_ms: i64, queued_permille: u16) -> Phase {
        if self.cancelled_at_ms.is_some() {
            return Phase::Cancelled;
        }
        if now_ms >= self.ends_at_ms {
            return Phase::Over(self.ending);
        }
        match self.permille(now_ms) {
            _ if self.ending == Ending::InputModerated => Phase::Queued,
            permille if permille < queued_permille => Phase::Queued,
            permille => Phase::Running { permille },
        }
    }

    /// How much of the time from start to end has passed, in thousandths. A clock that went back counts as the
    /// start.
    pub(crate) fn permille(&self, now_ms: i64) -> u16 {
        let whole = self.ends_at_ms.saturating_sub(self.at_ms);
        let gone = now_ms.saturating_sub(self.at_ms).max(0);
        u16::try_from(gone.saturating_mul(1000).checked_div(whole).unwrap_or(1000))
            .map_or(1000, |part| part.min(1000))
    }
}
