//! `GET …/jobs/{id}/receipt`: what a job cost, and why. Two AWS calls; one for a job without a ledger line.

use domain::TokenScope;
use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::App;
use crate::view::receipt::Receipt;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/generate/jobs/{id}/receipt",
    access: Access::MemberOrToken(TokenScope::JobsRead),
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let record = app.store.job(&caller.team_id, call.path_id()?).await?;
    let job = record
        .map(|record| record.job)
        .filter(|job| caller.may_see_receipt(job))
        .ok_or(ApiError::NotFound)?;
    let line = match job.ledger_seq {
        Some(seq) => app.store.ledger_line(&job.team_id, seq).await?,
        None => None,
    };
    Ok(web::json(StatusCode::OK, &Receipt::new(&job, line.as_ref())))
}
