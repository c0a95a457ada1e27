//! The stack killed with `kill -9` while a job is under way, and started again on the same folder: the job
//! completes, charged once, started once at the vendor.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic as tests do"
)]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use contract_tests::Client;
use local::Ready;
use serde_json::{Value, json};

const PROMPT: &str = "a red bicycle sim:slow=30";
/// A tenth of life: the vendor takes three seconds.
const TIME_SCALE: &str = "0.1";

struct Running {
    child: Child,
    ready: Ready,
    owner: Client,
}

impl Running {
    async fn start(folder: &Path) -> Self {
        let ready_file = folder.join("ready.json");
        let _ = std::fs::remove_file(&ready_file);
        let child = Command::new(env!("CARGO_BIN_EXE_local"))
            .args(["up", "--port", "0", "--time-scale", TIME_SCALE, "--data"])
            .arg(folder)
            .arg("--ready")
            .arg(&ready_file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the stack starts");
        let started = Instant::now();
        let ready: Ready = loop {
            if let Ok(text) = std::fs::read(&ready_file) {
                break serde_json::from_slice(&text).unwrap();
            }
            assert!(started.elapsed() < Duration::from_secs(30), "the stack did not get ready");
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        let owner = Client::new(&ready.api, Some(&ready.keys["owner"]));
        Self { child, ready, owner }
    }

    async fn starts(&self) -> i64 {
        let (_, ledger) = self.owner.download(&format!("{}/_sim/ledger", self.ready.simulators["bfl"])).await;
        let ledger: Value = serde_json::from_slice(&ledger).unwrap();
        ledger["jobs"].as_array().unwrap().iter().map(|job| job["starts"].as_i64().unwrap()).sum()
    }

    /// SIGKILL: nothing gets a chance to tidy up.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_killed_stack_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let stack = Running::start(folder.path()).await;
    let job_id = stack.owner.submit(&json!({"prompt": PROMPT, "width": 256, "height": 256})).await;
    while stack.owner.job(&job_id).await["status"] == "pending" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let keys = stack.ready.keys.clone();
    stack.kill();

    // And again at moments that fall into other steps.
    for millis in [300, 1500, 900] {
        let stack = Running::start(folder.path()).await;
        tokio::time::sleep(Duration::from_millis(millis)).await;
        stack.kill();
    }

    let stack = Running::start(folder.path()).await;
    assert_eq!(stack.ready.keys, keys, "the keys stay");
    let job = stack.owner.ended(&job_id).await;
    assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(40)), "{job}");
    let balance = stack.owner.balance().await;
    assert_eq!((&balance["balance"], &balance["held"]), (&json!(99_960), &json!(0)));
    assert_eq!(stack.starts().await, 1);
    let (status, _) = stack.owner.download(job["result_urls"][0].as_str().unwrap()).await;
    assert_eq!(status, 200);
    stack.kill();
}

#[tokio::test]
async fn a_folder_serves_one_stack_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let stack = Running::start(folder.path()).await;
    let second = Command::new(env!("CARGO_BIN_EXE_local"))
        .args(["up", "--port", "0", "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(!second.status.success());
    assert!(String::from_utf8_lossy(&second.stderr).contains("in use by another local stack"));
    stack.kill();
}
