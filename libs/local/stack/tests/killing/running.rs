//! The local stack as a process of its own, which a test can kill.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use contract_tests::Client;
use local::Ready;
use serde_json::Value;

/// Vendors take a tenth of their real time.
const TIME_SCALE: &str = "0.1";

pub(crate) struct Running {
    child: Child,
    pub(crate) ready: Ready,
    pub(crate) owner: Client,
}

impl Running {
    pub(crate) async fn start(folder: &Path) -> Self {
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

    /// What the simulators have counted: the starts and the billed units of each job.
    pub(crate) async fn usage(&self) -> Value {
        let bfl = &self.ready.simulators["bfl"];
        let (_, usage) = self.owner.download(&format!("{}/_sim/ledger", bfl.trim_end_matches("/bfl"))).await;
        serde_json::from_slice(&usage).unwrap()
    }

    pub(crate) async fn starts(&self) -> i64 {
        self.usage().await["jobs"].as_array().unwrap().iter().map(|job| job["starts"].as_i64().unwrap()).sum()
    }

    /// Sends SIGKILL, so that nothing gets a chance to clean up.
    pub(crate) fn kill(mut self) {
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
