//! `POST /api-keys`: one AWS call; two or three for another team, which is looked up.

use domain::KeyId;
use domain::api_key::NewKey;
use domain::team::no_team;
use http::StatusCode;
use serde_json::json;
use store::Created;
use web::{Access, ApiError, BoundRequest, Call, Endpoint, Handled, Parameters};

use super::new_secret;
use super::view::ApiKeyView;
use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/api-keys",
    access: Access::Member,
    parameters: Parameters::None,
    handler: |app, call| Box::pin(create(app, call)),
};

async fn create(app: &App, call: &Call<'_>) -> Handled {
    let (maker, now) = (call.key()?, app.clock.now());
    let new = NewKey::read(&call.json()?, maker, &app.catalog, now);
    let (idempotency, new) = web::both(call.key_and_query(), new)?;
    if let Some(refusal) = new.beyond(maker) {
        return Err(ApiError::Forbidden(refusal));
    }
    if let Some(team) = new.other_team(maker)
        && app.store.team(team).await?.is_none()
    {
        return Err(ApiError::field("team_id", no_team(team)));
    }
    let bound = BoundRequest::new(call.request, json!(new));
    let secret = new_secret(app);
    let key = new.into_key(KeyId::new(now, rand::random()), &secret, &maker.caller, now);
    let idempotency =
        idempotency.map(|it| it.bind(&maker.caller, &bound, &ApiKeyView::unused(&key).without_secret(), now));
    let hash = web::hash_key(secret.as_str());
    match app.store.create_api_key(&key, &hash, idempotency.as_ref(), now).await? {
        Created::Now => {
            let (by, team_id, key_id) = (&maker.caller.user_id, &key.caller.team_id, key.id);
            tracing::info!(%by, %team_id, %key_id, "an API key was made");
            Ok(web::json(StatusCode::CREATED, &ApiKeyView::unused(&key).with_secret(&secret)))
        }
        Created::Replayed { reply } => Ok(web::replay(StatusCode::CREATED, reply)),
        Created::KeyTaken => Err(ApiError::KeyReused),
        Created::Refused(never) => match never {},
    }
}
