//! `GET …/drive/files/{id}/content`: a link that never expires redirects to one that lives for 15 minutes. One AWS
//! call.

use domain::{Rfc3339, TokenScope};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use web::{Accepts, Access, ApiError, Call, Endpoint, Handled, Parameter, Parameters};

use super::read::find;
use crate::App;

const REDIRECT: Parameter = Parameter {
    name: "redirect",
    accepts: Accepts::Switch { default: Some(true) },
    about: "`false`: answer the link as JSON, instead of redirecting to it.",
    example: Some("false"),
};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/drive/files/{id}/content",
    access: Access::MemberOrToken(TokenScope::FilesRead),
    parameters: Parameters::Switch(&REDIRECT),
    handler: |app, call| Box::pin(content(app, call)),
};

async fn content(app: &App, call: &Call<'_>) -> Handled {
    let file = find(app, call).await?;
    let redirect = call.switch(&REDIRECT)?;
    let link =
        app.files.link(&file.stored.key, &file.name, app.clock.now()).await.map_err(ApiError::internal)?;
    if redirect {
        return Ok(web::redirect(&link.url));
    }
    let link = ContentLink { url: link.url, expires_at: Rfc3339(link.expires_at) };
    Ok(web::json(StatusCode::OK, &link))
}

/// Where a file can be downloaded without a key.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ContentLink {
    /// The link.
    url: String,
    /// When the link ends.
    expires_at: Rfc3339,
}
