//! docs/API.md, Web pages: what a browser asks before a page of another origin may submit, poll, upload and download, and
//! what it lets the page read.

use contract_tests::{Client, Setup, World, png};
use local::{Cors, Template};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

const PAGE: &str = "http://localhost:5173";
/// What every page may read of every answer, by the Fetch standard, and what no page has a use for.
const READABLE: [&str; 5] =
    ["cache-control", "content-length", "content-type", "date", "x-content-type-options"];

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Names in a header of lists, in lower case.
    fn list(&self, name: &str) -> Vec<String> {
        let names = self.header(name).split(',').map(|name| name.trim().to_ascii_lowercase());
        names.filter(|name| !name.is_empty()).collect()
    }
}

/// A page in a browser. It sends nothing that a preflight has not allowed.
struct Page<'a> {
    client: Client,
    key: &'a str,
    origin: &'a str,
}

impl Page<'_> {
    async fn preflight(&self, method: &str, url: &str, headers: &str) -> Answer {
        let request = self.client.outside("OPTIONS", url).header("origin", self.origin);
        let request = request.header("access-control-request-method", method);
        send(request.header("access-control-request-headers", headers)).await
    }

    /// Asks, and then sends what is allowed. `headers`: those that a browser has to ask for.
    async fn fetch(&self, method: &str, url: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        let asked = self.preflight(method, url, &names.join(",")).await;
        assert!(asked.status == 200 || asked.status == 204, "a preflight is refused: {}", asked.status);
        let origin = asked.header("access-control-allow-origin");
        assert!(origin == "*" || origin == self.origin, "{url} is not for {}", self.origin);
        let is_simple = ["GET", "HEAD", "POST"].contains(&method);
        assert!(is_simple || asked.list("access-control-allow-methods").contains(&method.to_lowercase()));
        let allowed = asked.list("access-control-allow-headers");
        assert!(names.iter().all(|name| allowed.contains(&(*name).to_owned())), "{names:?} of {allowed:?}");
        let request = self.client.outside(method, url).header("origin", self.origin).body(body);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let answer = send(request).await;
        let origin = answer.header("access-control-allow-origin");
        assert!(origin == "*" || origin == self.origin, "the page may not read {method} {url}");
        answer
    }

    async fn call(&self, method: &str, url: &str, body: Option<&Value>) -> Answer {
        let mut headers = vec![("x-api-key", self.key)];
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        let body = body.map_or_else(Vec::new, |body| body.to_string().into_bytes());
        self.fetch(method, url, &headers, body).await
    }
}

async fn send(request: reqwest::RequestBuilder) -> Answer {
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    Answer { status, headers, body: answer.bytes().await.unwrap().to_vec() }
}

fn page<'a>(world: &'a World, origin: &'a str) -> Page<'a> {
    Page { client: world.stranger(), key: &world.stack.ready.keys["owner"], origin }
}

