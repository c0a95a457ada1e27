//! Tokens and key sets are made here, and served over real HTTP: no identity provider is asked. The keys are made anew in
//! each run, but for the RSA key, which ring cannot make: it was made for these tests and opens nothing.

mod key_sets;
mod provider;
mod refused;
mod vendors;

use domain::{Role, TeamId, Timestamp, UserId};
use serde_json::{Value, json};

use self::provider::{Provider, Signer};
use super::{Bearer, ClaimNames, Jwt, JwtSettings};
use crate::ApiError;

const ISSUER: &str = "https://idp.example/";
const AUDIENCE: &str = "https://hub.example/api";
const NOW: i64 = 1_800_000_000;

fn now() -> Timestamp {
    Timestamp::from_millis(NOW * 1000)
}

fn settings(provider: &Provider) -> JwtSettings {
    JwtSettings {
        issuer: ISSUER.to_owned(),
        audiences: vec![AUDIENCE.to_owned()],
        jwks_url: Some(provider.url("/jwks.json")),
        claims: ClaimNames::default(),
        operator_scope: None,
    }
}

/// What every token here says, with `changes` to it. A null takes a claim away.
fn claims(changes: Value) -> Value {
    let mut claims = json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": "ann", "team_id": "acme", "iat": NOW, "exp": NOW + 300,
    });
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().shift_remove(name)),
            value => claims[name] = value.clone(),
        }
    }
    claims
}

fn ann(role: Option<Role>) -> Bearer {
    Bearer {
        team_id: TeamId::new("acme"),
        user_id: UserId::new("ann"),
        role,
        scopes: Vec::new(),
        expires_at: now().plus_seconds(300),
    }
}

/// What is wrong with a token.
async fn refusal(jwt: &Jwt, token: &str) -> String {
    match jwt.verify(token).await {
        Err(ApiError::InvalidToken(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_three_algorithms_are_taken() {
    let signers = [Signer::rsa("r"), Signer::ec("e"), Signer::ed("d")];
    let provider = Provider::start(&signers).await;
    let jwt = provider.jwt(settings(&provider));
    for signer in &signers {
        let token = signer.token(&claims(json!({"role": "admin"})));
        assert_eq!(jwt.verify(&token).await.unwrap(), ann(Some(Role::Admin)));
    }
    assert_eq!(provider.requests(), 1);
}

#[tokio::test]
async fn a_clock_may_be_wrong_by_a_minute() {
    let signer = Signer::ed("d");
    let provider = Provider::start(std::slice::from_ref(&signer)).await;
    let jwt = provider.jwt(settings(&provider));
    for (changes, taken) in [
        (json!({"exp": NOW - 59}), true),
        (json!({"exp": NOW - 60}), false),
        (json!({"nbf": NOW + 60}), true),
        (json!({"nbf": NOW + 61}), false),
        (json!({"iat": NOW + 60}), true),
        (json!({"iat": NOW + 61}), false),
        (json!({"exp": f64::from(1_800_000_300) + 0.5}), true),
    ] {
        let token = signer.token(&claims(changes.clone()));
        assert_eq!(jwt.verify(&token).await.is_ok(), taken, "{changes}");
    }
}

#[tokio::test]
async fn only_a_configured_scope_makes_an_operator() {
    let signer = Signer::ed("d");
    let provider = Provider::start(std::slice::from_ref(&signer)).await;
    let without = provider.jwt(settings(&provider));
    let operator_scope = Some("hub:operate".to_owned());
    let with = provider.jwt(JwtSettings { operator_scope, ..settings(&provider) });
    for (scope, is_operator) in [
        (json!("openid hub:operate"), true),
        (json!(["hub:operate"]), true),
        (json!("platform:billing"), false),
        (json!("hub:operate2 hub"), false),
        (json!(null), false),
    ] {
        let token = signer.token(&claims(json!({"scope": scope})));
        let scopes = with.verify(&token).await.unwrap().scopes;
        assert_eq!(scopes == ["platform:billing"], is_operator, "{scope}: {scopes:?}");
        assert!(without.verify(&token).await.unwrap().scopes.is_empty(), "{scope}");
    }
}

#[tokio::test]
async fn without_settings_no_token_is_taken() {
    let token = Signer::ed("d").token(&claims(json!({})));
    assert_eq!(refusal(&Jwt::none(), &token).await, "this deployment takes no JWTs");
}
