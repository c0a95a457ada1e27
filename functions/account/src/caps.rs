//! `PUT /credits/cap` and `PUT /credits/members/{user_id}/cap`: monthly caps. A lower cap refuses new holds and leaves
//! those there are alone.

use domain::caller::named_user;
use domain::fields::{Field, Fields, OrNull, Shape, Whole};
use domain::money::MAX_CREDITS;
use domain::{Credits, FieldError};
use http::StatusCode;
use serde_json::{Value, json};
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::App;
use crate::month_numbers::{MemberView, MonthNumbers};

pub(crate) const TEAM_ENDPOINT: Endpoint<App> = Endpoint {
    method: "PUT",
    path: "/api/v1/credits/cap",
    access: Access::Manager,
    parameters: Parameters::IgnoredBesideBody,
    handler: |app, call| Box::pin(set_team_cap(app, call)),
};

pub(crate) const MEMBER_ENDPOINT: Endpoint<App> = Endpoint {
    method: "PUT",
    path: "/api/v1/credits/members/{user_id}/cap",
    access: Access::Manager,
    parameters: Parameters::IgnoredBesideBody,
    handler: |app, call| Box::pin(set_member_cap(app, call)),
};

async fn set_team_cap(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let cap = call.read(read_cap)?;
    let month = app.clock.now().month();
    let count = app.store.set_team_cap(&caller.team_id, cap, &month).await?;
    Ok(web::json(StatusCode::OK, &MonthNumbers::new(&count)))
}

async fn set_member_cap(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let user_id = named_user(&call.path_parameter("user_id"));
    let user_id = user_id.map_err(|complaint| ApiError::field("user_id", complaint))?;
    let cap = call.read(read_cap)?;
    let month = app.clock.now().month();
    let count = app.store.set_member_cap(&caller.team_id, &user_id, cap, &month).await?;
    Ok(web::json(StatusCode::OK, &MemberView { user_id, numbers: MonthNumbers::new(&count) }))
}

static MONTHLY_CAP: Field<OrNull<Whole<i64>>> = Field::new(
    "monthly_cap",
    OrNull(Whole(0..=MAX_CREDITS)),
    "The most credits that may be used and held in a month. Null takes the cap away.",
    || json!(50_000),
)
.or_null();
static CAP: Shape = Shape::new("SetCap", &[&MONTHLY_CAP]);

fn read_cap(body: &Value) -> Result<Option<Credits>, Vec<FieldError>> {
    Fields::read_all(body, &CAP, |fields| fields.read(&MONTHLY_CAP).map(|cap| cap.map(Credits::new)))
}

pub(crate) fn schema() -> Value {
    CAP.schema()
}
