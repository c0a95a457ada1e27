//! Outcomes by what the engine does about them, without their words.

use domain::ErrorCode;
use vendors::{CallError, Look, Start, StartError};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A task is at work, or the result is there.
    Well,
    Busy,
    BusyFor(u32),
    Unavailable,
    RouteDown,
    Uncertain,
    Refused(ErrorCode),
    Running,
    Canceled,
    Unseen,
}

pub(crate) fn of_start(start: &Result<Start, StartError>) -> Class {
    match start {
        Ok(_) => Class::Well,
        Err(StartError::Busy { retry_after: None }) => Class::Busy,
        Err(StartError::Busy { retry_after: Some(seconds) }) => Class::BusyFor(*seconds),
        Err(StartError::Unavailable(_)) => Class::Unavailable,
        Err(StartError::RouteDown(_)) => Class::RouteDown,
        Err(StartError::Uncertain(_)) => Class::Uncertain,
        Err(StartError::Refused(failure)) => Class::Refused(failure.code),
    }
}

pub(crate) fn of_look(look: &Result<Look, CallError>) -> Class {
    match look {
        Ok(Look::Running { .. }) => Class::Running,
        Ok(Look::Ready(_)) => Class::Well,
        Ok(Look::Failed(failure)) => Class::Refused(failure.code),
        Ok(Look::Canceled) => Class::Canceled,
        Err(_) => Class::Unseen,
    }
}
