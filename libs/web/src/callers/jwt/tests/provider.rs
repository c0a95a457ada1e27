//! An identity provider on this machine: keys that sign, and a server that publishes them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clock::{Clock, MovableClock};
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::NOW;
use crate::callers::jwt::{Jwt, JwtSettings};

pub(super) enum Pair {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
}

/// A key, and what its entry in the set says.
pub(super) struct Signer {
    pub(super) pair: Pair,
    pub(super) jwk: Value,
}

impl Signer {
    pub(super) fn rsa(kid: &str) -> Self {
        let pair = RsaKeyPair::from_pkcs8(include_bytes!("rsa.pk8")).unwrap();
        let PublicKeyComponents { n, e } = PublicKeyComponents::<Vec<u8>>::from(pair.public());
        let jwk = json!({"kty": "RSA", "kid": kid, "use": "sig", "alg": "RS256", "n": encoded(&n), "e": encoded(&e)});
        Self { pair: Pair::Rsa(pair), jwk }
    }

    pub(super) fn ec(kid: &str) -> Self {
        let (random, algorithm) = (SystemRandom::new(), &ECDSA_P256_SHA256_FIXED_SIGNING);
        let made = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, made.as_ref(), &random).unwrap();
        let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
        let jwk = json!({"kty": "EC", "crv": "P-256", "kid": kid, "x": encoded(x), "y": encoded(y)});
        Self { pair: Pair::Ec(pair), jwk }
    }

    pub(super) fn ed(kid: &str) -> Self {
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        let pair = Ed25519KeyPair::from_pkcs8(made.as_ref()).unwrap();
        let jwk =
            json!({"kty": "OKP", "crv": "Ed25519", "kid": kid, "x": encoded(pair.public_key().as_ref())});
        Self { pair: Pair::Ed(pair), jwk }
    }

    /// The entry of the set with other fields.
    pub(super) fn saying(mut self, changes: &Value) -> Self {
        for (name, value) in changes.as_object().unwrap() {
            self.jwk[name] = value.clone();
        }
        self
    }

    pub(super) fn header(&self) -> Value {
        let algorithm = match &self.pair {
            Pair::Rsa(_) => "RS256",
            Pair::Ec(_) => "ES256",
            Pair::Ed(_) => "EdDSA",
        };
        json!({"alg": algorithm, "typ": "JWT", "kid": self.jwk["kid"]})
    }

    pub(super) fn token(&self, claims: &Value) -> String {
        self.token_with(&self.header(), claims)
    }

    /// A right signature under any header.
    pub(super) fn token_with(&self, header: &Value, claims: &Value) -> String {
        let message = unsigned(header, claims);
        let signature = match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature)
                    .unwrap();
                signature
            }
            Pair::Ec(pair) => pair.sign(&SystemRandom::new(), message.as_bytes()).unwrap().as_ref().to_vec(),
            Pair::Ed(pair) => pair.sign(message.as_bytes()).as_ref().to_vec(),
        };
        format!("{message}.{}", encoded(&signature))
    }
}

pub(super) fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(super) fn unsigned(header: &Value, claims: &Value) -> String {
    format!("{}.{}", encoded(header.to_string().as_bytes()), encoded(claims.to_string().as_bytes()))
}

pub(super) struct Provider {
    address: String,
    pub(super) clock: MovableClock,
    served: Arc<Served>,
}

#[derive(Default)]
struct Served {
    set: Mutex<Value>,
    issuer: Mutex<String>,
    fails: Mutex<bool>,
    requests: AtomicUsize,
}

impl Provider {
    pub(super) async fn start(signers: &[Signer]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (served, clock) = (Arc::<Served>::default(), MovableClock::default());
        clock.advance_seconds(NOW - clock.clock().now().as_seconds());
        let provider = Self { address, clock, served };
        provider.publish(signers);
        provider.call_itself(super::ISSUER);
        tokio::spawn(serve(listener, provider.address.clone(), Arc::clone(&provider.served)));
        provider
    }

    pub(super) fn jwt(&self, settings: JwtSettings) -> Jwt {
        let clock: Clock = self.clock.clock();
        Jwt::new(Some(settings), &clock).unwrap()
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    pub(super) fn publish(&self, signers: &[Signer]) {
        let keys: Vec<&Value> = signers.iter().map(|signer| &signer.jwk).collect();
        *self.served.set.lock().unwrap() = json!({"keys": keys});
    }

    pub(super) fn call_itself(&self, issuer: &str) {
        issuer.clone_into(&mut self.served.issuer.lock().unwrap());
    }

    pub(super) fn fail(&self, fails: bool) {
        *self.served.fails.lock().unwrap() = fails;
    }

    pub(super) fn requests(&self) -> usize {
        self.served.requests.load(Ordering::SeqCst)
    }
}

/// One answer for each connection.
async fn serve(listener: TcpListener, address: String, served: Arc<Served>) {
    loop {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut request = [0; 2048];
        let read = connection.read(&mut request).await.unwrap();
        let request = String::from_utf8_lossy(&request[..read]).into_owned();
        served.requests.fetch_add(1, Ordering::SeqCst);
        let answer = answer(&request, &address, &served);
        // Whoever has gone away needs no answer.
        let _ = connection.write_all(answer.as_bytes()).await;
    }
}

fn answer(request: &str, address: &str, served: &Served) -> String {
    let body = if request.starts_with("GET /jwks.json ") {
        served.set.lock().unwrap().clone()
    } else {
        json!({"issuer": *served.issuer.lock().unwrap(), "jwks_uri": format!("{address}/jwks.json")})
    };
    let body = body.to_string();
    let status = if *served.fails.lock().unwrap() { "500 Internal Server Error" } else { "200 OK" };
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}
