//! `POST …/generate/image`: two AWS calls, one transaction and one message.

use domain::job::NewJob;
use domain::request::{Plan, image};
use domain::{Job, JobId};
use http::StatusCode;
use lambda_http::Request;
use queue::Message;
use serde_json::{Value, json};
use store::{Idempotency, KeyUse, Submitted};
use web::{ApiError, BoundRequest, Handled, IdempotencyKey};

use crate::{App, quote};

const MAX_BODY_BYTES: usize = 64 * 1024;
const POLLING_INTERVAL_MS: u32 = 5000;

pub(crate) async fn generate_image(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let Asked { key, dry_run, plan } = read(app, request)?;
    let model = app.catalog.model(plan.request.model()).ok_or(ApiError::NoRoute)?;
    let usable = model.usable_route(|vendor| app.vendors.contains(&vendor)).is_some();
    if dry_run {
        return if usable { quote::dry_run(app, &caller, &plan).await } else { Err(ApiError::NoRoute) };
    }
    let now = app.clock.now();
    let body = plan.request.canonical();
    let job = Job::new(NewJob {
        job_id: JobId::new(now, rand::random()),
        team_id: caller.team_id.clone(),
        user_id: caller.user_id.clone(),
        plan,
        now,
        deadline_at: now.plus_seconds(model.deadline_seconds.into()),
    });
    let reply = accepted(&job, request);
    let bound = BoundRequest { method: request.method(), path: request.uri().path(), body };
    let key = key.map(|key| key.bind(&caller, &bound, &reply, now));
    if usable {
        return create(app, job, key.as_ref(), &reply).await;
    }
    // What was accepted while the model could still be reached is answered as it was then.
    let Some(key) = key else { return Err(ApiError::NoRoute) };
    match app.store.key_use(&key, now).await? {
        KeyUse::Answered { reply } => Ok(web::replay(StatusCode::ACCEPTED, reply)),
        KeyUse::Taken => Err(ApiError::KeyReused),
        KeyUse::Free | KeyUse::Ours => Err(ApiError::NoRoute),
    }
}

/// A request as it came, with nothing left to complain about.
struct Asked {
    key: Option<IdempotencyKey>,
    dry_run: bool,
    plan: Plan,
}

/// All complaints about header, query and body at once.
fn read(app: &App, request: &Request) -> Result<Asked, ApiError> {
    let body = web::read_json(request, MAX_BODY_BYTES)?;
    let key = IdempotencyKey::of(request.headers());
    let dry_run = web::read_switch(request, "dry_run");
    let plan = image::plan(&body, &app.catalog);
    match (key, dry_run, plan) {
        (Ok(key), Ok(dry_run), Ok(plan)) => Ok(Asked { key, dry_run, plan }),
        (key, dry_run, plan) => {
            let headers_and_query = [key.err(), dry_run.err()].into_iter().flatten();
            Err(ApiError::Fields(headers_and_query.chain(plan.err().into_iter().flatten()).collect()))
        }
    }
}

async fn create(app: &App, mut job: Job, key: Option<&Idempotency>, reply: &Value) -> Handled {
    match app.store.submit(&mut job, key).await? {
        Submitted::Created => {}
        Submitted::Replayed { reply } => return Ok(web::replay(StatusCode::ACCEPTED, reply)),
        Submitted::KeyTaken => return Err(ApiError::KeyReused),
        Submitted::Refused(refusal) => {
            return Err(ApiError::Refused { refusal, required: job.quote.credits() });
        }
    }
    let (job_id, team_id) = (job.job_id, &job.team_id);
    tracing::info!(%job_id, %team_id, model = job.request.model(), credits = job.quote.credits().get(), "a job was submitted");
    if let Err(error) = app.queues.send(&Message::next_for(&job), 0).await {
        // The job is its own outbox: the sweeper sends the message.
        tracing::warn!(%job_id, %team_id, %error, "a job's first message was not sent");
    }
    Ok(web::json(StatusCode::ACCEPTED, reply))
}

fn accepted(job: &Job, request: &Request) -> Value {
    let path = format!("{}/creative-hub/generate/jobs/{}", web::BASE_PATH, job.job_id);
    json!({
        "job_id": job.job_id,
        "status": "pending",
        "status_url": web::absolute_url(request, &path),
        "credits_estimated": job.quote.credits(),
        "estimated_cost_cents": job.quote,
        "polling_interval_ms": POLLING_INTERVAL_MS,
    })
}
