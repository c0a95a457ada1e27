//! What S3 answers to pages of other origins, by the rules of the bucket: the first rule that allows a request counts.

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CONTENT_TYPE, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use s3s::Body;

use crate::cors::{Cors, Preflight, origin};

const VARIES_BY: &str = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";
const INCOMPLETE: &str = "Insufficient information. Origin and Access-Control-Request-Method are needed.";
const REFUSED: &str = "CORSResponse: This CORS request is not allowed by any rule of the bucket.";

/// The answer to an OPTIONS request. S3 gives it itself, without a signature.
pub(super) fn preflight(rules: &[Cors], request: &HeaderMap) -> Response<Body> {
    let Some(asked) = Preflight::read(request) else {
        return refusal(StatusCode::BAD_REQUEST, "BadRequest", INCOMPLETE);
    };
    let Some(rule) = rules.iter().find(|rule| rule.allows(&asked)) else {
        return refusal(StatusCode::FORBIDDEN, "AccessForbidden", REFUSED);
    };
    let mut answer = Response::new(Body::default());
    put(answer.headers_mut(), common(rule, asked.origin));
    put(answer.headers_mut(), vec![(ACCESS_CONTROL_ALLOW_HEADERS, asked.headers.join(", "))]);
    answer
}

/// The headers of the answer to any other request, whether it succeeds or not.
pub(super) fn headers(rules: &[Cors], method: &Method, request: &HeaderMap) -> Vec<(HeaderName, String)> {
    let Some(origin) = origin(request) else { return Vec::new() };
    let rule = rules
        .iter()
        .find(|rule| rule.allowed_origin(origin).is_some() && rule.allows_method(method.as_str()));
    rule.map(|rule| common(rule, origin)).unwrap_or_default()
}

pub(super) fn put(headers: &mut HeaderMap, more: Vec<(HeaderName, String)>) {
    for (name, value) in more.into_iter().filter(|(_, value)| !value.is_empty()) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
}

fn common(rule: &Cors, origin: &str) -> Vec<(HeaderName, String)> {
    let allowed = rule.allowed_origin(origin).unwrap_or_default();
    let credentials = if allowed == "*" { "" } else { "true" };
    vec![
        (ACCESS_CONTROL_ALLOW_ORIGIN, allowed.to_owned()),
        (ACCESS_CONTROL_ALLOW_CREDENTIALS, credentials.to_owned()),
        (ACCESS_CONTROL_ALLOW_METHODS, rule.methods.join(", ")),
        (ACCESS_CONTROL_EXPOSE_HEADERS, rule.exposed.join(", ")),
        (ACCESS_CONTROL_MAX_AGE, rule.max_age_seconds.to_string()),
        (VARY, VARIES_BY.to_owned()),
    ]
}

fn refusal(status: StatusCode, code: &str, message: &str) -> Response<Body> {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    );
    let mut answer = Response::new(Body::from(text));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/xml"));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Template;

    const PAGE: &str = "https://app.example";

    /// The template's rules, for the pages of one origin.
    fn rules() -> Vec<Cors> {
        let rules = Template::shipped().unwrap().bucket_cors.into_iter();
        rules.map(|rule| Cors { origins: vec![PAGE.to_owned()], ..rule }).collect()
    }

    fn sent(headers: &[(&str, &str)]) -> HeaderMap {
        headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_preflight_is_answered_by_the_first_rule_that_allows_it() {
        let method = |method| ("access-control-request-method", method);
        let headers = |names| ("access-control-request-headers", names);
        for (request, status, allowed) in [
            (vec![("origin", PAGE), method("PUT"), headers("content-type")], 200, Some("content-type")),
            (vec![("origin", PAGE), method("GET"), headers("Range")], 200, Some("range")),
            (vec![("origin", PAGE), method("GET")], 200, None),
            (vec![("origin", PAGE), method("DELETE")], 403, None),
            (vec![("origin", PAGE), method("PUT"), headers("x-api-key")], 403, None),
            (vec![("origin", "https://other.example"), method("PUT")], 403, None),
            (vec![("origin", PAGE)], 400, None),
            (vec![method("PUT")], 400, None),
        ] {
            let answer = preflight(&rules(), &sent(&request));
            let header = |name: &str| answer.headers().get(name).map(|it| it.to_str().unwrap());
            assert_eq!(answer.status(), status, "{request:?}");
            assert_eq!(header("access-control-allow-headers"), allowed, "{request:?}");
            let origin = (status == 200).then_some(PAGE);
            assert_eq!(header("access-control-allow-origin"), origin, "{request:?}");
            assert_eq!(header("access-control-max-age"), origin.map(|_| "3600"), "{request:?}");
        }
    }

    #[test]
    fn other_answers_say_what_the_page_may_read() {
        let of = |method: &str, origin: &str| -> Vec<(HeaderName, String)> {
            headers(&rules(), &method.parse().unwrap(), &sent(&[("origin", origin)]))
        };
        let exposed = "content-length, content-range, content-disposition, accept-ranges, etag";
        for method in ["GET", "HEAD", "PUT"] {
            let headers = of(method, PAGE);
            assert!(headers.contains(&(ACCESS_CONTROL_ALLOW_ORIGIN, PAGE.to_owned())), "{method}");
            assert!(headers.contains(&(ACCESS_CONTROL_EXPOSE_HEADERS, exposed.to_owned())), "{method}");
        }
        assert!(of("DELETE", PAGE).is_empty());
        assert!(of("GET", "https://other.example").is_empty());
        assert!(headers(&rules(), &Method::GET, &HeaderMap::new()).is_empty());
    }
}
