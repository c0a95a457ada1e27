//! Quotes a request, and answers `?dry_run=true`: what it would cost and whether it could be paid. A dry run creates
//! nothing.

use domain::ledger::{Balance, refusal};
use domain::request::{NotQuoted, Plan, References, Request};
use domain::{Caller, Model};
use http::StatusCode;
use web::{ApiError, Handled, payment_refusal};

use crate::accepted::DryRun;
use crate::facts::{WithoutFolder, gather};
use crate::preview::{Preview, Recent, repeated};
use crate::submit::Submission;
use crate::{App, named, route_check};

/// The one quote of a submit, a dry run or a retry. `references` is what is looked up for it.
pub(crate) async fn quote(
    app: &App,
    caller: &Caller,
    mut request: Request,
    references: References,
    without_folder: WithoutFolder,
) -> Result<Plan, ApiError> {
    let mut facts = gather(app, caller, &mut request, references, without_folder).await?;
    facts.mistakes.extend(named::mistakes(app, &request).await);
    let mut plan = request.quote(&facts, &app.catalog).map_err(|reason| match reason {
        NotQuoted::NotSold => ApiError::NoRoute { retry_after: None },
        NotQuoted::Mistakes(mistakes) => ApiError::Fields(mistakes),
    })?;
    if let Some(route) = route_check::accepts(app, &plan).await? {
        plan.applied.take_route(&plan.request, route);
    }
    Ok(plan)
}

/// The model that is to make it.
pub(crate) fn model<'a>(app: &'a App, plan: &Plan) -> Result<&'a Model, ApiError> {
    app.catalog.model(plan.request.kind(), plan.request.model()).ok_or(ApiError::NotFound)
}

pub(crate) async fn dry_run(app: &App, submission: Submission<'_>) -> Handled {
    let Submission { caller, capped_key, request, without_folder, bound, key } = submission;
    let references = request.references();
    let plan = quote(app, caller, request, references, without_folder).await?;
    let now = app.clock.now();
    let month = now.month();
    let team = app.store.balance(&caller.team_id).await?;
    let team = team.unwrap_or_else(|| Balance::opening(caller.team_id.clone(), month.clone()));
    // A member without a row has no cap.
    let member = app.store.member(&caller.team_id, &caller.user_id).await?;
    let counted = match capped_key {
        Some(id) => app.store.api_key(&caller.team_id, id).await?.and_then(|record| record.count),
        None => None,
    };
    let refusal = refusal(Some(&team), member.as_ref(), counted.as_ref(), plan.quote.credits(), &month);
    let mut preview = Preview::new(&plan, model(app, &plan)?);
    if key.is_none() {
        preview.warn(repeated(app, caller, &bound, Recent::Look, now).await);
    }
    let own = DryRun::new(refusal.and_then(payment_refusal));
    Ok(web::json(StatusCode::OK, &preview.tell(own)))
}
