//! `GET …/creative-hub/shared/{token}`: a file for whoever has its link. It redirects to a link that lives for 15
//! minutes. One AWS call.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::drive::DriveFile;
use domain::{FileId, TeamId};
use serde_json::json;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/creative-hub/shared/{token}",
    access: Access::Anyone,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(read(app, call)),
};

/// The path of a shared file's link.
pub(crate) fn path(file: &DriveFile, secret: &str) -> String {
    let token = URL_SAFE_NO_PAD.encode(json!([file.team_id, file.id, secret]).to_string());
    format!("{}/creative-hub/shared/{token}", web::BASE_PATH)
}

fn read_token(token: &str) -> Option<(TeamId, FileId, String)> {
    let text = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (team, file, secret): (TeamId, FileId, String) = serde_json::from_slice(&text).ok()?;
    // What no row's key can be is not asked for.
    web::cursor::is_key(team.as_str()).then_some((team, file, secret))
}

/// A link that never was, one that has ended and one that was withdrawn are answered alike.
async fn read(app: &App, call: &Call<'_>) -> Handled {
    let (team, id, secret) = read_token(&call.path_parameter("token")).ok_or(ApiError::NotFound)?;
    let now = app.clock.now();
    let file = app.store.file(&team, id).await?;
    let file = file.filter(|file| file.sharing.open_secret(now) == Some(&secret));
    let file = file.ok_or(ApiError::NotFound)?;
    let link = app.files.link(&file.stored.key, &file.name, now).await.map_err(ApiError::internal)?;
    Ok(web::redirect(&link.url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_token_opens_nothing() {
        let id = "0198a8a0-0000-7000-8000-000000000001";
        let of = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        assert!(read_token(&of(json!(["t", id, "s"]))).is_some());
        for token in [
            "",
            "nonsense",
            &of(json!([])),
            &of(json!(["t", "x", "s"])),
            &of(json!(["t", id])),
            &of(json!(["", id, "s"])),
            &of(json!(["t".repeat(2000), id, "s"])),
        ] {
            assert!(read_token(token).is_none(), "{token}");
        }
    }
}
