//! The credential that a request has sent.

use domain::api_key::KeyPrefix;
use http::HeaderMap;

use super::jwt::Jwt;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sent<'a> {
    Key(&'a str),
    BrowserToken(&'a str),
    Jwt(&'a str),
}

impl<'a> Sent<'a> {
    pub(super) fn from_headers(headers: &'a HeaderMap) -> Option<Self> {
        let text = secret(headers)?;
        Some(match KeyPrefix::of(text) {
            Some(KeyPrefix::Token) => Self::BrowserToken(text),
            Some(KeyPrefix::Live | KeyPrefix::Test) => Self::Key(text),
            None if Jwt::is_one(text) => Self::Jwt(text),
            None => Self::Key(text),
        })
    }
}

/// What is in `x-api-key`, or else the bearer token. The scheme's name has no case (RFC 9110).
fn secret(headers: &HeaderMap) -> Option<&str> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = || {
        let (scheme, token) = text("authorization")?.trim().split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    };
    text("x-api-key").filter(|key| !key.is_empty()).or_else(bearer).filter(|key| !key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_key_comes_in_its_own_header_or_as_a_bearer_token() {
        for (pairs, expected) in [
            (&[("x-api-key", "k")][..], Some("k")),
            (&[("authorization", "Bearer k")], Some("k")),
            (&[("authorization", "bearer  k ")], Some("k")),
            (&[("x-api-key", "k"), ("authorization", "Bearer other")], Some("k")),
            (&[("x-api-key", ""), ("authorization", "Bearer k")], Some("k")),
            (&[("authorization", "Basic k")], None),
            (&[("authorization", "Bearer")], None),
            (&[("authorization", "Bearer ")], None),
            (&[("authorization", "k")], None),
            (&[], None),
        ] {
            assert_eq!(secret(&headers(pairs)), expected, "{pairs:?}");
        }
    }

    #[test]
    fn what_was_sent_is_told_by_its_form() {
        for (text, expected) in [
            ("chub_live_x", Sent::Key("chub_live_x")),
            ("chub_test_a.b.c", Sent::Key("chub_test_a.b.c")),
            ("chub_tok_x", Sent::BrowserToken("chub_tok_x")),
            ("chub_kept_owner", Sent::Key("chub_kept_owner")),
            ("eyJhbGciOiJub25lIn0.e30.", Sent::Jwt("eyJhbGciOiJub25lIn0.e30.")),
            ("eyJh.e30", Sent::Key("eyJh.e30")),
            ("eyJh.a.b.c.d", Sent::Key("eyJh.a.b.c.d")),
            ("a.b.c", Sent::Key("a.b.c")),
        ] {
            let value = format!("Bearer {text}");
            assert_eq!(Sent::from_headers(&headers(&[("authorization", &value)])), Some(expected));
        }
    }
}
