//! Secrets Manager: one secret, the simulators' keys; one action, `GetSecretValue`.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use domain::catalog::Vendor;
use serde_json::{Map, Value, json};
use simulator::Simulator;
use tokio::net::TcpListener;

use super::VENDOR_SECRET;

pub(super) fn serve(listener: TcpListener) {
    let router = Router::new().route("/", post(answer));
    tokio::spawn(async move { axum::serve(listener, router).await });
}

/// The body is JSON under AWS's own content type, which `Json` would refuse.
async fn answer(headers: HeaderMap, request: Bytes) -> (StatusCode, Json<Value>) {
    let request: Value = serde_json::from_slice(&request).unwrap_or_default();
    let action = headers.get("x-amz-target").and_then(|value| value.to_str().ok());
    if action != Some("secretsmanager.GetSecretValue") {
        return (StatusCode::BAD_REQUEST, Json(json!({"__type": "InvalidRequestException"})));
    }
    if request.get("SecretId").and_then(Value::as_str) != Some(VENDOR_SECRET) {
        return (StatusCode::BAD_REQUEST, Json(json!({"__type": "ResourceNotFoundException"})));
    }
    let arn = format!("arn:aws:secretsmanager:us-east-1:000000000000:secret:{VENDOR_SECRET}");
    (
        StatusCode::OK,
        Json(json!({"ARN": arn, "Name": VENDOR_SECRET, "SecretString": vendor_keys().to_string()})),
    )
}

fn vendor_keys() -> Value {
    let keys = Vendor::ALL.into_iter().filter_map(|vendor| {
        Some((vendor.as_str().to_owned(), Value::String(Simulator::key(vendor.as_str())?)))
    });
    Value::Object(keys.collect::<Map<_, _>>())
}
