//! `GET /credits/balance`: the row's ready numbers, as of this month. One AWS call.

use domain::ledger::{Balance, MonthCount};
use http::StatusCode;
use lambda_http::Request;
use serde_json::{Map, Value};
use web::Handled;

use crate::App;
use crate::numbers::in_credits_and_cents;

pub(crate) async fn read(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let month = app.clock.now().month();
    let row = app.store.balance(&caller.team_id).await?;
    let row = row.unwrap_or_else(|| Balance::opening(caller.team_id, month.clone()));
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
