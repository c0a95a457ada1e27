//! A job in the words of `…/generate/jobs`.

use std::collections::BTreeMap;

use domain::job::CancelOutcome;
use domain::request::{ExpectedSeconds, Family, Settings};
use domain::{Cents, Credits, ErrorCode, FolderId, Job, JobId, Kind, Rfc3339, Status, TeamId, UserId};
use files::SignedLink;
use schemars::JsonSchema;
use serde::Serialize;
use web::Listed;

use super::variant::VariantView;
use super::{error_message, polling_interval_ms, progress};

/// A job. Its results are links that end after a while: read the job again to get new ones.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Job")]
pub(crate) struct JobView {
    /// The job's id.
    id: JobId,
    /// What it makes.
    #[serde(rename = "type")]
    kind: Kind,
    /// How far it is.
    status: Status,
    /// The model that makes it, by its id in the catalog.
    provider: String,
    /// The prompt, script or text; null where the request has none.
    prompt: Option<String>,
    /// The request with its defaults filled in, and how it was adapted.
    settings: Settings,
    /// Links to the results that there are.
    result_urls: Vec<String>,
    /// When the first of these links ends; null where there are none.
    result_urls_expire_at: Option<Rfc3339>,
    /// The credits that were held for it. A credit is $0.001.
    credits_estimated: Credits,
    /// The same in US cents.
    estimated_cost_cents: Cents,
    /// What it was charged, in US cents: 0 until it has completed, and 0 where it failed.
    cost_cents: Cents,
    /// The same in credits.
    credits_charged: Credits,
    /// The folder of the drive that its results are filed in; null for the root.
    drive_folder_id: Option<FolderId>,
    /// The request's own `metadata`.
    metadata: BTreeMap<String, String>,
    /// Why it failed and what to do, in sentences; null where it has not failed.
    error_message: Option<String>,
    /// Why it failed, as a word for programs; null where it has not failed.
    error_code: Option<ErrorCode>,
    /// From 0 to 1; null where the provider has not said, and where the job failed.
    progress: Option<f64>,
    /// How many seconds it was likely to take when it was accepted; null for jobs that are older than this field.
    expected_seconds: Option<ExpectedSeconds>,
    /// When it was accepted.
    created_at: Rfc3339,
    /// When the work on it began; null until then.
    started_at: Option<Rfc3339>,
    /// When it ended, completed or failed; null until then.
    completed_at: Option<Rfc3339>,
    /// Who submitted it.
    user_id: UserId,
    /// Whose credits it takes.
    team_id: TeamId,
    /// What becomes of each of its pictures, videos or recordings.
    variants: Vec<VariantView>,
    /// How many milliseconds to wait before it is read again; absent once it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    polling_interval_ms: Option<u32>,
    /// What became of a cancellation; absent where none was requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancel_outcome: Option<CancelOutcome>,
}

impl Listed for JobView {
    const LIST: &'static str = "jobs";
}

impl JobView {
    pub(crate) fn new(job: &Job, links: &[Option<SignedLink>]) -> Self {
        let signed = || links.iter().flatten();
        Self {
            id: job.job_id,
            kind: job.request.kind(),
            status: job.status(),
            provider: job.request.model().to_owned(),
            prompt: job.request.prompt().map(str::to_owned),
            settings: Settings::new(&job.request, &job.applied),
            result_urls: signed().map(|link| link.url.clone()).collect(),
            result_urls_expire_at: signed().map(|link| link.expires_at).min().map(Rfc3339),
            credits_estimated: job.quote.credits(),
            estimated_cost_cents: job.quote,
            cost_cents: job.cost,
            credits_charged: job.cost.credits(),
            drive_folder_id: job.folder_id,
            metadata: job.request.extras().metadata.clone(),
            error_message: error_message(job),
            error_code: job.failure.as_ref().map(|failure| failure.code),
            progress: progress(job),
            expected_seconds: job.expected_seconds,
            created_at: Rfc3339(job.created_at),
            started_at: job.started_at.map(Rfc3339),
            completed_at: job.completed_at.map(Rfc3339),
            user_id: job.user_id.clone(),
            team_id: job.team_id.clone(),
            variants: VariantView::all(job, links),
            polling_interval_ms: polling_interval_ms(job, Family::Legacy),
            cancel_outcome: job.cancel_outcome,
        }
    }
}
