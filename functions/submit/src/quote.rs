//! Quotes a request, and answers `?dry_run=true`: what it would cost and whether it could be paid. A dry run creates
//! nothing.

use domain::Caller;
use domain::ledger::{Balance, refusal};
use domain::request::{NotQuoted, Plan, References, Request};
use http::StatusCode;
use serde_json::json;
use web::{ApiError, Handled, payment_refusal};

use crate::facts::{WithoutFolder, gather};
use crate::submit::Submission;
use crate::{App, route_check};

/// The one quote of a submit, a dry run or a retry. `references` is what is looked up for it.
pub(crate) async fn quote(
    app: &App,
    caller: &Caller,
    mut request: Request,
    references: References,
    without_folder: WithoutFolder,
) -> Result<Plan, ApiError> {
    let facts = gather(app, caller, &mut request, references, without_folder).await?;
    let plan = request.quote(&facts, &app.catalog).map_err(|reason| match reason {
        NotQuoted::NotSold => ApiError::NoRoute { retry_after: None },
        NotQuoted::Mistakes(mistakes) => ApiError::Fields(mistakes),
    })?;
    route_check::accepts(app, &plan).await?;
    Ok(plan)
}

pub(crate) async fn dry_run(app: &App, submission: Submission<'_>) -> Handled {
    let Submission { caller, request, without_folder, .. } = submission;
    let references = request.references();
    let plan = quote(app, caller, request, references, without_folder).await?;
    let month = app.clock.now().month();
    let team = app.store.balance(&caller.team_id).await?;
    let team = team.unwrap_or_else(|| Balance::opening(caller.team_id.clone(), month.clone()));
    // A member without a row has no cap.
    let member = app.store.member(&caller.team_id, &caller.user_id).await?;
    let refusal = refusal(Some(&team), member.as_ref(), plan.quote.credits(), &month);
    Ok(web::json(
        StatusCode::OK,
        &json!({
            "dry_run": true,
            "credits_estimated": plan.quote.credits(),
            "estimated_cost_cents": plan.quote,
            "would_fail": refusal.and_then(payment_refusal),
        }),
    ))
}
