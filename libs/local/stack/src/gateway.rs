//! What API Gateway's HTTP API does: turns HTTP into an event of payload format 2.0, invokes the function that serves the
//! matching endpoint, and turns its answer back into HTTP.

mod cors;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clock::Clock;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::MethodAndPath;

use crate::Cors;
use crate::invoke::Function;

/// API Gateway's own limits.
const MAX_PAYLOAD_BYTES: usize = 10 * 1024 * 1024;
const INTEGRATION_TIMEOUT: Duration = Duration::from_secs(30);
const DEFAULT_ROUTE: &str = "$default";

#[derive(Debug, Clone)]
pub(crate) struct Gateway {
    pub(crate) functions: Arc<Functions>,
    pub(crate) clock: Clock,
    /// Where it listens, which stands for the API's domain name.
    pub(crate) domain_name: String,
    /// Which pages of other origins may call it.
    pub(crate) cors: Cors,
}

/// The functions that serve HTTP.
#[derive(Debug)]
pub(crate) struct Functions {
    pub(crate) endpoints: Vec<(MethodAndPath, Function)>,
    /// The function that serves `$default`: all requests that no endpoint matches.
    pub(crate) default: Function,
}

impl Functions {
    /// The matching endpoint, with the values of its placeholders, and the function that serves the request.
    fn find(&self, method: &str, path: &str) -> (String, PathParameters, &Function) {
        let mut of_method = self.endpoints.iter().filter(|(endpoint, _)| endpoint.method == method);
        let found = of_method.find_map(|(endpoint, function)| {
            Some((endpoint.key(), endpoint.path_parameters(path)?, function))
        });
        found.unwrap_or_else(|| (DEFAULT_ROUTE.to_owned(), Vec::new(), &self.default))
    }
}

