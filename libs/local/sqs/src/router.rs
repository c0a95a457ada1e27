//! HTTP in, HTTP out: picks the action by `x-amz-target`, reads its input and writes its output. No rule of SQS lives
//! here.

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
use crate::message::MAX_BYTES;
use crate::queues::Queues;
use crate::refusal::Refusal;

const JSON: &str = "application/x-amz-json-1.0";

/// The longest message body with every byte escaped as `\u00xx`, and some room for the rest of the request.
const MAX_REQUEST_BYTES: usize = 8 * MAX_BYTES;

pub(crate) fn router(queues: Queues) -> Router {
    Router::new()
        .route("/", post(answer))
        .route("/{account}/{queue}", post(answer))
        .layer(DefaultBodyLimit::max(MAX_REQUEST_BYTES))
        .with_state(queues)
}

async fn answer(State(queues): State<Queues>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    match act(&queues, target, &body).await {
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

async fn act(queues: &Queues, target: &str, body: &[u8]) -> Result<Vec<u8>, Refusal> {
    match target.strip_prefix("AmazonSQS.").unwrap_or_default() {
        "SendMessage" => run(queues, body, actions::send_message),
        "ReceiveMessage" => write(&actions::receive_message(queues, read(body)?).await?),
        "DeleteMessage" => run(queues, body, actions::delete_message),
        "DeleteMessageBatch" => run(queues, body, actions::delete_message_batch),
        "GetQueueAttributes" => run(queues, body, actions::get_queue_attributes),
        _ => Err(Refusal::UnknownAction(target.to_owned())),
    }
}

fn run<I: DeserializeOwned, O: Serialize>(
    queues: &Queues,
    body: &[u8],
    action: fn(&Queues, I) -> Result<O, Refusal>,
) -> Result<Vec<u8>, Refusal> {
    write(&action(queues, read(body)?)?)
}

fn read<I: DeserializeOwned>(body: &[u8]) -> Result<I, Refusal> {
    Ok(serde_json::from_slice(body)?)
}

fn write<O: Serialize>(output: &O) -> Result<Vec<u8>, Refusal> {
    Ok(serde_json::to_vec(output)?)
}
