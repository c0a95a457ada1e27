//! `GET …/brand-kits`: the newest first. One AWS call.

use web::parameter::{CURSOR, LIMIT};
use web::{Access, Call, Endpoint, Handled, Page, Parameters};

use crate::App;
use crate::view::KitView;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/brand-kits",
    access: Access::Member,
    parameters: Parameters::List(&[&LIMIT, &CURSOR]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let team = &call.caller()?.team_id;
    let listed = ("brand-kits", team);
    let (limit, before) = call.page(&LIMIT, &listed)?;
    let page = app.store.list_kits(team, before, limit).await?;
    let shown = Page::fitting(page.kits.iter().map(|kit| (KitView::new(kit), kit.id)));
    Ok(shown.reply(&listed, page.next_before))
}
