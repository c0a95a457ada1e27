//! The body of a request, read within limits.

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use lambda_http::Request;
use serde_json::Value;

use crate::unique_keys::UniqueKeys;
use crate::{ApiError, json_mistake};

/// The body as JSON: at most `limit` bytes of `application/json`.
pub(crate) fn read_json(request: &Request, limit: usize) -> Result<Value, ApiError> {
    let body: &[u8] = request.body();
    if body.len() > limit {
        return Err(ApiError::BodyTooLarge { limit });
    }
    let encoding = request.headers().get(CONTENT_ENCODING).map(|it| String::from_utf8_lossy(it.as_bytes()));
    if let Some(encoding) = encoding.filter(|it| !it.is_empty() && !it.eq_ignore_ascii_case("identity")) {
        return Err(ApiError::Encoded(encoding.into_owned()));
    }
    let content_type =
        request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let media_type = content_type.split(';').next().unwrap_or("").trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(ApiError::NotJson(media_type.to_owned()));
    }
    match serde_json::from_slice(body) {
        Ok(UniqueKeys(value)) => Ok(value),
        Err(error) => Err(ApiError::InvalidJson(json_mistake::told(body, &error))),
    }
}

#[cfg(test)]
mod tests {
    use lambda_http::Body;

    use super::*;

    fn request(content_type: &str, body: &str) -> Request {
        http::Request::builder().header(CONTENT_TYPE, content_type).body(Body::from(body)).unwrap()
    }

    #[test]
    fn the_charset_parameter_of_json_does_not_matter() {
        for content_type in ["application/json", "Application/JSON; charset=utf-8"] {
            assert!(read_json(&request(content_type, "{}"), 10).is_ok(), "{content_type}");
        }
    }

    #[test]
    fn a_packed_body_is_refused_by_the_name_of_its_coding() {
        for (encoding, taken) in [("gzip", false), ("br", false), ("identity", true), ("Identity", true)] {
            let mut request = request("application/json", "{}");
            request.headers_mut().insert(CONTENT_ENCODING, encoding.parse().unwrap());
            match read_json(&request, 10) {
                Err(ApiError::Encoded(named)) => assert!(!taken && named == encoding, "{encoding}"),
                other => assert!(taken && other.is_ok(), "{encoding}: {other:?}"),
            }
        }
    }

    #[test]
    fn too_large_not_json_and_broken_json_are_different_errors() {
        let long = request("application/json", "[1,2,3,4,5,6]");
        assert!(matches!(read_json(&long, 10), Err(ApiError::BodyTooLarge { limit: 10 })));
        assert!(
            matches!(read_json(&request("text/plain", "{}"), 10), Err(ApiError::NotJson(sent)) if sent == "text/plain")
        );
        let broken = request("application/json", "{");
        assert!(matches!(read_json(&broken, 10), Err(ApiError::InvalidJson(_))));
    }
}
