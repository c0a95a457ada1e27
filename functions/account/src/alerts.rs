//! `PUT /credits/alerts`: below which balance the team is notified.

use domain::fields::Fields;
use domain::{Credits, FieldError};
use http::StatusCode;
use serde_json::{Value, json};
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::numbers::in_credits_and_cents;
use crate::{App, MAX_CREDITS};

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
    let mut view = in_credits_and_cents(&[(FIELD, threshold)]);
    view.insert("sent_to".to_owned(), json!(SENT_TO));
    Ok(web::json(StatusCode::OK, &view))
}

fn read_threshold(body: &Value) -> Result<Option<Credits>, Vec<FieldError>> {
    let mut fields = Fields::new(body)?;
    let threshold = fields.required_number_or_null(FIELD, 1..=MAX_CREDITS);
    fields.finish()?;
    Ok(threshold.flatten().map(Credits::new))
}
