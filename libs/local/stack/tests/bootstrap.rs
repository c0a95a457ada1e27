//! `local bootstrap` on the tables of a stack, by its folder and as it finds those of a deployment.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use std::process::Output;

use contract_tests::{Client, Setup, World};
use serde_json::{Value, json};
use tokio::process::Command;

async fn bootstrap(arguments: &[&str], endpoint: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_local"));
    command.arg("bootstrap").args(arguments);
    if let Some(endpoint) = endpoint {
        command.env_clear().envs([
            ("AWS_ACCESS_KEY_ID", "local"),
            ("AWS_SECRET_ACCESS_KEY", "local-secret"),
            ("AWS_REGION", "us-east-1"),
            ("AWS_ENDPOINT_URL_DYNAMODB", endpoint),
        ]);
    }
    command.output().await.unwrap()
}

fn lines(output: &Output) -> Vec<String> {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap().lines().map(str::to_owned).collect()
}

/// The secrets that were shown: the operator's and the owner's.
fn secrets(lines: &[String]) -> Vec<&str> {
    lines
        .iter()
        .filter_map(|line| line.split_once(": chub_").map(|_| line.rsplit(' ').next().unwrap()))
        .collect()
}

async fn me(world: &World, key: &str) -> Value {
    let answer = Client::new(&world.stack.ready.api, Some(key)).get("/me").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

#[tokio::test]
async fn a_first_operator_and_a_first_team_can_call_at_once_and_a_second_run_changes_nothing() {
    let world = World::with(Setup::by_hand()).await;
    let folder = world.folder();
    let of_the_folder = ["--data", folder.to_str().unwrap(), "--team", "acme", "--name", "Acme Ltd"];
    let first = lines(&bootstrap(&of_the_folder, None).await);
    let [operator, owner] = secrets(&first)[..] else { panic!("{first:?}") };
    assert!(operator.starts_with("chub_test_"), "{operator}");
    let who = me(&world, owner).await;
    assert_eq!((&who["team"], &who["role"]), (&json!({"id": "acme", "name": "Acme Ltd"}), &json!("owner")));
    assert_eq!(me(&world, operator).await["scopes"], json!(["platform:billing"]));
    let owner = Client::new(&world.stack.ready.api, Some(owner));
    assert_eq!(owner.balance().await["available"], 10_000);
    owner.submit(&json!({"prompt": "a kite"})).await;
    let granted = owner.get("/credits/transactions?type=grant").await.body["transactions"].clone();
    assert_eq!(
        (&granted[0]["reason"], &granted[0]["granted_by"]),
        (&json!("opening credits"), &json!("operator"))
    );

    // The same tables, found as those of a deployment are.
    let endpoint = world.stack.ready.aws["dynamodb"].clone();
    let of_aws = ["--table-prefix", "", "--team", "acme", "--name", "Another name"];
    let second = lines(&bootstrap(&of_aws, Some(&endpoint)).await);
    assert!(second.iter().all(|line| line.contains("there already")), "{second:?}");
    assert_eq!(owner.get("/credits/transactions?type=grant").await.body["transactions"], granted);
    let lost = lines(&bootstrap(&[&of_aws[..], &["--new-keys"]].concat(), Some(&endpoint)).await);
    let [operator, _] = secrets(&lost)[..] else { panic!("{lost:?}") };
    assert!(operator.starts_with("chub_live_"), "{operator}");
    assert_eq!(me(&world, operator).await["team"]["id"], "operators");
    world.assert_books().await;
}

#[tokio::test]
async fn a_team_that_cannot_be_is_refused_and_a_folder_without_a_stack_too() {
    let world = World::with(Setup::by_hand()).await;
    let folder = world.folder();
    let wrong = bootstrap(&["--data", folder.to_str().unwrap(), "--team", "a/b"], None).await;
    let told = String::from_utf8(wrong.stderr).unwrap();
    assert!(told.contains("the team's id must be") && told.contains("'a/b'"), "{told}");
    let endpoint = world.stack.ready.aws["dynamodb"].clone();
    let elsewhere = bootstrap(&["--table-prefix", "nobodys_"], Some(&endpoint)).await;
    let told = String::from_utf8(elsewhere.stderr).unwrap();
    assert!(told.contains("the tables nobodys_* cannot be used, is the stack deployed there?"), "{told}");
    let empty = tempfile::tempdir().unwrap();
    let nothing = bootstrap(&["--data", empty.path().to_str().unwrap()], None).await;
    assert!(String::from_utf8(nothing.stderr).unwrap().contains("there is no local stack in"));
    world.assert_books().await;
}
