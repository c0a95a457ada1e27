//! The body of an error, which has one shape whatever went wrong.

use domain::job::CancelOutcome;
use domain::{Credits, FieldError};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Error")]
pub struct ErrorBody {
    /// What is wrong, as a sentence for people.
    pub error: String,
    /// What is wrong, as a stable word for programs.
    pub code: &'static str,
    /// Where the reference explains the code: what it means, and what to do about it.
    pub doc_url: String,
    /// The fields and parameters of the request that must be corrected, at most 100 of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<FieldError>>,
    /// How many more fields must be corrected than `fields` lists; absent where it lists all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more_fields: Option<usize>,
    #[serde(flatten)]
    pub details: Details,
    /// The id to tell us when you ask about this request. It is also in the header `x-request-id`.
    pub request_id: String,
}

/// What some errors say beside their code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Details {
    /// The credits that the request would have held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits_required: Option<Credits>,
    /// The credits that are left under the limit that was met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits_available: Option<Credits>,
    /// What became of a cancellation that was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_outcome: Option<CancelOutcome>,
}
