//! The replies to a submit, a retry and a dry run: what is the endpoint's own, and what a client is told of the job.

use domain::request::Family;
use domain::{Job, JobId, Rfc3339, Status};
use lambda_http::Request;
use schemars::JsonSchema;
use serde::Serialize;
use web::GenerationStatus;

use crate::preview::Preview;

/// A reply of which `own` is the endpoint's own.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "{T}")]
pub(crate) struct Told<T> {
    #[serde(flatten)]
    pub(crate) own: T,
    #[serde(flatten)]
    pub(crate) preview: Preview,
}

/// A job that was accepted, in the words of one of the two families.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Accepted {
    Job(AcceptedJob),
    Generation(AcceptedGeneration),
}

/// A job that was accepted.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct AcceptedJob {
    /// The job's id.
    job_id: JobId,
    /// `pending`.
    status: Status,
    /// Where to read the job.
    status_url: String,
    /// How many milliseconds to wait before it is read.
    polling_interval_ms: u32,
}

/// A generation that was accepted.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct AcceptedGeneration {
    /// The generation's id, which is its job's.
    generation_id: JobId,
    /// `queued`.
    status: GenerationStatus,
    /// When it was accepted.
    created_at: Rfc3339,
    /// How many milliseconds to wait before it is read.
    polling_interval_ms: u32,
}

/// What a request would cost. Nothing was made.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct DryRun {
    /// `true`.
    dry_run: bool,
    /// Why the request could not be paid, as the sentence of its 402; null where it could.
    would_fail: Option<&'static str>,
}

impl Accepted {
    pub(crate) fn new(job: &Job, request: &Request, family: Family) -> Self {
        let polling_interval_ms = web::polling_interval_ms(family);
        match family {
            Family::Legacy => {
                let path = format!("{}/creative-hub/generate/jobs/{}", web::BASE_PATH, job.job_id);
                let status_url = web::absolute_url(request, &path);
                let (job_id, status) = (job.job_id, Status::Pending);
                Self::Job(AcceptedJob { job_id, status, status_url, polling_interval_ms })
            }
            Family::Studio => Self::Generation(AcceptedGeneration {
                generation_id: job.job_id,
                status: GenerationStatus::Queued,
                created_at: Rfc3339(job.created_at),
                polling_interval_ms,
            }),
        }
    }
}

impl DryRun {
    pub(crate) const fn new(would_fail: Option<&'static str>) -> Self {
        Self { dry_run: true, would_fail }
    }
}
