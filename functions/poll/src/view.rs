//! A job as clients see it: as a job, and as a studio's generation.

use domain::job::Variant;
use domain::request::Family;
use domain::{Job, Status, Timestamp, request};
use files::SignedLink;
use serde_json::{Value, json};
use web::ApiError;

use crate::App;

/// Links to the results of a completed job: one for each variant that has a file.
pub(crate) async fn sign(app: &App, job: &Job) -> Result<Vec<Option<SignedLink>>, ApiError> {
    let now = app.clock.now();
    let filed = job.result_files();
    let mut links = Vec::new();
    for variant in &job.variants {
        let result = variant.file().and_then(|file| filed.iter().find(|filed| filed.stored.key == file.key));
        links.push(match result {
            Some(result) => {
                let link = app.files.link(&result.stored.key, &result.name, now).await;
                Some(link.map_err(ApiError::internal)?)
            }
            None => None,
        });
    }
    Ok(links)
}

/// In the words of `…/generate/jobs`.
pub(crate) fn job(job: &Job, links: &[Option<SignedLink>]) -> Value {
    let signed = || links.iter().flatten();
    let failure = job.failure.as_ref();
    let mut view = json!({
        "id": job.job_id,
        "type": job.request.kind(),
        "status": job.status(),
        "provider": job.request.model(),
        "prompt": job.request.prompt(),
        "settings": request::settings(&job.request, &job.applied),
        "result_urls": signed().map(|link| &link.url).collect::<Vec<_>>(),
        "result_urls_expire_at": signed().map(|link| link.expires_at).min().map(Timestamp::rfc3339),
        "credits_estimated": job.quote.credits(),
        "estimated_cost_cents": job.quote,
        "cost_cents": job.cost,
        "credits_charged": job.cost.credits(),
        "drive_folder_id": job.folder_id,
        "metadata": job.request.extras().metadata,
        "error_message": error_message(job),
        "error_code": failure.map(|failure| failure.code),
        "progress": progress(job),
        "expected_seconds": job.expected_seconds,
        "created_at": job.created_at.rfc3339(),
        "started_at": job.started_at.map(Timestamp::rfc3339),
        "completed_at": job.completed_at.map(Timestamp::rfc3339),
        "user_id": job.user_id,
        "team_id": job.team_id,
        "variants": variants(job, links),
    });
    add_optional_fields(&mut view, job, Family::Legacy);
    view
}

/// The fields that only some jobs have: when to read an unfinished one again, and what became of a cancellation.
fn add_optional_fields(view: &mut Value, job: &Job, family: Family) {
    let Some(view) = view.as_object_mut() else { return };
    if !job.status().is_terminal() {
        view.insert("polling_interval_ms".into(), web::polling_interval_ms(family).into());
    }
    if let Some(outcome) = job.cancel_outcome {
        view.insert("cancel_outcome".into(), json!(outcome));
    }
}

/// From 0 to 1; null where the vendor has not said.
fn progress(job: &Job) -> Option<f64> {
    match job.status() {
        Status::Completed => Some(1.0),
        Status::Failed => None,
        Status::Pending | Status::Processing => {
            job.progress_percent.map(|percent| f64::from(percent) / 100.0)
        }
    }
}

fn variants(job: &Job, links: &[Option<SignedLink>]) -> Vec<Value> {
    let mut views = Vec::new();
    for (index, (variant, link)) in job.variants.iter().zip(links).enumerate() {
        let failure = match variant {
            Variant::Failed { failure } => Some(failure),
            _ => None,
        };
        views.push(json!({
            "index": index,
            "status": variant.status(),
            "url": link.as_ref().map(|link| &link.url),
            "error_code": failure.map(|failure| failure.code),
            "error_message": failure.map(|failure| &failure.message),
        }));
    }
    views
}

/// It never has a vendor's words in it, and always says that a failed job is free.
fn error_message(job: &Job) -> Option<String> {
    job.failure.as_ref().map(|failure| format!("{} Nothing was charged.", failure.message))
}

/// In the words of the studios.
pub(crate) fn generation(job: &Job, links: &[Option<SignedLink>]) -> Value {
    let mut view = json!({
        "generation_id": job.job_id,
        "status": generation_status(job.status()),
        "mode": job.request.mode(),
        "provider": job.request.model(),
        "prompt": job.request.prompt(),
        "settings": request::settings(&job.request, &job.applied),
        "credits_estimated": job.quote.credits(),
        "estimated_cost_cents": job.quote,
        "credits_charged": job.cost.credits(),
        "assets": assets(job, links),
        "error_message": error_message(job),
        "error_code": job.failure.as_ref().map(|failure| failure.code),
        "progress": progress(job),
        "expected_seconds": job.expected_seconds,
        "drive_folder_id": job.folder_id,
        "metadata": job.request.extras().metadata,
        "created_at": job.created_at.rfc3339(),
        "completed_at": job.completed_at.map(Timestamp::rfc3339),
        "user_id": job.user_id,
    });
    add_optional_fields(&mut view, job, Family::Studio);
    view
}

pub(crate) const fn generation_status(status: Status) -> &'static str {
    match status {
        Status::Pending => "queued",
        Status::Processing | Status::Completed | Status::Failed => status.as_str(),
    }
}

/// An asset has the id of its file in the drive, so that `asset:<id>` names it.
fn assets(job: &Job, links: &[Option<SignedLink>]) -> Vec<Value> {
    let assets = job.result_files().into_iter().zip(links.iter().flatten()).map(|(file, link)| {
        let stored = file.stored;
        json!({
            "id": file.id,
            "url": link.url,
            "mime": stored.mime,
            "width": stored.width,
            "height": stored.height,
            "duration": stored.millis.map(seconds),
            "bytes": stored.bytes,
        })
    });
    assets.collect()
}

fn seconds(millis: u64) -> f64 {
    std::time::Duration::from_millis(millis).as_secs_f64()
}
