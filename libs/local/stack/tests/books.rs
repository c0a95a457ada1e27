//! `local books` on folders of stacks that run and that do not.
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

fn stdout(said: &Output) -> &str {
    std::str::from_utf8(&said.stdout).unwrap()
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

/// What is said while the stack runs, and then when it does not.
fn said_of(world: impl Future<Output = World>) -> [Output; 2] {
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
fn books_that_balance_are_said_to() {
    for said in said_of(busy_world()) {
        assert!(said.status.success(), "{said:?}");
        assert_eq!(stdout(&said), "3 teams, the books balance\n");
    }
}

#[test]
fn each_number_that_is_wrong_is_said_in_a_line_and_is_an_error() {
    let falsified = async {
        let world = busy_world().await;
        world.falsify_held(41).await;
        world
    };
    for said in said_of(falsified) {
        assert!(!said.status.success(), "{said:?}");
        let lines: Vec<&str> = stdout(&said).lines().collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        for (line, wrong) in
            lines.iter().zip(["held is 41, should be 40", "available is 99920, should be 99919"])
        {
            assert!(line.ends_with(wrong), "{line}");
        }
        assert!(String::from_utf8_lossy(&said.stderr).contains("2 differences"), "{said:?}");
    }
}

#[tokio::test]
async fn a_folder_without_a_stack_is_an_error_and_stays_as_it_is() {
    let empty = tempfile::tempdir().unwrap();
    let missing = empty.path().join("missing");
    for folder in [empty.path(), &missing] {
        let said = books(folder).await;
        assert!(!said.status.success());
        let complaint = format!("there is no local stack in {}", folder.display());
        assert!(String::from_utf8_lossy(&said.stderr).contains(&complaint), "{said:?}");
    }
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0);
}
