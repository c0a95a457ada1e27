//! docs/API.md, Sources: results of other jobs as sources, and what is refused at submit before money moves.

use contract_tests::{Setup, World};
use domain::catalog::Vendor;
use serde_json::json;

#[tokio::test]
async fn a_source_must_be_a_job_of_the_team_that_can_give_it() {
    let world = World::with(Setup::by_hand().only(&[Vendor::Bfl, Vendor::Kling, Vendor::Openai])).await;
    let owner = world.owner();
    let picture = owner.submit(&json!({"prompt": "x", "width": 256, "height": 256})).await;
    let speech = owner.post("/creative-hub/generate/tts", &json!({"text": "hello"})).await;
    let speech = speech.text("job_id").to_owned();
    let foreign = world.client("other_team_owner").submit(&json!({"prompt": "x"})).await;
    let of_owner_only = picture.clone();
    let path = "/creative-hub/video-studio/generate";
    let with = |source: String| json!({"prompt": "x", "provider": "kling_2_6", "image_url": source});
    for (source, expected) in [
        (format!("job:{foreign}"), "not a job of your team"),
        ("job:0198c0de-0000-7000-8000-000000000000".to_owned(), "not a job of your team"),
        (format!("job:{speech}"), "does not make a picture"),
        (format!("job:{picture}/1"), "makes 1"),
        ("asset:1".to_owned(), "must name a file as asset:<id>"),
        ("asset:0198c0de-0000-7000-8000-000000000000".to_owned(), "not a file in your team's drive"),
        ("ftp://example.com/a.png".to_owned(), "https URL, asset:<id> or job:<id>"),
    ] {
        let answer = owner.post(path, &with(source.clone())).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec!["image_url"]), "{source}: {answer:?}");
        assert!(
            answer.body["fields"][0]["message"].as_str().unwrap().contains(expected),
            "{source}: {answer:?}"
        );
    }
    let member = world.client("member");
    let answer = member.post(path, &with(format!("job:{of_owner_only}"))).await;
    assert_eq!(answer.status, 400, "a member does not see the owner's job");
    assert_eq!(owner.post(path, &with(format!("job:{picture}"))).await.status, 202);
    world.run_all_to_end(&owner).await;
    world.assert_books().await;
}

#[tokio::test]
async fn a_recording_of_known_length_is_quoted_at_that_length() {
    let world = World::new().await;
    let owner = world.owner();
    let speech =
        owner.post("/creative-hub/generate/tts", &json!({"text": "Good morning, this is a test."})).await;
    let speech = owner.ended(speech.text("job_id")).await["id"].as_str().unwrap().to_owned();
    let avatars = owner.get("/creative-hub/avatars").await;
    let avatar_id = &avatars.body["avatars"][0]["avatar_id"];
    let quote = |audio: String| {
        let body = json!({"avatar_id": avatar_id, "audio_url": audio});
        let owner = owner.clone();
        async move {
            owner.post("/creative-hub/generate/avatar?dry_run=true", &body).await.body["estimated_cost_cents"]
                .clone()
        }
    };
    let known = quote(format!("job:{speech}")).await.as_i64().unwrap();
    let unknown = quote("https://example.com/a.mp3".to_owned()).await.as_i64().unwrap();
    assert_eq!(unknown, 441, "sixty seconds at $0.0667, times 1.1");
    assert!(known < unknown / 5, "{known}");
}

#[tokio::test]
async fn a_repeated_request_is_answered_alike_whatever_its_source_has_become() {
    let world = World::with(Setup::by_hand().only(&[Vendor::Bfl, Vendor::Kling, Vendor::Openai])).await;
    let owner = world.owner();
    let speech = owner.post("/creative-hub/generate/tts", &json!({"text": "Good morning to all."})).await;
    let speech = speech.text("job_id").to_owned();
    let face = owner.submit(&json!({"prompt": "a face", "width": 512, "height": 512})).await;
    let body = json!({
        "provider": "kling_avatar", "image_url": format!("job:{face}"), "audio_url": format!("job:{speech}"),
    });
    let again = || {
        let request = owner.request("POST", "/creative-hub/avatar-studio/generate");
        owner.send(request.header("idempotency-key", "once").json(&body))
    };
    let first = again().await;
    assert_eq!(first.status, 202, "{first:?}");
    world.run_all_to_end(&owner).await;
    assert_eq!(again().await.body, first.body, "its sources are done");
    let hidden = owner.send(owner.request("DELETE", &format!("/creative-hub/generate/jobs/{face}"))).await;
    assert_eq!(hidden.status, 204);
    assert_eq!(again().await.body, first.body, "a source is hidden");
    world.assert_books().await;
}
