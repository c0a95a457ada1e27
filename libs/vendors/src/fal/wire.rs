//! fal's answers, from its Queue API schema and its own clients. They may have new fields and nulls. The requests are in
//! `inputs`, and what a model made is read in `result`.

use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub(super) struct Accepted {
    pub(super) request_id: Option<Value>,
    pub(super) response_url: Option<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct TaskState {
    pub(super) status: Option<Value>,
    /// Only a task that is over and failed has these two.
    pub(super) error: Option<Value>,
    pub(super) error_type: Option<Value>,
}
