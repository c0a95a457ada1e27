//! `POST …/jobs/{id}/cancel`. A job that no vendor knows of ends at once, free of charge. One that runs is asked
//! to stop where its vendor can; elsewhere it goes on.

use std::time::{Duration, Instant};

use domain::job::CancelOutcome;
use domain::lifecycle::Cancellation;
use domain::{Cents, ErrorCode, Job, JobId, Stage, Status, Timestamp, TokenScope};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use store::{Ended, Idempotency, JobRecord, KeyUse, Replaced};
use web::{Access, ApiError, BoundRequest, Call, Details, Endpoint, Handled, Parameters, Problem, Reply};

use crate::{App, stop};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/creative-hub/generate/jobs/{id}/cancel",
    access: Access::MemberOrToken(TokenScope::JobsWrite),
    parameters: Parameters::IgnoredBesideBody,
    handler: |app, call| Box::pin(cancel(app, call)),
};

/// How long to wait for a vendor that is just being asked to start what it then can stop: mostly it is a second.
const HANDING_OVER: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_millis(100);

async fn cancel(app: &App, call: &Call<'_>) -> Handled {
    let (caller, job_id) = (call.caller()?, call.path_id()?);
    let (key, bound) = (call.key_and_query()?, BoundRequest::new(call.request, Value::Null));
    let bind = |reply: Option<&Canceled>, now| key.clone().map(|key| key.bind(caller, &bound, &reply, now));
    if let Some(key) = bind(None, app.clock.now())
        && let Some(answer) = answered_before(app, &key).await?
    {
        return Ok(answer);
    }
    let waiting_since = Instant::now();
    loop {
        let before = web::visible_job(&app.store, caller, job_id).await?;
        match before.job.cancel_outcome {
            Some(CancelOutcome::NotStarted | CancelOutcome::Stopped) => {
                return Ok(web::json(StatusCode::OK, &Canceled::new(&before.job)));
            }
            Some(CancelOutcome::Requested) if !before.job.status().is_terminal() => {
                return Ok(web::json(StatusCode::ACCEPTED, &Canceled::new(&before.job)));
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
            late @ (Cancellation::Soon | Cancellation::TooLate) => return Err(refusal(&before.job, late)),
        };
        let key = bind(Some(&Canceled::new(&job)), now);
        let written = if job.status().is_terminal() {
            end(app, &before, &job, key, now).await?
        } else {
            stop::request(app, &before, &job, key, now).await?
        };
        match written {
            Replaced::Now if job.status().is_terminal() => {
                return Ok(web::json(StatusCode::OK, &Canceled::new(&job)));
            }
            Replaced::Now => return Ok(web::json(StatusCode::ACCEPTED, &Canceled::new(&job))),
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
            metrics::billed_failures(job);
            Ok(Replaced::Now)
        }
        Ended::Lost => Ok(Replaced::Lost),
        Ended::KeyTaken => Ok(Replaced::KeyTaken),
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

/// What became of a cancellation.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Cancellation")]
pub(crate) struct Canceled {
    /// The job's id.
    job_id: JobId,
    /// How far the job is.
    status: Status,
    /// What became of the request to cancel it.
    cancel_outcome: Option<CancelOutcome>,
    /// Why the job failed: `canceled` once it was; null until then.
    error_code: Option<ErrorCode>,
    /// What the job was charged, in US cents.
    cost_cents: Cents,
}

impl Canceled {
    fn new(job: &Job) -> Self {
        Self {
            job_id: job.job_id,
            status: job.status(),
            cancel_outcome: job.cancel_outcome,
            error_code: job.failure.as_ref().map(|failure| failure.code),
            cost_cents: job.cost,
        }
    }
}

pub(crate) const ENDED: Problem = too_late("The job has already ended.");
const SLOW: Problem =
    too_late("The provider takes long to take the job on. The job goes on; while it runs, try again.");
const AT_WORK: Problem = too_late("The provider is already at work and cannot be stopped. The job goes on.");

const fn too_late(message: &'static str) -> Problem {
    Problem::conflict("too_late", message)
}

fn refusal(job: &Job, cancellation: Cancellation) -> ApiError {
    let problem = match (job.stage(), cancellation) {
        (Stage::Done, _) => ENDED,
        (_, Cancellation::Soon) => SLOW,
        _ => AT_WORK,
    };
    let details = Details { cancel_outcome: Some(CancelOutcome::TooLate), ..Details::default() };
    ApiError::Conflict { problem, details }
}
