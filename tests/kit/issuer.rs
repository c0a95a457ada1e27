//! An identity provider on this machine: one key, and a server that publishes it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hub_console::SignIn;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};
use web::{ClaimNames, JwtSettings};

use crate::{Client, Setup, World};

const AUDIENCE: &str = "creative-hub";

#[derive(Debug)]
pub struct Issuer {
    pair: Ed25519KeyPair,
    address: String,
    fetches: Arc<AtomicUsize>,
}

impl Issuer {
    pub async fn start() -> Self {
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        let pair = Ed25519KeyPair::from_pkcs8(made.as_ref()).unwrap();
        let x = URL_SAFE_NO_PAD.encode(pair.public_key());
        let set = json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "k", "x": x}]}).to_string();
        let fetches = Arc::<AtomicUsize>::default();
        let counted = Arc::clone(&fetches);
        let keys = get(move || async move {
            counted.fetch_add(1, Ordering::SeqCst);
            set
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().route("/jwks.json", keys);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { pair, address, fetches }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// A world in which its tokens are taken, in which the scope `hub:operate` makes an operator, and in which people may sign in
    /// to the console with it.
    pub async fn world(&self) -> World {
        let settings = JwtSettings {
            issuer: self.address.clone(),
            audiences: vec![AUDIENCE.to_owned()],
            jwks_url: Some(format!("{}/jwks.json", self.address)),
            claims: ClaimNames::default(),
            operator_scope: Some("hub:operate".to_owned()),
        };
        let sign_in = SignIn {
            issuer: self.address.clone(),
            client_id: "console".to_owned(),
            scopes: "openid".to_owned(),
            audience: None,
            origins: Vec::new(),
        };
        World::with(Setup { jwt: Some(settings), sign_in: Some(sign_in), ..Setup::by_hand() }).await
    }

    /// A client with a token that is valid for five hours, of a user in a team. `more` are further claims.
    pub fn client(&self, world: &World, team: &str, user: &str, more: &Value) -> Client {
        let now = world.clock.clock().now().as_seconds();
        let mut claims = json!({
            "iss": self.address, "aud": AUDIENCE, "sub": user, "team_id": team, "iat": now, "exp": now + 18_000,
        });
        claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Client::with_token(&world.stack.ready.api, &self.sign(&claims))
    }

    /// How often its keys were asked for.
    pub fn fetches(&self) -> usize {
        self.fetches.load(Ordering::SeqCst)
    }

    fn sign(&self, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message =
            format!("{}.{}", part(&json!({"alg": "EdDSA", "typ": "JWT", "kid": "k"})), part(claims));
        let signature = URL_SAFE_NO_PAD.encode(self.pair.sign(message.as_bytes()));
        format!("{message}.{signature}")
    }
}
