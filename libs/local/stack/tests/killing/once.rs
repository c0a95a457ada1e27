//! The stack is killed with `kill -9` while a job is under way, and started again on the same folder. The job
//! completes, is charged once, and is started once at the vendor.

use std::process::Command;
use std::time::Duration;

use serde_json::json;

use crate::running::Running;

const PROMPT: &str = "a red bicycle sim:slow=30";

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

    // It is killed again at moments that fall into other steps.
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
