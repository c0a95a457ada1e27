//! `local books` on the folders of running and of stopped stacks.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use std::path::Path;
use std::process::Output;

use contract_tests::{Setup, World};
use serde_json::json;
use tokio::process::Command;
use tokio::runtime::Runtime;

async fn books(folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_local"));
    command.args(["books", "--data"]).arg(folder).output().await.unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

/// A team with a job that was charged and one that is held.
async fn busy_world() -> World {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
    let owner = world.owner();
    let job_id = owner.submit(&json!({"prompt": "x", "width": 256, "height": 256})).await;
    world.run_to_end(&owner, &job_id).await;
    owner.submit(&json!({"prompt": "x"})).await;
    world.assert_books().await;
    world
}

/// The outputs of the command while the stack runs, and after it has stopped.
fn outputs_for(world: impl Future<Output = World>) -> [Output; 2] {
    let runtime = Runtime::new().unwrap();
    let (running, folder) = runtime.block_on(async {
        let world = world.await;
        (books(&world.folder()).await, world.into_folder())
    });
    drop(runtime);
    let stopped = Runtime::new().unwrap().block_on(books(folder.path()));
    [running, stopped]
}

#[test]
fn books_that_balance_are_reported_as_such() {
    for output in outputs_for(busy_world()) {
        assert!(output.status.success(), "{output:?}");
        assert_eq!(stdout(&output), "3 teams, the books balance\n");
    }
}

#[test]
fn each_wrong_number_is_printed_in_a_line_and_is_an_error() {
    let falsified = async {
        let world = busy_world().await;
        world.falsify_held(41).await;
        world
    };
    for output in outputs_for(falsified) {
        assert!(!output.status.success(), "{output:?}");
        let lines: Vec<&str> = stdout(&output).lines().collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        for (line, wrong) in
            lines.iter().zip(["held is 41, should be 40", "available is 99920, should be 99919"])
        {
            assert!(line.ends_with(wrong), "{line}");
        }
        assert!(String::from_utf8_lossy(&output.stderr).contains("2 differences"), "{output:?}");
    }
}

#[tokio::test]
async fn a_folder_without_a_stack_is_an_error_and_stays_as_it_is() {
    let empty = tempfile::tempdir().unwrap();
    let missing = empty.path().join("missing");
    for folder in [empty.path(), &missing] {
        let output = books(folder).await;
        assert!(!output.status.success());
        let complaint = format!("there is no local stack in {}", folder.display());
        assert!(String::from_utf8_lossy(&output.stderr).contains(&complaint), "{output:?}");
    }
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0);
}
