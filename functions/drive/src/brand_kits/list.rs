//! `GET …/brand-kits`: the newest first. One AWS call.

use http::StatusCode;
use lambda_http::Request;
use serde_json::{Value, json};
use web::{Handled, cursor};

use crate::page::Page;
use crate::{App, view};

pub(crate) async fn list(app: &App, request: &Request) -> Handled {
    let caller = app.callers.identify(request.headers()).await?;
    let bound = ("brand-kits", &caller.team_id);
    let mut page = Page::read(request, &["limit", "cursor"]);
    let before = page.parsed("cursor", |text| cursor::read(text, &bound), "is not a cursor of this list");
    let limit = page.limit;
    page.finish()?;
    let page = app.store.list_kits(&caller.team_id, before, limit).await?;
    let views: Vec<Value> = page.kits.iter().map(view::kit).collect();
    let next = page.next_before.map(|before| cursor::write(&bound, &before));
    Ok(web::json(StatusCode::OK, &json!({"brand_kits": views, "next_cursor": next})))
}
