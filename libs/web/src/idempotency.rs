//! The `Idempotency-Key` header: the same key and request give the same job and reply.

use domain::{Caller, FieldError, Timestamp};
use http::{HeaderMap, Method, StatusCode};
use lambda_http::Request;
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::Idempotency;

use crate::Reply;
use crate::callers::hex;
use crate::reply::text;

const NAME: &str = "Idempotency-Key";

/// A key that a client sent: 1–255 printable ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    pub(crate) fn from_headers(headers: &HeaderMap) -> Result<Option<Self>, Vec<FieldError>> {
        let Some(value) = headers.get(NAME) else { return Ok(None) };
        let printable = |byte: &u8| (0x20..=0x7e).contains(byte);
        match value.to_str() {
            Ok(key) if (1..=255).contains(&key.len()) && key.as_bytes().iter().all(printable) => {
                Ok(Some(Self(key.to_owned())))
            }
            _ => Err(vec![FieldError::new(NAME, "must be 1 to 255 printable ASCII characters")]),
        }
    }

    /// The row that is written with whatever the request makes: the key, what it is bound to, and the reply that a
    /// repetition gets.
    pub fn bind(
        self,
        caller: &Caller,
        request: &BoundRequest<'_>,
        reply: &Value,
        now: Timestamp,
    ) -> Idempotency {
        let reply = reply.to_string();
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
        for bad in [&b""[..], &[b'a'; 256], "schlüssel".as_bytes(), b"tab\there"] {
            assert!(key(bad).is_err(), "{bad:?}");
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
