//! Scenarios over real HTTP, with a clock that only the test moves.

mod auth;
mod delivery;
mod drop_answer;
mod endings;
mod ledger;
mod options;
mod refusals;
mod reopen;
mod statuses;
mod validation;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::{Options, Simulator};

/// A simulator on a free port, at full speed of its own clock, and a client that has its key.
struct Stage {
    simulator: Simulator,
    client: Client,
    clock: Arc<AtomicI64>,
    dir: Arc<TempDir>,
    server: JoinHandle<()>,
}

const KEY: &str = "sim-bfl-key";
/// What a picture takes, and what the delivery link of it is valid for.
const TYPICAL_MS: i64 = 6_000;
const LINK_MS: i64 = 600_000;

impl Stage {
    async fn set() -> Self {
        let clock = Arc::new(AtomicI64::new(1_795_000_000_000));
        Self::on(Arc::new(TempDir::new().unwrap()), clock).await
    }

    /// What `kill -9` and a new process do: the old simulator gets no chance to say goodbye.
    async fn killed_and_reopened(self) -> Self {
        self.server.abort();
        std::mem::forget(self.simulator);
        Self::on(self.dir, self.clock).await
    }

    async fn on(dir: Arc<TempDir>, clock: Arc<AtomicI64>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let simulator = Simulator::open(options(dir.path().to_owned(), base_url, &clock)).unwrap();
        let router = simulator.router();
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { simulator, client: client(), clock, dir, server }
    }

    fn pass(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::SeqCst);
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.simulator.vendors()["bfl"])
    }

    async fn try_start(&self, body: Value) -> reqwest::Result<Response> {
        self.client.post(self.url("/v1/flux-2-pro")).header("x-key", KEY).json(&body).send().await
    }

    async fn start(&self, body: Value) -> Response {
        self.try_start(body).await.unwrap()
    }

    async fn accepted(&self, body: Value) -> Value {
        let response = self.start(body).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    /// The id of a task with this prompt.
    async fn task(&self, prompt: &str) -> String {
        self.accepted(json!({ "prompt": prompt })).await["id"].as_str().unwrap().to_owned()
    }

    /// The API's answer to a request with the right key; always HTTP 200.
    async fn get(&self, path: &str) -> Value {
        let response = self.client.get(self.url(path)).header("x-key", KEY).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    async fn poll(&self, task: &str) -> Value {
        self.get(&format!("/v1/get_result?id={task}")).await
    }

    /// The delivery link of a task that is ready.
    async fn link(&self, task: &str) -> String {
        self.poll(task).await["result"]["sample"].as_str().unwrap().to_owned()
    }

    async fn fetch(&self, link: &str) -> Response {
        self.client.get(link).send().await.unwrap()
    }

    /// The only job with this prompt.
    async fn job(&self, prompt: &str) -> Value {
        let url = self.url("/_sim/ledger");
        let response = self.client.get(url).query(&[("prompt", prompt)]).send().await.unwrap();
        let mut ledger: Value = response.json().await.unwrap();
        assert_eq!(ledger["jobs"].as_array().unwrap().len(), 1, "{ledger}");
        ledger["jobs"][0].take()
    }
}

fn options(dir: PathBuf, base_url: String, clock: &Arc<AtomicI64>) -> Options {
    let clock = Arc::clone(clock);
    Options { dir, base_url, time_scale: 1.0, clock: Arc::new(move || clock.load(Ordering::SeqCst)) }
}

#[expect(clippy::disallowed_methods, reason = "plays a vendor's client, on this machine only")]
fn client() -> Client {
    // Fails if another test was first, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().build().unwrap()
}
