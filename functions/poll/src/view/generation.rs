//! A job in the words of the studios.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::drive::DriveFile;
use domain::job::CancelOutcome;
use domain::request::{ExpectedSeconds, Family, Mode, Settings};
use domain::{Cents, Credits, ErrorCode, FileId, FolderId, Job, JobId, Rfc3339, UserId};
use files::SignedLink;
use schemars::JsonSchema;
use serde::Serialize;
use web::{GenerationStatus, Listed};

use super::{error_message, polling_interval_ms, progress};

/// A generation of a studio. Its assets are links that end after a while: read the generation again to get new ones.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Generation")]
pub(crate) struct GenerationView {
    /// The generation's id, which is its job's.
    generation_id: JobId,
    /// How far it is.
    status: GenerationStatus,
    /// What is made of what.
    mode: Mode,
    /// The model that makes it, by its id in the catalog.
    provider: String,
    /// The prompt, script or text; null where the request has none.
    prompt: Option<String>,
    /// The request with its defaults filled in, and how it was adapted.
    settings: Settings,
    /// The credits that were held for it. A credit is $0.001.
    credits_estimated: Credits,
    /// The same in US cents.
    estimated_cost_cents: Cents,
    /// What it was charged: 0 until it has completed, and 0 where it failed.
    credits_charged: Credits,
    /// The results that there are.
    assets: Vec<Asset>,
    /// Why it failed and what to do, in sentences; null where it has not failed.
    error_message: Option<String>,
    /// Why it failed, as a word for programs; null where it has not failed.
    error_code: Option<ErrorCode>,
    /// From 0 to 1; null where the provider has not said, and where the generation failed.
    progress: Option<f64>,
    /// How many seconds it was likely to take when it was accepted; null for generations that are older than this field.
    expected_seconds: Option<ExpectedSeconds>,
    /// The folder of the drive that its results are filed in; null for the root.
    drive_folder_id: Option<FolderId>,
    /// The request's own `metadata`.
    metadata: BTreeMap<String, String>,
    /// When it was accepted.
    created_at: Rfc3339,
    /// When it ended, completed or failed; null until then.
    completed_at: Option<Rfc3339>,
    /// Who submitted it.
    user_id: UserId,
    /// How many milliseconds to wait before it is read again; absent once it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    polling_interval_ms: Option<u32>,
    /// What became of a cancellation; absent where none was requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancel_outcome: Option<CancelOutcome>,
}

/// A result of a generation.
#[derive(Debug, Serialize, JsonSchema)]
struct Asset {
    /// The id of its file in the drive: `asset:<id>` names it in requests.
    id: FileId,
    /// A link to the file, which ends after a while.
    url: String,
    /// The media type, such as `image/png`.
    mime: String,
    /// In pixels; null where it has no picture.
    width: Option<u32>,
    /// In pixels; null where it has no picture.
    height: Option<u32>,
    /// In seconds; null for a picture.
    duration: Option<f64>,
    /// The length of the file in bytes.
    bytes: u64,
}

impl Asset {
    fn new(file: &DriveFile, link: &SignedLink) -> Self {
        let stored = &file.stored;
        Self {
            id: file.id,
            url: link.url.clone(),
            mime: stored.mime.clone(),
            width: stored.width,
            height: stored.height,
            duration: stored.millis.map(|millis| Duration::from_millis(millis).as_secs_f64()),
            bytes: stored.bytes,
        }
    }
}

impl Listed for GenerationView {
    const LIST: &'static str = "generations";
}

impl GenerationView {
    pub(crate) fn new(job: &Job, links: &[Option<SignedLink>]) -> Self {
        let results = job.result_files();
        let assets = results.iter().zip(links.iter().flatten());
        Self {
            generation_id: job.job_id,
            status: GenerationStatus::new(job.status()),
            mode: job.request.mode(),
            provider: job.request.model().to_owned(),
            prompt: job.request.prompt().map(str::to_owned),
            settings: Settings::new(&job.request, &job.applied),
            credits_estimated: job.quote.credits(),
            estimated_cost_cents: job.quote,
            credits_charged: job.cost.credits(),
            assets: assets.map(|(file, link)| Asset::new(file, link)).collect(),
            error_message: error_message(job),
            error_code: job.failure.as_ref().map(|failure| failure.code),
            progress: progress(job),
            expected_seconds: job.expected_seconds,
            drive_folder_id: job.folder_id,
            metadata: job.request.extras().metadata.clone(),
            created_at: Rfc3339(job.created_at),
            completed_at: job.completed_at.map(Rfc3339),
            user_id: job.user_id.clone(),
            polling_interval_ms: polling_interval_ms(job, Family::Studio),
            cancel_outcome: job.cancel_outcome,
        }
    }
}
