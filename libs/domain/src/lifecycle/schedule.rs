//! The fields that schedule a job. Only the module above writes them; everybody else reads them by methods of `Job`.

use serde::{Deserialize, Serialize};

use crate::timing::UNSENT_AFTER_SECONDS;
use crate::{Failure, Job, Status, Timestamp};

/// What a job waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Variants are to be started, once the files that the request names are in our bucket.
    Queued,
    /// A step holds the lease and is fetching the files that the request names.
    Fetching,
    /// A step holds the lease and is asking the vendor. Found without a live lease, the answer was lost.
    Starting,
    /// The vendor is at work.
    Waiting,
    /// Our own render holds the lease. Found without a live lease, it is rendered again from the beginning.
    Rendering,
    /// A step holds the lease and is saving results.
    Saving,
    /// Completed or failed.
    Done,
}

impl Stage {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Fetching => "fetching",
            Self::Starting => "starting",
            Self::Waiting => "waiting",
            Self::Rendering => "rendering",
            Self::Saving => "saving",
            Self::Done => "done",
        }
    }
}

/// The fields that decide which step comes next, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    pub(super) stage: Stage,
    /// Which line of messages advances the job; a message of an older chain stops.
    pub(super) chain: u32,
    /// The last look that a heartbeat recorded.
    pub(super) look: u32,
    /// How often in a row the sweeper sent the job again because nobody moved it.
    pub(super) resends: u32,
    /// How often a vendor was asked to start something, or a render was begun.
    pub(super) attempts: u32,
    /// How often the job had to wait because vendors had no free slot. A refusal after which another route is asked at
    /// once does not count.
    pub(super) refusals: u32,
    /// How often it had to wait because of a server error of a vendor, or in fetching.
    pub(super) start_errors: u32,
    /// The places of files that a foreign host did not give, one for each time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) silent_places: Vec<String>,
    /// The names of routes that took nothing since the job last waited.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) passed_over: Vec<String>,
    /// Why a route could not make this very job. It is told where no other route is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) not_here: Option<Failure>,
    /// Rounds of starts whose answer was lost.
    pub(super) uncertain_starts: u32,
    /// Rounds in which a finished result could not be saved.
    pub(super) save_errors: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) lease_until: Option<Timestamp>,
    /// When the sweeper takes the job up, unless something moves it first. A job that has ended is due only while its
    /// low balance is to be announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) due_at: Option<Timestamp>,
    pub(super) deadline_at: Timestamp,
}

impl Schedule {
    /// That of a new job, whose first message is about to be sent.
    pub(crate) const fn new(now: Timestamp, deadline_at: Timestamp) -> Self {
        Self {
            stage: Stage::Queued,
            chain: 0,
            look: 0,
            resends: 0,
            attempts: 0,
            refusals: 0,
            start_errors: 0,
            silent_places: Vec::new(),
            passed_over: Vec::new(),
            not_here: None,
            uncertain_starts: 0,
            save_errors: 0,
            lease_until: None,
            due_at: Some(now.plus_seconds(UNSENT_AFTER_SECONDS)),
            deadline_at,
        }
    }
}

impl Schedule {
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether a step that has not ended may still be at work on the job.
    pub fn is_leased(&self, now: Timestamp) -> bool {
        self.lease_until.is_some_and(|until| until > now)
    }
}

impl Job {
    /// What clients see of the stage. It never goes backwards: a job that was begun stays begun, and `done` is final.
    pub const fn status(&self) -> Status {
        match (self.schedule.stage, &self.failure, self.started_at) {
            (Stage::Done, None, _) => Status::Completed,
            (Stage::Done, Some(_), _) => Status::Failed,
            (_, _, Some(_)) => Status::Processing,
            (_, _, None) => Status::Pending,
        }
    }

    pub const fn stage(&self) -> Stage {
        self.schedule.stage
    }

    pub const fn chain(&self) -> u32 {
        self.schedule.chain
    }

    pub const fn look(&self) -> u32 {
        self.schedule.look
    }

    pub const fn attempts(&self) -> u32 {
        self.schedule.attempts
    }

    /// How often starts were refused for want of a free slot.
    pub const fn refusals(&self) -> u32 {
        self.schedule.refusals
    }

    pub const fn uncertain_starts(&self) -> u32 {
        self.schedule.uncertain_starts
    }

    pub const fn save_errors(&self) -> u32 {
        self.schedule.save_errors
    }

    pub const fn due_at(&self) -> Option<Timestamp> {
        self.schedule.due_at
    }

    pub const fn deadline_at(&self) -> Timestamp {
        self.schedule.deadline_at
    }

    /// Whether a step that has not ended may still be at work on this job.
    pub fn is_leased(&self, now: Timestamp) -> bool {
        self.schedule.is_leased(now)
    }
}
