//! `POST …/jobs/{id}/retry`: makes a failed job's request once more, as a new job at today's price.

use domain::request::Family;
use domain::{Status, TokenScope};
use serde_json::Value;
use web::{Access, ApiError, BoundRequest, Call, Endpoint, Handled, Parameters, Problem};

use crate::App;
use crate::accepted::Accepted;
use crate::allowed_models::check_model;
use crate::facts::WithoutFolder;
use crate::quote::dry_run;
use crate::submit::{DRY_RUN, Submission, accept};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/creative-hub/generate/jobs/{id}/retry",
    access: Access::MemberOrToken(TokenScope::JobsWrite),
    parameters: Parameters::Switch(&DRY_RUN),
    handler: |app, call| Box::pin(retry(app, call)),
};

pub(crate) const NOT_FAILED: Problem = Problem::conflict(
    "not_failed",
    "Only a failed job can be tried again. Submit its request once more to make another.",
);

async fn retry(app: &App, call: &Call<'_>) -> Handled {
    let (caller, job_id) = (call.caller()?, call.path_id()?);
    let (key, is_dry_run) = web::both(call.idempotency_key(), call.switch(&DRY_RUN))?;
    let before = web::visible_job(&app.store, caller, job_id).await?.job;
    if before.status() != Status::Failed {
        return Err(ApiError::conflict(NOT_FAILED));
    }
    check_model(call.key()?, before.request.model())?;
    let submission = Submission {
        caller,
        capped_key: call.key()?.capped(),
        request: before.request.again(&before.applied),
        without_folder: WithoutFolder::FileInRoot,
        bound: BoundRequest::new(call.request, Value::Null),
        key,
    };
    if is_dry_run {
        return dry_run(app, submission).await;
    }
    accept(app, submission, |job| Accepted::new(job, call.request, Family::Legacy)).await
}
