//! `GET /credits/balance`: the numbers of the team's row, as of this month. One AWS call.

use domain::ledger::{Balance, MonthCount};
use http::StatusCode;
use serde_json::{Map, Value};
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::App;
use crate::numbers::in_credits_and_cents;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/credits/balance",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let month = app.clock.now().month();
    let row = app.store.balance(&caller.team_id).await?;
    let row = row.unwrap_or_else(|| Balance::opening(caller.team_id.clone(), month.clone()));
    let count = row.count.in_month(&month);
    Ok(web::json(StatusCode::OK, &Value::Object(view(&row, &count))))
}

fn view(row: &Balance, count: &MonthCount) -> Map<String, Value> {
    let numbers = [
        ("balance", Some(row.balance)),
        ("held", Some(row.held)),
        ("available", Some(row.available)),
        ("monthly_cap", count.cap()),
        ("month_used", Some(count.month_used)),
        ("month_held", Some(count.month_held)),
        ("low_balance_threshold", row.low_balance_threshold),
    ];
    in_credits_and_cents(&numbers)
}
