//! `GET /credits/members`: what each member of the team has spent this month.

use http::StatusCode;
use lambda_http::Request;
use serde_json::{Value, json};
use web::Handled;

use crate::{App, caps, manager};

pub(crate) async fn list(app: &App, request: &Request) -> Handled {
    let caller = manager(app, request).await?;
    let month = app.clock.now().month();
    let members = app.store.members(&caller.team_id).await?;
    let views = members.iter().map(|member| {
        let mut view = caps::view(&member.count.in_month(&month));
        view.insert("user_id".to_owned(), json!(member.user_id));
        Value::Object(view)
    });
    Ok(web::json(StatusCode::OK, &json!({"month": month, "members": views.collect::<Vec<_>>()})))
}
