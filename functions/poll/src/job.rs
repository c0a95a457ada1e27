//! `GET …/generate/jobs/{id}`: one AWS call, two for a large request. Links are signed afresh on every read.

use domain::request::Family;
use domain::{Job, TokenScope};
use http::{StatusCode, header::RETRY_AFTER};
use serde::Serialize;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters, Reply};

use crate::App;
use crate::view::job::JobView;
use crate::view::sign;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/generate/jobs/{id}",
    access: Access::MemberOrToken(TokenScope::JobsRead),
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    let job = find(app, call).await?;
    let links = sign(app, &job).await?;
    Ok(reply(&job, &JobView::new(&job, &links), Family::Legacy))
}

/// The job of the `{id}` in the path, if the caller may see it.
pub(crate) async fn find(app: &App, call: &Call<'_>) -> Result<Job, ApiError> {
    Ok(web::visible_job(&app.store, call.caller()?, call.path_id()?).await?.job)
}

/// A reply that shows one job. While the job runs, it says when to read it again.
pub(crate) fn reply(job: &Job, view: &impl Serialize, family: Family) -> Reply {
    let mut reply = web::json(StatusCode::OK, view);
    if !job.status().is_terminal() {
        reply.headers_mut().insert(RETRY_AFTER, (web::polling_interval_ms(family) / 1000).into());
    }
    reply
}
