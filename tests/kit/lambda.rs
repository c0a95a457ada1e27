//! Runs a function as AWS does: its binary under AWS's own Lambda runtime interface emulator, wired to a
//! world's stack and invoked with the events of `events/`.
//!
//! The function uses the machine's own clock. A world's clock moves only the stack.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use domain::Kind;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use crate::client::plain_http;
use crate::{Answer, World};

/// One function under its own emulator. It ends when this value is dropped, which shows what it printed if the
/// test failed.
#[derive(Debug)]
pub struct Lambda {
    emulator: Child,
    address: SocketAddr,
    http: reqwest::Client,
    output: NamedTempFile,
}

/// How long the emulator may take to listen and to answer. A debug build on a busy machine is slow.
const PATIENCE: Duration = Duration::from_mins(1);

/// They lie below the ports that systems give to clients.
const PORTS: [u16; 2] = [19_463, 19_464];

impl Lambda {
    /// `binary` is a `CARGO_BIN_EXE_…`. It sees the stack's settings and nothing else of the environment.
    /// As in the cloud, the function itself starts with its first event.
    pub async fn start(world: &World, binary: &str) -> Self {
        Self::start_with(world, binary, &[]).await
    }

    /// Starts it with settings that differ from the stack's.
    pub async fn start_with(world: &World, binary: &str, settings: &[(&str, String)]) -> Self {
        let [address, runtime_api] = own_addresses();
        let output = NamedTempFile::new().unwrap();
        let writer = || Stdio::from(File::try_clone(output.as_file()).unwrap());
        let emulator = Command::new(emulator())
            .args(["--runtime-interface-emulator-address", &address.to_string()])
            .args(["--runtime-api-address", &runtime_api.to_string()])
            .arg(binary)
            .env_clear()
            .envs(world.stack.environment())
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(writer())
            .stderr(writer())
            .spawn()
            .unwrap();
        let mut lambda = Self { emulator, address, http: http(), output };
        lambda.until_it_answers().await;
        lambda
    }

    /// The most memory that the function has used so far, in bytes. It works on Linux only, as the emulator does.
    pub fn peak_memory(&self) -> u64 {
        let parent = format!("PPid:\t{}", self.emulator.id());
        let statuses = fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| fs::read_to_string(entry.ok()?.path().join("status")).ok());
        let function = statuses.into_iter().find(|status| status.lines().any(|line| line == parent)).unwrap();
        let peak = function.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
    }

    /// An open port alone does not show that the emulator is there: only it answers HTTP.
    async fn until_it_answers(&mut self) {
        let started = tokio::time::Instant::now();
        while self.http.get(format!("http://{}/", self.address)).send().await.is_err() {
            let ended = self.emulator.try_wait().unwrap();
            assert!(ended.is_none(), "the emulator ended at once: {ended:?}");
            assert!(started.elapsed() < PATIENCE, "the emulator does not answer");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Returns what the function returns, or the error of a failed invocation.
    pub async fn invoke(&self, event: &Value) -> Value {
        let url = format!("http://{}/2015-03-31/functions/function/invocations", self.address);
        let response = self.http.post(url).json(event).send().await.unwrap();
        let (status, text) = (response.status(), response.text().await.unwrap());
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("the function ended: {status} {text:?}"))
    }

    /// Invokes a worker with every message of a job until the job has completed, and returns its file.
    pub async fn run_to_end(&self, world: &World, kind: Kind, job_id: &str) -> Vec<u8> {
        let owner = world.owner();
        for _ in 0..100 {
            let job = owner.job(job_id).await;
            assert_ne!(job["status"], "failed", "{job}");
            if let Some(link) = job["result_urls"][0].as_str() {
                let (status, file) = owner.download(link).await;
                assert_eq!(status, 200);
                return file;
            }
            let message = world.next_message_of(kind).await;
            let batch = json!({"Records": [{"messageId": "1", "body": message, "eventSource": "aws:sqs"}]});
            assert_eq!(self.invoke(&batch).await, json!({"batchItemFailures": []}));
        }
        panic!("job {job_id} does not end");
    }

    /// Invokes the function with an HTTP event, and reads the result as API Gateway would.
    pub async fn answer(&self, event: &Value) -> Answer {
        let response = self.invoke(event).await;
        let status = response["statusCode"].as_u64().and_then(|status| u16::try_from(status).ok());
        let status = status.unwrap_or_else(|| panic!("this is no HTTP response: {response}"));
        let mut headers = HeaderMap::new();
        for (name, value) in response["headers"].as_object().unwrap() {
            let name: reqwest::header::HeaderName = name.parse().unwrap();
            headers.insert(name, value.as_str().unwrap().parse().unwrap());
        }
        let body = serde_json::from_str(response["body"].as_str().unwrap()).unwrap();
        Answer { status, headers, body }
    }
}

impl Drop for Lambda {
    /// The function has its own process group, so it ends for sure only if the emulator is asked to end.
    fn drop(&mut self) {
        let asked = Command::new("kill").arg(self.emulator.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.emulator.kill();
        }
        let _ = self.emulator.wait();
        if std::thread::panicking() {
            eprintln!("{}", fs::read_to_string(self.output.path()).unwrap_or_default());
        }
    }
}

fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn emulator() -> PathBuf {
    let path = workspace().join(".tools/aws-lambda-rie");
    assert!(
        path.exists(),
        "there is no Lambda runtime interface emulator at {}: run `make tools` (on Linux; AWS makes none for other systems)",
        path.display()
    );
    path
}

/// Two addresses for the emulator and its runtime API, on a loopback address that no other emulator has. Nothing here
/// opens them first: whatever another thread starts at that moment would hold the port open for a while.
fn own_addresses() -> [SocketAddr; 2] {
    static STARTED: AtomicU8 = AtomicU8::new(1);
    let [.., high, low] = std::process::id().to_be_bytes();
    let ip = Ipv4Addr::new(127, high, low, STARTED.fetch_add(1, Ordering::Relaxed));
    PORTS.map(|port| SocketAddr::from((ip, port)))
}

fn http() -> reqwest::Client {
    plain_http().timeout(PATIENCE).build().unwrap()
}

/// An event of `events/`, with each placeholder replaced by this world's real value.
pub fn event(name: &str, real: &[(&str, &str)]) -> Value {
    let file = workspace().join("events").join(format!("{name}.json"));
    let mut text = fs::read_to_string(file).unwrap();
    for (placeholder, real) in real {
        assert!(text.contains(placeholder), "{name} has no {placeholder}");
        text = text.replace(placeholder, real);
    }
    serde_json::from_str(&text).unwrap()
}

/// What a function prints when it refuses to start with these settings and no others.
pub fn refusal_to_start(binary: &str, settings: &[(&str, &str)]) -> String {
    let ended = Command::new(binary).env_clear().envs(settings.iter().copied()).output().unwrap();
    assert!(!ended.status.success(), "it started: {ended:?}");
    String::from_utf8(ended.stderr).unwrap()
}
