//! Requests to one endpoint: mostly what it takes, with some of it wrong.

use crate::bodies::{TEXTS, changed, good, made_of, written};
use crate::declared::Declared;
use crate::random::Random;
use crate::scene::Scene;
use crate::wire::Sent;

/// An endpoint, and the fields of its body as it names them itself.
#[derive(Debug, Clone)]
pub(crate) struct Route {
    pub(crate) declared: Declared,
    pub(crate) fields: Vec<String>,
}

/// A request, and whether its host is one that API Gateway would send on.
#[derive(Debug)]
pub(crate) struct Fuzzed {
    pub(crate) sent: Sent,
    pub(crate) has_a_host: bool,
}

const METHODS: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE", "get"];
/// Segments of a path, as they are sent.
const SEGMENTS: &[&str] = &[
    "x",
    ".",
    "..",
    "%2e%2e",
    "%00",
    "%2F",
    "%2f..%2f",
    "%5C",
    "%0a",
    "%ff",
    "%",
    "%zz",
    "%C3%A9",
    "a%20b",
    "+",
    ";",
    "~",
    "@",
    ":",
    "-1",
    "0",
    "null",
    "%E2%80%AE",
    "00000000-0000-0000-0000-000000000000",
    "{id}",
    "a,b",
    "*",
];

pub(crate) fn fuzzed(routes: &[Route], scene: &Scene, random: &mut Random) -> Fuzzed {
    let route = random.pick(routes);
    let method = if random.one_in(25) { *random.pick(METHODS) } else { route.declared.method };
    let target = format!("{}{}", path(route, scene, random), query(route, random));
    let (host, has_a_host) = host(scene, random);
    let mut headers = vec![("host".to_owned(), host)];
    headers.extend(key(scene, random));
    headers.extend(extra_headers(random));
    let body = body(route, random);
    if !body.is_empty() || random.one_in(20) {
        headers.push(("content-type".to_owned(), content_type(random).to_owned()));
    }
    if has_a_host && random.one_in(200) {
        headers.push(("host".to_owned(), "example.com".to_owned()));
        return Fuzzed { sent: Sent { method: method.to_owned(), target, headers, body }, has_a_host: false };
    }
    Fuzzed { sent: Sent { method: method.to_owned(), target, headers, body }, has_a_host }
}

fn body(route: &Route, random: &mut Random) -> Vec<u8> {
    let Route { declared: Declared { method, path, .. }, fields } = route;
    if !takes_a_body(method) && !random.one_in(30) {
        return Vec::new();
    }
    let body = match good(method, path) {
        Some(good) if !random.one_in(10) => changed(good, fields, random),
        _ => made_of(fields, random),
    };
    written(&body, random)
}

fn takes_a_body(method: &str) -> bool {
    matches!(method, "POST" | "PUT" | "PATCH")
}

fn path(route: &Route, scene: &Scene, random: &mut Random) -> String {
    let mut path = String::new();
    for segment in route.declared.path.split('/').skip(1) {
        let is_placeholder = segment.starts_with('{');
        path.push('/');
        path.push_str(if is_placeholder && !random.one_in(6) {
            scene.id(route.declared.path, random)
        } else if is_placeholder || random.one_in(150) {
            random.pick::<&str>(SEGMENTS)
        } else {
            segment
        });
    }
    match random.below(100) {
        0 => format!("{path}/"),
        1 => format!("/{path}"),
        2 => format!("{path}/{}", random.pick(SEGMENTS)),
        3 => path.to_uppercase(),
        4 => format!("{path}{}", "a".repeat(random.below(5000))),
        _ => path,
    }
}

const VALUES: &[&str] = &[
    "",
    "1",
    "0",
    "-1",
    "5",
    "99999999999999999999",
    "1e400",
    "NaN",
    "true",
    "false",
    "root",
    "x",
    "%00",
    "%0a",
    "%ff",
    "%",
    "%zz",
    "a%20b",
    "%E2%80%AE",
    "%E3%85%A4",
    "image",
    "failed",
    "queued",
    "heygen",
    "elevenlabs",
    "avatar",
    "en",
    "grant",
    "2026-11",
    "2026-13",
    "9999-12",
    "0000-00",
    "2026-11-21T09:30:00Z",
    "9999-12-31T23:59:60Z",
    "-009999-01-01T00:00:00Z",
    "0198c0de-0000-7000-8000-000000000000",
    "WzEsMV0",
    "W10",
    "a,b",
    "+1",
    "%F0%9F%91%8D",
];

