//! `GET /credits/members`: what each member of the team has spent this month.

use http::StatusCode;
use serde_json::{Value, json};
use web::{Access, Call, Endpoint, Handled, Parameters};

use crate::{App, caps};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/credits/members",
    access: Access::Manager,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let month = app.clock.now().month();
    let members = app.store.members(&caller.team_id).await?;
    let views = members.iter().map(|member| {
        let mut view = caps::view(&member.count.in_month(&month));
        view.insert("user_id".to_owned(), json!(member.user_id));
        Value::Object(view)
    });
    Ok(web::json(StatusCode::OK, &json!({"month": month, "members": views.collect::<Vec<_>>()})))
}
