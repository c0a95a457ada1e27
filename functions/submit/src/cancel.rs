//! `POST …/jobs/{id}/cancel`. A job that no vendor knows of ends at once, free of charge. One that runs goes
//! on: no vendor of today's catalog can stop a task.

use domain::job::{CancelOutcome, Outcome, Variant};
use domain::{ErrorCode, Failure, Job, JobId, Stage, Timestamp};
use http::StatusCode;
use lambda_http::Request;
use serde_json::{Map, Value, json};
use store::Ended;
use web::{ApiError, BoundRequest, Handled, IdempotencyKey};

use crate::App;

pub(crate) async fn cancel(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let job_id: JobId = web::path_parameter(request, "id").parse().map_err(|_| ApiError::NotFound)?;
    let key = IdempotencyKey::of(request.headers()).map_err(|error| ApiError::Fields(vec![error]))?;
    loop {
        let before = app.store.job(&caller.team_id, job_id).await?;
        let before = before.filter(|before| caller.may_see(&before.job)).ok_or(ApiError::NotFound)?;
        if before.job.cancel_outcome == Some(CancelOutcome::NotStarted) {
            return Ok(web::json(StatusCode::OK, &reply(&before.job)));
        }
        if !can_be_canceled(&before.job) {
            return Err(too_late(&before.job));
        }
        let now = app.clock.now();
        let job = canceled(before.job.clone(), now);
        let bound = BoundRequest { method: request.method(), path: request.uri().path(), body: Value::Null };
        let key = key.clone().map(|key| key.bind(&caller, &bound, &reply(&job), now));
        match app.store.release_for(&before, &job, key.as_ref().map(|key| (key, now))).await? {
            Ended::Now(_) => {
                tracing::info!(%job_id, team_id = %caller.team_id, "a job was canceled");
                return Ok(web::json(StatusCode::OK, &reply(&job)));
            }
            // A step took the job up meanwhile: look again. Each round the job has moved on.
            Ended::Lost => {}
            Ended::KeyTaken => return Err(ApiError::KeyReused),
        }
    }
}

/// No step is at work on it, and no vendor has any part of it.
fn can_be_canceled(job: &Job) -> bool {
    job.stage == Stage::Queued && job.variants.iter().all(|variant| *variant == Variant::Queued)
}

fn canceled(mut job: Job, now: Timestamp) -> Job {
    let failure = Failure::new(ErrorCode::Canceled);
    for variant in &mut job.variants {
        *variant = Variant::Failed { failure: failure.clone() };
    }
    job.cancel_outcome = Some(CancelOutcome::NotStarted);
    job.end(Outcome::Failed { failure }, now);
    job
}

fn reply(job: &Job) -> Value {
    json!({
        "job_id": job.job_id,
        "status": job.status,
        "cancel_outcome": job.cancel_outcome,
        "error_code": job.failure.as_ref().map(|failure| failure.code),
        "cost_cents": job.cost,
    })
}

fn too_late(job: &Job) -> ApiError {
    let message = match job.stage {
        Stage::Done => "The job has already ended.",
        Stage::Starting => {
            "The job is being handed to the provider at this moment. While it is pending, try again."
        }
        Stage::Queued | Stage::Waiting | Stage::Storing => {
            "The provider is already at work and cannot be stopped. The job goes on."
        }
    };
    let outcome = ("cancel_outcome".to_owned(), json!(CancelOutcome::TooLate));
    ApiError::Conflict { code: "too_late", message, details: Map::from_iter([outcome]) }
}
