//! A client of the API, with a key or without.

use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, Method, RequestBuilder};
use serde_json::Value;

use crate::replies::assert_declared;

/// An answer of the API.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn text(&self, name: &str) -> &str {
        self.body[name].as_str().unwrap_or_default()
    }

    /// Where a function has not answered, the gateway has.
    fn assert_says_what_every_reply_says(&self) {
        let said = |name: &str| self.headers.get(name).and_then(|value| value.to_str().ok());
        let (id, version) = (said("x-request-id"), said("hub-version"));
        assert!(self.status >= 500 || (id.is_some() && version.is_some()), "{self:?}");
        let told = self.body["request_id"].as_str();
        assert!(told.is_none() || told == id, "{self:?}");
    }

    /// An error leads to the paragraph about its code. `root`: the address of the API, without the base path.
    fn assert_is_explained(&self, root: &str) {
        let explained = web::ERROR_CODES.iter().find(|it| it.code == self.text("code"));
        let explained = explained.unwrap_or_else(|| panic!("no paragraph explains the code: {self:?}"));
        assert_eq!(self.text("doc_url"), format!("{root}{}#{}", web::DOCS_PATH, explained.anchor()));
        let ours = self.status == 409 && explained.code == "insufficient_credits";
        assert!(explained.status == Some(self.status) || ours, "the paragraph says another status: {self:?}");
    }

    /// The fields that a 400 complains about, in order.
    pub fn complaints(&self) -> Vec<&str> {
        let fields = self.body["fields"].as_array().into_iter().flatten();
        fields.map(|field| field["field"].as_str().unwrap()).collect()
    }
}

#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    /// The address of the gateway.
    gateway: String,
    /// The header that says who calls, and its value.
    credential: Option<(&'static str, String)>,
}

const PATIENCE: Duration = Duration::from_mins(1);

/// For servers on this machine, which have no certificates. To read those that the machine trusts would take more than
/// half the time of a short test.
#[expect(clippy::disallowed_methods, reason = "a client of the tests is not the service")]
pub(crate) fn plain_http() -> ClientBuilder {
    // It fails if it was installed before, which was the same provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().tls_certs_only([])
}

/// What the gateway serves beside the base path.
const BESIDE: [&str; 1] = ["/openapi.json"];

/// A path below the base path, or one beside it, as the gateway sees it.
pub fn whole_path(path: &str) -> String {
    let name = path.split('?').next().unwrap_or(path);
    if BESIDE.contains(&name) { path.to_owned() } else { format!("{}{path}", web::BASE_PATH) }
}

impl Client {
    pub fn new(api: &str, key: Option<&str>) -> Self {
        let http = plain_http().build().unwrap();
        let credential = key.map(|key| ("x-api-key", key.to_owned()));
        Self { http, gateway: api.to_owned(), credential }
    }

    /// With a bearer token.
    pub fn with_token(api: &str, token: &str) -> Self {
        Self { credential: Some(("authorization", format!("Bearer {token}"))), ..Self::new(api, None) }
    }

    /// A request to a path as [`whole_path`] takes it, to be finished with [`Client::send`].
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let url = format!("{}{}", self.gateway, whole_path(path));
        let request = self.http.request(method.parse::<Method>().unwrap(), url);
        match &self.credential {
            Some((header, value)) => request.header(*header, value),
            None => request,
        }
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let request = request.build().unwrap();
        let method = request.method().clone();
        let response = self.http.execute(request).await.unwrap();
        let path = response.url().path().to_owned();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        // A redirect leads to the bucket.
        let is_ours = response.url().as_str().starts_with(&format!("{}/", self.gateway));
        let body = response.json().await.unwrap_or(Value::Null);
        let answer = Answer { status, headers, body };
        if is_ours {
            answer.assert_says_what_every_reply_says();
            // Where the gateway has answered for a function, nothing is declared. A replay is what was answered before,
            // which may have been an earlier version's reply.
            let is_replay = answer.headers.contains_key("idempotent-replayed");
            if answer.headers.contains_key("hub-version") && !is_replay {
                assert_declared(method.as_str(), &path, &answer);
                if answer.status >= 400 {
                    answer.assert_is_explained(&self.gateway);
                }
            }
        }
        answer
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request("POST", path).json(body)).await
    }

    /// Submits an image that must be accepted, and returns its job id.
    pub async fn submit(&self, body: &Value) -> String {
        let accepted = self.post("/creative-hub/generate/image", body).await;
        assert_eq!(accepted.status, 202, "{accepted:?}");
        accepted.text("job_id").to_owned()
    }

    pub async fn job(&self, job_id: &str) -> Value {
        let answer = self.get(&format!("/creative-hub/generate/jobs/{job_id}")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body
    }

    /// Reads a job, and reads it again if an injected fault makes the first read fail.
    pub async fn job_despite_fault(&self, job_id: &str) -> Value {
        let path = format!("/creative-hub/generate/jobs/{job_id}");
        let answer = self.get(&path).await;
        if answer.status == 500 && answer.headers.contains_key("retry-after") {
            return self.job(job_id).await;
        }
        answer.body
    }

    /// Polls until the job has ended. Its status must never go backwards on the way.
    pub async fn ended(&self, job_id: &str) -> Value {
        let started = tokio::time::Instant::now();
        let mut furthest = 0;
        loop {
            let job = self.job(job_id).await;
            let order = ["pending", "processing", "completed", "failed"];
            let at = order.iter().position(|status| job["status"] == *status).unwrap();
            assert!(at >= furthest, "a status went backwards: {job}");
            furthest = at;
            if at >= 2 {
                return job;
            }
            assert!(started.elapsed() < PATIENCE, "it did not end in time: {job}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    pub async fn balance(&self) -> Value {
        self.get("/credits/balance").await.body
    }

    /// A request to any address, without a key.
    pub fn outside(&self, method: &str, url: &str) -> RequestBuilder {
        self.http.request(method.parse::<Method>().unwrap(), url)
    }

    /// Sends bytes without a key, and returns the status.
    pub(crate) async fn raw(&self, method: &str, url: &str, mime: &str, bytes: &[u8]) -> u16 {
        let request = self.http.request(method.parse::<Method>().unwrap(), url);
        let sent = request.header("content-type", mime).body(bytes.to_vec()).send().await;
        sent.unwrap().status().as_u16()
    }

    /// The status and the `Location` of a path. All other methods follow redirects.
    pub async fn redirect(&self, path: &str) -> (u16, String) {
        let still = plain_http().redirect(Policy::none()).build().unwrap();
        let response = still.execute(self.request("GET", path).build().unwrap()).await.unwrap();
        let to = response.headers().get("location").map_or("", |to| to.to_str().unwrap());
        (response.status().as_u16(), to.to_owned())
    }

    /// Under which name a browser would save what is behind a link.
    pub async fn saved_as(&self, url: &str) -> String {
        let answer = self.http.get(url).send().await.unwrap();
        let disposition = answer.headers().get("content-disposition");
        disposition.map_or("", |it| it.to_str().unwrap()).to_owned()
    }

    /// Follows a link without a key, as a browser would.
    pub async fn download(&self, url: &str) -> (u16, Vec<u8>) {
        let response = self.http.get(url).send().await.unwrap();
        (response.status().as_u16(), response.bytes().await.unwrap().to_vec())
    }
}
