//! `POST /api-keys/{id}/rotate`: two AWS calls. Who gets the new secret can do what the key can, so it has to be within
//! the rights of the key that asks.

use domain::api_key::{ApiKey, Rights, Rotation};
use http::StatusCode;
use serde_json::json;
use store::{Created, NewSecret, NotRotated};
use web::{Access, ApiError, BoundRequest, Call, Endpoint, Handled, Parameters, Problem};

use super::new_secret;
use super::read::find;
use super::view::ApiKeyView;
use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/api-keys/{id}/rotate",
    access: Access::Member,
    parameters: Parameters::None,
    handler: |app, call| Box::pin(rotate(app, call)),
};

async fn rotate(app: &App, call: &Call<'_>) -> Handled {
    let (own, now) = (call.key()?, app.clock.now());
    let rotation = Rotation::read(&call.json_or_nothing()?);
    let (idempotency, rotation) = web::both(call.key_and_query(), rotation)?;
    let before = find(app, call).await?;
    if let Some(refusal) = before.key.rights().beyond(&rights_over(own, &before.key)) {
        return Err(ApiError::Forbidden(refusal));
    }
    let secret = new_secret(app);
    let old_key_valid_until = rotation.old_key_valid_until(&before.key, now);
    let key = before.key.clone().rotated(&secret, old_key_valid_until);
    let seen = ApiKeyView::new(&key, before.count.as_ref(), &now.month());
    let bound = BoundRequest::new(call.request, json!(rotation));
    let idempotency = idempotency.map(|it| it.bind(&own.caller, &bound, &seen.clone().without_secret(), now));
    let new = NewSecret { key, key_hash: web::hash_key(secret.as_str()), old_key_valid_until };
    match app.store.rotate_api_key(&before, &new, idempotency.as_ref(), now).await? {
        Created::Now => {
            let (by, team_id, key_id) = (&own.caller.user_id, &own.caller.team_id, new.key.id);
            tracing::info!(%by, %team_id, %key_id, "an API key was rotated");
            Ok(web::json(StatusCode::OK, &seen.with_secret(&secret)))
        }
        Created::Replayed { reply } => Ok(web::replay(StatusCode::OK, reply)),
        Created::KeyTaken => Err(ApiError::KeyReused),
        Created::Refused(reason) => Err(not_rotated(reason)),
    }
}

/// A key with a cap may give itself another secret: both count against the same cap.
fn rights_over<'a>(own: &'a ApiKey, key: &ApiKey) -> Rights<'a> {
    let rights = own.rights();
    Rights { has_cap: rights.has_cap && own.id != key.id, ..rights }
}

pub(crate) const ENDED: Problem =
    Problem::conflict("api_key_ended", "This key is revoked or has expired. Make a new one.");
pub(crate) const CHANGED: Problem =
    Problem::conflict("api_key_changed", "This key is being changed by another request. Try again.");

fn not_rotated(reason: NotRotated) -> ApiError {
    match reason {
        NotRotated::Ended => ApiError::conflict(ENDED),
        NotRotated::Changed => ApiError::conflict(CHANGED),
    }
}
