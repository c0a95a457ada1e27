//! The bodies of the answers that are a success.

use serde::Serialize;
use serde_json::Value;

/// The answer to a start. Which of the two depends on whether the start named a webhook.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Submitted {
    ToPoll {
        id: String,
        polling_url: String,
        #[serde(flatten)]
        price: Price,
    },
    ToCall {
        id: String,
        status: Status,
        webhook_url: String,
        #[serde(flatten)]
        price: Price,
    },
}

#[derive(Debug, Serialize)]
pub(super) struct Price {
    /// In credits of 0.01 USD.
    pub(super) cost: f64,
    pub(super) input_mp: f64,
    pub(super) output_mp: f64,
}

/// The answer to a poll.
#[derive(Debug, Serialize)]
pub(super) struct TaskState {
    pub(super) id: String,
    pub(super) status: Status,
    pub(super) result: Option<TaskResult>,
    /// From 0 to 1.
    pub(super) progress: Option<f64>,
    pub(super) details: Option<Value>,
    pub(super) preview: Option<Value>,
    /// In credits of 0.01 USD.
    pub(super) cost: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) enum Status {
    Pending,
    Reasoning,
    Generating,
    Ready,
    #[serde(rename = "Request Moderated")]
    RequestModerated,
    #[serde(rename = "Content Moderated")]
    ContentModerated,
    Error,
    #[serde(rename = "Task not found")]
    TaskNotFound,
}

#[derive(Debug, Serialize)]
pub(super) struct TaskResult {
    /// The delivery link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sample: Option<String>,
    pub(super) prompt: String,
    pub(super) seed: i64,
    /// Unix time in seconds.
    pub(super) start_time: f64,
    pub(super) end_time: f64,
    /// Seconds.
    pub(super) duration: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct Credits {
    pub(super) credits: f64,
}
