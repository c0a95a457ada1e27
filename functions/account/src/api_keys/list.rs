//! `GET /api-keys`: the newest first; of a member, their own. One AWS call.

use web::parameter::{CURSOR, LIMIT};
use web::{Access, Call, Endpoint, Handled, Page, Parameters};

use super::view::ApiKeyView;
use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/api-keys",
    access: Access::Member,
    parameters: Parameters::List(&[&LIMIT, &CURSOR]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let user = (!caller.manages_team()).then_some(&caller.user_id);
    let listed = ("api-keys", &caller.team_id, user);
    let (limit, before) = call.page(&LIMIT, &listed)?;
    let month = app.clock.now().month();
    let page = app.store.list_api_keys(&caller.team_id, user, before, limit).await?;
    let shown = page.keys.iter().map(|it| (ApiKeyView::new(&it.key, it.count.as_ref(), &month), it.key.id));
    let shown = Page::fitting(shown);
    Ok(shown.reply(&listed, page.next_before))
}
