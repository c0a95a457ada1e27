//! `GET …/brand-kits`: the newest first. One AWS call.

use web::{Access, Call, DEFAULT_LIMIT, Endpoint, Handled, MAX_LIMIT, Parameters, cursor};

use crate::{App, view};

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
    let next_cursor = page.next_before.map(|before| cursor::write(&listed, &before));
    Ok(web::page("brand_kits", page.kits.iter().map(view::kit).collect(), next_cursor))
}
