//! `GET /credits/members`: what each member of the team has spent this month. One AWS call.

use domain::UserId;
use http::StatusCode;
use serde_json::{Value, json};
use web::{Access, Call, Endpoint, Handled, MAX_LIMIT, Page, Parameters, cursor};

use crate::{App, caps};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/credits/members",
    access: Access::Manager,
    parameters: Parameters::List(&["limit", "cursor"]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let team = &call.caller()?.team_id;
    let listed = ("members", team);
    let mut query = call.query();
    let limit = query.limit(MAX_LIMIT, MAX_LIMIT);
    let wrong = "is not a cursor of this list";
    let after = query.read("cursor", |text| cursor::read_key(text, &listed).map(UserId::new), wrong);
    query.finish()?;
    let month = app.clock.now().month();
    let page = app.store.members_after(team, after.as_ref(), limit).await?;
    let shown = Page::fitting(page.members.iter().map(|member| {
        let mut view = caps::view(&member.count.in_month(&month));
        view.insert("user_id".to_owned(), json!(member.user_id));
        (Value::Object(view), member.user_id.clone())
    }));
    let (members, next) = shown.finish(page.next_after);
    let next_cursor = next.map(|next| cursor::write(&listed, &next));
    Ok(web::json(StatusCode::OK, &json!({"month": month, "members": members, "next_cursor": next_cursor})))
}
