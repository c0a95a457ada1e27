//! Examples of requests and of replies, by operation. What is in `examples/replies.json` was answered by a running stack.

use std::sync::LazyLock;

use serde_json::Value;

static REQUESTS: LazyLock<Value> = LazyLock::new(|| read(include_str!("../examples/requests.json")));
static REPLIES: LazyLock<Value> = LazyLock::new(|| read(include_str!("../examples/replies.json")));

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

pub(crate) fn of_request(operation: &str) -> Option<&'static Value> {
    REQUESTS.get(operation)
}

pub(crate) fn of_reply(operation: &str, status: u16) -> Option<&'static Value> {
    REPLIES.get(operation)?.get(status.to_string())
}
