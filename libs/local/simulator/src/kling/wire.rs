//! The bodies of the answers that are a success, of both standards.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;

/// What every answer is wrapped in.
#[derive(Debug, Serialize)]
pub(super) struct Envelope<Data> {
    code: u32,
    message: &'static str,
    request_id: String,
    data: Data,
}

impl<Data> Envelope<Data> {
    pub(super) fn of(data: Data) -> Self {
        Self { code: 0, message: "SUCCEED", request_id: request_id(), data }
    }
}

/// Never the same twice in one process.
pub(super) fn request_id() -> String {
    static REQUESTS: AtomicU64 = AtomicU64::new(1);
    uuid::Uuid::from_u128(REQUESTS.fetch_add(1, Ordering::Relaxed).into()).to_string()
}

/// The new standard's answer to a start. Times are Unix milliseconds.
#[derive(Debug, Serialize)]
pub(super) struct Created {
    pub(super) id: String,
    pub(super) status: &'static str,
    pub(super) create_time: i64,
    pub(super) update_time: i64,
    pub(super) external_id: String,
}

/// The new standard's answer to a query.
#[derive(Debug, Serialize)]
pub(super) struct TaskState {
    #[serde(flatten)]
    pub(super) task: Created,
    /// Why it failed; else empty.
    pub(super) message: &'static str,
    pub(super) outputs: Vec<Output>,
    pub(super) billing: Vec<Billing>,
}

#[derive(Debug, Serialize)]
pub(super) struct Output {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(flatten)]
    pub(super) video: Video,
}

/// In `outputs` and in `task_result.videos`.
#[derive(Debug, Serialize)]
pub(super) struct Video {
    pub(super) id: String,
    pub(super) url: String,
    /// Empty if no watermark was asked for.
    pub(super) watermark_url: String,
    /// Seconds.
    pub(super) duration: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Billing {
    pub(super) charge_type: &'static str,
    pub(super) amount: String,
    pub(super) package_type: &'static str,
}

/// The legacy standard's answer to a start, to a query, and to speech.
#[derive(Debug, Serialize)]
pub(super) struct LegacyTask {
    pub(super) task_id: String,
    pub(super) task_status: &'static str,
    /// Why it failed; else empty.
    pub(super) task_status_msg: &'static str,
    pub(super) task_info: TaskInfo,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) task_result: Option<TaskResult>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) final_unit_deduction: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct TaskInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) external_task_id: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum TaskResult {
    Videos(Vec<Video>),
    Audios(Vec<Audio>),
}

#[derive(Debug, Serialize)]
pub(super) struct Audio {
    pub(super) id: String,
    pub(super) url: String,
    /// Seconds.
    pub(super) duration: String,
}
