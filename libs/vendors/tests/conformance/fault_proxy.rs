//! A proxy between the adapter and the simulator that can inject a fault into the next call.

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

/// What the proxy does to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The proxy answers this and does not ask the simulator.
    Answer { status: u16, headers: &'static [(&'static str, &'static str)], body: &'static str },
    /// The answer is longer than that of any vendor.
    Endless,
    /// The connection ends before the simulator gets the request.
    CutBefore,
    /// The simulator answers, and the connection ends before the answer comes.
    CutAfter,
    /// Half of the answer comes.
    Truncate,
    /// Every object of the answer gets a field that nobody knows and one that is null.
    AddUnknownFields,
    /// Every name of a state becomes one that nobody knows.
    UnknownState,
}

/// The vendors' names for the state of a task.
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
pub(crate) struct FaultProxy {
    pub(crate) simulator: Mutex<String>,
    next: Mutex<Option<Fault>>,
    requests: Mutex<Vec<HeaderMap>>,
    files: Mutex<BTreeMap<String, Bytes>>,
}

impl FaultProxy {
    pub(crate) fn inject(&self, fault: Option<Fault>) {
        *self.next.lock().unwrap() = fault;
    }

    /// The headers of all requests since this was last called.
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

async fn serve(State(proxy): State<Arc<FaultProxy>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let file = proxy.files.lock().unwrap().get(&path).cloned();
    if let Some(file) = file {
        return Response::new(Body::from(file));
    }
    // Downloads of results are not calls of the adapter.
    if path.contains("/delivery/") {
        return forward(&proxy, request).await;
    }
    proxy.requests.lock().unwrap().push(request.headers().clone());
    let fault = proxy.next.lock().unwrap().take();
    match fault {
        None => forward(&proxy, request).await,
        Some(Fault::Answer { status, headers, body }) => answer(status, headers, body.as_bytes().to_vec()),
        Some(Fault::Endless) => answer(200, &[], vec![b' '; 100 * 1024 * 1024]),
        Some(Fault::CutBefore) => cut(),
        Some(Fault::CutAfter) => {
            forward(&proxy, request).await;
            cut()
        }
        Some(Fault::Truncate) => changed(&proxy, request, |bytes| bytes.slice(..bytes.len() / 2)).await,
        Some(Fault::AddUnknownFields) => in_json(&proxy, request, with_unknown_fields).await,
        Some(Fault::UnknownState) => in_json(&proxy, request, with_unknown_state).await,
    }
}

async fn forward(proxy: &FaultProxy, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let address = format!("{}{}", proxy.simulator.lock().unwrap(), parts.uri);
    let mut headers = parts.headers;
    headers.remove(http::header::HOST);
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let answer = plain_http().request(parts.method, address).headers(headers).body(body).send().await;
    // The simulator cut the connection, so the proxy does it, too.
    let Ok(answer) = answer else { return cut() };
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = Response::new(Body::from(answer.bytes().await.unwrap_or_default()));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

async fn changed(proxy: &FaultProxy, request: Request, change: impl Fn(Bytes) -> Bytes) -> Response {
    let (mut parts, body) = forward(proxy, request).await.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else { return cut() };
    parts.headers.remove(http::header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(change(body)))
}

/// What is not JSON passes unchanged.
async fn in_json(proxy: &FaultProxy, request: Request, change: fn(Value) -> Value) -> Response {
    changed(proxy, request, |bytes| match serde_json::from_slice(&bytes) {
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

fn with_unknown_fields(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Map<String, Value> =
                fields.into_iter().map(|(name, value)| (name, with_unknown_fields(value))).collect();
            fields.insert("x_invented_tomorrow".to_owned(), json!({"deep": [1, null]}));
            fields.insert("x_null".to_owned(), Value::Null);
            Value::Object(fields)
        }
        Value::Array(items) => items.into_iter().map(with_unknown_fields).collect(),
        other => other,
    }
}

fn with_unknown_state(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            fields.into_iter().map(|(name, value)| (name, with_unknown_state(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(with_unknown_state).collect(),
        Value::String(word) if STATES.contains(&word.as_str()) => json!("daydreaming"),
        other => other,
    }
}

/// A client of servers on this machine, which have no certificates: to read those that the machine trusts took a third
/// of the kit's time.
#[expect(clippy::disallowed_methods, reason = "a client of the tests is not the service")]
pub(crate) fn plain_http() -> reqwest::Client {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    client.tls_certs_only([]).build().unwrap()
}
