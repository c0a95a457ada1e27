//! The bodies of the answers that are a success.

use serde::Serialize;

use super::task::{MODEL, TYPE};
use crate::usage::Start;

/// The answer to a start and to a poll.
#[derive(Debug, Serialize)]
pub(super) struct Generation {
    pub(super) id: String,
    /// RFC 3339.
    pub(super) created_at: String,
    pub(super) model: &'static str,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) state: State,
    pub(super) output: Vec<Output>,
    pub(super) failure_code: Option<FailureCode>,
    pub(super) failure_reason: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    Queued,
    Processing,
    Completed,
    Failed,
}

#[derive(Debug, Serialize)]
pub(super) struct Output {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) url: String,
}

/// Those that are played; Luma has more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FailureCode {
    ContentModerated,
    GenerationFailed,
}

impl Generation {
    pub(super) fn bare(start: &Start, state: State) -> Self {
        Self {
            id: start.task.clone(),
            created_at: jiff::Timestamp::from_millisecond(start.at_ms).unwrap_or_default().to_string(),
            model: MODEL,
            kind: TYPE,
            state,
            output: Vec::new(),
            failure_code: None,
            failure_reason: None,
        }
    }
}
