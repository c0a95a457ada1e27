//! `POST /tokens`: a browser token, for a page that must not have its server's key. One AWS call.

use domain::api_key::{KeyPrefix, Secret};
use domain::browser_token::{BrowserToken, NewToken};
use domain::{Caller, JobId, Rfc3339, TokenId, TokenScope};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use store::Created;
use web::{Access, ApiError, BoundRequest, Call, Credential, Endpoint, Handled, Parameters};

use crate::App;

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "POST",
    path: "/api/v1/tokens",
    access: Access::Member,
    parameters: Parameters::None,
    handler: |app, call| Box::pin(create(app, call)),
};

/// A token for a browser. It is shown this once.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "BrowserToken")]
pub(crate) struct TokenView {
    /// The id, by which the token can be named in questions about it.
    id: TokenId,
    /// The token, to be sent as an API key is; null in the reply to a repetition, because it is stored nowhere.
    token: Option<String>,
    /// What it may do.
    scopes: Vec<TokenScope>,
    /// The only job that it reads; null: its scopes say what it may do.
    job_id: Option<JobId>,
    /// When it was made.
    created_at: Rfc3339,
    /// From when on it is not taken any more: as asked, but not after what it was made with.
    expires_at: Rfc3339,
}

async fn create(app: &App, call: &Call<'_>) -> Handled {
    let (maker, now) = (call.identity()?, app.clock.now());
    let new = NewToken::read(&call.json()?);
    let (idempotency, new) = web::both(call.key_and_query(), new)?;
    let bound = BoundRequest::new(call.request, json!(new));
    let asked = now.plus_seconds(new.expires_in);
    let Caller { team_id, user_id, role, .. } = maker.key.caller.clone();
    let maker_key_hash = match &maker.by {
        Credential::Key { hash } => Some(hash.clone()),
        Credential::Jwt { .. } | Credential::BrowserToken(_) => None,
    };
    let token = BrowserToken {
        id: TokenId::new(now, rand::random()),
        team_id,
        user_id,
        role,
        maker_key_hash,
        scopes: new.scopes,
        job_id: new.job_id,
        created_at: now,
        expires_at: maker.expires_at().map_or(asked, |end| end.min(asked)),
    };
    let secret = Secret::new(KeyPrefix::Token, rand::random());
    let shown = TokenView::new(&token);
    let idempotency = idempotency.map(|it| it.bind(&maker.key.caller, &bound, &shown, now));
    let hash = web::hash_key(secret.as_str());
    match app.store.create_browser_token(&token, &hash, idempotency.as_ref(), now).await? {
        Created::Now => {
            let (by, team_id, token_id) = (&token.user_id, &token.team_id, token.id);
            tracing::info!(%by, %team_id, %token_id, scopes = ?token.scopes, "a browser token was made");
            let shown = TokenView { token: Some(secret.as_str().to_owned()), ..shown };
            Ok(web::json(StatusCode::CREATED, &shown))
        }
        Created::Replayed { reply } => Ok(web::replay(StatusCode::CREATED, reply)),
        Created::KeyTaken => Err(ApiError::KeyReused),
        Created::Refused(never) => match never {},
    }
}

impl TokenView {
    /// Without the token itself.
    fn new(token: &BrowserToken) -> Self {
        Self {
            id: token.id,
            token: None,
            scopes: token.scopes.clone(),
            job_id: token.job_id,
            created_at: Rfc3339(token.created_at),
            expires_at: Rfc3339(token.expires_at),
        }
    }
}
