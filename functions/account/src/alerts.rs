//! `PUT /credits/alerts`: below which balance the team is notified.

use domain::fields::{Field, Fields, OrNull, Shape, Whole};
use domain::money::MAX_CREDITS;
use domain::{Cents, Credits, FieldError};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "PUT",
    path: "/api/v1/credits/alerts",
    access: Access::Manager,
    parameters: Parameters::IgnoredBesideBody,
    handler: |app, call| Box::pin(set_threshold(app, call)),
};

static THRESHOLD: Field<OrNull<Whole<i64>>> = Field::new(
    "low_balance_threshold",
    OrNull(Whole(1..=MAX_CREDITS)),
    "Below which balance the team is notified, in credits. Null ends the notifications.",
    || json!(5000),
)
.or_null();
static ALERTS: Shape = Shape::new("SetAlerts", &[&THRESHOLD]);
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
    Fields::read_all(body, &ALERTS, |fields| fields.read(&THRESHOLD).map(|it| it.map(Credits::new)))
}

pub(crate) fn schema() -> Value {
    ALERTS.schema()
}
