//! `POST …/jobs/{id}/retry`: a failed job's request once more, as a new job under today's price.

use domain::Status;
use domain::request::{Family, Request as Asked, plan_again};
use serde_json::Value;
use web::{Access, ApiError, BoundRequest, Call, Endpoint, Handled, Parameters};

use crate::submit::{Wish, accepted, take_on};
use crate::{App, quote};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/creative-hub/generate/jobs/{id}/retry",
    access: Access::Member,
    parameters: Parameters::Switch("dry_run"),
    handler: |app, call| Box::pin(retry(app, call)),
};

async fn retry(app: &App, call: &Call<'_>) -> Handled {
    let (caller, job_id) = (call.caller()?, call.path_id()?);
    let (key, dry_run) = web::both(call.idempotency_key(), call.switch("dry_run"))?;
    let before = web::visible_job(&app.store, caller, job_id).await?.job;
    if before.status != Status::Failed {
        let message = "Only a failed job can be tried again.";
        return Err(ApiError::conflict("not_failed", message));
    }
    // The same request: it pays for no longer recording than before.
    let most_seconds = match &before.request {
        Asked::Avatar(avatar) => avatar.max_seconds.map(u64::from),
        Asked::Image(_) | Asked::Video(_) | Asked::Tts(_) | Asked::Composite(_) => None,
    };
    let mut again = before.request;
    if let Some(folder) = again.extras().drive_folder_id
        && app.store.folder(&caller.team_id, folder).await?.is_none()
    {
        // As with a result whose folder has gone meanwhile.
        again.extras_mut().drive_folder_id = None;
    }
    let plan = plan_again(again, &app.catalog).ok_or(ApiError::NoRoute { retry_after: None })?;
    let bound = BoundRequest::new(call.request, Value::Null);
    let wish = Wish { caller, plan, most_seconds, bound, key };
    if dry_run.unwrap_or(false) {
        return quote::dry_run(app, caller, &wish.feasible(app).await?).await;
    }
    take_on(app, wish, |job| accepted(job, call.request, Family::Legacy)).await
}