type PathParameters = Vec<(&'static str, String)>;

impl Gateway {
    pub(crate) fn router(self) -> Router {
        Router::new().fallback(serve).with_state(self)
    }
}

/// With CORS configured, API Gateway answers a preflight itself where no route takes `OPTIONS`, and asks the function where
/// one does. `$default` takes every method, so the function is asked, and must not refuse.
async fn serve(
    State(gateway): State<Gateway>,
    ConnectInfo(client): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let cors = cors::headers(&gateway.cors, request.method(), request.headers());
    let mut answer = forward(&gateway, client, request).await;
    cors::put(cors, &mut answer);
    answer
}

async fn forward(gateway: &Gateway, client: SocketAddr, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if !names_one_host(&parts.headers) {
        return own_reply(StatusCode::BAD_REQUEST, "Bad Request");
    }
    let Ok(body) = to_bytes(body, MAX_PAYLOAD_BYTES).await else {
        return own_reply(StatusCode::PAYLOAD_TOO_LARGE, "Request Too Long");
    };
    let (route_key, parameters, function) = gateway.functions.find(parts.method.as_str(), parts.uri.path());
    let mut event = event(&parts.uri, parts.method.as_str(), &parts.headers, &body);
    event.insert("routeKey".to_owned(), json!(route_key));
    event.insert("requestContext".to_owned(), request_context(gateway, &parts, client, &route_key));
    if !parameters.is_empty() {
        let parameters: BTreeMap<&str, String> =
            parameters.into_iter().map(|(name, value)| (name, decoded(&value))).collect();
        event.insert("pathParameters".to_owned(), json!(parameters));
    }
    let event = Value::Object(event);
    match tokio::time::timeout(INTEGRATION_TIMEOUT, function.invoke(event.to_string())).await {
        Ok(Ok(response)) => reply(&response),
        Ok(Err(error)) => {
            tracing::error!(route_key, error, "an invocation failed");
            own_reply(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
        }
        Err(_) => own_reply(StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable"),
    }
}

/// API Gateway finds an API by the name of the host, so no function ever sees another one. `lambda_http` panics at a name
/// that is none.
fn names_one_host(headers: &HeaderMap) -> bool {
    let hosts: Vec<&str> =
        headers.get_all(header::HOST).iter().map(|it| it.to_str().unwrap_or_default()).collect();
    matches!(hosts[..], [host] if url::Url::parse(&format!("http://{host}/")).is_ok_and(|url| url.path() == "/"))
}

fn event(uri: &Uri, method: &str, headers: &HeaderMap, body: &[u8]) -> Map<String, Value> {
    let mut event = Map::new();
    let mut put = |name: &str, value: Value| {
        event.insert(name.to_owned(), value);
    };
    put("version", json!("2.0"));
    put("rawPath", json!(uri.path()));
    put("rawQueryString", json!(uri.query().unwrap_or("")));
    put("headers", Value::Object(joined_headers(headers)));
    put("isBase64Encoded", json!(false));
    let cookies: Vec<&str> = values(headers, header::COOKIE.as_str())
        .flat_map(|cookies| cookies.split(';').map(str::trim))
        .collect();
    if !cookies.is_empty() {
        put("cookies", json!(cookies));
    }
    let query = joined_query(uri);
    if !query.is_empty() {
        put("queryStringParameters", json!(query));
    }
    if !body.is_empty() && method != "GET" && method != "HEAD" {
        match std::str::from_utf8(body) {
            Ok(text) if is_text(headers) => put("body", json!(text)),
            _ => {
                put("body", json!(STANDARD.encode(body)));
                put("isBase64Encoded", json!(true));
            }
        }
    }
    event
}

/// API Gateway decodes the values of placeholders.
fn decoded(value: &str) -> String {
    percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned()
}

/// Names are in lower case and repeated headers are joined by commas. Cookies are a field of their own.
fn joined_headers(headers: &HeaderMap) -> Map<String, Value> {
    let names = headers.keys().map(header::HeaderName::as_str).filter(|name| *name != "cookie");
    let mut joined: Map<String, Value> = names
        .map(|name| (name.to_owned(), json!(values(headers, name).collect::<Vec<_>>().join(","))))
        .collect();
    // API Gateway adds this header. In the cloud it is https.
    joined.insert("x-forwarded-proto".to_owned(), json!("http"));
    joined
}

fn values<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
}

fn joined_query(uri: &Uri) -> BTreeMap<String, String> {
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri);
    let mut joined = BTreeMap::new();
    for (name, value) in pairs.map(|pairs| pairs.0).unwrap_or_default() {
        joined
            .entry(name)
            .and_modify(|values: &mut String| {
                values.push(',');
                values.push_str(&value);
            })
            .or_insert(value);
    }
    joined
}

fn is_text(headers: &HeaderMap) -> bool {
    let content_type = values(headers, header::CONTENT_TYPE.as_str()).next().unwrap_or("text/plain");
    let media_type = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    media_type.starts_with("text/")
        || ["application/json", "application/javascript", "application/xml"].contains(&media_type.as_str())
}

fn request_context(
    gateway: &Gateway,
    parts: &axum::http::request::Parts,
    client: SocketAddr,
    route_key: &str,
) -> Value {
    let now = gateway.clock.now();
    let request_id: [u8; 11] = rand::random();
    json!({
        "accountId": "000000000000",
        "apiId": "local",
        "domainName": gateway.domain_name,
        "domainPrefix": "local",
        "http": {
            "method": parts.method.as_str(),
            "path": parts.uri.path(),
            "protocol": "HTTP/1.1",
            "sourceIp": client.ip().to_string(),
            "userAgent": values(&parts.headers, header::USER_AGENT.as_str()).next().unwrap_or(""),
        },
        "requestId": format!("{}=", STANDARD.encode(request_id).trim_end_matches('=')),
        "routeKey": route_key,
        "stage": "$default",
        "time": common_log_time(now.as_millis()),
        "timeEpoch": now.as_millis(),
    })
}

/// `20/Nov/2026:09:30:01 +0000`
fn common_log_time(millis: i64) -> String {
    let instant = jiff::Timestamp::from_millisecond(millis).unwrap_or_default();
    instant.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string()
}

/// A function's answer in payload format 2.0.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Answer {
    status_code: u16,
    headers: BTreeMap<String, String>,
    cookies: Vec<String>,
    body: Option<String>,
    is_base64_encoded: bool,
}

impl Default for Answer {
    fn default() -> Self {
        let (headers, cookies) = (BTreeMap::new(), Vec::new());
        Self { status_code: 200, headers, cookies, body: None, is_base64_encoded: false }
    }
}

/// The function's answer, as HTTP.
fn reply(answer: &str) -> Response {
    let broken = || own_reply(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error");
    let Ok(answer) = serde_json::from_str::<Answer>(answer) else { return broken() };
    let text = answer.body.unwrap_or_default();
    let body =
        if answer.is_base64_encoded { STANDARD.decode(text).unwrap_or_default() } else { text.into_bytes() };
    let mut reply = Response::builder().status(answer.status_code);
    for (name, value) in answer.headers.iter().filter(|(name, _)| !cors::is_about_cors(name)) {
        reply = reply.header(name, value);
    }
    for cookie in &answer.cookies {
        reply = reply.header(header::SET_COOKIE, cookie);
    }
    reply.body(Body::from(body)).unwrap_or_else(|_| broken())
}

/// API Gateway's own words.
fn own_reply(status: StatusCode, message: &str) -> Response {
    (status, axum::Json(json!({"message": message}))).into_response()
}
