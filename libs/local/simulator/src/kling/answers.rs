//! The bodies of the answers that are a success, of both standards.

use axum::Json;
use serde_json::{Value, json};

use crate::request_id;
use crate::usage::Start;

/// Where a task is.
#[derive(Debug)]
pub(super) struct State {
    /// In the words of the new standard.
    pub(super) status: &'static str,
    /// Why it failed; else empty.
    pub(super) message: &'static str,
    pub(super) file: Option<Value>,
}

/// What every answer is wrapped in.
pub(super) fn envelope(data: impl Into<Value>) -> Json<Value> {
    let data: Value = data.into();
    Json(json!({ "code": 0, "message": "SUCCEED", "request_id": request_id::next(), "data": data }))
}

/// The new standard's answer to a start and to a look. Times are Unix milliseconds.
pub(super) fn task(start: &Start, state: &State) -> Value {
    json!({
        "id": start.task, "status": state.status, "create_time": start.at_ms, "message": state.message,
        "external_id": external_id(start).unwrap_or_default(), "outputs": state.file.as_slice(),
    })
}

/// The legacy standard's answer to a start, to a look, and to speech. `files` is `videos` or `audios`.
pub(super) fn legacy(start: &Start, state: &State, files: &str) -> Value {
    // This standard spells it without the end.
    let status = if state.status == "succeeded" { "succeed" } else { state.status };
    json!({
        "task_id": start.task, "task_status": status, "task_status_msg": state.message, "created_at": start.at_ms,
        "task_info": { "external_task_id": external_id(start) }, "task_result": { files: state.file.as_slice() },
    })
}

fn external_id(start: &Start) -> Option<&str> {
    start.external_id.as_ref().map(|external| external.id.as_str())
}

impl State {
    pub(super) const SUBMITTED: Self = Self::new("submitted");

    pub(super) const fn new(status: &'static str) -> Self {
        Self { status, message: "", file: None }
    }

    pub(super) fn succeeded(file: Option<Value>) -> Self {
        Self { file, ..Self::new("succeeded") }
    }

    pub(super) const fn failed(message: &'static str) -> Self {
        Self { status: "failed", message, file: None }
    }
}