fn query(route: &Route, random: &mut Random) -> String {
    let names = route.declared.parameters.names();
    let mut pairs = Vec::new();
    for name in &names {
        if !random.one_in(3) {
            continue;
        }
        let long = "v".repeat(random.below(3000));
        let value = if random.one_in(30) { long.as_str() } else { *random.pick(VALUES) };
        pairs.push(format!("{name}={value}"));
    }
    // Submits that are only tried hold nothing, so that all of them get as far as this one.
    if names.contains(&"dry_run") && !random.one_in(4) {
        pairs = vec!["dry_run=true".to_owned()];
    }
    match random.below(40) {
        0 => pairs.push(format!(
            "{}={}",
            random.pick(&["no_such", "%00", "a[]", "=", "%ff"]),
            random.pick(VALUES)
        )),
        1 => pairs.extend(pairs.clone()),
        2 => pairs.push((*random.pick(&["&&&", "?", "=", "%", "a;b", "#"])).to_owned()),
        _ => {}
    }
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

fn key(scene: &Scene, random: &mut Random) -> Option<(String, String)> {
    let key = scene.key(random);
    match random.below(40) {
        0 => None,
        1 => {
            Some(("x-api-key".to_owned(), (*random.pick(&["", "chub_wrong", "a b", "é", "null"])).to_owned()))
        }
        2 => {
            let wrong = random.pick(&[
                "Bearer",
                "Bearer ",
                "Basic YTpi",
                "Bearer a b",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
            ]);
            Some(("authorization".to_owned(), (*wrong).to_owned()))
        }
        3 | 4 => Some(("authorization".to_owned(), format!("Bearer {key}"))),
        _ => Some(("x-api-key".to_owned(), key.to_owned())),
    }
}

fn extra_headers(random: &mut Random) -> Vec<(String, String)> {
    const OTHERS: &[(&str, &str)] = &[
        ("x-forwarded-proto", "https"),
        ("x-forwarded-proto", "ht tp"),
        ("x-forwarded-proto", "https,http"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-for", "1.2.3.4, x"),
        ("content-encoding", "gzip"),
        ("content-encoding", "identity"),
        ("accept", "text/html"),
        ("accept-encoding", "gzip, br"),
        ("cookie", "a=b; c"),
        ("origin", "https://evil.example"),
        ("range", "bytes=0-"),
        ("if-none-match", "*"),
        ("expect", "200-ok"),
        ("x-http-method-override", "DELETE"),
        ("user-agent", ""),
        ("te", "trailers"),
        ("forwarded", "host=evil.example"),
    ];
    let mut headers = Vec::new();
    if random.one_in(12) {
        let long = "k".repeat(250 + random.below(3000));
        let value = *random.pick(&["order-1", "order-2", "", " ", "é", "a\tb", "\u{1f44d}", &long]);
        headers.push(("idempotency-key".to_owned(), value.to_owned()));
        if random.one_in(10) {
            headers.push(("idempotency-key".to_owned(), "another".to_owned()));
        }
    }
    if random.one_in(10) {
        let (name, value) = random.pick(OTHERS);
        headers.push(((*name).to_owned(), (*value).to_owned()));
    }
    if random.one_in(100) {
        let value = (*random.pick(TEXTS)).replace(['\r', '\n', '\0'], " ");
        let value: String = value.chars().filter(|character| !character.is_control()).collect();
        headers.push(("x-anything".to_owned(), value));
    }
    headers
}

fn host(scene: &Scene, random: &mut Random) -> (String, bool) {
    if !random.one_in(60) {
        return (scene.address().to_owned(), true);
    }
    let (host, is_one) = *random.pick(&[
        ("evil.example", true),
        ("evil.example:81", true),
        ("", false),
        ("a b", false),
        ("evil.example:99999", false),
        ("[", false),
        ("a/b", false),
    ]);
    (host.to_owned(), is_one)
}

fn content_type(random: &mut Random) -> &'static str {
    const OTHERS: &[&str] = &[
        "text/plain",
        "application/json; charset=utf-16",
        "",
        "application/JSON",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "*/*",
        "application/json, text/plain",
    ];
    if !random.one_in(25) {
        return "application/json";
    }
    random.pick::<&str>(OTHERS)
}
