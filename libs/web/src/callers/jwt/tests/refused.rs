//! Every way in which a token can be wrong.

use ring::hmac;
use serde_json::{Value, json};

use super::provider::{Provider, Signer, encoded, unsigned};
use super::{NOW, claims, refusal, settings};
use crate::callers::jwt::{ClaimNames, JwtSettings};

fn header_with(signer: &Signer, changes: &Value) -> Value {
    let mut header = signer.header();
    for (name, value) in changes.as_object().unwrap() {
        header[name] = value.clone();
    }
    header
}

#[tokio::test]
async fn a_header_decides_nothing_that_we_have_not_decided() {
    let (signer, rsa) = (Signer::ed("d"), Signer::rsa("r"));
    let provider = Provider::start(&[Signer::rsa("r")]).await;
    provider.publish(&[rsa, Signer::ec("e")]);
    let jwt = provider.jwt(settings(&provider));
    let token = |changes: Value| signer.token_with(&header_with(&signer, &changes), &claims(json!({})));
    let algorithm = "it must be signed by RS256, ES256 or EdDSA";
    for (changes, expected) in [
        (json!({"alg": "none"}), algorithm),
        (json!({"alg": "None"}), algorithm),
        (json!({"alg": "HS256"}), algorithm),
        (json!({"alg": "RS512"}), algorithm),
        (json!({"alg": "PS256"}), algorithm),
        (json!({"alg": "ES384"}), algorithm),
        (json!({"alg": ""}), algorithm),
        (json!({"alg": null}), "it cannot be read"),
        (json!({"alg": 1}), "it cannot be read"),
        (json!({"kid": 1}), "it cannot be read"),
        (json!({"crit": ["b64"], "b64": false}), "its header must not have the field crit"),
        (json!({"crit": []}), "its header must not have the field crit"),
        (json!({"jku": "https://evil.example/keys"}), "its header must not have the field jku"),
        (json!({"jwk": signer.jwk}), "its header must not have the field jwk"),
        (json!({"x5u": "https://evil.example/cert"}), "its header must not have the field x5u"),
        (json!({"x5c": ["AAAA"]}), "its header must not have the field x5c"),
        (json!({"typ": "logout+jwt"}), "it is no access token"),
    ] {
        assert_eq!(refusal(&jwt, &token(changes.clone())).await, expected, "{changes}");
    }
    assert_eq!(provider.requests(), 0, "a header is refused before any key is asked for");
}

#[tokio::test]
async fn a_signature_must_be_by_the_key_that_is_named() {
    let (rsa, ec, ed) = (Signer::rsa("r"), Signer::ec("e"), Signer::ed("d"));
    let foreign = Signer::ed("d");
    let provider = Provider::start(&[Signer::rsa("r")]).await;
    let published = [rsa, ec, ed];
    provider.publish(&published);
    let jwt = provider.jwt(settings(&provider));
    let [rsa, ec, ed] = &published;
    let body = claims(json!({}));
    let good = ed.token(&body);
    let (message, signature) = good.rsplit_once('.').unwrap();
    let forged = unsigned(&ed.header(), &claims(json!({"team_id": "other"})));
    let hmac_key = hmac::Key::new(hmac::HMAC_SHA256, rsa.jwk["n"].as_str().unwrap().as_bytes());
    let by_public_key = |algorithm: &str| {
        let message = unsigned(&json!({"alg": algorithm, "kid": "r"}), &body);
        format!("{message}.{}", encoded(hmac::sign(&hmac_key, message.as_bytes()).as_ref()))
    };
    let named = |kid: Value| ed.token_with(&header_with(ed, &json!({"kid": kid})), &body);
    let wrong = "its signature is wrong";
    for (what, token, expected) in [
        ("unsigned", format!("{message}."), wrong),
        ("shortened", format!("{message}.{}", &signature[..40]), wrong),
        ("other claims", format!("{forged}.{signature}"), wrong),
        ("a foreign key of the same id", foreign.token(&body), wrong),
        ("the public key as a secret", by_public_key("HS256"), "it must be signed by RS256, ES256 or EdDSA"),
        ("the same, said to be RSA", by_public_key("RS256"), wrong),
        ("the id of another key", named(json!("r")), "the key that it names is for another algorithm"),
        (
            "an unknown id",
            named(json!("x")),
            "the identity provider does not have the key that it was signed with",
        ),
        ("no id", named(json!(null)), "its header does not say with which of several keys it was signed"),
        ("not base64", format!("{message}.???"), wrong),
        (
            "ES256 by another key",
            ec.token_with(&header_with(ec, &json!({"alg": "RS256", "kid": "r"})), &body),
            wrong,
        ),
    ] {
        assert_eq!(refusal(&jwt, &token).await, expected, "{what}");
    }
    assert!(jwt.verify(&good).await.is_ok());
}

