//! `PUT /credits/alerts`: below which balance the team is notified.

use domain::fields::Fields;
use domain::money::MAX_CREDITS;
use domain::{Cents, Credits, FieldError};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "PUT",
    path: "/api/v1/credits/alerts",
    access: Access::Manager,
    parameters: Parameters::IgnoredBesideBody,
    handler: |app, call| Box::pin(set_threshold(app, call)),
};

const FIELD: &str = "low_balance_threshold";
/// The deployment has one topic, and the operator decides who subscribes to it.
const SENT_TO: &str = "operator_topic";

async fn set_threshold(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let threshold = call.read(read_threshold)?;
    let month = app.clock.now().month();
    app.store.set_low_balance_threshold(&caller.team_id, threshold, &month).await?;
    Ok(web::json(StatusCode::OK, &AlertsView::new(threshold)))
}

/// Below which balance the team is notified.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Alerts")]
pub(crate) struct AlertsView {
    /// In credits; null: the team is not notified.
    low_balance_threshold: Option<Credits>,
    /// The same in US cents.
    low_balance_threshold_cents: Option<Cents>,
    /// Where the notifications go: `operator_topic`, which the operator of the deployment subscribes people to.
    sent_to: &'static str,
}

impl AlertsView {
    fn new(threshold: Option<Credits>) -> Self {
        Self {
            low_balance_threshold: threshold,
            low_balance_threshold_cents: threshold.map(Credits::cents),
            sent_to: SENT_TO,
        }
    }
}

fn read_threshold(body: &Value) -> Result<Option<Credits>, Vec<FieldError>> {
    let mut fields = Fields::new(body)?;
    let threshold = fields.required_number_or_null(FIELD, 1..=MAX_CREDITS);
    fields.finish()?;
    Ok(threshold.flatten().map(Credits::new))
}
