//! The headers that `lambda_http` makes a request's address of, and panics at where they are malformed. A client can send
//! them. API Gateway finds an API by its host and joins repeated headers with commas; whether it lets a client's
//! `x-forwarded-proto` through is not documented. So neither is taken from the client.

use std::fmt::Write as _;

use aws_lambda_events::apigw::ApiGatewayV2httpRequest;
use http::header::HOST;
use http::{HeaderMap, HeaderValue};
use lambda_http::request::LambdaRequest;
use lambda_http::tower::ServiceExt;
use lambda_http::{Adapter, Error, LambdaEvent, Request, lambda_runtime, service_fn};

use crate::Reply;

const SCHEME: &str = "x-forwarded-proto";

/// Runs a function that serves HTTP, under Lambda.
pub async fn run<F>(handle: impl Fn(Request) -> F + Clone + Send) -> Result<(), Error>
where
    F: Future<Output = Reply> + Send,
{
    let serve = service_fn(move |request: Request| {
        let reply = handle(request);
        async move { Ok::<_, Error>(reply.await) }
    });
    let adapter = Adapter::from(serve);
    lambda_runtime::run(service_fn(move |event: LambdaEvent<LambdaRequest>| {
        let (request, context) = event.into_parts();
        adapter.clone().oneshot(LambdaEvent::new(trusted(request), context))
    }))
    .await
}

/// The request with the host that the gateway names, and with a scheme that is one.
pub fn trusted(request: LambdaRequest) -> LambdaRequest {
    match request {
        LambdaRequest::ApiGatewayV2(mut event) => {
            mend(&mut event);
            LambdaRequest::ApiGatewayV2(event)
        }
        other => other,
    }
}

fn mend(event: &mut ApiGatewayV2httpRequest) {
    let host = event.request_context.domain_name.as_deref();
    let host = host.and_then(|host| HeaderValue::from_str(host).ok());
    replace(&mut event.headers, HOST.as_str(), host);
    let scheme = event.headers.get(SCHEME).filter(|it| ["http", "https"].iter().any(|known| it == known));
    let scheme = scheme.cloned();
    replace(&mut event.headers, SCHEME, scheme);
    // The path becomes part of the same address.
    let path = event.raw_path.take().unwrap_or_default();
    event.raw_path = Some(if path.starts_with('/') { path } else { format!("/{path}") });
    event.raw_query_string = event.raw_query_string.take().map(|query| encoded(&query));
}

/// The query with escapes for what no address may have. It reads the same.
fn encoded(query: &str) -> String {
    const NEVER: &[u8] = b"\"#<>\\^`{|}";
    let mut encoded = String::with_capacity(query.len());
    for byte in query.bytes() {
        if byte.is_ascii_graphic() && !NEVER.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn replace(headers: &mut HeaderMap, name: &'static str, value: Option<HeaderValue>) {
    headers.remove(name);
    if let Some(value) = value {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use lambda_http::RequestExt;
    use serde_json::{Value, json};

    use super::*;

    /// The address that `lambda_http` makes of an event with these headers.
    fn address(headers: &Value, path: &str) -> String {
        request(headers, path, "").uri().to_string()
    }

    fn request(headers: &Value, path: &str, query: &str) -> Request {
        let event = json!({
            "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query, "headers": headers,
            "isBase64Encoded": false,
            "requestContext": {
                "accountId": "1", "apiId": "a", "domainName": "api.example.com", "domainPrefix": "api",
                "http": {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "1.2.3.4", "userAgent": "x"},
                "requestId": "r", "routeKey": "$default", "stage": "$default", "time": "", "timeEpoch": 0,
            },
        });
        Request::from(trusted(serde_json::from_str(&event.to_string()).unwrap()))
    }

    #[test]
    fn no_header_of_a_client_decides_about_the_address() {
        let expected = "https://api.example.com/api/v1/health";
        for host in ["api.example.com", "", "a b", "a,b", "[", "evil.example:99999", "http://x", "%"] {
            assert_eq!(address(&json!({"host": host}), "/api/v1/health"), expected, "{host}");
        }
        for scheme in ["https", "https,http", "", "ht tp", "javascript", "1", ":", "HTTPS"] {
            assert_eq!(
                address(&json!({"x-forwarded-proto": scheme}), "/api/v1/health"),
                expected,
                "{scheme}"
            );
        }
        assert!(address(&json!({"x-forwarded-proto": "http"}), "/a").starts_with("http://"));
    }

    #[test]
    fn no_query_breaks_the_request_and_each_reads_as_it_was_written() {
        for (query, value) in [
            ("a=\"", "\""),
            ("a=<é >", "<é >"),
            ("a={|}", "{|}"),
            ("a=%41%20b", "A b"),
            ("a=\u{7f}", "\u{7f}"),
            ("a=[]", "[]"),
        ] {
            let read = request(&json!({}), "/a", query);
            assert_eq!(read.query_string_parameters().first("a"), Some(value), "{query}");
        }
        request(&json!({}), "/a", "%&#&\\&=\0");
    }

    #[test]
    fn no_path_breaks_the_address() {
        for path in
            ["", "@evil.example/", ":99999/", "//", "/%00", "/%2F..", "/\\", "/a b", "/é", "/[", "/?", "/#"]
        {
            assert!(address(&json!({}), path).starts_with("https://api.example.com/"), "{path}");
        }
    }
}
