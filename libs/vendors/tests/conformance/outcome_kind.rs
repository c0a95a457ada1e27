//! Outcomes of calls by what the engine does about them, without their texts.

use domain::ErrorCode;
use vendors::{Look, LookError, Start, StartError};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutcomeKind {
    /// A task is at work, or the result is there.
    Succeeded,
    Busy,
    BusyFor(u32),
    Unavailable,
    RouteDown,
    Uncertain,
    Refused(ErrorCode),
    /// Done, and nothing came of it.
    MadeNothing,
    /// Refused on this route only.
    NotHere(ErrorCode),
    Running,
    Canceled,
    NoAnswer,
    Denied,
    Unreadable,
    UnknownState,
}

impl OutcomeKind {
    pub(crate) fn from_start(start: &Result<Start, StartError>) -> Self {
        match start {
            Ok(_) => Self::Succeeded,
            Err(StartError::Busy { retry_after: None }) => Self::Busy,
            Err(StartError::Busy { retry_after: Some(seconds) }) => Self::BusyFor(*seconds),
            Err(StartError::Unavailable(_)) => Self::Unavailable,
            Err(StartError::RouteDown(..)) => Self::RouteDown,
            Err(StartError::Uncertain(_)) => Self::Uncertain,
            Err(StartError::Refused(failure)) => Self::Refused(failure.code),
            Err(StartError::NotHere(failure)) => Self::NotHere(failure.code),
            Err(StartError::MadeNothing(_)) => Self::MadeNothing,
        }
    }

    pub(crate) fn from_look(look: &Result<Look, LookError>) -> Self {
        match look {
            Ok(Look::Running { .. }) => Self::Running,
            Ok(Look::Ready(_)) => Self::Succeeded,
            Ok(Look::Failed(failure)) => Self::Refused(failure.code),
            Ok(Look::Canceled) => Self::Canceled,
            Err(LookError::NoAnswer(_)) => Self::NoAnswer,
            Err(LookError::Denied(_)) => Self::Denied,
            Err(LookError::Unreadable(_)) => Self::Unreadable,
            Err(LookError::UnknownState(_)) => Self::UnknownState,
        }
    }

    /// The word that `docs/vendors.md` has for it.
    pub(crate) fn word(self) -> String {
        let word = match self {
            Self::Succeeded => "made",
            Self::Busy => "wait",
            Self::BusyFor(seconds) => return format!("wait {seconds} s"),
            Self::Unavailable => "not taken",
            Self::RouteDown => "closed",
            Self::Uncertain => "uncertain",
            Self::MadeNothing => "nothing",
            Self::NotHere(_) => "not here",
            Self::Refused(ErrorCode::ModerationRejected) => "moderated",
            Self::Refused(ErrorCode::InvalidInput | ErrorCode::InputUnreachable) => "invalid",
            Self::Refused(ErrorCode::TimedOut) => "timed out",
            Self::Refused(_) => "failed",
            Self::Running => "runs",
            Self::Canceled => "canceled",
            Self::NoAnswer => "no answer",
            Self::Denied => "denied",
            Self::Unreadable => "unreadable",
            Self::UnknownState => "unknown",
        };
        word.to_owned()
    }
}
