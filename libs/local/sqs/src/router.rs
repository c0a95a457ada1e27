//! HTTP in, HTTP out: picks the action by `x-amz-target`, reads its input and writes its output.
//! No rule of SQS lives here.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::actions;
use crate::queues::Queues;
use crate::refusal::Refusal;

const JSON: &str = "application/x-amz-json-1.0";

/// A batch of 1 MiB in which every byte is escaped as `\u00xx`, and its frame.
const MAX_REQUEST_BYTES: usize = 8 * 1024 * 1024;

/// What every action gets.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) queues: Queues,
    pub(crate) base_url: Arc<str>,
}

pub(crate) fn router(queues: Queues, base_url: &str) -> Router {
    Router::new()
        .route("/", post(answer))
        .route("/{account}/{queue}", post(answer))
        .layer(DefaultBodyLimit::max(MAX_REQUEST_BYTES))
        .with_state(Service { queues, base_url: base_url.into() })
}

async fn answer(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    match act(&service, target, &body).await {
        Ok(body) => ([(CONTENT_TYPE, JSON)], body).into_response(),
        Err(refusal) => {
            match &refusal {
                Refusal::Storage(error) => tracing::error!(target, %error, "queue request failed"),
                refused => tracing::debug!(target, code = refused.code(), "queue request refused: {refused}"),
            }
            ([(CONTENT_TYPE, JSON)], refusal).into_response()
        }
    }
}

async fn act(service: &Service, target: &str, body: &[u8]) -> Result<Vec<u8>, Refusal> {
    match target.strip_prefix("AmazonSQS.").unwrap_or_default() {
        "SendMessage" => run(service, body, actions::send_message),
        "SendMessageBatch" => run(service, body, actions::send_message_batch),
        "ReceiveMessage" => write(&actions::receive_message(service, read(body)?).await?),
        "DeleteMessage" => run(service, body, actions::delete_message),
        "DeleteMessageBatch" => run(service, body, actions::delete_message_batch),
        "ChangeMessageVisibility" => run(service, body, actions::change_message_visibility),
        "ChangeMessageVisibilityBatch" => run(service, body, actions::change_message_visibility_batch),
        "GetQueueUrl" => run(service, body, actions::get_queue_url),
        "GetQueueAttributes" => run(service, body, actions::get_queue_attributes),
        "ListQueues" => run(service, body, actions::list_queues),
        "PurgeQueue" => run(service, body, actions::purge_queue),
        _ => Err(Refusal::UnknownAction(target.to_owned())),
    }
}

fn run<I: DeserializeOwned, O: Serialize>(
    service: &Service,
    body: &[u8],
    action: fn(&Service, I) -> Result<O, Refusal>,
) -> Result<Vec<u8>, Refusal> {
    write(&action(service, read(body)?)?)
}

fn read<I: DeserializeOwned>(body: &[u8]) -> Result<I, Refusal> {
    Ok(serde_json::from_slice(body)?)
}

fn write<O: Serialize>(output: &O) -> Result<Vec<u8>, Refusal> {
    Ok(serde_json::to_vec(output)?)
}
