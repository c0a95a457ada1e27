//! Which failures a vendor bills although no customer pays for them. What such a failure is worth is in [`crate::job`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ErrorCode;

/// How far a vendor was with a variant when that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It was asked to start it, and refused.
    Start,
    /// It was asked to start it, and its answer was lost.
    LostStart,
    /// It had accepted it, and says that it failed.
    Work,
    /// It had accepted it, and stopped it.
    Stopped,
    /// It was at work when the time for it was over.
    TimedOut,
    /// It had accepted it, and no longer said anything that can be read.
    Unreadable,
    /// It had made a result, which is of no use or could not be saved.
    Made,
}

/// Why a vendor bills a variant that no customer pays for. The words are stable: rows and the API have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BilledReason {
    /// The content policy refused it at the start.
    RefusedStart,
    /// The content policy refused its input or its result after the vendor had accepted it.
    Moderated,
    /// Its input turned out to be of no use after the vendor had accepted it.
    InvalidInput,
    /// It failed at the vendor in any other way.
    Failed,
    /// The vendor stopped it.
    Stopped,
    /// The vendor was at work when the time for it was over.
    TimedOut,
    /// The vendor no longer said anything about it that can be read.
    Unreadable,
    /// It was made, and is of no use or could not be saved.
    UselessResult,
    /// The answer to its start was lost. The vendor may be at work, or not.
    LostStart,
}

impl BilledReason {
    pub const ALL: [Self; 9] = [
        Self::RefusedStart,
        Self::Moderated,
        Self::InvalidInput,
        Self::Failed,
        Self::Stopped,
        Self::TimedOut,
        Self::Unreadable,
        Self::UselessResult,
        Self::LostStart,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RefusedStart => "refused_start",
            Self::Moderated => "moderated",
            Self::InvalidInput => "invalid_input",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
            Self::TimedOut => "timed_out",
            Self::Unreadable => "unreadable",
            Self::UselessResult => "useless_result",
            Self::LostStart => "lost_start",
        }
    }

    /// What a failure is called if the vendor bills it. `None`: no vendor bills it, because none has begun.
    pub const fn of(phase: Phase, code: ErrorCode) -> Option<Self> {
        Some(match (phase, code) {
            (Phase::Start, ErrorCode::ModerationRejected) => Self::RefusedStart,
            (Phase::Start, _) => return None,
            (Phase::Work, ErrorCode::ModerationRejected) => Self::Moderated,
            (Phase::Work, ErrorCode::InvalidInput | ErrorCode::InputUnreachable) => Self::InvalidInput,
            (Phase::Work, _) => Self::Failed,
            (Phase::Stopped, _) => Self::Stopped,
            (Phase::TimedOut, _) => Self::TimedOut,
            (Phase::Unreadable, _) => Self::Unreadable,
            (Phase::Made, _) => Self::UselessResult,
            (Phase::LostStart, _) => Self::LostStart,
        })
    }

    /// Whether every vendor bills it, as far as we can know: the work was done, or goes on without us. The catalog says
    /// of each vendor which of the other failures it bills.
    pub const fn is_always_billed(self) -> bool {
        matches!(self, Self::TimedOut | Self::Unreadable | Self::UselessResult | Self::LostStart)
    }
}
