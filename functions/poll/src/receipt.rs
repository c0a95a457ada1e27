//! `GET …/jobs/{id}/receipt`: what a job cost, and why. Two AWS calls; one for a job without a ledger line.

use domain::ledger::Line;
use domain::{Credits, Job, Status, Timestamp};
use http::StatusCode;
use serde_json::{Value, json};
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/generate/jobs/{id}/receipt",
    access: Access::Member,
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
    Ok(web::json(StatusCode::OK, &view(&job, line.as_ref())))
}

fn view(job: &Job, line: Option<&Line>) -> Value {
    let amount = |credits: Credits| json!({"credits": credits, "cents": credits.cents()});
    let quote = job.quote.credits();
    let held = if job.status().is_terminal() { Credits::ZERO } else { quote };
    json!({
        "job_id": job.job_id,
        "status": job.status(),
        "quote": amount(quote),
        "hold": {"credits": quote, "month": job.hold_month, "still_held": held},
        "charge": (job.status() == Status::Completed).then(|| amount(job.cost.credits())),
        "released": match job.status() {
            Status::Completed => Some(amount(quote - job.cost.credits())),
            Status::Failed => Some(amount(quote)),
            Status::Pending | Status::Processing => None,
        },
        "transaction": line.map(|line| json!({
            "id": line.id,
            "seq": line.seq,
            "type": line.line_type,
            "amount": line.amount,
            "balance_before": line.balance_after - line.amount,
            "balance_after": line.balance_after,
            "created_at": line.created_at.rfc3339(),
        })),
        "attempts": job.attempts(),
        "route": {"provider": job.request.model(), "name": job.route, "vendor": job.vendor},
        "timings": {
            "created_at": job.created_at.rfc3339(),
            "started_at": job.started_at.map(Timestamp::rfc3339),
            "completed_at": job.completed_at.map(Timestamp::rfc3339),
            "waited_ms": job.started_at.map(|started| started.millis_since(job.created_at)),
            "total_ms": job.completed_at.map(|completed| completed.millis_since(job.created_at)),
        },
    })
}
