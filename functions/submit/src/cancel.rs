//! `POST …/jobs/{id}/cancel`. A job that no vendor knows of ends at once, free of charge. One that runs is asked
//! to stop where its vendor can; elsewhere it goes on.

use std::time::{Duration, Instant};

use domain::job::{CancelOutcome, Outcome, Variant};
use domain::{ErrorCode, Failure, Job, Stage, Timestamp};
use http::StatusCode;
use serde_json::{Map, Value, json};
use store::{Ended, Idempotency, KeyUse, Wished};
use web::{Access, ApiError, BoundRequest, Call, Endpoint, Handled, Parameters, Reply};

use crate::{App, stop};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/creative-hub/generate/jobs/{id}/cancel",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(cancel(app, call)),
};

/// How long to wait for a vendor that is just being asked to start what it then can stop: mostly it is a second.
const HANDING_OVER: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_millis(100);

async fn cancel(app: &App, call: &Call<'_>) -> Handled {
    let (caller, job_id) = (call.caller()?, call.path_id()?);
    let (key, bound) = (call.idempotency_key()?, BoundRequest::new(call.request, Value::Null));
    let bind = |reply: &Value, now| key.clone().map(|key| key.bind(caller, &bound, reply, now));
    if let Some(key) = bind(&Value::Null, app.clock.now())
        && let Some(answer) = answered_before(app, &key).await?
    {
        return Ok(answer);
    }
    let waiting_since = Instant::now();
    loop {
        let before = web::visible_job(&app.store, caller, job_id).await?;
        match before.job.cancel_outcome {
            Some(CancelOutcome::NotStarted | CancelOutcome::Stopped) => {
                return Ok(web::json(StatusCode::OK, &reply(&before.job)));
            }
            Some(CancelOutcome::Requested) if !before.job.status.is_terminal() => {
                return Ok(web::json(StatusCode::ACCEPTED, &reply(&before.job)));
            }
            _ => {}
        }
        let now = app.clock.now();
        if stop::can_be_stopped(app, &before.job) {
            let job = stop::to_be_stopped(app, before.job.clone(), now);
            match stop::ask(app, &before, &job, bind(&reply(&job), now), now).await? {
                Wished::Now => return Ok(web::json(StatusCode::ACCEPTED, &reply(&job))),
                // A step moved the job meanwhile: look again.
                Wished::Lost => continue,
                Wished::KeyTaken => return Err(ApiError::KeyReused),
            }
        }
        if !can_be_canceled(&before.job) {
            if stop::may_soon_be_stopped(app, &before.job, now) && waiting_since.elapsed() < HANDING_OVER {
                tokio::time::sleep(LOOK_EVERY).await;
                continue;
            }
            return Err(too_late(app, &before.job));
        }
        let job = canceled(before.job.clone(), now);
        let key = bind(&reply(&job), now);
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

/// The reply that an earlier request with the same key got, whatever has become of the job since. One AWS call.
async fn answered_before(app: &App, key: &Idempotency) -> Result<Option<Reply>, ApiError> {
    match app.store.key_use(key, app.clock.now()).await? {
        KeyUse::Answered { reply } => {
            let body: Value = serde_json::from_str(&reply).unwrap_or_default();
            let is_requested = body.get("cancel_outcome") == Some(&json!(CancelOutcome::Requested));
            let status = if is_requested { StatusCode::ACCEPTED } else { StatusCode::OK };
            Ok(Some(web::replay(status, reply)))
        }
        KeyUse::Taken => Err(ApiError::KeyReused),
        KeyUse::Free | KeyUse::Ours => Ok(None),
    }
}

/// No vendor has any part of it, and no step is asking one.
fn can_be_canceled(job: &Job) -> bool {
    matches!(job.stage, Stage::Queued | Stage::Fetching)
        && job.variants.iter().all(|variant| *variant == Variant::Queued)
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

fn too_late(app: &App, job: &Job) -> ApiError {
    let message = match job.stage {
        Stage::Done => "The job has already ended.",
        Stage::Starting if stop::may_soon_be_stopped(app, job, app.clock.now()) => {
            "The provider takes long to take the job on. The job goes on; while it runs, try again."
        }
        Stage::Queued
        | Stage::Fetching
        | Stage::Starting
        | Stage::Waiting
        | Stage::Rendering
        | Stage::Saving => "The provider is already at work and cannot be stopped. The job goes on.",
    };
    let outcome = ("cancel_outcome".to_owned(), json!(CancelOutcome::TooLate));
    ApiError::Conflict { code: "too_late", message, details: Map::from_iter([outcome]) }
}
