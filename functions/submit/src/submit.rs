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
use web::{
    Access, ApiError, BoundRequest, Call, Endpoint, Handled, Handler, IdempotencyKey, MAX_BODY_BYTES,
    Parameters,
};

use crate::{App, quote, routes, sources};

/// A timeline may have many parts.
const MAX_COMPOSITE_BYTES: usize = 256 * 1024;

pub(crate) const IMAGE: Endpoint<App> = endpoint("/api/v1/creative-hub/generate/image", |app, call| {
    Box::pin(generate(app, call, Kind::Image, Family::Legacy))
});
pub(crate) const VIDEO: Endpoint<App> = endpoint("/api/v1/creative-hub/generate/video", |app, call| {
    Box::pin(generate(app, call, Kind::Video, Family::Legacy))
});
pub(crate) const AVATAR: Endpoint<App> = endpoint("/api/v1/creative-hub/generate/avatar", |app, call| {
    Box::pin(generate(app, call, Kind::Avatar, Family::Legacy))
});
pub(crate) const TTS: Endpoint<App> = endpoint("/api/v1/creative-hub/generate/tts", |app, call| {
    Box::pin(generate(app, call, Kind::Tts, Family::Legacy))
});
pub(crate) const COMPOSITE: Endpoint<App> =
    endpoint("/api/v1/creative-hub/generate/composite", |app, call| {
        Box::pin(generate(app, call, Kind::Composite, Family::Legacy))
    });
pub(crate) const IMAGE_STUDIO: Endpoint<App> =
    endpoint("/api/v1/creative-hub/image-studio/generate", |app, call| {
        Box::pin(generate(app, call, Kind::Image, Family::Studio))
    });
pub(crate) const VIDEO_STUDIO: Endpoint<App> =
    endpoint("/api/v1/creative-hub/video-studio/generate", |app, call| {
        Box::pin(generate(app, call, Kind::Video, Family::Studio))
    });
pub(crate) const AVATAR_STUDIO: Endpoint<App> =
    endpoint("/api/v1/creative-hub/avatar-studio/generate", |app, call| {
        Box::pin(generate(app, call, Kind::Avatar, Family::Studio))
    });
pub(crate) const VOICE_STUDIO: Endpoint<App> =
    endpoint("/api/v1/creative-hub/voice-studio/generate", |app, call| {
        Box::pin(generate(app, call, Kind::Tts, Family::Studio))
    });

const fn endpoint(path: &'static str, handler: Handler<App>) -> Endpoint<App> {
    let parameters = Parameters::Switch("dry_run");
    Endpoint { method: "POST", path, access: Access::Member, parameters, handler }
}

async fn generate(app: &App, call: &Call<'_>, kind: Kind, family: Family) -> Handled {
    let caller = call.caller()?;
    let Asked { key, dry_run, plan, most_seconds } = read(app, call, kind, family)?;
    // As asked: what becomes known of its sources may change the price, but not the request.
    let body = plan.request.canonical();
    let bound = BoundRequest::new(call.request, body);
    let wish = Wish { caller, plan, most_seconds, bound, key };
    if dry_run {
        return quote::dry_run(app, caller, &wish.feasible(app).await?).await;
    }
    take_on(app, wish, |job| accepted(job, call.request, family)).await
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
fn read(app: &App, call: &Call<'_>, kind: Kind, family: Family) -> Result<Asked, ApiError> {
    let most = if kind == Kind::Composite { MAX_COMPOSITE_BYTES } else { MAX_BODY_BYTES };
    let body = call.json_up_to(most)?;
    let key_and_dry_run = web::both(call.idempotency_key(), call.switch("dry_run"));
    let plan = request::plan(kind, family, &body, &app.catalog);
    let most_seconds = body.get("max_seconds").and_then(Value::as_u64);
    let ((key, dry_run), plan) = web::both(key_and_dry_run, plan)?;
    Ok(Asked { key, dry_run: dry_run.unwrap_or(false), plan, most_seconds })
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
