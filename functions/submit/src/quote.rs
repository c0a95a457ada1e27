//! `?dry_run=true`: what a request would cost and whether it could be paid. Creates nothing.

use domain::Caller;
use domain::ledger::{Balance, refusal};
use domain::request::Plan;
use http::StatusCode;
use serde_json::json;
use web::{Handled, payment_refusal};

use crate::App;
use crate::submit::no_folder;

pub(crate) async fn dry_run(app: &App, caller: &Caller, plan: &Plan) -> Handled {
    if let Some(folder) = plan.request.extras().drive_folder_id {
        app.store.folder(&caller.team_id, folder).await?.ok_or_else(no_folder)?;
    }
    let month = app.clock.now().month();
    let team = app.store.balance(&caller.team_id).await?;
    let team = team.unwrap_or_else(|| Balance::opening(caller.team_id.clone(), month.clone()));
    // Who has no row of their own has no cap.
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
