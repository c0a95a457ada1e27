//! The `Idempotency-Key` header: the same key and request give the same job and reply.

use domain::given::quoted;
use domain::{Caller, FieldError, Timestamp};
use http::{HeaderMap, Method, StatusCode};
use lambda_http::Request;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::Idempotency;

use crate::callers::hex;
use crate::parameter::Accepts;
use crate::reply::text;
use crate::{Parameter, Reply};

/// The header, which every `POST` takes.
pub const IDEMPOTENCY_KEY: Parameter = Parameter {
    name: "Idempotency-Key",
    accepts: Accepts::Printable { most: 255 },
    about: "A text of your own that is new for each request, such as a UUID. The same request with the same key is done once \
            within 24 hours: a repetition gets the first one's reply. Another request with the same key is refused with 422.",
    example: None,
};
const NAME: &str = IDEMPOTENCY_KEY.name;
const ALLOWED: &str = "1 to 255 printable ASCII characters";

/// A key that a client sent: 1–255 printable ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    pub(crate) fn from_headers(headers: &HeaderMap) -> Result<Option<Self>, Vec<FieldError>> {
        let Some(value) = headers.get(NAME) else { return Ok(None) };
        let key = String::from_utf8_lossy(value.as_bytes());
        let printable = |character: char| matches!(character, ' '..='~');
        let message = match (key.chars().count(), key.chars().position(|it| !printable(it))) {
            (1..=255, None) => return Ok(Some(Self(key.into_owned()))),
            (1..=255, Some(place)) => {
                format!(
                    "must be {ALLOWED}, got {}, whose character {} is none of them",
                    quoted(&key),
                    place + 1
                )
            }
            (length, _) => format!("must be {ALLOWED}, got {length}"),
        };
        Err(vec![FieldError::new(NAME, message)])
    }

    /// The row that is written with whatever the request makes: the key, what it is bound to, and the reply that a
    /// repetition gets.
    pub fn bind(
        self,
        caller: &Caller,
        request: &BoundRequest<'_>,
        reply: &impl Serialize,
        now: Timestamp,
    ) -> Idempotency {
        let reply = reply_text(reply);
        Idempotency::new(&caller.team_id, &caller.user_id, &self.0, request.fingerprint(), reply, now)
    }
}

/// What a key is bound to: method, path and body with defaults filled in, its keys sorted.
#[derive(Debug, Clone)]
pub struct BoundRequest<'a> {
    method: &'a Method,
    path: &'a str,
    body: Value,
}

impl<'a> BoundRequest<'a> {
    /// `body`: the request's body with its defaults filled in; null where it has none.
    pub fn new(request: &'a Request, mut body: Value) -> Self {
        body.sort_all_objects();
        Self { method: request.method(), path: request.uri().path(), body }
    }

    /// A hash that is the same for the same request.
    pub fn fingerprint(&self) -> String {
        // The keys are sorted, so equal bodies are equal text.
        hex(&Sha256::digest(format!("{} {}\n{}", self.method, self.path, self.body)))
    }
}

/// A reply as it is kept for repetitions.
pub fn reply_text(reply: &impl Serialize) -> String {
    serde_json::to_string(reply).unwrap_or_default()
}

/// The reply to the first use of a key, repeated.
pub fn replay(status: StatusCode, reply: String) -> Reply {
    let mut reply = text(status, reply);
    reply.headers_mut().insert("idempotent-replayed", http::HeaderValue::from_static("true"));
    reply
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn key(value: &[u8]) -> Result<Option<IdempotencyKey>, Vec<FieldError>> {
        let mut headers = HeaderMap::new();
        headers.insert(NAME, http::HeaderValue::from_bytes(value).unwrap());
        IdempotencyKey::from_headers(&headers)
    }

    #[test]
    fn a_key_is_1_to_255_printable_characters() {
        assert!(IdempotencyKey::from_headers(&HeaderMap::new()).unwrap().is_none());
        assert!(key(b"order 66").unwrap().is_some());
        assert!(key(&[b'a'; 255]).unwrap().is_some());
        for (bad, got) in [
            (&b""[..], "got 0"),
            (&[b'a'; 256], "got 256"),
            ("ü".repeat(300).as_bytes(), "got 300"),
            ("schlüssel".as_bytes(), "got 'schlüssel', whose character 5 is none of them"),
            (b"tab\there", "got 'tab\\u{0009}here', whose character 4 is none of them"),
            (b"latin \xfc", "got 'latin \u{fffd}', whose character 7 is none of them"),
        ] {
            let complaint = format!("must be 1 to 255 printable ASCII characters, {got}");
            assert_eq!(key(bad), Err(vec![FieldError::new(NAME, complaint)]), "{bad:?}");
        }
    }

    #[test]
    fn a_fingerprint_depends_on_method_path_and_body_but_not_on_the_order_of_fields() {
        let fingerprint = |method: &Method, path: &str, body| {
            let request = http::Request::builder().method(method).uri(path).body(lambda_http::Body::Empty);
            BoundRequest::new(&request.unwrap(), body).fingerprint()
        };
        let one = fingerprint(&Method::POST, "/a", json!({"a": 1, "b": 2}));
        assert_eq!(one, fingerprint(&Method::POST, "/a", json!({"b": 2, "a": 1})));
        assert_ne!(one, fingerprint(&Method::PUT, "/a", json!({"a": 1, "b": 2})));
        assert_ne!(one, fingerprint(&Method::POST, "/b", json!({"a": 1, "b": 2})));
        assert_ne!(one, fingerprint(&Method::POST, "/a", json!({"a": 1, "b": 3})));
    }
}
