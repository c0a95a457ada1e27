//! What API Gateway's HTTP API adds to its answers for pages of other origins. Functions have no part in it: what they say
//! of CORS is dropped.

use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::response::Response;

use crate::cors::{Cors, Preflight, origin};

/// Whether a header is the gateway's to set.
pub(super) fn is_about_cors(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with("access-control-")
}

/// The headers of the answer to this request. None for an origin, a method or a header that is not allowed: the browser
/// then keeps the answer from the page.
pub(super) fn headers(cors: &Cors, method: &Method, request: &HeaderMap) -> Vec<(HeaderName, String)> {
    let preflight = Preflight::read(request).filter(|_| method == Method::OPTIONS);
    let Some(allowed) = origin(request).and_then(|origin| cors.allowed_origin(origin)) else {
        return Vec::new();
    };
    match preflight {
        None => vec![
            (ACCESS_CONTROL_ALLOW_ORIGIN, allowed.to_owned()),
            (ACCESS_CONTROL_EXPOSE_HEADERS, cors.exposed.join(",")),
        ],
        Some(preflight) if cors.allows(&preflight) => vec![
            (ACCESS_CONTROL_ALLOW_ORIGIN, allowed.to_owned()),
            (ACCESS_CONTROL_ALLOW_METHODS, cors.methods.join(",")),
            (ACCESS_CONTROL_ALLOW_HEADERS, cors.headers.join(",")),
            (ACCESS_CONTROL_MAX_AGE, cors.max_age_seconds.to_string()),
        ],
        Some(_) => Vec::new(),
    }
}

pub(super) fn put(headers: Vec<(HeaderName, String)>, answer: &mut Response) {
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            answer.headers_mut().insert(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Template;

    const PAGE: &str = "https://app.example";

    /// The template's rule, for the pages of one origin.
    fn rule() -> Cors {
        Cors { origins: vec![PAGE.to_owned()], ..Template::shipped().unwrap().api_cors }
    }

    fn answered(method: &str, sent: &[(&str, &str)]) -> Vec<String> {
        let request: HeaderMap =
            sent.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        let headers = headers(&rule(), &method.parse().unwrap(), &request);
        headers.into_iter().map(|(name, value)| format!("{name}: {value}")).collect()
    }

    #[test]
    fn an_answer_says_what_its_page_may_read() {
        let exposed = "access-control-expose-headers: \
                       retry-after,allow,idempotent-replayed,location,x-request-id,hub-version,apigw-requestid";
        let expected = [format!("access-control-allow-origin: {PAGE}"), exposed.to_owned()];
        for method in ["GET", "POST", "DELETE", "OPTIONS"] {
            assert_eq!(answered(method, &[("origin", PAGE)]), expected, "{method}");
        }
    }

    #[test]
    fn a_preflight_is_told_what_may_be_sent() {
        let asked = ("access-control-request-method", "POST");
        let expected = [
            format!("access-control-allow-origin: {PAGE}"),
            "access-control-allow-methods: GET,POST,PUT,PATCH,DELETE".to_owned(),
            "access-control-allow-headers: authorization,content-type,hub-version,idempotency-key,x-api-key"
                .to_owned(),
            "access-control-max-age: 3600".to_owned(),
        ];
        let headers = ("access-control-request-headers", "content-type,idempotency-key,x-api-key");
        assert_eq!(answered("OPTIONS", &[("origin", PAGE), asked, headers]), expected);
        assert_eq!(answered("OPTIONS", &[("origin", PAGE), asked]), expected);
    }

    #[test]
    fn what_is_not_allowed_gets_no_header() {
        let asked = ("access-control-request-method", "POST");
        for (method, sent) in [
            ("GET", vec![]),
            ("GET", vec![("origin", "https://other.example")]),
            ("OPTIONS", vec![asked]),
            ("OPTIONS", vec![("origin", "https://other.example"), asked]),
            ("OPTIONS", vec![("origin", PAGE), ("access-control-request-method", "TRACE")]),
            ("OPTIONS", vec![("origin", PAGE), asked, ("access-control-request-headers", "x-other")]),
        ] {
            assert_eq!(answered(method, &sent), [""; 0], "{method} {sent:?}");
        }
    }
}
