//! The one life of a job: every way in which a job moves on is a pure function here, and the fields that schedule a
//! job can be written nowhere else. A `Job` goes in, a `Job` comes out; `store` writes it down under the revision that
//! was read, and the message that follows is the caller's to send.
//!
//! ```text
//!                 Job::new
//!                    │
//!                    ▼         claim (fetching)            render
//!   ┌───────────► queued ──────────────────────► fetching ────────► rendering
//!   │               │  ▲                          │    ▲               │  │
//!   │               │  └── requeue, fetched, ─────┘    └─ claim: the ──┘  │ progress
//!   │               │      wait_for_sources,              render died     │
//!   │               │      retry_fetch, ask_hosts_again                   │
//!   │               │ claim (starting)                                    │
//!   │               ▼                                                     │
//!   │ started   starting ◄─┐ take_route; started, where the vendor is     │
//!   │ (busy,     │   │  └──┘ to be asked about a lost answer              │
//!   │ trouble,   │   │                                                    │
//!   │ next route),   │                                                    │
//!   │ wait_for_route │ started (accepted)                                 │
//!   └────────────┘   ▼                                                    │
//!                 waiting ◄─┐ heartbeat                                   │
//!                  │  ▲ └───┘                                             │
//!   claim (saving) │  │ saved (some still run), keep_to_settle            │
//!                  ▼  │                                                   │
//!                 saving                                                  │
//!                    │                                                    │
//!                    ▼   settle (completed) or release (failed)           │
//!                  done ◄─────────────────────────────────────────────────┘
//! ```
//!
//! These moves start from several stages:
//!
//! - `give_up` fails what is open, from any stage, so that the job can be released or settled: a file is of no use,
//!   no route is left, its owner canceled it before it started, or its time is over (`expire`).
//! - `request_cancellation`, from queued, waiting or rendering, asks for a running job to be stopped.
//! - `resend` and `leave_to_deadline` are the sweeper's: nobody moved the job in time. `wake` is the local stack's,
//!   which knows at its start that no step is alive.
//! - `announce_low_balance` and `announced` make an ended job the outbox of a notification.
//!
//! **How a job goes back into its queue.** `requeue` is the only way. It starts a new chain and forgets earlier
//! resends. A new chain, because a job that waits may have several messages under way (the sweeper resends without
//! knowing whether the first is lost, and SQS delivers twice): after each round exactly the newest goes on, and the
//! others end at their claim. Forgotten resends, because they count how often in a row nobody moved the job, and the
//! step that requeues it just has.
//!
//! A claim takes a lease that outlives the step. A step that finds a lease in the past takes over from one that died:
//! in `starting` the vendor's answer is lost, in `fetching`, `rendering` and `saving` the work is done again and
//! overwrites itself.

mod bill;
mod cancel;
mod claim;
mod end;
mod fetch;
mod heartbeat;
mod render;
mod requeue;
mod resend;
mod routes;
mod save;
mod schedule;
mod start;
mod unusable_looks;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use cancel::Cancellation;
pub use claim::Claim;
pub use end::Outcome;
pub use heartbeat::Heartbeat;
pub use save::Arrival;
pub use schedule::{Schedule, Stage};
pub use start::StartAnswer;
pub use unusable_looks::{UnusableLook, UnusableLooks};

use crate::Job;
use crate::time::Timestamp;
use crate::timing::Pace;

/// When a move happens, and how fast time passes for vendors and delays.
#[derive(Debug, Clone, Copy)]
pub struct Tick {
    pub now: Timestamp,
    pub pace: Pace,
}

/// What a step made of a job.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// The job goes on with a message after the delay.
    Continue { job: Box<Job>, delay_seconds: i64 },
    /// Every variant has ended: the job is to be settled or released.
    End { job: Box<Job>, outcome: Outcome },
}

impl Next {
    fn continue_with(job: Job, delay_seconds: i64) -> Self {
        Self::Continue { job: Box::new(job), delay_seconds }
    }

    fn end(job: Job, outcome: Outcome) -> Self {
        Self::End { job: Box::new(job), outcome }
    }
}
