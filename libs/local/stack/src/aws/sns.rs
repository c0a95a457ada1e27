//! SNS, with one action, `Publish`. Messages are logged, and listed at `GET /_sns/messages`.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Form, Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The messages that have been published since the stack started.
type Published = Arc<Mutex<Vec<Value>>>;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Publish {
    action: String,
    #[serde(default)]
    topic_arn: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    message: String,
}

pub(super) fn serve(listener: TcpListener) {
    let published = Published::default();
    let router = Router::new()
        .route("/", axum::routing::post(publish))
        .route("/_sns/messages", get(messages))
        .with_state(published);
    tokio::spawn(async move { axum::serve(listener, router).await });
}

async fn publish(State(published): State<Published>, Form(publish): Form<Publish>) -> Response {
    let Publish { action, topic_arn, subject, message } = publish;
    if action != "Publish" {
        return (StatusCode::BAD_REQUEST, "only Publish is simulated").into_response();
    }
    tracing::info!(topic_arn, subject, message, "published to SNS");
    let mut published = published.lock().unwrap_or_else(PoisonError::into_inner);
    published.push(json!({"topic_arn": topic_arn, "subject": subject, "message": message}));
    let answer = format!(
        "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>\
         <MessageId>{}</MessageId></PublishResult></PublishResponse>",
        published.len()
    );
    ([(header::CONTENT_TYPE, "text/xml")], answer).into_response()
}

async fn messages(State(published): State<Published>) -> Json<Value> {
    Json(json!({"messages": *published.lock().unwrap_or_else(PoisonError::into_inner)}))
}
