//! `GET /me`: who the caller is, with what key, and what they have spent this month. Three AWS calls; four in a team that
//! is not listed.

use domain::Caller;
use domain::ledger::MonthCount;
use http::StatusCode;
use serde_json::{Value, json};
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::{App, api_keys, caps};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/me",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

async fn read(app: &App, call: &Call<'_>) -> Handled {
    let own = call.key()?;
    let Caller { team_id, user_id, role, scopes } = &own.caller;
    let month = app.clock.now().month();
    let team = app.store.team(team_id).await?;
    let listed = app.store.api_key(team_id, own.id).await?;
    let member = app.store.member(team_id, user_id).await?;
    let count = member.map_or_else(|| MonthCount::opening(month.clone()), |it| it.count.in_month(&month));
    let mut caps = caps::view(&count);
    caps.insert("month".to_owned(), json!(month));
    let view = json!({
        // A team that nobody has named has its id as its name.
        "team": {"id": team_id, "name": team.map_or_else(|| team_id.to_string(), |team| team.name)},
        "user": {"id": user_id},
        "role": role,
        "scopes": scopes,
        "key": listed.map_or_else(|| api_keys::unused(own), |listed| api_keys::view(&listed.key, listed.count.as_ref(), &month)),
        "caps": Value::Object(caps),
    });
    Ok(web::json(StatusCode::OK, &view))
}
