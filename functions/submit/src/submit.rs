//! `POST …/generate/{kind}` and `POST …/{studio}/generate`: two AWS calls, one transaction and one message; a
//! third where the request names other jobs.

use domain::drive::NO_FOLDER;
use domain::job::NewJob;
use domain::request::{self, Family, Plan};
use domain::{Caller, FieldError, Job, JobId, Kind};
use http::StatusCode;
use lambda_http::Request;
use queue::Message;
use serde_json::{Value, json};
use store::{Idempotency, KeyUse, Submitted};
use web::{ApiError, BoundRequest, Handled, IdempotencyKey};

use crate::{App, quote, routes, sources};

const MAX_BODY_BYTES: usize = 64 * 1024;
/// A timeline may have many parts.
const MAX_COMPOSITE_BYTES: usize = 256 * 1024;

pub(crate) async fn generate(app: &App, request: &Request, kind: Kind, family: Family) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let Asked { key, dry_run, plan, most_seconds } = read(app, request, kind, family)?;
    // As asked: what becomes known of its sources may change the price, but not the request.
    let body = plan.request.canonical();
    let bound = BoundRequest { method: request.method(), path: request.uri().path(), body };
    let wish = Wish { caller: &caller, plan, most_seconds, bound, key };
    if dry_run {
        return quote::dry_run(app, &caller, &wish.feasible(app).await?).await;
    }
    take_on(app, wish, |job| accepted(job, request, family)).await
}

pub(crate) fn no_folder() -> ApiError {
    ApiError::Fields(vec![FieldError::new("drive_folder_id", NO_FOLDER)])
}

/// A request as it came, with nothing left to complain about.
struct Asked {
    key: Option<IdempotencyKey>,
    dry_run: bool,
    plan: Plan,
    /// The longest recording that the client wants to pay for, where it says so itself.
    most_seconds: Option<u64>,
}

/// All complaints about header, query and body at once.
fn read(app: &App, request: &Request, kind: Kind, family: Family) -> Result<Asked, ApiError> {
    let most = if kind == Kind::Composite { MAX_COMPOSITE_BYTES } else { MAX_BODY_BYTES };
    let body = web::read_json(request, most)?;
    let key = IdempotencyKey::of(request.headers());
    let dry_run = web::read_switch(request, "dry_run");
    let plan = request::plan(kind, family, &body, &app.catalog);
    let most_seconds = body.get("max_seconds").and_then(Value::as_u64);
    match (key, dry_run, plan) {
        (Ok(key), Ok(dry_run), Ok(plan)) => Ok(Asked { key, dry_run, plan, most_seconds }),
        (key, dry_run, plan) => {
            let headers_and_query = [key.err(), dry_run.err()].into_iter().flatten();
            Err(ApiError::Fields(headers_and_query.chain(plan.err().into_iter().flatten()).collect()))
        }
    }
}

/// A job that somebody wants.
pub(crate) struct Wish<'a> {
    pub(crate) caller: &'a Caller,
    pub(crate) plan: Plan,
    pub(crate) most_seconds: Option<u64>,
    pub(crate) bound: BoundRequest<'a>,
    pub(crate) key: Option<IdempotencyKey>,
}

impl Wish<'_> {
    /// The plan under what is known of its sources, if the model can be reached now.
    pub(crate) async fn feasible(&self, app: &App) -> Result<Plan, ApiError> {
        let plan = sources::check(app, self.caller, self.plan.clone(), self.most_seconds).await?;
        routes::accepts(app, &plan.request).await?;
        Ok(plan)
    }
}

/// Makes a job of a wish: holds its price, writes it down and queues its first step.
pub(crate) async fn take_on(app: &App, wish: Wish<'_>, reply: impl Fn(&Job) -> Value) -> Handled {
    let plan = match wish.feasible(app).await {
        Ok(plan) => plan,
        Err(refusal) => return answered_before(app, wish, refusal).await,
    };
    let Wish { caller, bound, key, .. } = wish;
    let model = app.catalog.model(plan.request.kind(), plan.request.model()).ok_or(ApiError::NotFound)?;
    let now = app.clock.now();
    let job = Job::new(NewJob {
        job_id: JobId::new(now, rand::random()),
        team_id: caller.team_id.clone(),
        user_id: caller.user_id.clone(),
        plan,
        now,
        deadline_at: now.plus_seconds(model.deadline_seconds.into()),
    });
    let reply = reply(&job);
    let key = key.map(|key| key.bind(caller, &bound, &reply, now));
    create(app, job, key.as_ref(), &reply).await
}

/// What was accepted while its sources were there and its model could be reached is answered as it was then.
pub(crate) async fn answered_before(app: &App, wish: Wish<'_>, refusal: ApiError) -> Handled {
    let Some(key) = wish.key else { return Err(refusal) };
    let now = app.clock.now();
    let key = key.bind(wish.caller, &wish.bound, &Value::Null, now);
    match app.store.key_use(&key, now).await? {
        KeyUse::Answered { reply } => Ok(web::replay(StatusCode::ACCEPTED, reply)),
        KeyUse::Taken => Err(ApiError::KeyReused),
        KeyUse::Free | KeyUse::Ours => Err(refusal),
    }
}

async fn create(app: &App, mut job: Job, key: Option<&Idempotency>, reply: &Value) -> Handled {
    match app.store.submit(&mut job, key).await? {
        Submitted::Created => {}
        Submitted::Replayed { reply } => return Ok(web::replay(StatusCode::ACCEPTED, reply)),
        Submitted::KeyTaken => return Err(ApiError::KeyReused),
        Submitted::NoFolder => return Err(no_folder()),
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

/// The reply in the words of the family.
pub(crate) fn accepted(job: &Job, request: &Request, family: Family) -> Value {
    let mut reply = json!({
        "credits_estimated": job.quote.credits(),
        "estimated_cost_cents": job.quote,
        "polling_interval_ms": web::polling_interval_ms(family),
    });
    let path = format!("{}/creative-hub/generate/jobs/{}", web::BASE_PATH, job.job_id);
    let own = match family {
        Family::Legacy => json!({
            "job_id": job.job_id,
            "status": "pending",
            "status_url": web::absolute_url(request, &path),
        }),
        Family::Studio => json!({
            "generation_id": job.job_id,
            "status": "queued",
            "created_at": job.created_at.rfc3339(),
        }),
    };
    if let (Some(reply), Value::Object(own)) = (reply.as_object_mut(), own) {
        reply.extend(own);
    }
    reply
}
