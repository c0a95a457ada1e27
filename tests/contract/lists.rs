//! docs/API.md, Reading and steering jobs: lists, newest first, in both vocabularies; hidden jobs and retries.

use contract_tests::{Client, Setup, World};
use serde_json::{Value, json};

async fn by_hand() -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await
}

async fn submit(client: &Client, prompt: &str) -> String {
    client.submit(&json!({"prompt": prompt, "width": 256, "height": 256})).await
}

fn ids(page: &Value, list: &str, id: &str) -> Vec<String> {
    page[list].as_array().unwrap().iter().map(|job| job[id].as_str().unwrap().to_owned()).collect()
}

/// All pages of a list, one after the other.
async fn all(client: &Client, path: &str) -> Vec<String> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    for _ in 0..20 {
        let page = client.get(&format!("{path}{cursor}")).await;
        assert_eq!(page.status, 200, "{page:?}");
        found.extend(ids(&page.body, "jobs", "id"));
        match page.body["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
    panic!("the list does not end");
}

#[tokio::test]
async fn every_job_is_listed_once_newest_first() {
    let world = by_hand().await;
    let owner = world.owner();
    let mut jobs = Vec::new();
    for prompt in ["one", "two", "three", "four", "five"] {
        jobs.push(submit(&owner, prompt).await);
        world.clock.advance_seconds(1);
    }
    jobs.reverse();
    for limit in [1, 2, 5, 100] {
        assert_eq!(all(&owner, &format!("/creative-hub/generate/jobs?limit={limit}")).await, jobs, "{limit}");
    }
    let other = world.client("other_team_owner");
    assert_eq!(all(&other, "/creative-hub/generate/jobs?limit=5").await, Vec::<String>::new());
}

#[tokio::test]
async fn members_list_their_own_jobs_and_owners_all_of_their_team() {
    let world = by_hand().await;
    let (owner, member) = (world.owner(), world.client("member"));
    let of_owner = submit(&owner, "the owner's").await;
    world.clock.advance_seconds(1);
    let of_member = submit(&member, "the member's").await;
    let list = "/creative-hub/generate/jobs?limit=9";
    assert_eq!(all(&owner, list).await, [of_member.clone(), of_owner.clone()]);
    assert_eq!(all(&member, list).await, std::slice::from_ref(&of_member));
    let user_of = |job: Value| job["user_id"].as_str().unwrap().to_owned();
    let (owners_id, members_id) = (user_of(owner.job(&of_owner).await), user_of(owner.job(&of_member).await));
    assert_eq!(all(&owner, &format!("{list}&user={members_id}")).await, [of_member]);
    assert_eq!(all(&member, &format!("{list}&user={owners_id}")).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_list_is_filtered_by_type_and_status() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    let done = submit(&owner, "done").await;
    owner.ended(&done).await;
    let failed = submit(&owner, "sim:fail").await;
    owner.ended(&failed).await;
    let list = "/creative-hub/generate/jobs?limit=9";
    assert_eq!(all(&owner, &format!("{list}&status=completed")).await, std::slice::from_ref(&done));
    assert_eq!(all(&owner, &format!("{list}&status=failed&type=image")).await, std::slice::from_ref(&failed));
    assert_eq!(all(&owner, &format!("{list}&type=video")).await, Vec::<String>::new());
    let page = owner.get("/creative-hub/image-studio/generations?status=completed").await;
    assert_eq!(ids(&page.body, "generations", "generation_id"), [done]);
    let page = owner.get("/creative-hub/video-studio/generations").await;
    assert_eq!(ids(&page.body, "generations", "generation_id"), Vec::<String>::new());
}

#[tokio::test]
async fn a_wrong_parameter_is_named_with_the_values_it_may_have() {
    let world = by_hand().await;
    let owner = world.owner();
    for (query, field, expected) in [
        ("limit=0", "limit", "from 1 to 100, got '"),
        ("limit=101", "limit", "from 1 to 100, got '"),
        ("type=music", "type", "image, video, avatar, tts or composite, got 'music'"),
        ("status=queued", "status", "pending, processing, completed or failed, got 'queued'"),
        ("folder=0198", "folder", "'0198' is not a folder of your team"),
        ("cursor=nonsense", "cursor", "not a cursor of this list with these parameters, got 'nonsense'"),
        ("colour=red", "colour", "type, status, folder, user, limit and cursor"),
    ] {
        let answer = owner.get(&format!("/creative-hub/generate/jobs?{query}")).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec![field]), "{query}");
        assert!(
            answer.body["fields"][0]["message"].as_str().unwrap().contains(expected),
            "{query}: {answer:?}"
        );
    }
    let answer = owner.get("/creative-hub/image-studio/generations?status=pending").await;
    assert!(answer.body["fields"][0]["message"].as_str().unwrap().contains("queued"), "{answer:?}");
}

