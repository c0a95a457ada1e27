//! `POST …/jobs/{id}/retry`: a failed job's request once more, as a new job under today's price.

use domain::request::{Family, Request as Asked, plan_again};
use domain::{JobId, Status};
use lambda_http::Request;
use serde_json::{Map, Value};
use web::{ApiError, BoundRequest, Handled, IdempotencyKey};

use crate::submit::{Wish, accepted, take_on};
use crate::{App, quote};

pub(crate) async fn retry(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let job_id: JobId = web::path_parameter(request, "id").parse().map_err(|_| ApiError::NotFound)?;
    let (key, dry_run) = read(request)?;
    let before = app.store.job(&caller.team_id, job_id).await?.map(|stored| stored.job);
    let before = before.filter(|job| caller.may_see(job) && !job.hidden).ok_or(ApiError::NotFound)?;
    if before.status() != Status::Failed {
        let message = "Only a failed job can be tried again.";
        return Err(ApiError::Conflict { code: "not_failed", message, details: Map::new() });
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
    let bound = BoundRequest { method: request.method(), path: request.uri().path(), body: Value::Null };
    let wish = Wish { caller: &caller, plan, most_seconds, bound, key };
    if dry_run {
        return quote::dry_run(app, &caller, &wish.feasible(app).await?).await;
    }
    take_on(app, wish, |job| accepted(job, request, Family::Legacy)).await
}

fn read(request: &Request) -> Result<(Option<IdempotencyKey>, bool), ApiError> {
    match (IdempotencyKey::of(request.headers()), web::read_switch(request, "dry_run")) {
        (Ok(key), Ok(dry_run)) => Ok((key, dry_run)),
        (key, dry_run) => Err(ApiError::Fields([key.err(), dry_run.err()].into_iter().flatten().collect())),
    }
}
