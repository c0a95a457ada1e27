//! docs/API.md, Drive: every result of a job is a file in the folder that the request names.

use contract_tests::{Client, Setup, Step, World};
use futures::future::join_all;
use serde_json::{Value, json};

const JOBS: &str = "/creative-hub/generate/jobs";
const FOLDERS: &str = "/creative-hub/drive/folders";
const IMAGE: &str = "/creative-hub/generate/image";
const NOBODYS: &str = "0198a8a0-0000-7000-8000-000000000001";

fn picture(prompt: &str, folder: &str) -> Value {
    json!({"prompt": prompt, "width": 256, "height": 256, "drive_folder_id": folder})
}

async fn files(client: &Client, folder: &str) -> Vec<Value> {
    let answer = client.get(&format!("/creative-hub/drive/files?folder={folder}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body["files"].as_array().unwrap().clone()
}

async fn world() -> (World, Client) {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    (world, owner)
}

#[tokio::test]
async fn results_lie_in_the_folder_that_was_named() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    let folder = owner.create_folder("campaign", None).await;
    let mut body = picture("two bicycles", &folder);
    body["num_variants"] = json!(2);
    let job_id = owner.submit(&body).await;
    assert_eq!(owner.job(&job_id).await["drive_folder_id"], folder);
    let job = owner.ended(&job_id).await;
    assert_eq!((&job["status"], &job["drive_folder_id"]), (&json!("completed"), &json!(folder)), "{job}");

    let mut filed = files(&owner, &folder).await;
    filed.reverse();
    let generation = owner.get(&format!("/creative-hub/image-studio/generations/{job_id}")).await.body;
    assert_eq!(generation["drive_folder_id"], folder);
    assert_eq!(filed.len(), 2);
    for (index, (file, asset)) in filed.iter().zip(generation["assets"].as_array().unwrap()).enumerate() {
        assert_eq!(
            (&file["id"], &file["bytes"], &file["mime"]),
            (&asset["id"], &asset["bytes"], &asset["mime"])
        );
        assert_eq!((&file["job_id"], &file["width"]), (&json!(job_id), &json!(256)));
        assert_eq!(file["created_at"], job["completed_at"]);
        let name = file["name"].as_str().unwrap();
        let (_, end) = job_id.rsplit_once('-').unwrap();
        let end = end.get(4..).unwrap();
        assert!(
            name.starts_with("flux_2_pro-20") && name.ends_with(&format!("-{end}-{}.png", index + 1)),
            "{name}"
        );
        let content = owner
            .get(&format!(
                "/creative-hub/drive/files/{}/content?redirect=false",
                file["id"].as_str().unwrap()
            ))
            .await;
        let (_, bytes) = owner.download(content.text("url")).await;
        assert_eq!(bytes, owner.download(job["result_urls"][index].as_str().unwrap()).await.1);
    }
    assert_eq!(owner.folder(&folder).await["children"], 2);
    world.assert_folders_count().await;
    world.assert_books().await;
}

#[tokio::test]
async fn without_a_folder_results_lie_in_the_root() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    let job = owner.ended(&owner.submit(&json!({"prompt": "x", "width": 256, "height": 256})).await).await;
    assert_eq!(job["drive_folder_id"], Value::Null);
    let filed = files(&owner, "root").await;
    assert_eq!((filed.len(), &filed[0]["folder_id"]), (1, &Value::Null));
    world.assert_books().await;
}

#[tokio::test]
async fn a_failed_job_files_nothing() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    let folder = owner.create_folder("campaign", None).await;
    let job = owner.ended(&owner.submit(&picture("sim:moderated", &folder)).await).await;
    assert_eq!((&job["status"], &job["drive_folder_id"]), (&json!("failed"), &json!(folder)));
    assert_eq!(files(&owner, &folder).await, Vec::<Value>::new());
    assert_eq!(owner.delete(&format!("{FOLDERS}/{folder}")).await.status, 204, "it is empty");
    world.assert_books().await;
}

#[tokio::test]
async fn an_unknown_folder_and_another_teams_folder_are_refused_alike() {
    let (world, owner) = world().await;
    let foreign = world.client("other_team_owner").create_folder("theirs", None).await;
    let before = owner.balance().await;
    let mut said: Vec<String> = Vec::new();
    for folder in [foreign.as_str(), NOBODYS, "root", "campaign"] {
        for path in [IMAGE.to_owned(), format!("{IMAGE}?dry_run=true")] {
            let answer = owner.post(&path, &picture("x", folder)).await;
            assert_eq!(
                (answer.status, answer.complaints()),
                (400, vec!["drive_folder_id"]),
                "{folder}: {answer:?}"
            );
            let told = answer.body["fields"][0]["message"].as_str().unwrap();
            said.push(told.replace(folder, "…"));
        }
    }
    for told in &said {
        assert_eq!(told, "'…' is not a folder of your team. GET /creative-hub/drive/folders lists them.");
    }
    let list = owner.get(&format!("{JOBS}?folder={foreign}")).await;
    assert_eq!((list.status, list.complaints()), (400, vec!["folder"]));
    assert_eq!(owner.balance().await, before);
    assert_eq!(world.step().await, Step::Idle, "nothing was queued");
    world.assert_books().await;
}

#[tokio::test]
async fn a_wrong_folder_keeps_no_key_and_a_replay_ignores_a_deleted_folder() {
    let (world, owner) = world().await;
    let under_key = async |folder: &str| {
        let request = owner.request("POST", IMAGE).header("idempotency-key", "k");
        owner.send(request.json(&picture("x", folder))).await
    };
    assert_eq!(under_key(NOBODYS).await.status, 400);
    let folder = owner.create_folder("campaign", None).await;
    let first = under_key(&folder).await;
    assert_eq!(first.status, 202, "the refused request kept no key");
    assert_eq!(owner.delete(&format!("{FOLDERS}/{folder}")).await.status, 204);
    let again = under_key(&folder).await;
    assert_eq!((again.status, again.text("job_id")), (202, first.text("job_id")));
    world.run_to_end(&owner, first.text("job_id")).await;
    world.assert_books().await;
}

