//! Bearer tokens of a deployment's identity provider: JSON Web Tokens (RFC 7519), verified by the keys that the provider
//! publishes. Whether the team is known, and the user still a member, is not said here.

mod claims;
mod crypto;
mod key_set;
mod keys;
mod refusal;
mod settings;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clock::Clock;
use jsonwebtoken::crypto::verify;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;

use self::claims::{Claims, bearer};
use self::keys::Keys;
use self::refusal::Refusal;
use crate::ApiError;

pub(crate) use claims::Bearer;
pub use settings::{ClaimNames, JwtSettings};

/// API Gateway takes 10 KB of headers in all.
const MAX_BYTES: usize = 8 * 1024;
/// What a header may say of its own kind (RFC 7519, RFC 9068). Cognito's says nothing.
const TYPES: [&str; 3] = ["jwt", "at+jwt", "application/at+jwt"];

/// Verifies tokens. Cheap to clone; clones share the keys.
#[derive(Debug, Clone)]
pub struct Jwt {
    /// `None`: no token is taken.
    provider: Option<Arc<Provider>>,
}

#[derive(Debug)]
struct Provider {
    settings: JwtSettings,
    keys: Keys,
    clock: Clock,
}

/// The header, as far as we read it. What is in the others of these fields would tell us to trust something that the token
/// itself names, or to know an extension that we do not know.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<Value>,
    jku: Option<Value>,
    jwk: Option<Value>,
    x5u: Option<Value>,
    x5c: Option<Value>,
}

impl Jwt {
    /// Takes no token.
    pub const fn none() -> Self {
        Self { provider: None }
    }

    /// `None`: takes no token.
    pub fn new(settings: Option<JwtSettings>, clock: &Clock) -> Result<Self, fetch::Error> {
        let Some(settings) = settings else { return Ok(Self::none()) };
        crypto::install();
        let keys = Keys::new(settings.clone(), clock.clone())?;
        Ok(Self { provider: Some(Arc::new(Provider { settings, keys, clock: clock.clone() })) })
    }

    /// Whether a bearer token is a JWT and not a key: three parts, of which the first begins as a JSON object in base64 does.
    pub(super) fn is_one(token: &str) -> bool {
        token.starts_with("ey") && token.split('.').count() == 3
    }

    /// Who it stands for. Calls nobody but the provider, for its keys.
    pub(super) async fn verify(&self, token: &str) -> Result<Bearer, ApiError> {
        let provider = self.provider.as_deref().ok_or(Refusal::NotTaken)?;
        if token.len() > MAX_BYTES {
            return Err(Refusal::TooLong(MAX_BYTES).into());
        }
        let (algorithm, key_id) = header(token)?;
        let key = provider.keys.find(key_id.as_deref(), algorithm).await?;
        let claims = signed_claims(token, algorithm, &key)?;
        Ok(bearer(&claims, &provider.settings, provider.clock.now())?)
    }
}

/// The algorithm and the id of the key.
fn header(token: &str) -> Result<(Algorithm, Option<String>), Refusal> {
    let part = token.split('.').next().unwrap_or_default();
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| Refusal::Unreadable)?;
    let header: Header = serde_json::from_slice(&bytes).map_err(|_| Refusal::Unreadable)?;
    let algorithm = match header.alg.as_str() {
        "RS256" => Algorithm::RS256,
        "ES256" => Algorithm::ES256,
        "EdDSA" => Algorithm::EdDSA,
        _ => return Err(Refusal::Algorithm),
    };
    let fields = [
        ("crit", &header.crit),
        ("jku", &header.jku),
        ("jwk", &header.jwk),
        ("x5u", &header.x5u),
        ("x5c", &header.x5c),
    ];
    if let Some((name, _)) = fields.iter().find(|(_, value)| value.is_some()) {
        return Err(Refusal::HeaderField(name));
    }
    if header.typ.is_some_and(|it| !TYPES.contains(&it.to_lowercase().as_str())) {
        return Err(Refusal::OtherUse);
    }
    Ok((algorithm, header.kid))
}

/// The claims of a token whose signature is right. What they say is checked by our own clock, afterwards.
fn signed_claims(token: &str, algorithm: Algorithm, key: &DecodingKey) -> Result<Claims, Refusal> {
    let (message, signature) = token.rsplit_once('.').ok_or(Refusal::Unreadable)?;
    if !verify(signature, message.as_bytes(), key, algorithm).unwrap_or(false) {
        return Err(Refusal::Signature);
    }
    let (_, claims) = message.split_once('.').ok_or(Refusal::Unreadable)?;
    let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| Refusal::Unreadable)?;
    serde_json::from_slice(&claims).map_err(|_| Refusal::Unreadable)
}
