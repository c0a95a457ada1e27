//! Tokens in the shapes that Amazon Cognito, Auth0 and Keycloak document. None of them has made one of these: issuer, ids
//! and keys are ours.

use domain::{Role, TeamId, UserId};
use serde_json::{Value, json};

use super::NOW;
use super::provider::{Provider, Signer};
use crate::ApiError;
use crate::callers::jwt::{Bearer, ClaimNames, JwtSettings};

struct Vendor {
    issuer: &'static str,
    audience: &'static str,
    claims: ClaimNames,
    /// The header, but for its algorithm and key.
    typ: Option<&'static str>,
}

async fn verified(vendor: &Vendor, claims: &Value) -> Result<Bearer, ApiError> {
    let signer = Signer::rsa("vendor-key=");
    let provider = Provider::start(std::slice::from_ref(&signer)).await;
    let jwt = provider.jwt(JwtSettings {
        issuer: vendor.issuer.to_owned(),
        audiences: vec![vendor.audience.to_owned()],
        jwks_url: Some(provider.url("/jwks.json")),
        claims: vendor.claims.clone(),
        operator_scope: None,
    });
    let mut header = json!({"kid": "vendor-key=", "alg": "RS256"});
    if let Some(typ) = vendor.typ {
        header["typ"] = json!(typ);
    }
    jwt.verify(&signer.token_with(&header, claims)).await
}

fn assert_is(found: Result<Bearer, ApiError>, team: &str, user: &str, role: Option<Role>) {
    let found = found.unwrap();
    assert_eq!((found.team_id, found.user_id, found.role), (TeamId::new(team), UserId::new(user), role));
}

fn names(team: &str, role: &str) -> ClaimNames {
    ClaimNames { team: team.to_owned(), role: role.to_owned(), ..ClaimNames::default() }
}

#[tokio::test]
async fn cognito_has_no_audience_in_its_access_tokens_and_no_type_in_its_headers() {
    let vendor = Vendor {
        issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example",
        audience: "1example23456789",
        claims: names("custom:team_id", "cognito:groups"),
        typ: None,
    };
    let access = json!({
        "sub": "aaaaaaaa-bbbb-cccc-dddd-example", "device_key": "aaaaaaaa-bbbb-cccc-dddd-example",
        "cognito:groups": ["admin", "eu-central-1_Example_Google"], "iss": vendor.issuer, "version": 2,
        "client_id": vendor.audience, "origin_jti": "o", "event_id": "e", "token_use": "access",
        "scope": "phone openid profile email", "auth_time": NOW, "exp": NOW + 3600, "iat": NOW, "jti": "j",
        "username": "ann", "custom:team_id": "acme",
    });
    let user = "aaaaaaaa-bbbb-cccc-dddd-example";
    assert_is(verified(&vendor, &access).await, "acme", user, Some(Role::Admin));
    let id = json!({
        "sub": user, "cognito:groups": ["somebody"], "email_verified": true, "iss": vendor.issuer,
        "cognito:username": "ann", "custom:team_id": "acme", "origin_jti": "o", "aud": vendor.audience,
        "event_id": "e", "token_use": "id", "auth_time": NOW, "exp": NOW + 3600, "iat": NOW, "jti": "j",
        "email": "ann@example.com",
    });
    assert_is(verified(&vendor, &id).await, "acme", user, None);
    let mut other_client = access;
    other_client["client_id"] = json!("another-client");
    assert!(verified(&vendor, &other_client).await.is_err());
}

#[tokio::test]
async fn auth0_has_several_audiences_and_claims_that_are_addresses() {
    let vendor = |typ| Vendor {
        issuer: "https://my-domain.eu.auth0.com/",
        audience: "https://hub.example/api",
        claims: names("https://hub.example/team_id", "https://hub.example/role"),
        typ: Some(typ),
    };
    let own = json!({
        "iss": "https://my-domain.eu.auth0.com/", "sub": "auth0|123456", "azp": "my_client_id",
        "aud": ["https://hub.example/api", "https://my-domain.eu.auth0.com/userinfo"],
        "exp": NOW + 86_400, "iat": NOW, "scope": "openid profile", "permissions": ["read:everything"],
        "https://hub.example/team_id": "acme", "https://hub.example/role": "owner",
    });
    assert_is(verified(&vendor("JWT"), &own).await, "acme", "auth0|123456", Some(Role::Owner));
    let rfc_9068 = json!({
        "iss": "https://my-domain.eu.auth0.com/", "sub": "my_client_id@clients", "aud": "https://hub.example/api",
        "client_id": "my_client_id", "exp": NOW + 86_400, "iat": NOW, "jti": "j", "scope": "read:all",
        "https://hub.example/team_id": "acme",
    });
    assert_is(verified(&vendor("at+jwt"), &rfc_9068).await, "acme", "my_client_id@clients", None);
    // An ID token is for the client and not for us.
    let mut id = own;
    id["aud"] = json!("my_client_id");
    assert!(verified(&vendor("JWT"), &id).await.is_err());
}

#[tokio::test]
async fn keycloak_has_roles_within_roles_and_says_what_a_token_is_for() {
    let vendor = |role: &str| Vendor {
        issuer: "https://keycloak.example/realms/acme",
        audience: "creative-hub",
        claims: names("organization", role),
        typ: Some("JWT"),
    };
    let access = json!({
        "exp": NOW + 300, "iat": NOW, "jti": "j", "iss": "https://keycloak.example/realms/acme",
        "aud": ["creative-hub", "account"], "sub": "36fa0f91-f94d-4a0c-afed-6b7d952e47da", "typ": "Bearer",
        "azp": "front-end", "sid": "s", "acr": "1", "allowed-origins": ["https://front.example"],
        "realm_access": {"roles": ["offline_access", "default-roles-acme", "member", "owner"]},
        "resource_access": {"creative-hub": {"roles": ["admin"]}, "account": {"roles": ["view-profile"]}},
        "scope": "email profile", "email_verified": true, "preferred_username": "ann",
        "organization": ["acme"],
    });
    let user = "36fa0f91-f94d-4a0c-afed-6b7d952e47da";
    for (claim, role) in [
        ("realm_access.roles", Some(Role::Owner)),
        ("resource_access.creative-hub.roles", Some(Role::Admin)),
        ("resource_access.account.roles", None),
        ("resource_access.absent.roles", None),
    ] {
        assert_is(verified(&vendor(claim), &access).await, "acme", user, role);
    }
    for typ in ["ID", "Refresh", "Logout"] {
        let mut other = access.clone();
        other["typ"] = json!(typ);
        assert!(verified(&vendor("role"), &other).await.is_err(), "{typ}");
    }
}