#[tokio::test]
async fn results_go_to_the_root_if_their_folder_was_deleted() {
    let (world, owner) = world().await;
    let folder = owner.create_folder("campaign", None).await;
    let job_id = owner.submit(&picture("x", &folder)).await;
    assert_eq!(owner.delete(&format!("{FOLDERS}/{folder}")).await.status, 204);
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!(
        (&job["status"], &job["drive_folder_id"], &job["credits_charged"]),
        (&json!("completed"), &Value::Null, &json!(40))
    );
    assert_eq!(files(&owner, "root").await[0]["job_id"], job_id);
    world.assert_books().await;
}

#[tokio::test]
async fn a_failed_job_can_be_retried_after_its_folder_was_deleted() {
    let (world, owner) = world().await;
    let folder = owner.create_folder("campaign", None).await;
    let job_id = owner.submit(&picture("sim:fail", &folder)).await;
    world.run_to_end(&owner, &job_id).await;
    let retry = format!("{JOBS}/{job_id}/retry");
    let kept = owner.post(&retry, &json!({})).await;
    assert_eq!(owner.job(kept.text("job_id")).await["drive_folder_id"], folder);
    assert_eq!(owner.delete(&format!("{FOLDERS}/{folder}")).await.status, 204);
    let again = owner.post(&retry, &json!({})).await;
    assert_eq!(again.status, 202, "{again:?}");
    assert_eq!(owner.job(again.text("job_id")).await["drive_folder_id"], Value::Null);
    world.run_all_to_end(&owner).await;
    world.assert_books().await;
}

/// Folders are deleted while jobs settle into them. No result is lost, and no folder is deleted with a file in it.
#[tokio::test]
async fn no_result_is_lost_when_its_folder_is_deleted_at_the_same_moment() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    let mut submitted = Vec::new();
    for round in 0..8 {
        let folder = owner.create_folder(&round.to_string(), None).await;
        submitted.push((owner.submit(&picture(&round.to_string(), &folder)).await, folder));
    }
    let ends = submitted.iter().map(async |(job_id, folder)| {
        loop {
            let job = owner.job(job_id).await;
            let gone = owner.delete(&format!("{FOLDERS}/{folder}")).await.status;
            if job["status"] == "completed" {
                return (owner.job(job_id).await["drive_folder_id"] == json!(folder), gone);
            }
        }
    });
    for (is_filed_there, gone) in join_all(ends).await {
        assert_eq!(gone, if is_filed_there { 409 } else { 404 });
    }
    world.assert_folders_count().await;
    world.assert_books().await;
}

#[tokio::test]
async fn jobs_are_listed_by_folder() {
    let (world, owner) = world().await;
    let folder = owner.create_folder("campaign", None).await;
    let empty = owner.create_folder("empty", None).await;
    let mut inside = Vec::new();
    for n in 0..3 {
        inside.push(owner.submit(&picture(&n.to_string(), &folder)).await);
        owner.submit(&json!({"prompt": "elsewhere"})).await;
    }
    inside.reverse();
    let mut found = Vec::new();
    let mut path = format!("{JOBS}?folder={folder}&limit=2");
    loop {
        let page = owner.get(&path).await.body;
        found.extend(
            page["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_owned()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("{JOBS}?folder={folder}&limit=2&cursor={cursor}");
        let elsewhere = owner.get(&format!("{JOBS}?folder=root&cursor={cursor}")).await;
        assert_eq!(elsewhere.complaints(), ["cursor"], "a cursor goes on with its own list");
    }
    assert_eq!(found, inside);
    let count = async |folder: &str| {
        owner.get(&format!("{JOBS}?folder={folder}")).await.body["jobs"].as_array().unwrap().len()
    };
    assert_eq!((count("root").await, count(&empty).await), (3, 0));
    world.run_all_to_end(&owner).await;
}

#[tokio::test]
async fn filing_into_a_folder_costs_no_extra_call() {
    let (world, owner) = world().await;
    let folder = owner.create_folder("campaign", None).await;
    world.tap.reset();
    let job_id = owner.submit(&picture("x", &folder)).await;
    let calls: Vec<String> = world.tap.calls().into_iter().filter(|call| call != "BatchGetItem").collect();
    assert_eq!(calls, ["TransactWriteItems", "SendMessage", "PutItem"]);
    world.run_to_end(&owner, &job_id).await;
}

/// A result belongs to its job and to the drive. Its bytes are deleted with whichever of the two is deleted last.
#[tokio::test]
async fn a_results_bytes_are_deleted_with_the_last_of_job_and_file() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    for is_job_first in [true, false] {
        let job_id = owner.submit(&json!({"prompt": "x", "width": 256, "height": 256})).await;
        let job = owner.ended(&job_id).await;
        let link = job["result_urls"][0].as_str().unwrap();
        let file = files(&owner, "root").await[0]["id"].as_str().unwrap().to_owned();
        let mut paths = [format!("{JOBS}/{job_id}"), format!("/creative-hub/drive/files/{file}")];
        if !is_job_first {
            paths.reverse();
        }
        assert_eq!(owner.delete(&paths[0]).await.status, 204);
        assert_eq!(owner.download(link).await.0, 200, "the other one still shows it");
        assert_eq!(owner.delete(&paths[1]).await.status, 204);
        assert_eq!(owner.download(link).await.0, 404);
    }
    assert_eq!(world.keys_under("results/").await, Vec::<String>::new());
}
