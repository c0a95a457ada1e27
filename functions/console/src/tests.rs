//! What a browser gets, whether the console was built or not.

use std::borrow::Cow;

use http::HeaderMap;
use lambda_http::Body;
use lambda_http::request::LambdaRequest;
use serde_json::json;

use crate::{App, Settings, SettingsError, SignIn, handle};

const INDEX: &[u8] = b"<!doctype html><title>Creative Hub</title>";

fn built(path: &str) -> Option<Cow<'static, [u8]>> {
    let bytes: &[u8] = match path {
        "index.html" => INDEX,
        "index.html.gz" => b"packed page",
        "icon.svg" => b"<svg/>",
        "assets/index-1a2b.js" => b"plain script",
        "assets/index-1a2b.js.br" => b"br",
        "assets/index-1a2b.js.gz" => b"gzip",
        "assets/style-3c.css" => b"body {}",
        "assets/inter-4d.woff2" => b"font",
        "assets/notes.exe" => b"of no known kind",
        _ => return None,
    };
    Some(Cow::Borrowed(bytes))
}

fn settings() -> Settings {
    Settings {
        files: "https://bucket.s3.eu-west-1.amazonaws.com".to_owned(),
        previews: vec!["https://*.vendor.example".to_owned()],
        sign_in: None,
    }
}

fn sign_in() -> SignIn {
    SignIn {
        issuer: "https://id.example/realms/acme/".to_owned(),
        client_id: "console".to_owned(),
        scopes: "openid offline_access".to_owned(),
        audience: None,
        origins: vec!["https://tokens.example/oauth2/token".to_owned()],
    }
}

fn app() -> App {
    App { find: built, ..App::new(&settings()).unwrap() }
}

