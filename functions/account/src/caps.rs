//! `PUT /credits/cap` and `PUT /credits/members/{user_id}/cap`: monthly caps. Lowering one refuses new holds
//! only.

use domain::fields::Fields;
use domain::ledger::MonthCount;
use domain::{Credits, FieldError, UserId};
use http::StatusCode;
use lambda_http::Request;
use serde_json::{Map, Value, json};
use web::{ApiError, Handled};

use crate::numbers::in_credits_and_cents;
use crate::{App, MAX_BODY_BYTES, MAX_CREDITS, manager};

pub(crate) async fn set_team_cap(app: &App, request: &Request) -> Handled {
    let caller = manager(app, request).await?;
    let cap = read_cap(&web::read_json(request, MAX_BODY_BYTES)?)?;
    let month = app.clock.now().month();
    let count = app.store.set_team_cap(&caller.team_id, cap, &month).await?;
    Ok(web::json(StatusCode::OK, &Value::Object(view(&count))))
}

pub(crate) async fn set_member_cap(app: &App, request: &Request) -> Handled {
    let caller = manager(app, request).await?;
    let user_id = read_user_id(&web::path_parameter(request, "user_id"))?;
    let cap = read_cap(&web::read_json(request, MAX_BODY_BYTES)?)?;
    let month = app.clock.now().month();
    let count = app.store.set_member_cap(&caller.team_id, &user_id, cap, &month).await?;
    let mut view = view(&count);
    view.insert("user_id".to_owned(), json!(user_id));
    Ok(web::json(StatusCode::OK, &Value::Object(view)))
}

/// A month's numbers, as caps and members' usage show them.
pub(crate) fn view(count: &MonthCount) -> Map<String, Value> {
    in_credits_and_cents(&[
        ("monthly_cap", count.cap()),
        ("month_used", Some(count.month_used)),
        ("month_held", Some(count.month_held)),
    ])
}

fn read_cap(body: &Value) -> Result<Option<Credits>, ApiError> {
    let mut fields = Fields::new(body).map_err(ApiError::Fields)?;
    let cap = fields.required_number_or_null("monthly_cap", 0..=MAX_CREDITS);
    fields.finish().map_err(ApiError::Fields)?;
    Ok(cap.flatten().map(Credits::new))
}

/// Users are known to the identity provider, not to us: any id of a sane length may get a cap.
fn read_user_id(text: &str) -> Result<UserId, ApiError> {
    if (1..=128).contains(&text.len()) && text.chars().all(|it| it.is_ascii_graphic()) {
        return Ok(UserId::new(text));
    }
    Err(ApiError::Fields(vec![FieldError::new("user_id", "must be 1 to 128 printable characters")]))
}
