//! The keys of an identity provider, as its JWKS has them.

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, KeyOperations, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Default)]
pub(super) struct KeySet(Vec<Key>);

#[derive(Debug)]
struct Key {
    id: Option<String>,
    algorithm: Algorithm,
    key: DecodingKey,
}

/// Which key of a set is meant.
#[derive(Debug)]
pub(super) enum Found {
    Key(Box<DecodingKey>),
    /// The set has no key of that id.
    Unknown,
    /// The key of that id is for another algorithm.
    OtherAlgorithm,
    /// The token names no key, and the set has several.
    Ambiguous,
}

#[derive(Deserialize)]
struct Sent {
    keys: Vec<Value>,
}

impl KeySet {
    /// A key that is not for signatures by one of our algorithms is left out, and so is one that cannot be read: a
    /// provider may add keys of new kinds at any time.
    pub(super) fn parse(body: &[u8]) -> Result<Self, String> {
        let sent: Sent = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        Ok(Self(sent.keys.into_iter().filter_map(Key::read).collect()))
    }

    pub(super) fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Found {
        let Self(keys) = self;
        let named: Vec<&Key> = match (id, keys.as_slice()) {
            (Some(_), _) => keys.iter().filter(|key| key.id.as_deref() == id).collect(),
            (None, [only]) => vec![only],
            (None, []) => Vec::new(),
            (None, _) => return Found::Ambiguous,
        };
        match named.iter().find(|key| key.algorithm == algorithm) {
            Some(key) => Found::Key(Box::new(key.key.clone())),
            None if named.is_empty() => Found::Unknown,
            None => Found::OtherAlgorithm,
        }
    }
}

impl Key {
    fn read(sent: Value) -> Option<Self> {
        let jwk: Jwk = serde_json::from_value(sent).ok()?;
        let algorithm = algorithm(&jwk.algorithm)?;
        let common = &jwk.common;
        let signs = common.public_key_use.as_ref().is_none_or(|it| *it == PublicKeyUse::Signature);
        let verifies = common.key_operations.as_ref().is_none_or(|it| it.contains(&KeyOperations::Verify));
        let is_of = common.key_algorithm.is_none_or(|it| it == KeyAlgorithm::from(algorithm));
        let key = DecodingKey::from_jwk(&jwk).ok().filter(|_| signs && verifies && is_of)?;
        Some(Self { id: jwk.common.key_id, algorithm, key })
    }
}

/// The one algorithm for which we use a key of this kind.
const fn algorithm(parameters: &AlgorithmParameters) -> Option<Algorithm> {
    match parameters {
        AlgorithmParameters::RSA(_) => Some(Algorithm::RS256),
        AlgorithmParameters::EllipticCurve(it) if matches!(it.curve, EllipticCurve::P256) => {
            Some(Algorithm::ES256)
        }
        AlgorithmParameters::OctetKeyPair(it) if matches!(it.curve, EllipticCurve::Ed25519) => {
            Some(Algorithm::EdDSA)
        }
        _ => None,
    }
}
