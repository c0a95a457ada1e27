//! `GET /credits/balance`: the numbers of the team's row, as of this month. One AWS call.

use domain::ledger::{Balance, MonthCount};
use domain::{Cents, Credits};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::App;
use crate::month_numbers::MonthNumbers;

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
    Ok(web::json(StatusCode::OK, &BalanceView::new(&row, &count)))
}

/// The credits of a team, every amount again in cents. A credit is $0.001.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Balance")]
pub(crate) struct BalanceView {
    /// The team's credits, of which some may be held.
    balance: Credits,
    /// The same in US cents.
    balance_cents: Cents,
    /// The credits that are held for jobs that have not ended.
    held: Credits,
    /// The same in US cents.
    held_cents: Cents,
    /// The credits that new jobs can be paid with: the balance without what is held.
    available: Credits,
    /// The same in US cents.
    available_cents: Cents,
    #[serde(flatten)]
    numbers: MonthNumbers,
    /// The balance below which the team is notified; null: it is not.
    low_balance_threshold: Option<Credits>,
    /// The same in US cents.
    low_balance_threshold_cents: Option<Cents>,
}

impl BalanceView {
    fn new(row: &Balance, count: &MonthCount) -> Self {
        Self {
            balance: row.balance,
            balance_cents: row.balance.cents(),
            held: row.held,
            held_cents: row.held.cents(),
            available: row.available,
            available_cents: row.available.cents(),
            numbers: MonthNumbers::new(count),
            low_balance_threshold: row.low_balance_threshold,
            low_balance_threshold_cents: row.low_balance_threshold.map(Credits::cents),
        }
    }
}
