//! `GET /credits/members`: what each member of the team has spent this month. One AWS call.

use domain::UserId;
use http::StatusCode;
use web::{Access, Call, Endpoint, Handled, Listed, MAX_LIMIT, Page, Parameters, cursor};

use crate::App;
use crate::in_month::InMonth;
use crate::month_numbers::{MemberView, MonthNumbers};

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
    let shown = Page::fitting(page.members.iter().map(|record| {
        let member = &record.member;
        let numbers = MonthNumbers::new(&member.count.in_month(&month));
        (MemberView { user_id: member.user_id.clone(), numbers }, member.user_id.clone())
    }));
    let page = shown.listing(&listed, page.next_after);
    Ok(web::json(StatusCode::OK, &InMonth { month, page }))
}

impl Listed for MemberView {
    const LIST: &'static str = "members";
}
