//! How often the keys are fetched, and what happens where they are not to be had.

use futures::future::join_all;
use serde_json::json;

use super::provider::{Provider, Signer};
use super::{ISSUER, claims, refusal, settings};
use crate::ApiError;
use crate::callers::jwt::{Jwt, JwtSettings};

async fn is_unavailable(jwt: &Jwt, token: &str) -> bool {
    matches!(jwt.verify(token).await, Err(ApiError::IdentityProviderUnavailable))
}

#[tokio::test]
async fn a_hundred_tokens_at_once_cause_one_fetch() {
    let signer = Signer::ed("d");
    let provider = Provider::start(std::slice::from_ref(&signer)).await;
    let jwt = provider.jwt(settings(&provider));
    let (known, unknown) = (signer.token(&claims(json!({}))), Signer::ed("x").token(&claims(json!({}))));
    let verified = join_all((0..50).flat_map(|_| [jwt.verify(&known), jwt.verify(&unknown)])).await;
    assert_eq!(verified.iter().filter(|it| it.is_ok()).count(), 50);
    assert_eq!(provider.requests(), 1);
}

#[tokio::test]
async fn an_unknown_key_is_asked_for_once_a_minute_and_then_taken() {
    let (old, new) = (Signer::ed("old"), Signer::ed("new"));
    let provider = Provider::start(std::slice::from_ref(&old)).await;
    let jwt = provider.jwt(settings(&provider));
    let (by_old, by_new) = (old.token(&claims(json!({}))), new.token(&claims(json!({}))));
    assert!(jwt.verify(&by_old).await.is_ok());
    provider.publish(&[old, new]);
    provider.clock.advance_seconds(59);
    for _ in 0..3 {
        assert!(refusal(&jwt, &by_new).await.contains("does not have the key"));
    }
    assert_eq!(provider.requests(), 1);
    provider.clock.advance_seconds(1);
    assert!(jwt.verify(&by_new).await.is_ok() && jwt.verify(&by_old).await.is_ok());
    assert_eq!(provider.requests(), 2);
}

#[tokio::test]
async fn keys_are_asked_for_every_hour_and_those_that_have_gone_end() {
    let (old, new) = (Signer::ed("old"), Signer::ed("new"));
    let long = |signer: &Signer| signer.token(&claims(json!({"exp": super::NOW + 90_000})));
    let provider = Provider::start(std::slice::from_ref(&old)).await;
    let jwt = provider.jwt(settings(&provider));
    assert!(jwt.verify(&long(&old)).await.is_ok());
    provider.publish(std::slice::from_ref(&new));
    provider.clock.advance_seconds(3599);
    assert!(jwt.verify(&long(&old)).await.is_ok());
    provider.clock.advance_seconds(1);
    assert!(refusal(&jwt, &long(&old)).await.contains("does not have the key"));
    assert!(jwt.verify(&long(&new)).await.is_ok());
    assert_eq!(provider.requests(), 2);
}

#[tokio::test]
async fn known_keys_outlast_a_provider_that_does_not_answer_by_a_day() {
    let signer = Signer::ed("d");
    let provider = Provider::start(std::slice::from_ref(&signer)).await;
    let jwt = provider.jwt(settings(&provider));
    let known = signer.token(&claims(json!({"exp": super::NOW + 90_000})));
    let unknown = Signer::ed("x").token(&claims(json!({"exp": super::NOW + 90_000})));
    assert!(jwt.verify(&known).await.is_ok());
    provider.fail(true);
    provider.clock.advance_seconds(3600);
    assert!(jwt.verify(&known).await.is_ok());
    // The provider may have it.
    assert!(is_unavailable(&jwt, &unknown).await);
    assert_eq!(provider.requests(), 2, "a provider that has failed is left alone for ten seconds");
    provider.clock.advance_seconds(23 * 3600 - 1);
    assert!(jwt.verify(&known).await.is_ok());
    provider.clock.advance_seconds(1);
    assert!(is_unavailable(&jwt, &known).await);
    provider.fail(false);
    provider.clock.advance_seconds(10);
    assert!(jwt.verify(&known).await.is_ok());
}

#[tokio::test]
async fn without_any_keys_nobody_is_told_that_their_token_is_wrong() {
    let signer = Signer::ed("d");
    let provider = Provider::start(std::slice::from_ref(&signer)).await;
    let jwt = provider.jwt(settings(&provider));
    let token = signer.token(&claims(json!({})));
    provider.fail(true);
    let unavailable = join_all((0..20).map(|_| is_unavailable(&jwt, &token))).await;
    assert!(unavailable.into_iter().all(|it| it));
    assert_eq!(provider.requests(), 1);
    let reply = ApiError::IdentityProviderUnavailable.into_reply("r", "/docs");
    assert_eq!((reply.status().as_u16(), &reply.headers()["retry-after"]), (503, &"10".parse().unwrap()));
    provider.fail(false);
    provider.clock.advance_seconds(10);
    assert!(jwt.verify(&token).await.is_ok());
}

#[tokio::test]
async fn the_issuer_says_where_its_keys_are() {
    let signer = Signer::ed("d");
    let provider = Provider::start(std::slice::from_ref(&signer)).await;
    let issuer = provider.url("/realms/acme");
    let discovering = || JwtSettings { issuer: issuer.clone(), jwks_url: None, ..settings(&provider) };
    let token = signer.token(&claims(json!({"iss": issuer})));
    // The document of another issuer.
    assert_ne!(issuer, ISSUER);
    assert!(is_unavailable(&provider.jwt(discovering()), &token).await);
    provider.call_itself(&issuer);
    let jwt = provider.jwt(discovering());
    assert!(jwt.verify(&token).await.is_ok() && jwt.verify(&token).await.is_ok());
    assert_eq!(provider.requests(), 3);
}
