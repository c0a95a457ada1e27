//! `GET …/generate/jobs/{id}`: one AWS call. Links are signed afresh on every read.

use domain::job::Variant;
use domain::{Job, JobId, Status, Timestamp, request};
use files::SignedLink;
use http::{StatusCode, header::RETRY_AFTER};
use lambda_http::Request;
use serde_json::{Value, json};
use web::{ApiError, Handled};

use crate::App;

const POLLING_INTERVAL_MS: u32 = 5000;

/// The job that the path names, if the caller may see it.
pub(crate) async fn find(app: &App, request: &Request) -> Result<Job, ApiError> {
    let caller = app.callers.identify(request.headers()).await?;
    let job_id: JobId = web::path_parameter(request, "id").parse().map_err(|_| ApiError::NotFound)?;
    let stored = app.store.job(&caller.team_id, job_id).await?;
    stored.map(|stored| stored.job).filter(|job| caller.may_see(job)).ok_or(ApiError::NotFound)
}

pub(crate) async fn read(app: &App, request: &Request) -> Handled {
    let job = find(app, request).await?;
    let links = sign(app, &job).await?;
    let mut reply = web::json(StatusCode::OK, &view(&job, &links));
    if !job.status.is_terminal() {
        reply.headers_mut().insert(RETRY_AFTER, (POLLING_INTERVAL_MS / 1000).into());
    }
    Ok(reply)
}

/// A link for every variant that has a file; shown once the job has ended.
async fn sign(app: &App, job: &Job) -> Result<Vec<Option<SignedLink>>, ApiError> {
    let now = app.clock.now();
    let mut links = Vec::new();
    for variant in &job.variants {
        links.push(match variant.file() {
            Some(file) if job.status == Status::Completed => {
                let link = app.files.link(&file.key, now).await;
                Some(link.map_err(|error| ApiError::Internal(error.to_string()))?)
            }
            _ => None,
        });
    }
    Ok(links)
}

fn view(job: &Job, links: &[Option<SignedLink>]) -> Value {
    let signed = || links.iter().flatten();
    let failure = job.failure.as_ref();
    let mut view = json!({
        "id": job.job_id,
        "type": job.request.kind(),
        "status": job.status,
        "provider": job.request.model(),
        "prompt": job.request.prompt(),
        "settings": request::settings(&job.request, &job.applied),
        "result_urls": signed().map(|link| &link.url).collect::<Vec<_>>(),
        "result_urls_expire_at": signed().map(|link| link.expires_at).min().map(Timestamp::rfc3339),
        "cost_cents": job.cost,
        "credits_charged": job.cost.credits(),
        "drive_folder_id": job.request.extras().drive_folder_id,
        "metadata": job.request.extras().metadata,
        "error_message": failure.map(|failure| format!("{} Nothing was charged.", failure.message)),
        "error_code": failure.map(|failure| failure.code),
        "progress": progress(job),
        "created_at": job.created_at.rfc3339(),
        "started_at": job.started_at.map(Timestamp::rfc3339),
        "completed_at": job.completed_at.map(Timestamp::rfc3339),
        "user_id": job.user_id,
        "team_id": job.team_id,
        "variants": variants(job, links),
    });
    if let Some(view) = view.as_object_mut() {
        if !job.status.is_terminal() {
            view.insert("polling_interval_ms".into(), POLLING_INTERVAL_MS.into());
        }
        if let Some(outcome) = job.cancel_outcome {
            view.insert("cancel_outcome".into(), json!(outcome));
        }
    }
    view
}

/// 0–1; null where the vendor has not said.
fn progress(job: &Job) -> Option<f64> {
    match job.status {
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
