//! `PUT …/drive/files/{id}/share` gives a file a link for people without a key, and `DELETE` withdraws it. One AWS
//! call to withdraw it, and one more for a member; two to share it, and
//! one more where an earlier link has ended.

use domain::drive::{DriveFile, ShareChange, Sharing};
use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use super::read::find;
use crate::App;
use crate::rights::may_change;
use crate::view::FileView;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "PUT",
    path: "/api/v1/creative-hub/drive/files/{id}/share",
    access: Access::Maker,
    parameters: Parameters::IgnoredBesideBody,
    handler: |app, call| Box::pin(share(app, call)),
};

pub(crate) const WITHDRAW: Endpoint<App> = Endpoint {
    method: "DELETE",
    path: "/api/v1/creative-hub/drive/files/{id}/share",
    access: Access::Maker,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(withdraw(app, call)),
};

async fn share(app: &App, call: &Call<'_>) -> Handled {
    let (caller, id) = (call.caller()?, call.path_id()?);
    let file = find(app, call).await?;
    may_change(caller, "file", async { Ok(file.user_id.clone()) }).await?;
    let now = app.clock.now();
    let ShareChange { expires_at } = call.read(|body| ShareChange::read(body, now))?;
    let sharing = Sharing::new(rand::random(), expires_at);
    if let Some(ended) = file.sharing.ended_secret(now) {
        app.store.forget_share(&caller.team_id, id, ended).await?;
    }
    reply(call, app.store.share_file(&caller.team_id, id, &sharing).await?)
}

async fn withdraw(app: &App, call: &Call<'_>) -> Handled {
    let (caller, id) = (call.caller()?, call.path_id()?);
    may_change(caller, "file", async { Ok(find(app, call).await?.user_id) }).await?;
    reply(call, app.store.withdraw_share(&caller.team_id, id).await?)
}

fn reply(call: &Call<'_>, file: Option<DriveFile>) -> Handled {
    let file = file.ok_or(ApiError::NotFound)?;
    Ok(web::json(StatusCode::OK, &FileView::new(call, &file)))
}
