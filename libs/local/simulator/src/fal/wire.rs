//! The bodies of the answers of the queue itself.

use serde::Serialize;
use serde_json::Value;

use super::address;
use crate::usage::Start;
use crate::world::World;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Status {
    InQueue,
    InProgress,
    Completed,
}

/// The answer to a submit, which is the state of a request that waits, and to every later question.
#[derive(Debug, Serialize)]
pub(super) struct State {
    pub(super) status: Status,
    pub(super) request_id: String,
    /// Differs after a retry of the queue, of which there are none.
    pub(super) gateway_request_id: String,
    pub(super) response_url: String,
    pub(super) status_url: String,
    pub(super) cancel_url: String,
    /// From 0; only of a request that waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) queue_position: Option<u32>,
    /// Null unless they are asked for.
    pub(super) logs: Option<Vec<Value>>,
    pub(super) metrics: Metrics,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error_type: Option<String>,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Metrics {
    /// In seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) inference_time: Option<f64>,
}

impl State {
    pub(super) fn of(world: &World, start: &Start, status: Status) -> Self {
        let response_url = address::response_url(world, start);
        Self {
            status,
            request_id: start.task.clone(),
            gateway_request_id: start.task.clone(),
            status_url: format!("{response_url}/status"),
            cancel_url: format!("{response_url}/cancel"),
            response_url,
            queue_position: (status == Status::InQueue).then_some(0),
            logs: None,
            metrics: Metrics::default(),
            error: None,
            error_type: None,
        }
    }
}
