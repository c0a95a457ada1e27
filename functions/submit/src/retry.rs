//! `POST …/jobs/{id}/retry`: makes a failed job's request once more, as a new job at today's price.

use domain::request::Family;
use domain::{JobId, Status};
use lambda_http::Request;
use serde_json::{Map, Value};
use web::{ApiError, BoundRequest, Handled, IdempotencyKey};

use crate::App;
use crate::facts::WithoutFolder;
use crate::quote::dry_run;
use crate::submit::{Submission, accept, accepted};

pub(crate) async fn retry(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let job_id: JobId = web::path_parameter(request, "id").parse().map_err(|_| ApiError::NotFound)?;
    let (key, is_dry_run) = read(request)?;
    let before = app.store.job(&caller.team_id, job_id).await?.map(|stored| stored.job);
    let before = before.filter(|job| caller.may_see(job) && !job.hidden).ok_or(ApiError::NotFound)?;
    if before.status != Status::Failed {
        let message = "Only a failed job can be tried again.";
        return Err(ApiError::Conflict { code: "not_failed", message, details: Map::new() });
    }
    let submission = Submission {
        caller: &caller,
        request: before.request.again(&before.applied),
        without_folder: WithoutFolder::FileInRoot,
        bound: BoundRequest { method: request.method(), path: request.uri().path(), body: Value::Null },
        key,
    };
    if is_dry_run {
        return dry_run(app, submission).await;
    }
    accept(app, submission, |job| accepted(job, request, Family::Legacy)).await
}

fn read(request: &Request) -> Result<(Option<IdempotencyKey>, bool), ApiError> {
    match (IdempotencyKey::of(request.headers()), web::read_switch(request, "dry_run")) {
        (Ok(key), Ok(is_dry_run)) => Ok((key, is_dry_run)),
        (key, is_dry_run) => {
            Err(ApiError::Fields([key.err(), is_dry_run.err()].into_iter().flatten().collect()))
        }
    }
}
