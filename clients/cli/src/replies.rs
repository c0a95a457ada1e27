//! What `hub` reads of the API's replies: the few fields that it acts on. The replies' own types live in the functions,
//! which this client does not link. A test holds every field to `docs/openapi.json`, which is made of the functions' types.
//! What is only shown is not read: lists have `Listing`s, and single things are printed as they come.

use std::collections::BTreeMap;

use domain::request::ExpectedSeconds;
use domain::{Cents, Credits, JobId, KeyId, Kind, Status};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ErrorReply {
    pub(crate) error: String,
    pub(crate) code: String,
    pub(crate) doc_url: Option<String>,
    pub(crate) request_id: String,
    pub(crate) fields: Option<Vec<FieldReply>>,
    pub(crate) more_fields: Option<usize>,
    pub(crate) credits_required: Option<Credits>,
    pub(crate) credits_available: Option<Credits>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct FieldReply {
    pub(crate) field: String,
    pub(crate) message: String,
}

/// An accepted job, in the words of either family.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Accepted {
    Job(AcceptedJob),
    Generation(AcceptedGeneration),
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AcceptedJob {
    job_id: JobId,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AcceptedGeneration {
    generation_id: JobId,
}

impl Accepted {
    pub(crate) const fn job(&self) -> JobId {
        match self {
            Self::Job(job) => job.job_id,
            Self::Generation(generation) => generation.generation_id,
        }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Quote {
    pub(crate) provider: String,
    pub(crate) credits_estimated: Credits,
    pub(crate) estimated_cost_cents: Cents,
    pub(crate) expected_seconds: ExpectedSeconds,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) would_fail: Option<String>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Warning {
    pub(crate) message: String,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Job {
    pub(crate) id: JobId,
    #[serde(rename = "type")]
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    pub(crate) provider: String,
    pub(crate) result_urls: Vec<String>,
    pub(crate) credits_charged: Credits,
    pub(crate) cost_cents: Cents,
    pub(crate) progress: Option<f64>,
    pub(crate) expected_seconds: Option<ExpectedSeconds>,
    pub(crate) created_at: String,
    pub(crate) error_code: Option<String>,
    pub(crate) error_message: Option<String>,
    pub(crate) variants: Vec<Variant>,
    pub(crate) polling_interval_ms: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Variant {
    pub(crate) index: usize,
    pub(crate) error_message: Option<String>,
}

/// An API key that was made or rotated. A replay does not show its secret.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct NewKey {
    pub(crate) id: KeyId,
    pub(crate) key: Option<String>,
}

/// Where the bytes of an upload go.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Upload {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct UploadedFile {
    pub(crate) asset: String,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Folder {
    pub(crate) id: String,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Me {
    pub(crate) team: Named,
    pub(crate) user: Named,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Named {
    pub(crate) id: String,
}

#[cfg(test)]
mod tests;
