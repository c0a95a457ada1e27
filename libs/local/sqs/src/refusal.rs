//! All reasons for which a request is refused, and the one place where a reason becomes an SQS error on the wire.
//! SDKs read the code from the `x-amzn-query-error` header, and some clients from `__type`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("The specified queue does not exist.")]
    QueueDoesNotExist,
    #[error("There should be at least one entry in the request.")]
    EmptyBatch,
    #[error("Maximum number of entries per request are 10. You have sent {0}.")]
    TooManyEntries(usize),
    #[error("Id {0} repeated.")]
    RepeatedEntryId(String),
    #[error("A batch entry id is 1 to 80 letters, digits, hyphens or underscores.")]
    InvalidEntryId,
    #[error(
        "Invalid characters found. Allowed: #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF."
    )]
    InvalidMessageContents,
    #[error("The input receipt handle is invalid.")]
    ReceiptHandleIsInvalid,
    #[error("Unknown Attribute {0}.")]
    InvalidAttributeName(String),
    #[error("{0}")]
    InvalidParameterValue(String),
    #[error("The request must contain the parameter {0}.")]
    MissingParameter(&'static str),
    #[error("The action {0} is not valid for this endpoint.")]
    UnknownAction(String),
    /// The request is not JSON, or has a parameter that is not played here.
    #[error("The request cannot be read: {0}")]
    Malformed(#[from] serde_json::Error),
    #[error("queue storage: {0}")]
    Storage(#[from] rusqlite::Error),
}

impl Refusal {
    /// What SDKs call the error code. It also stands in the `Failed` list of a batch.
    pub(crate) fn code(&self) -> &'static str {
        self.names().1
    }

    /// Whether only an entry of a batch fails. Any other refusal fails the whole request.
    pub(crate) fn is_callers_fault(&self) -> bool {
        !matches!(self, Self::Storage(_))
    }

    /// The name of the shape for `__type`, and the code of the old query protocol.
    fn names(&self) -> (&'static str, &'static str) {
        match self {
            Self::QueueDoesNotExist => {
                ("com.amazonaws.sqs#QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue")
            }
            Self::EmptyBatch => {
                ("com.amazonaws.sqs#EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest")
            }
            Self::TooManyEntries(_) => (
                "com.amazonaws.sqs#TooManyEntriesInBatchRequest",
                "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
            ),
            Self::RepeatedEntryId(_) => (
                "com.amazonaws.sqs#BatchEntryIdsNotDistinct",
                "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
            ),
            Self::InvalidEntryId => {
                ("com.amazonaws.sqs#InvalidBatchEntryId", "AWS.SimpleQueueService.InvalidBatchEntryId")
            }
            Self::InvalidMessageContents => {
                ("com.amazonaws.sqs#InvalidMessageContents", "InvalidMessageContents")
            }
            Self::ReceiptHandleIsInvalid => {
                ("com.amazonaws.sqs#ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid")
            }
            Self::InvalidAttributeName(_) => {
                ("com.amazonaws.sqs#InvalidAttributeName", "InvalidAttributeName")
            }
            Self::InvalidParameterValue(_) => {
                ("com.amazon.coral.service#InvalidParameterValueException", "InvalidParameterValue")
            }
            Self::MissingParameter(_) => {
                ("com.amazon.coral.service#MissingRequiredParameterException", "MissingParameter")
            }
            Self::UnknownAction(_) => ("com.amazon.coral.service#UnknownOperationException", "InvalidAction"),
            Self::Malformed(_) => ("com.amazon.coral.service#SerializationException", "MalformedInput"),
            Self::Storage(_) => ("com.amazon.coral.service#InternalFailure", "InternalFailure"),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Storage(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::ReceiptHandleIsInvalid => StatusCode::NOT_FOUND,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (shape, code) = self.names();
        let fault = if self.is_callers_fault() { "Sender" } else { "Receiver" };
        let headers = [("x-amzn-query-error", format!("{code};{fault}"))];
        (self.status(), headers, Json(json!({ "__type": shape, "message": self.to_string() })))
            .into_response()
    }
}