#[tokio::test]
async fn both_vocabularies_read_the_same_job() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    let body = json!({"prompt": "a red bicycle", "provider": "flux_2_pro", "resolution": "720p", "aspect_ratio": "4:5"});
    let accepted = owner.post("/creative-hub/image-studio/generate", &body).await;
    assert_eq!((accepted.status, accepted.text("status")), (202, "queued"), "{accepted:?}");
    assert_eq!(accepted.body["polling_interval_ms"], 4000);
    let id = accepted.text("generation_id").to_owned();
    let job = owner.ended(&id).await;
    let generation = owner.get(&format!("/creative-hub/image-studio/generations/{id}")).await.body;
    assert_eq!((&job["type"], &generation["mode"]), (&json!("image"), &json!("text_to_image")));
    assert_eq!(generation["status"], "completed");
    assert_eq!(generation["credits_charged"], job["credits_charged"]);
    assert_eq!(generation["credits_estimated"], accepted.body["credits_estimated"]);
    let asset = &generation["assets"][0];
    assert_eq!(
        (&asset["width"], &asset["height"], &asset["mime"]),
        (&json!(720), &json!(900), &json!("image/png"))
    );
    let file = format!("/creative-hub/drive/files/{}", asset["id"].as_str().unwrap());
    assert_eq!(owner.get(&file).await.body["job_id"], id.as_str(), "an asset is a file of the drive");
    let (status, file) = owner.download(asset["url"].as_str().unwrap()).await;
    assert_eq!((status, asset["bytes"].as_u64()), (200, u64::try_from(file.len()).ok()));
    let elsewhere = owner.get(&format!("/creative-hub/video-studio/generations/{id}")).await;
    assert_eq!(elsewhere.status, 404, "it is no video");
    let stranger = world.client("other_team_owner");
    assert_eq!(stranger.get(&format!("/creative-hub/image-studio/generations/{id}")).await.status, 404);
    world.assert_books().await;
}

#[tokio::test]
async fn a_finished_job_can_be_hidden_and_a_running_one_cannot() {
    let world = by_hand().await;
    let owner = world.owner();
    let job_id = submit(&owner, "to be hidden").await;
    let path = format!("/creative-hub/generate/jobs/{job_id}");
    let running = owner.send(owner.request("DELETE", &path)).await;
    assert_eq!((running.status, running.text("code")), (409, "still_running"));
    world.run_to_end(&owner, &job_id).await;
    let stranger = world.client("other_team_owner");
    assert_eq!(stranger.send(stranger.request("DELETE", &path)).await.status, 404);
    let link = owner.job(&job_id).await["result_urls"][0].as_str().unwrap().to_owned();
    assert_eq!(owner.send(owner.request("DELETE", &path)).await.status, 204);
    for gone in [path.clone(), format!("/creative-hub/image-studio/generations/{job_id}")] {
        assert_eq!(owner.get(&gone).await.status, 404, "{gone}");
    }
    let receipt = format!("{path}/receipt");
    assert_eq!(
        (owner.get(&receipt).await.status, stranger.get(&receipt).await.status),
        (200, 404),
        "it stays"
    );
    assert_eq!(owner.send(owner.request("DELETE", &path)).await.status, 404);
    assert_eq!(all(&owner, "/creative-hub/generate/jobs?limit=9").await, Vec::<String>::new());
    assert_eq!(owner.download(&link).await.0, 200, "its file stays");
    world.assert_books().await;
}

#[tokio::test]
async fn a_failed_job_is_tried_again_as_a_new_one() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    let body =
        json!({"prompt": "x sim:fail", "provider": "flux_2_pro", "style": "anime", "aspect_ratio": "16:9"});
    let first = owner.post("/creative-hub/image-studio/generate", &body).await;
    let first = first.text("generation_id").to_owned();
    let failed = owner.ended(&first).await;
    let path = format!("/creative-hub/generate/jobs/{first}/retry");
    let with_key =
        || owner.send(owner.request("POST", &path).header("idempotency-key", "again").json(&json!({})));
    let again = with_key().await;
    assert_eq!(again.status, 202, "{again:?}");
    assert_ne!(again.text("job_id"), first);
    assert_eq!(with_key().await.body, again.body, "the same key gives the same job");
    let second = owner.ended(again.text("job_id")).await;
    assert_eq!((&second["settings"], &second["prompt"]), (&failed["settings"], &failed["prompt"]));

    let done = submit(&owner, "fine").await;
    owner.ended(&done).await;
    let refused = owner.post(&format!("/creative-hub/generate/jobs/{done}/retry"), &json!({})).await;
    assert_eq!((refused.status, refused.text("code")), (409, "not_failed"));
    world.assert_books().await;
}
