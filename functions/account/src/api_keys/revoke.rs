//! `DELETE /api-keys/{id}`: three AWS calls. The key stays on the list, as revoked.

use domain::{ApiKey, Caller};
use http::StatusCode;
use web::{Access, ApiError, Call, Endpoint, Handled, Parameters};

use super::read::find;
use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "DELETE",
    path: "/api/v1/api-keys/{id}",
    access: Access::Member,
    parameters: Parameters::Ignored,
    handler: |app, call| Box::pin(revoke(app, call)),
};

async fn revoke(app: &App, call: &Call<'_>) -> Handled {
    let caller = call.caller()?;
    let key = find(app, call).await?.key;
    may_revoke(caller, &key)?;
    let key_id = key.id;
    if !app.store.revoke_api_key(&caller.team_id, key_id, app.clock.now()).await? {
        return Err(ApiError::NotFound);
    }
    tracing::info!(by = %caller.user_id, team_id = %caller.team_id, %key_id, "an API key was revoked");
    Ok(web::empty(StatusCode::NO_CONTENT))
}

/// Owners and admins revoke every key of their team. A key of a lower role does not lock its user out.
fn may_revoke(caller: &Caller, key: &ApiKey) -> Result<(), ApiError> {
    let (own, role) = (caller.role, key.caller.role);
    if caller.manages_team() || !role.is_above(own) {
        return Ok(());
    }
    let (own, role) = (own.as_str(), role.as_str());
    Err(ApiError::Forbidden(format!(
        "Your key has the role {own}: it cannot revoke a key with the role {role}."
    )))
}
