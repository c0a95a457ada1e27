//! `GET …/drive/files/{id}/content`: a link that never dies, to one that lives for 15 minutes. One AWS call.

use http::StatusCode;
use lambda_http::Request;
use serde_json::json;
use web::{ApiError, Handled};

use super::find;
use crate::App;
use crate::reply::told;

pub(crate) async fn content(app: &App, request: &Request) -> Handled {
    let file = find(app, request).await?;
    let redirect = web::read_choice(request, "redirect").map_err(|error| ApiError::Fields(vec![error]))?;
    let link = app.files.link(&file.stored.key, app.clock.now()).await.map_err(|error| told(&error))?;
    if redirect.unwrap_or(true) {
        return Ok(web::redirect(&link.url));
    }
    let body = json!({"url": link.url, "expires_at": link.expires_at.rfc3339()});
    Ok(web::json(StatusCode::OK, &body))
}