struct Read {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Read {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// A request as API Gateway makes an event of it.
async fn read(app: &App, path: &str, headers: &[(&str, &str)]) -> Read {
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let (route, parameters) = match path.strip_prefix("/console/") {
        None => ("GET /console", json!({})),
        Some("") => ("GET /console/", json!({})),
        Some(rest) => ("GET /console/{proxy+}", json!({ "proxy": rest })),
    };
    let headers: serde_json::Map<_, _> =
        headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    let event = json!({
        "version": "2.0", "routeKey": route, "rawPath": path, "rawQueryString": "", "headers": headers,
        "pathParameters": parameters, "isBase64Encoded": false,
        "requestContext": {
            "accountId": "1", "apiId": "a", "domainName": "hub.example", "domainPrefix": "hub",
            "http": {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "1.2.3.4", "userAgent": "x"},
            "requestId": "r", "routeKey": route, "stage": "$default", "time": "", "timeEpoch": 0,
        },
    });
    let request: LambdaRequest = serde_json::from_str(&event.to_string()).unwrap();
    let reply = handle(app, web::trusted(request).into()).await;
    let (parts, body) = reply.into_parts();
    let body = match body {
        Body::Text(text) => text.into_bytes(),
        Body::Binary(bytes) => bytes,
        _ => Vec::new(),
    };
    Read { status: parts.status.as_u16(), headers: parts.headers, body }
}

#[tokio::test]
async fn every_path_has_its_answer() {
    const HTML: &str = "text/html; charset=utf-8";
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    const FOR_EVER: &str = "public, max-age=31536000, immutable";
    for (path, status, media_type, cache) in [
        ("/console", 200, HTML, "no-cache"),
        ("/console/", 200, HTML, "no-cache"),
        ("/console/index.html", 200, HTML, "no-cache"),
        ("/console/jobs/0198a8a0-0000-7000-8000-000000000001", 200, HTML, "no-cache"),
        ("/console/signed-in", 200, HTML, "no-cache"),
        ("/console/drive/a.folder/", 200, HTML, "no-cache"),
        ("/console/icon.svg", 200, "image/svg+xml", "no-cache"),
        ("/console/assets/index-1a2b.js", 200, SCRIPT, FOR_EVER),
        ("/console/assets/style-3c.css", 200, "text/css; charset=utf-8", FOR_EVER),
        ("/console/assets/inter-4d.woff2", 200, "font/woff2", FOR_EVER),
        ("/console/config.json", 200, "application/json", "no-store"),
        ("/console/assets/x.js", 404, "application/json", "no-store"),
        ("/console/assets/x", 404, "application/json", "no-store"),
        ("/console/assets/notes.exe", 404, "application/json", "no-store"),
        ("/console/assets/index-1a2b.js.br", 404, "application/json", "no-store"),
        ("/console/x.js", 404, "application/json", "no-store"),
        ("/console/.env", 404, "application/json", "no-store"),
        ("/console/../Cargo.toml", 404, "application/json", "no-store"),
    ] {
        let read = read(&app(), path, &[]).await;
        let answered = (read.status, read.header("content-type"), read.header("cache-control"));
        assert_eq!(answered, (status, media_type, cache), "{path}");
        assert_eq!(read.headers.contains_key("etag"), cache == "no-cache", "{path}");
        assert!(media_type != HTML || read.body == INDEX, "{path}");
    }
}

#[tokio::test]
async fn every_answer_has_the_headers() {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
        img-src 'self' blob: data: https://bucket.s3.eu-west-1.amazonaws.com https://*.vendor.example; \
        media-src 'self' blob: https://bucket.s3.eu-west-1.amazonaws.com https://*.vendor.example; \
        connect-src 'self' https://bucket.s3.eu-west-1.amazonaws.com; manifest-src 'self'; \
        base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    let unbuilt = App { find: |_| None, ..app() };
    for (app, path) in [
        (app(), "/console"),
        (app(), "/console/jobs/7"),
        (app(), "/console/assets/index-1a2b.js"),
        (app(), "/console/assets/x.js"),
        (app(), "/console/config.json"),
        (unbuilt.clone(), "/console"),
        (unbuilt, "/console/missing.css"),
    ] {
        let read = read(&app, path, &[]).await;
        for (name, value) in [
            ("content-security-policy", policy),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("x-request-id", "r"),
        ] {
            assert_eq!(read.header(name), value, "{path}");
        }
        assert!(read.header("permissions-policy").contains("camera=()"), "{path}");
    }
}

#[tokio::test]
async fn a_browser_gets_the_smallest_form_that_there_is() {
    const SCRIPT: &str = "/console/assets/index-1a2b.js";
    for (path, accepted, body, encoding) in [
        (SCRIPT, "gzip, deflate, br", "br", "br"),
        (SCRIPT, "gzip", "gzip", "gzip"),
        (SCRIPT, "br;q=0", "plain script", ""),
        (SCRIPT, "", "plain script", ""),
        ("/console/", "br, gzip", "packed page", "gzip"),
        ("/console/icon.svg", "br, gzip", "<svg/>", ""),
    ] {
        let read = read(&app(), path, &[("accept-encoding", accepted)]).await;
        assert_eq!((read.text(), read.header("content-encoding")), (body, encoding), "{path} {accepted}");
        assert_eq!(read.header("vary"), "accept-encoding");
    }
}

#[tokio::test]
async fn who_has_the_page_is_not_sent_it_again() {
    let first = read(&app(), "/console", &[]).await;
    let etag = first.header("etag").to_owned();
    for (path, known, status) in [
        ("/console/jobs/7", etag.as_str(), 304),
        ("/console", "\"other\"", 200),
        ("/console/icon.svg", etag.as_str(), 200),
    ] {
        let again = read(&app(), path, &[("if-none-match", known)]).await;
        assert_eq!((again.status, again.body.is_empty()), (status, status == 304), "{path}");
        assert_eq!(again.header("cache-control"), "no-cache");
    }
}

#[tokio::test]
async fn without_a_build_the_page_says_how_there_will_be_one() {
    let app = App { find: |_| None, ..app() };
    for path in ["/console", "/console/", "/console/jobs/7"] {
        let page = read(&app, path, &[]).await;
        assert_eq!((page.status, page.header("cache-control")), (503, "no-store"), "{path}");
        assert!(page.text().contains("make console"), "{path}");
        // The policy forbids them.
        assert!(!page.text().contains("<style") && !page.text().contains("<script"), "{path}");
    }
    let style = read(&app, "/console/missing.css", &[]).await;
    assert_eq!((style.status, style.header("content-type")), (200, "text/css; charset=utf-8"));
    assert_eq!(read(&app, "/console/assets/index-1a2b.js", &[]).await.status, 404);
    assert_eq!(read(&app, "/console/config.json", &[]).await.status, 200);
}

#[tokio::test]
async fn the_console_is_told_where_people_sign_in() {
    let without = read(&app(), "/console/config.json", &[]).await;
    let nothing = r#"{"issuer":null,"client_id":null,"scopes":null,"audience":null}"#;
    assert_eq!(without.text(), nothing);
    let app = App::new(&Settings { sign_in: Some(sign_in()), ..settings() }).unwrap();
    let with = read(&app, "/console/config.json", &[]).await;
    let told = r#"{"issuer":"https://id.example/realms/acme/","client_id":"console","scopes":"openid offline_access","audience":null}"#;
    assert_eq!(with.text(), told);
    let policy = with.header("content-security-policy");
    let connect = "connect-src 'self' https://bucket.s3.eu-west-1.amazonaws.com https://id.example https://tokens.example;";
    assert!(policy.contains(connect), "{policy}");
}

#[test]
fn what_would_open_the_policy_keeps_the_function_from_starting() {
    let with_issuer = |issuer: &str| SignIn { issuer: issuer.to_owned(), ..sign_in() };
    for settings in [
        Settings { files: String::new(), ..settings() },
        Settings { files: "data:text/html,".to_owned(), ..settings() },
        Settings { previews: vec!["*; script-src *".to_owned()], ..settings() },
        Settings { previews: vec![String::new()], ..settings() },
        Settings { previews: vec!["'unsafe-inline'".to_owned()], ..settings() },
        Settings { sign_in: Some(with_issuer("acme")), ..settings() },
    ] {
        let refused = App::new(&settings);
        let is_told = matches!(refused, Err(SettingsError::NoOrigin(_) | SettingsError::NoSource(_)));
        assert!(is_told, "{settings:?}");
    }
}
