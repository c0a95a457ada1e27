//! Secrets Manager, with one secret, the vendors' keys, and one action, `GetSecretValue`.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use domain::catalog::Vendor;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::VENDOR_SECRET;

pub(super) fn serve(listener: TcpListener, keys: &BTreeMap<Vendor, String>) {
    let router = Router::new().route("/", post(answer)).with_state(json!(keys).to_string());
    tokio::spawn(async move { axum::serve(listener, router).await });
}

/// The body is taken as bytes, because it is JSON with AWS's own content type, which axum's `Json` refuses.
async fn answer(
    State(secret): State<String>,
    headers: HeaderMap,
    request: Bytes,
) -> (StatusCode, Json<Value>) {
    let request: Value = serde_json::from_slice(&request).unwrap_or_default();
    let action = headers.get("x-amz-target").and_then(|value| value.to_str().ok());
    if action != Some("secretsmanager.GetSecretValue") {
        return (StatusCode::BAD_REQUEST, Json(json!({"__type": "InvalidRequestException"})));
    }
    if request.get("SecretId").and_then(Value::as_str) != Some(VENDOR_SECRET) {
        return (StatusCode::BAD_REQUEST, Json(json!({"__type": "ResourceNotFoundException"})));
    }
    let arn = format!("arn:aws:secretsmanager:us-east-1:000000000000:secret:{VENDOR_SECRET}");
    (StatusCode::OK, Json(json!({"ARN": arn, "Name": VENDOR_SECRET, "SecretString": secret})))
}
