//! `POST …/generate/{kind}` and `POST …/{studio}/generate`. A submit with an idempotency key takes two AWS calls,
//! one transaction and one message. Without a key it also notes the request, to warn of the same one a minute later. One more
//! reads the things of the team's own that the request names, and another a brand kit's logo.

use domain::drive::no_folder;
use domain::job::NewJob;
use domain::request::{self, Family, References, Request as Asked};
use domain::{Caller, Job, JobId, KeyId, Kind, TokenScope};
use http::StatusCode;
use queue::Message;
use serde_json::Value;
use store::{Idempotency, KeyUse, Submitted};
use web::{
    Accepts, Access, ApiError, BoundRequest, Call, Endpoint, Handled, Handler, IdempotencyKey,
    MAX_BODY_BYTES, Parameter, Parameters,
};

use crate::accepted::Accepted;
use crate::allowed_models::catalog_for;
use crate::facts::WithoutFolder;
use crate::preview::{Preview, Recent, repeated};
use crate::quote::{dry_run, model, quote};
use crate::{App, named};

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

pub(crate) const DRY_RUN: Parameter = Parameter {
    name: "dry_run",
    accepts: Accepts::Switch { default: Some(false) },
    about: "`true`: answer what the request would cost, and make nothing.",
    example: Some("true"),
};

const fn endpoint(path: &'static str, handler: Handler<App>) -> Endpoint<App> {
    let parameters = Parameters::Switch(&DRY_RUN);
    Endpoint {
        method: "POST",
        path,
        access: Access::MemberOrToken(TokenScope::JobsWrite),
        parameters,
        handler,
    }
}

async fn generate(app: &App, call: &Call<'_>, kind: Kind, family: Family) -> Handled {
    let caller = call.caller()?;
    let Posted { key, is_dry_run, asked, taken } = read(app, call, kind, family)?;
    // A key is bound to the request as it was asked. What its sources turn out to be may change the price later.
    let bound = BoundRequest::new(call.request, asked.bound());
    let without_folder = WithoutFolder::Refuse;
    let capped_key = call.key()?.capped();
    let submission = Submission { caller, capped_key, request: asked, without_folder, bound, key };
    let handled = if is_dry_run {
        dry_run(app, submission).await
    } else {
        accept(app, submission, |job| Accepted::new(job, call.request, family)).await
    };
    match (handled, taken) {
        (Err(ApiError::Fields(mistakes)), Some(model)) => {
            let mistakes = request::say_taken(mistakes, &model);
            Err(ApiError::Fields(named::tell_other_voices(app, kind, &model, mistakes)))
        }
        (handled, _) => handled,
    }
}

/// What a client has sent, once nothing is wrong with it.
struct Posted {
    key: Option<IdempotencyKey>,
    is_dry_run: bool,
    asked: Asked,
    /// The model that was taken because the client named none.
    taken: Option<String>,
}

/// Reports all mistakes in header, query and body at once.
fn read(app: &App, call: &Call<'_>, kind: Kind, family: Family) -> Result<Posted, ApiError> {
    let most = if kind == Kind::Composite { MAX_COMPOSITE_BYTES } else { MAX_BODY_BYTES };
    let body = call.json_up_to(most)?;
    let catalog = catalog_for(call.key()?, &app.catalog, kind, family, &body)?;
    let key_and_dry_run = web::both(call.idempotency_key(), call.switch(&DRY_RUN));
    let asked = Asked::read_at(kind, family, &body, &catalog, app.clock.now());
    let ((key, is_dry_run), asked) = web::both(key_and_dry_run, asked)?;
    let taken = (!request::names_provider(&body)).then(|| asked.model().to_owned());
    Ok(Posted { key, is_dry_run, asked, taken })
}

/// A valid request that a caller makes now, for the first time or as a retry.
pub(crate) struct Submission<'a> {
    pub(crate) caller: &'a Caller,
    /// The caller's API key, if it has a cap of its own.
    pub(crate) capped_key: Option<KeyId>,
    pub(crate) request: Asked,
    pub(crate) without_folder: WithoutFolder,
    /// The request that the idempotency key is bound to.
    pub(crate) bound: BoundRequest<'a>,
    pub(crate) key: Option<IdempotencyKey>,
}

impl Submission<'_> {
    /// What is looked up before the job is written. A folder that is not to be missing needs no read of its own: the
    /// transaction looks at it.
    fn references(&self) -> References {
        let references = self.request.references();
        if self.without_folder == WithoutFolder::Refuse && references.has_no_more_than_a_folder() {
            return References::default();
        }
        references
    }
}

/// Makes a job of a submission: holds its price, writes it down and queues its first step.
pub(crate) async fn accept(
    app: &App,
    submission: Submission<'_>,
    reply: impl Fn(&Job) -> Accepted,
) -> Handled {
    let references = submission.references();
    let Submission { caller, capped_key, request, without_folder, bound, key } = submission;
    let plan = match quote(app, caller, request, references, without_folder).await {
        Ok(plan) => plan,
        Err(refusal) => return answered_before(app, caller, &bound, key, refusal).await,
    };
    let model = model(app, &plan)?;
    let mut preview = Preview::new(&plan, model);
    let now = app.clock.now();
    let job = Job::new(NewJob {
        job_id: JobId::new(now, rand::random()),
        team_id: caller.team_id.clone(),
        user_id: caller.user_id.clone(),
        plan,
        now,
        deadline_at: now.plus_seconds(model.deadline_seconds.into()),
    });
    let job = Job { capped_key, ..job };
    let own = reply(&job);
    let key = key.map(|key| key.bind(caller, &bound, &preview.clone().tell(own.clone()), now));
    if let Some(replayed) = create(app, job, key.as_ref()).await? {
        return Ok(web::replay(StatusCode::ACCEPTED, replayed));
    }
    // With a key the reply is bound already, and a repetition is meant.
    if key.is_none() {
        preview.warn(repeated(app, caller, &bound, Recent::Note, now).await);
    }
    Ok(web::json(StatusCode::ACCEPTED, &preview.tell(own)))
}

/// A request that was accepted while its sources were there and its model could be reached is answered as it was then.
async fn answered_before(
    app: &App,
    caller: &Caller,
    bound: &BoundRequest<'_>,
    key: Option<IdempotencyKey>,
    refusal: ApiError,
) -> Handled {
    let Some(key) = key else { return Err(refusal) };
    let now = app.clock.now();
    let key = key.bind(caller, bound, &Value::Null, now);
    match app.store.key_use(&key, now).await? {
        KeyUse::Answered { reply } => Ok(web::replay(StatusCode::ACCEPTED, reply)),
        KeyUse::Taken => Err(ApiError::KeyReused),
        KeyUse::Free | KeyUse::Ours => Err(refusal),
    }
}

/// The reply of an earlier submit, where its key was used for this very request before.
async fn create(app: &App, mut job: Job, key: Option<&Idempotency>) -> Result<Option<String>, ApiError> {
    match app.store.submit(&mut job, key).await? {
        Submitted::Created => {}
        Submitted::Replayed { reply } => return Ok(Some(reply)),
        Submitted::KeyTaken => return Err(ApiError::KeyReused),
        Submitted::NoFolder => {
            let asked = job.folder_id.map(|id| id.to_string()).unwrap_or_default();
            return Err(ApiError::field("drive_folder_id", no_folder(&asked)));
        }
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
    Ok(None)
}
