//! A proxy between adapter and simulator that can spoil the next call, or every one of them.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use futures::stream;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

/// What is done to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meddling {
    /// Answered so, without asking the simulator.
    Answer { status: u16, headers: &'static [(&'static str, &'static str)], body: &'static str },
    /// As long an answer as no vendor gives.
    Endless,
    /// The connection ends, and the simulator never heard of it.
    CutBefore,
    /// The simulator answers, and its answer is lost.
    CutAfter,
    /// Half of the answer.
    Truncate,
    /// Every object of the answer has a field nobody knows, and one that is null.
    Embellish,
    /// Every word for a state becomes one that nobody knows.
    Daydream,
}

/// Words that vendors have for the state of a task.
const STATES: [&str; 22] = [
    "Pending",
    "Reasoning",
    "Generating",
    "Ready",
    "queued",
    "processing",
    "completed",
    "PENDING",
    "THROTTLED",
    "RUNNING",
    "SUCCEEDED",
    "submitted",
    "succeed",
    "succeeded",
    "running",
    "IN_QUEUE",
    "IN_PROGRESS",
    "COMPLETED",
    "waiting",
    "pending",
    "Content Moderated",
    "failed",
];

#[derive(Debug, Default)]
pub(crate) struct Meddler {
    pub(crate) simulator: Mutex<String>,
    next: Mutex<Option<Meddling>>,
    requests: Mutex<Vec<HeaderMap>>,
    files: Mutex<BTreeMap<String, Bytes>>,
}

impl Meddler {
    pub(crate) fn spoil(&self, meddling: Option<Meddling>) {
        *self.next.lock().unwrap() = meddling;
    }

    /// The headers of all requests since the last call of this.
    pub(crate) fn taken_requests(&self) -> Vec<HeaderMap> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }

    pub(crate) fn keep_file(&self, path: &str, bytes: Bytes) {
        self.files.lock().unwrap().insert(path.to_owned(), bytes);
    }

    pub(crate) fn router(self: Arc<Self>) -> Router {
        Router::new().fallback(serve).with_state(self)
    }
}

async fn serve(State(meddler): State<Arc<Meddler>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let file = meddler.files.lock().unwrap().get(&path).cloned();
    if let Some(file) = file {
        return Response::new(Body::from(file));
    }
    // Files of results are no calls of the adapter's.
    if path.contains("/delivery/") {
        return forward(&meddler, request).await;
    }
    meddler.requests.lock().unwrap().push(request.headers().clone());
    let meddling = meddler.next.lock().unwrap().take();
    match meddling {
        None => forward(&meddler, request).await,
        Some(Meddling::Answer { status, headers, body }) => answer(status, headers, body.as_bytes().to_vec()),
        Some(Meddling::Endless) => answer(200, &[], vec![b' '; 100 * 1024 * 1024]),
        Some(Meddling::CutBefore) => cut(),
        Some(Meddling::CutAfter) => {
            forward(&meddler, request).await;
            cut()
        }
        Some(Meddling::Truncate) => changed(&meddler, request, |bytes| bytes.slice(..bytes.len() / 2)).await,
        Some(Meddling::Embellish) => in_json(&meddler, request, embellished).await,
        Some(Meddling::Daydream) => in_json(&meddler, request, daydreamt).await,
    }
}

#[expect(clippy::disallowed_methods, reason = "a proxy of the tests is not the service")]
async fn forward(meddler: &Meddler, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let address = format!("{}{}", meddler.simulator.lock().unwrap(), parts.uri);
    let mut headers = parts.headers;
    headers.remove(http::header::HOST);
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let client =
        reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let answer = client.request(parts.method, address).headers(headers).body(body).send().await;
    // The simulator cut the connection: so does the meddler.
    let Ok(answer) = answer else { return cut() };
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = Response::new(Body::from(answer.bytes().await.unwrap_or_default()));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

async fn changed(meddler: &Meddler, request: Request, change: impl Fn(Bytes) -> Bytes) -> Response {
    let (mut parts, body) = forward(meddler, request).await.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else { return cut() };
    parts.headers.remove(http::header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(change(body)))
}

/// What is no JSON passes as it is.
async fn in_json(meddler: &Meddler, request: Request, change: fn(Value) -> Value) -> Response {
    changed(meddler, request, |bytes| match serde_json::from_slice(&bytes) {
        Ok(value) => change(value).to_string().into(),
        Err(_) => bytes,
    })
    .await
}

fn answer(status: u16, headers: &[(&'static str, &'static str)], body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    for (name, value) in headers {
        response.headers_mut().insert(*name, value.parse().unwrap());
    }
    response
}

/// A body that fails at once ends the connection before a byte is sent.
fn cut() -> Response {
    Response::new(Body::from_stream(stream::once(async { Err::<Bytes, _>(io::Error::other("cut")) })))
}

fn embellished(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Map<String, Value> =
                fields.into_iter().map(|(name, value)| (name, embellished(value))).collect();
            fields.insert("x_invented_tomorrow".to_owned(), json!({"deep": [1, null]}));
            fields.insert("x_null".to_owned(), Value::Null);
            Value::Object(fields)
        }
        Value::Array(items) => items.into_iter().map(embellished).collect(),
        other => other,
    }
}

fn daydreamt(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, daydreamt(value))).collect(),
        Value::Array(items) => items.into_iter().map(daydreamt).collect(),
        Value::String(word) if STATES.contains(&word.as_str()) => json!("daydreaming"),
        other => other,
    }
}
