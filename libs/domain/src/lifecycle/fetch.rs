//! A round of fetching: the files are here, some are not made yet, or something is in trouble.

use super::{Next, Tick};
use crate::timing::{
    HOST_TRIES, MAX_SILENT_ROUNDS, MAX_START_ERRORS, SOURCE_WAIT_SECONDS, TROUBLE_DELAY_SECONDS,
};
use crate::{ErrorCode, Failure, Job};

impl Job {
    /// All files are in our bucket: the job can be started.
    #[must_use]
    pub fn fetched(mut self, tick: Tick) -> Next {
        self.schedule.start_errors = 0;
        self.schedule.silent_places.clear();
        self.requeue(0, tick)
    }

    /// Another job that makes one of the files has not ended. The job's own time begins when that one's is over:
    /// `own_seconds` from now at the earliest.
    #[must_use]
    pub fn wait_for_sources(self, own_seconds: i64, tick: Tick) -> Next {
        self.extend_deadline(own_seconds, tick).requeue(tick.pace.seconds(SOURCE_WAIT_SECONDS), tick)
    }

    /// The job with at least `own_seconds` left: another job that makes one of its files has not ended.
    #[must_use]
    pub fn extend_deadline(mut self, own_seconds: i64, tick: Tick) -> Self {
        self.schedule.deadline_at = self.schedule.deadline_at.max(tick.now.plus_seconds(own_seconds));
        self
    }

    /// Foreign hosts did not give the files at these places of the request. When one has failed [`HOST_TRIES`] times, or
    /// many have failed one after the other, the job fails with what was the matter.
    #[must_use]
    pub fn ask_hosts_again(mut self, silent: Vec<(String, Failure)>, tick: Tick) -> Next {
        let rounds = self.schedule.silent_places.len() + 1;
        for (place, failure) in silent {
            let places = &mut self.schedule.silent_places;
            places.push(place.clone());
            let tries = places.iter().filter(|failed| **failed == place).count();
            if tries >= HOST_TRIES || rounds >= MAX_SILENT_ROUNDS {
                return self.give_up(&failure);
            }
        }
        self.requeue(tick.pace.seconds(TROUBLE_DELAY_SECONDS), tick)
    }

    /// A file could not be fetched for now. After [`MAX_START_ERRORS`] rounds the job is given up.
    #[must_use]
    pub fn retry_fetch(mut self, tick: Tick) -> Next {
        self.schedule.start_errors += 1;
        if self.schedule.start_errors >= MAX_START_ERRORS {
            return self.give_up(&Failure::new(ErrorCode::InputUnreachable));
        }
        self.requeue(tick.pace.seconds(TROUBLE_DELAY_SECONDS), tick)
    }
}
