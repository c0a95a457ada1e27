//! `GET /credits/balance`: the row's ready numbers, as of this month. One AWS call.

use domain::Credits;
use domain::ledger::Balance;
use http::StatusCode;
use lambda_http::Request;
use serde_json::{Map, Value, json};
use web::Handled;

use crate::App;

pub(crate) async fn read(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let month = app.clock.now().month();
    let row = app.store.balance(&caller.team_id).await?;
    let row = row.unwrap_or_else(|| Balance::opening(caller.team_id, month.clone())).in_month(&month);
    Ok(web::json(StatusCode::OK, &view(&row)))
}

/// Every number in credits, and again in cents.
fn view(row: &Balance) -> Value {
    let numbers = [
        ("balance", Some(row.balance)),
        ("held", Some(row.held)),
        ("available", Some(row.available)),
        ("monthly_cap", row.monthly_cap()),
        ("month_used", Some(row.month_used)),
        ("month_held", Some(row.month_held)),
        // No alert can be set yet.
        ("low_balance_threshold", None),
    ];
    let mut view = Map::new();
    for (name, credits) in numbers {
        view.insert(name.to_owned(), json!(credits));
        view.insert(format!("{name}_cents"), json!(credits.map(Credits::cents)));
    }
    Value::Object(view)
}
