//! A simulator on a free port with a clock that only the test moves, and a client: what the tests of every
//! vendor stand on.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::vendor::Vendor;
use crate::{MediaStyle, Options, Simulator};

pub(crate) struct Stage {
    pub(crate) vendor: Vendor,
    pub(crate) simulator: Simulator,
    pub(crate) client: Client,
    pub(crate) clock: Arc<AtomicI64>,
    pub(crate) dir: Arc<TempDir>,
    server: JoinHandle<()>,
    time_scale: f64,
}

/// When every test begins.
pub(crate) const BEGINNING_MS: i64 = 1_795_000_000_000;

impl Stage {
    /// For one vendor. Use 1.0 where the clock decides (tasks that are polled) and a small scale where the answer
    /// takes real time.
    pub(crate) async fn set(vendor: Vendor, time_scale: f64) -> Self {
        let clock = Arc::new(AtomicI64::new(BEGINNING_MS));
        Self::on(vendor, time_scale, Arc::new(TempDir::new().unwrap()), clock).await
    }

    /// What `kill -9` and a new process do: the old simulator gets no chance to say goodbye.
    pub(crate) async fn killed_and_reopened(self) -> Self {
        self.server.abort();
        std::mem::forget(self.simulator);
        Self::on(self.vendor, self.time_scale, self.dir, self.clock).await
    }

    async fn on(vendor: Vendor, time_scale: f64, dir: Arc<TempDir>, clock: Arc<AtomicI64>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let options = options(dir.path().to_owned(), base_url, time_scale, &clock);
        let simulator = Simulator::open(options).unwrap();
        let router = simulator.router();
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { vendor, simulator, client: client(), clock, dir, server, time_scale }
    }

    pub(crate) fn pass(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::SeqCst);
    }

    /// Below the vendor's base URL.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.simulator.vendors()[self.vendor.name()])
    }

    /// Without a key.
    pub(crate) fn get_request(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    /// What is behind a link that needs no key.
    pub(crate) async fn fetch(&self, link: &str) -> Response {
        self.client.get(link).send().await.unwrap()
    }

    /// The vendor's jobs with this prompt.
    pub(crate) async fn jobs(&self, prompt: &str) -> Vec<Value> {
        let request = self.client.get(self.url("/_sim/ledger")).query(&[("prompt", prompt)]);
        let usage: Value = request.send().await.unwrap().json().await.unwrap();
        usage["jobs"].as_array().unwrap().clone()
    }

    /// The only job with this prompt.
    pub(crate) async fn job(&self, prompt: &str) -> Value {
        let mut jobs = self.jobs(prompt).await;
        assert_eq!(jobs.len(), 1, "{jobs:?}");
        jobs.remove(0)
    }

    /// Serves these bytes under a URL, as an object store would.
    pub(crate) async fn serve(&self, bytes: Vec<u8>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/input?signature=x", listener.local_addr().unwrap());
        let router = axum::Router::new().fallback(async move || bytes.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        url
    }
}

pub(crate) fn options(dir: PathBuf, base_url: String, time_scale: f64, clock: &Arc<AtomicI64>) -> Options {
    let clock = Arc::clone(clock);
    let style = MediaStyle::Plain;
    Options { dir, base_url, time_scale, clock: Arc::new(move || clock.load(Ordering::SeqCst)), style }
}

/// A small picture as a client would send it.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(width, height, image::Rgb([200, 30, 30]))
        .write_to(&mut file, image::ImageFormat::Png)
        .unwrap();
    file.into_inner()
}

/// What ffprobe says of a file, such as `probe(&bytes, "stream=width,height")`: one line per section.
pub(crate) fn probe(bytes: &[u8], entries: &str) -> String {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    let output = std::process::Command::new("ffprobe")
        .args(["-v", "error", "-of", "csv=p=0", "-show_entries", entries])
        .arg(&path)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[expect(clippy::disallowed_methods, reason = "plays a vendor's client, on this machine only")]
pub(crate) fn client() -> Client {
    // Fails if another test was first, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().tls_certs_only([]).build().unwrap()
}
