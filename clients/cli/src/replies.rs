//! What `hub` reads of the API's replies: the few fields that it acts on. The replies' own types live in the functions,
//! which this client does not link. [`reads`] names every field, so that a test can hold them to the replies' schemas.
//! What is only shown is not read: lists have [`Listing`]s, and single things are printed as they come.

use std::collections::BTreeMap;

use domain::request::ExpectedSeconds;
use domain::{Cents, Credits, JobId, KeyId, Kind, Status};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Deserialize;
use serde_json::Value;

use crate::commands::{LISTINGS, Listing};

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ErrorReply {
    pub(crate) error: String,
    pub(crate) code: String,
    pub(crate) request_id: String,
    pub(crate) fields: Option<Vec<FieldReply>>,
    pub(crate) more_fields: Option<usize>,
    pub(crate) credits_required: Option<Credits>,
    pub(crate) credits_available: Option<Credits>,
}

#[derive(Debug, Deserialize, JsonSchema)]
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

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AcceptedJob {
    job_id: JobId,
}

#[derive(Debug, Deserialize, JsonSchema)]
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

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Quote {
    pub(crate) provider: String,
    pub(crate) credits_estimated: Credits,
    pub(crate) estimated_cost_cents: Cents,
    pub(crate) expected_seconds: ExpectedSeconds,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) would_fail: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Warning {
    pub(crate) message: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
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

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Variant {
    pub(crate) index: usize,
    pub(crate) error_message: Option<String>,
}

/// An API key that was made or rotated. A replay does not show its secret.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NewKey {
    pub(crate) id: KeyId,
    pub(crate) key: Option<String>,
}

/// Where the bytes of an upload go.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Upload {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct UploadedFile {
    pub(crate) asset: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Folder {
    pub(crate) id: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Me {
    pub(crate) team: Named,
    pub(crate) user: Named,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Named {
    pub(crate) id: String,
}

/// Which fields of a reply are read.
#[derive(Debug, Clone)]
pub struct Read {
    pub method: &'static str,
    /// Below `/api/v1`.
    pub path: &'static str,
    pub status: u16,
    /// The field that has the list whose items are meant; none where the reply itself is.
    pub list: Option<&'static str>,
    pub fields: Vec<String>,
}

/// Everything that is read, but for the insides of fields.
pub fn reads() -> Vec<Read> {
    let job = "/creative-hub/generate/jobs/{id}";
    let mut reads = vec![
        read::<ErrorReply>("GET", job, 400),
        read::<AcceptedJob>("POST", "/creative-hub/generate/image", 202),
        read::<AcceptedJob>("POST", "/creative-hub/generate/jobs/{id}/retry", 202),
        read::<AcceptedGeneration>("POST", "/creative-hub/image-studio/generate", 202),
        read::<Quote>("POST", "/creative-hub/image-studio/generate", 200),
        read::<Job>("GET", job, 200),
        read::<NewKey>("POST", "/api-keys", 201),
        read::<NewKey>("POST", "/api-keys/{id}/rotate", 200),
        read::<Upload>("POST", "/creative-hub/drive/uploads", 201),
        read::<UploadedFile>("POST", "/creative-hub/drive/uploads/{id}/complete", 200),
        read::<Folder>("POST", "/creative-hub/drive/folders", 201),
        read::<Me>("GET", "/me", 200),
    ];
    reads.extend(LISTINGS.iter().map(read_in_list));
    reads
}

fn read<T: JsonSchema>(method: &'static str, path: &'static str, status: u16) -> Read {
    let schema = T::json_schema(&mut SchemaGenerator::default());
    let fields = schema.get("properties").and_then(Value::as_object);
    let fields = fields.into_iter().flatten().map(|(name, _)| name.clone()).collect();
    Read { method, path, status, list: None, fields }
}

fn read_in_list(listing: &Listing) -> Read {
    let fields = listing.columns.iter().map(|&column| column.to_owned()).collect();
    Read { method: "GET", path: listing.path, status: 200, list: Some(listing.list), fields }
}
