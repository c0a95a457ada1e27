//! `POST …/jobs/{id}/cancel`. A job that no vendor knows of ends at once, free of charge. One that runs is asked
//! to stop where its vendor can; elsewhere it goes on.

use std::time::{Duration, Instant};

use domain::job::CancelOutcome;
use domain::lifecycle::Cancellation;
use domain::{Job, JobId, Stage, Timestamp};
use http::StatusCode;
use lambda_http::Request;
use serde_json::{Map, Value, json};
use store::{Ended, Idempotency, JobRecord, KeyUse, Replaced};
use web::{ApiError, BoundRequest, Handled, IdempotencyKey, Reply};

use crate::{App, stop};

/// How long to wait for a vendor that is just being asked to start what it then can stop: mostly it is a second.
const HANDING_OVER: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_millis(100);

pub(crate) async fn cancel(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let job_id: JobId = web::path_parameter(request, "id").parse().map_err(|_| ApiError::NotFound)?;
    let key = IdempotencyKey::of(request.headers()).map_err(|error| ApiError::Fields(vec![error]))?;
    let bind = |reply: &Value, now| {
        let bound = BoundRequest { method: request.method(), path: request.uri().path(), body: Value::Null };
        key.clone().map(|key| key.bind(&caller, &bound, reply, now))
    };
    if let Some(key) = bind(&Value::Null, app.clock.now())
        && let Some(answer) = answered_before(app, &key).await?
    {
        return Ok(answer);
    }
    let waiting_since = Instant::now();
    loop {
        let before = app.store.job(&caller.team_id, job_id).await?;
        let before = before.filter(|before| caller.may_see(&before.job) && !before.job.hidden);
        let before = before.ok_or(ApiError::NotFound)?;
        match before.job.cancel_outcome {
            Some(CancelOutcome::NotStarted | CancelOutcome::Stopped) => {
                return Ok(web::json(StatusCode::OK, &reply(&before.job)));
            }
            Some(CancelOutcome::Requested) if !before.job.status().is_terminal() => {
                return Ok(web::json(StatusCode::ACCEPTED, &reply(&before.job)));
            }
            _ => {}
        }
        let now = app.clock.now();
        let model = app.catalog.model(before.job.request.kind(), before.job.request.model());
        let job = match before.job.cancellation(model, now) {
            Cancellation::AtOnce => before.job.clone().cancel(now),
            Cancellation::Requestable => before.job.clone().request_cancellation(model, now),
            Cancellation::Soon if waiting_since.elapsed() < HANDING_OVER => {
                tokio::time::sleep(LOOK_EVERY).await;
                continue;
            }
            late @ (Cancellation::Soon | Cancellation::TooLate) => return Err(too_late(&before.job, late)),
        };
        let key = bind(&reply(&job), now);
        let written = if job.status().is_terminal() {
            end(app, &before, &job, key, now).await?
        } else {
            stop::request(app, &before, &job, key, now).await?
        };
        match written {
            Replaced::Now if job.status().is_terminal() => {
                return Ok(web::json(StatusCode::OK, &reply(&job)));
            }
            Replaced::Now => return Ok(web::json(StatusCode::ACCEPTED, &reply(&job))),
            // A step has moved the job meanwhile: look again.
            Replaced::Lost => {}
            Replaced::KeyTaken => return Err(ApiError::KeyReused),
        }
    }
}

/// Ends a job that was not started: its hold is given back.
async fn end(
    app: &App,
    before: &JobRecord,
    job: &Job,
    key: Option<Idempotency>,
    now: Timestamp,
) -> Result<Replaced, ApiError> {
    match app.store.release_with_key(before, job, key.as_ref().map(|key| (key, now))).await? {
        Ended::Now(_) => {
            tracing::info!(job_id = %job.job_id, team_id = %job.team_id, "a job was canceled");
            Ok(Replaced::Now)
        }
        Ended::Lost => Ok(Replaced::Lost),
        Ended::KeyTaken => Ok(Replaced::KeyTaken),
    }
}

/// One read, where the request has a key: the reply that it was given then, whatever has become of the job.
async fn answered_before(app: &App, key: &Idempotency) -> Result<Option<Reply>, ApiError> {
    match app.store.key_use(key, app.clock.now()).await? {
        KeyUse::Answered { reply } => {
            let told: Value = serde_json::from_str(&reply).unwrap_or_default();
            let asked = told.get("cancel_outcome") == Some(&json!(CancelOutcome::Requested));
            let status = if asked { StatusCode::ACCEPTED } else { StatusCode::OK };
            Ok(Some(web::replay(status, reply)))
        }
        KeyUse::Taken => Err(ApiError::KeyReused),
        KeyUse::Free | KeyUse::Ours => Ok(None),
    }
}

fn reply(job: &Job) -> Value {
    json!({
        "job_id": job.job_id,
        "status": job.status(),
        "cancel_outcome": job.cancel_outcome,
        "error_code": job.failure.as_ref().map(|failure| failure.code),
        "cost_cents": job.cost,
    })
}

fn too_late(job: &Job, cancellation: Cancellation) -> ApiError {
    let message = match (job.stage(), cancellation) {
        (Stage::Done, _) => "The job has already ended.",
        (_, Cancellation::Soon) => {
            "The provider takes long to take the job on. The job goes on; while it runs, try again."
        }
        _ => "The provider is already at work and cannot be stopped. The job goes on.",
    };
    let outcome = ("cancel_outcome".to_owned(), json!(CancelOutcome::TooLate));
    ApiError::Conflict { code: "too_late", message, details: Map::from_iter([outcome]) }
}
