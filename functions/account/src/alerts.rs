//! `PUT /credits/alerts`: from which balance on the team wants to be told.

use domain::Credits;
use domain::fields::Fields;
use http::StatusCode;
use lambda_http::Request;
use serde_json::{Value, json};
use web::{ApiError, Handled};

use crate::numbers::in_credits_and_cents;
use crate::{App, MAX_BODY_BYTES, MAX_CREDITS, manager};

const FIELD: &str = "low_balance_threshold";

pub(crate) async fn set_threshold(app: &App, request: &Request) -> Handled {
    let caller = manager(app, request).await?;
    let threshold = read_threshold(&web::read_json(request, MAX_BODY_BYTES)?)?;
    let month = app.clock.now().month();
    app.store.set_low_balance_threshold(&caller.team_id, threshold, &month).await?;
    Ok(web::json(StatusCode::OK, &json!(in_credits_and_cents(&[(FIELD, threshold)]))))
}

fn read_threshold(body: &Value) -> Result<Option<Credits>, ApiError> {
    let mut fields = Fields::new(body).map_err(ApiError::Fields)?;
    let threshold = fields.required_number_or_null(FIELD, 1..=MAX_CREDITS);
    fields.finish().map_err(ApiError::Fields)?;
    Ok(threshold.flatten().map(Credits::new))
}