#[tokio::test]
async fn a_key_for_something_else_verifies_nothing() {
    for changes in [
        json!({"use": "enc"}),
        json!({"alg": "RSA-OAEP"}),
        json!({"alg": "RS512"}),
        json!({"key_ops": ["encrypt"]}),
    ] {
        let signer = Signer::rsa("r").saying(&changes);
        let provider = Provider::start(std::slice::from_ref(&signer)).await;
        let jwt = provider.jwt(settings(&provider));
        let expected = "the identity provider does not have the key that it was signed with";
        assert_eq!(refusal(&jwt, &signer.token(&claims(json!({})))).await, expected, "{changes}");
    }
    // A set with keys of kinds to come is read as far as we know it.
    let signer = Signer::ed("d");
    let provider = Provider::start(&[Signer::ec("new").saying(&json!({"kty": "AKP"}))]).await;
    let mut unknown = Signer::ec("odd");
    unknown.jwk = json!("no object");
    provider.publish(&[unknown, Signer::ec("new").saying(&json!({"kty": "AKP"})), signer]);
    let jwt = provider.jwt(settings(&provider));
    assert!(
        refusal(&jwt, &Signer::ed("x").token(&claims(json!({})))).await.contains("does not have the key")
    );
}

#[tokio::test]
async fn claims_are_there_and_of_their_type_and_for_us() {
    let signer = Signer::ed("d");
    let provider = Provider::start(std::slice::from_ref(&signer)).await;
    let jwt = provider.jwt(settings(&provider));
    let missing = |name: &str| format!("its claim {name} is missing or of another type");
    let (issuer, audience) = ("it is by another issuer".to_owned(), "it is for another audience".to_owned());
    let (no_access, expired) = ("it is no access token".to_owned(), "it has expired".to_owned());
    let not_yet = "it is not valid yet".to_owned();
    for (changes, expected) in [
        (json!({"iss": "https://idp.example"}), issuer.clone()),
        (json!({"iss": null}), issuer.clone()),
        (json!({"iss": ["https://idp.example/"]}), issuer),
        (json!({"aud": "https://other.example"}), audience.clone()),
        (json!({"aud": ["https://other.example"]}), audience.clone()),
        (json!({"aud": []}), audience.clone()),
        (json!({"aud": null}), audience.clone()),
        // Only an access token of Cognito's has no audience.
        (json!({"aud": null, "client_id": super::AUDIENCE}), audience.clone()),
        (json!({"aud": null, "client_id": "other", "token_use": "access"}), audience.clone()),
        (json!({"aud": "other", "client_id": super::AUDIENCE, "token_use": "access"}), audience),
        (json!({"token_use": "refresh"}), no_access.clone()),
        (json!({"token_use": 1}), no_access.clone()),
        (json!({"typ": "Refresh"}), no_access.clone()),
        (json!({"typ": "ID"}), no_access),
        (json!({"exp": NOW - 3600}), expired.clone()),
        (json!({"exp": 0}), expired),
        (json!({"exp": null}), missing("exp")),
        (json!({"exp": "soon"}), missing("exp")),
        (json!({"exp": 1e300}), missing("exp")),
        (json!({"nbf": NOW + 3600}), not_yet.clone()),
        (json!({"nbf": "later"}), missing("nbf")),
        (json!({"iat": NOW + 3600}), not_yet),
        (json!({"team_id": null}), missing("team_id")),
        (json!({"team_id": 7}), missing("team_id")),
        (json!({"team_id": ""}), missing("team_id")),
        (json!({"team_id": ["a", "b"]}), missing("team_id")),
        (json!({"team_id": "a b"}), missing("team_id")),
        (json!({"team_id": "a".repeat(129)}), missing("team_id")),
        (json!({"sub": null}), missing("sub")),
        (json!({"sub": {"id": "ann"}}), missing("sub")),
        (json!({"role": "root"}), "its claim role must be owner, admin or member".to_owned()),
        (json!({"role": "Owner"}), "its claim role must be owner, admin or member".to_owned()),
        (json!({"role": 1}), missing("role")),
        (json!({"role": [1]}), missing("role")),
        (json!({"scope": 1}), missing("scope")),
    ] {
        let told = refusal(&jwt, &signer.token(&claims(changes.clone()))).await;
        assert_eq!(told, expected, "{changes}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_nothing_long_is_read() {
    let signer = Signer::ed("d");
    let provider = Provider::start(std::slice::from_ref(&signer)).await;
    let jwt = provider.jwt(settings(&provider));
    let long = signer.token(&claims(json!({"padding": "x".repeat(8192)})));
    assert_eq!(refusal(&jwt, &long).await, "it is longer than 8192 bytes");
    for token in ["eyJ.a.b", "ey..", "eyJhbGciOiJSUzI1NiI.a.b", "eyJ9.eyJ9.eyJ9"] {
        assert_eq!(refusal(&jwt, token).await, "it cannot be read", "{token}");
    }
    assert_eq!(provider.requests(), 0);
    let names = ClaimNames { team: "a.b.c".to_owned(), ..ClaimNames::default() };
    let jwt = provider.jwt(JwtSettings { claims: names, ..settings(&provider) });
    for claim in [json!({"a": "b"}), json!({"a": {"b": {"c": 1}}}), json!({"a": {"b.c": "acme"}})] {
        let told = refusal(&jwt, &signer.token(&claims(claim.clone()))).await;
        assert_eq!(told, "its claim a.b.c is missing or of another type", "{claim}");
    }
}
