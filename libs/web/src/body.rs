//! Reading what a client sent, within limits.

use domain::FieldError;
use http::header::CONTENT_TYPE;
use lambda_http::{Request, RequestExt};
use serde_json::Value;

use crate::ApiError;

/// The body as JSON: at most `limit` bytes of `application/json`.
pub fn read_json(request: &Request, limit: usize) -> Result<Value, ApiError> {
    let body: &[u8] = request.body();
    if body.len() > limit {
        return Err(ApiError::BodyTooLarge { limit });
    }
    let content_type =
        request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let media_type = content_type.split(';').next().unwrap_or("").trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(ApiError::NotJson);
    }
    serde_json::from_slice(body).map_err(|error| ApiError::InvalidJson(error.to_string()))
}

/// The only query parameter there is: `true` or `false`, absent meaning `false`. A misspelt one must not be
/// overlooked where money is spent.
pub fn read_switch(request: &Request, name: &str) -> Result<bool, FieldError> {
    Ok(read_choice(request, name)?.unwrap_or(false))
}

/// As [`read_switch`], where absent means something of its own.
pub fn read_choice(request: &Request, name: &str) -> Result<Option<bool>, FieldError> {
    let query = request.query_string_parameters();
    if let Some((other, _)) = query.iter().find(|(other, _)| *other != name) {
        return Err(FieldError::new(other, format!("is not a parameter of this request; it has: {name}")));
    }
    match query.all(name).unwrap_or_default().as_slice() {
        [] => Ok(None),
        ["false"] => Ok(Some(false)),
        ["true"] => Ok(Some(true)),
        _ => Err(FieldError::new(name, "must be true or false, once")),
    }
}

/// A request that has no query parameters.
pub fn read_no_parameters(request: &Request) -> Result<(), FieldError> {
    match request.query_string_parameters().iter().next() {
        Some((name, _)) => Err(FieldError::new(name, "is not a parameter of this request; it has none")),
        None => Ok(()),
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
    fn json_is_read_whatever_its_charset_parameter() {
        for content_type in ["application/json", "Application/JSON; charset=utf-8"] {
            assert!(read_json(&request(content_type, "{}"), 10).is_ok(), "{content_type}");
        }
    }

    #[test]
    fn what_is_too_large_or_not_json_is_told_apart() {
        let long = request("application/json", "[1,2,3,4,5,6]");
        assert!(matches!(read_json(&long, 10), Err(ApiError::BodyTooLarge { limit: 10 })));
        assert!(matches!(read_json(&request("text/plain", "{}"), 10), Err(ApiError::NotJson)));
        let broken = request("application/json", "{");
        assert!(matches!(read_json(&broken, 10), Err(ApiError::InvalidJson(_))));
    }
}
