//! `GET …/brand-kits`: the newest first. One AWS call.

use web::{Access, Call, DEFAULT_LIMIT, Endpoint, Handled, MAX_LIMIT, Page, Parameters, cursor};

use crate::App;
use crate::view::KitView;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/brand-kits",
    access: Access::Member,
    parameters: Parameters::List(&["limit", "cursor"]),
    handler: |app, call| Box::pin(list(app, call)),
};

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let team = &call.caller()?.team_id;
    let listed = ("brand-kits", team);
    let mut query = call.query();
    let limit = query.limit(DEFAULT_LIMIT, MAX_LIMIT);
    let before = query.read("cursor", |text| cursor::read(text, &listed), "is not a cursor of this list");
    query.finish()?;
    let page = app.store.list_kits(team, before, limit).await?;
    let shown = Page::fitting(page.kits.iter().map(|kit| (KitView::new(kit), kit.id)));
    Ok(shown.reply(&listed, page.next_before))
}
