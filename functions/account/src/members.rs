//! `GET /credits/members`: what each member of the team has spent this month. One AWS call.

use domain::UserId;
use http::StatusCode;
use web::parameter::{CURSOR, LONG_LIMIT};
use web::{Access, Call, Endpoint, Handled, Listed, Page, Parameters};

use crate::App;
use crate::in_month::InMonth;
use crate::month_numbers::{MemberView, MonthNumbers};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/credits/members",
    access: Access::Manager,
    parameters: Parameters::List(&[&LONG_LIMIT, &CURSOR]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let team = &call.caller()?.team_id;
    let listed = ("members", team);
    let (limit, after) = call.page_by_key(&LONG_LIMIT, &listed)?;
    let after = after.map(UserId::new);
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