#[tokio::test]
async fn a_page_of_another_origin_uploads_submits_polls_and_shows_the_result() {
    let world = World::new().await;
    let (page, api) = (page(&world, PAGE), format!("{}/api/v1", world.stack.ready.api));
    let bytes = png(640, 360);
    let announced = json!({"name": "shop.png", "mime": "image/png", "bytes": bytes.len()});
    let upload =
        page.call("POST", &format!("{api}/creative-hub/drive/uploads"), Some(&announced)).await.json();
    let put = page
        .fetch("PUT", upload["url"].as_str().unwrap(), &[("content-type", "image/png")], bytes.clone())
        .await;
    assert_eq!(put.status, 200);
    let complete = format!("{api}/creative-hub/drive/uploads/{}/complete", upload["id"].as_str().unwrap());
    let file = page.call("POST", &complete, None).await.json();

    let order = json!({"prompt": "a red bicycle in front of it", "reference_image_url": file["asset"]});
    let studio = format!("{api}/creative-hub/image-studio/generate");
    let accepted = page.call("POST", &studio, Some(&order)).await;
    assert_eq!(accepted.status, 202);
    let id = accepted.json()["generation_id"].as_str().unwrap().to_owned();
    world.owner().ended(&id).await;
    let done =
        page.call("GET", &format!("{api}/creative-hub/image-studio/generations/{id}"), None).await.json();
    let url = done["assets"][0]["url"].as_str().unwrap();
    let picture = page.fetch("GET", url, &[], Vec::new()).await;
    assert!(picture.status == 200 && picture.body.starts_with(b"\x89PNG"));
    let part = page.fetch("GET", url, &[("range", "bytes=0-3")], Vec::new()).await;
    assert_eq!((part.status, &part.body[..]), (206, &b"\x89PNG"[..]));
    for name in ["etag", "content-range", "content-length"] {
        assert!(part.headers.contains_key(name), "{name}");
        assert!(part.list("access-control-expose-headers").contains(&name.to_owned()), "{name}");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn a_page_may_read_every_header_of_every_answer() {
    let world = World::with(Setup::by_hand()).await;
    let (page, api) = (page(&world, PAGE), format!("{}/api/v1", world.stack.ready.api));
    let image = format!("{api}/creative-hub/generate/image");
    let order = json!({"prompt": "a red bicycle"}).to_string().into_bytes();
    let headers =
        [("content-type", "application/json"), ("idempotency-key", "once"), ("x-api-key", page.key)];
    let first = page.fetch("POST", &image, &headers, order.clone()).await;
    let replayed = page.fetch("POST", &image, &headers, order).await;
    let job = format!("{api}/creative-hub/generate/jobs/{}", first.json()["job_id"].as_str().unwrap());
    let running = page.call("GET", &job, None).await;
    let denied = page.fetch("GET", &job, &[("x-api-key", "wrong")], Vec::new()).await;
    let bearer =
        page.fetch("GET", &job, &[("authorization", &format!("Bearer {}", page.key))], Vec::new()).await;
    let wrong_method = page.call("PUT", &image, None).await;
    let unknown = page.call("GET", &format!("{api}/creative-hub/generate/hologram"), None).await;
    let invalid = page.call("POST", &image, Some(&json!({"prompt": ""}))).await;
    let answers = [
        (first, 202, None),
        (replayed, 202, Some("idempotent-replayed")),
        (running, 200, Some("retry-after")),
        (denied, 401, None),
        (bearer, 200, None),
        (wrong_method, 405, Some("allow")),
        (unknown, 404, None),
        (invalid, 400, None),
    ];
    for (answer, status, wanted) in answers {
        assert_eq!(answer.status, status);
        assert!(wanted.is_none_or(|name| answer.headers.contains_key(name)), "{status} lacks {wanted:?}");
        let exposed = answer.list("access-control-expose-headers");
        for name in answer.headers.keys().map(reqwest::header::HeaderName::as_str) {
            let is_for_the_browser = name.starts_with("access-control-") || READABLE.contains(&name);
            assert!(is_for_the_browser || exposed.contains(&name.to_owned()), "{status}: {name}");
        }
    }
}

#[tokio::test]
async fn gateway_and_bucket_say_what_the_template_says() {
    let world = World::new().await;
    let (page, template) = (page(&world, PAGE), Template::shipped().unwrap());
    let api = page.preflight("POST", &format!("{}/api/v1/credits/grants", world.stack.ready.api), "").await;
    assert_eq!((api.status, api.body.len()), (204, 0));
    let [bucket] = &template.bucket_cors[..] else { panic!("the bucket has one rule") };
    let object = format!("{}/creative-hub-files/uploads/x", world.stack.ready.aws["s3"]);
    let s3 = page.preflight("PUT", &object, "content-type").await;
    assert_eq!(s3.status, 200);
    assert_eq!(s3.list("access-control-expose-headers"), bucket.exposed);
    for (answer, rule) in [(&api, &template.api_cors), (&s3, bucket)] {
        let Cors { origins, methods, max_age_seconds, .. } = rule;
        assert_eq!(answer.list("access-control-allow-origin"), *origins);
        let named: Vec<String> = methods.iter().map(|method| method.to_lowercase()).collect();
        assert_eq!(answer.list("access-control-allow-methods"), named);
        assert_eq!(answer.header("access-control-max-age"), max_age_seconds.to_string());
    }
    assert_eq!(api.list("access-control-allow-headers"), template.api_cors.headers);
    let refused = page.preflight("DELETE", &object, "").await;
    assert_eq!((refused.status, refused.header("access-control-allow-origin")), (403, ""));
    let odd =
        page.preflight("POST", &format!("{}/api/v1/credits/grants", world.stack.ready.api), "x-odd").await;
    assert_eq!((odd.status, odd.header("access-control-allow-origin")), (204, ""));
    // Without an origin nobody asks for a page.
    let plain = page.client.get("/health").await;
    assert!(plain.headers.keys().all(|name| !name.as_str().starts_with("access-control-")));
}
