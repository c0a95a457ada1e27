//! docs/API.md, Composites: an ad is made of the results of other jobs.

use contract_tests::{Client, World};
use serde_json::{Value, json};

use crate::media_files::probed;

const PATH: &str = "/creative-hub/generate/composite";

async fn submitted(client: &Client, path: &str, body: &Value) -> String {
    let accepted = client.post(path, body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    accepted.text("job_id").to_owned()
}

async fn picture(client: &Client, prompt: &str) -> String {
    client.submit(&json!({"prompt": prompt, "width": 512, "height": 512})).await
}

#[tokio::test]
async fn an_ad_is_made_of_jobs_that_are_not_finished_yet() {
    let world = World::new().await;
    let owner = world.owner();
    let clip = json!({"prompt": "a red bicycle", "provider": "runway_gen4", "duration": 2});
    let clip = submitted(&owner, "/creative-hub/generate/video", &clip).await;
    let speech = json!({"text": "Ride into summer."});
    let speech = submitted(&owner, "/creative-hub/generate/tts", &speech).await;
    let still = picture(&owner, "a bicycle shop").await;
    let body = json!({
        "aspect_ratio": "4:5",
        "resolution": "720p",
        "clips": [{"source": format!("job:{clip}")}, {"source": format!("job:{still}"), "duration": 2, "fit": "blur"}],
        "transition": {"type": "fade", "duration": 0.5},
        "texts": [{"text": "Summer sale — تخفيضات — 夏", "position": "top_center"}],
        "overlays": [{"source": format!("job:{still}"), "position": "bottom_right", "width": 0.2}],
        "narration": {"source": format!("job:{speech}")},
    });
    let ad = submitted(&owner, PATH, &body).await;
    let job = owner.ended(&ad).await;
    assert_eq!(job["status"], "completed", "{job}");
    let (_, file) = owner.download(job["result_urls"][0].as_str().unwrap()).await;
    let (streams, seconds) = probed(&file);
    assert_eq!(streams, "h264,720,900+aac");
    assert!((3.4..6.0).contains(&seconds), "3.5 s, or until the speech has ended: {seconds}");
    assert_eq!((&job["type"], &job["provider"]), (&json!("composite"), &json!("compositor")));
    assert_eq!(
        (&job["prompt"], &job["cost_cents"], &job["progress"]),
        (&Value::Null, &json!(3), &json!(1.0))
    );
    let lines = owner.get("/credits/transactions?type=generation_composite").await;
    assert_eq!(lines.body["transactions"][0]["amount"], -30);
    world.assert_books().await;
}

#[tokio::test]
async fn a_composite_fails_free_of_charge_with_the_name_of_the_job_that_failed() {
    let world = World::new().await;
    let owner = world.owner();
    let good = picture(&owner, "good").await;
    let bad = picture(&owner, "bad sim:fail").await;
    let body = json!({
        "clips": [{"source": format!("job:{good}")}, {"source": format!("job:{bad}")}],
    });
    let job = owner.ended(&submitted(&owner, PATH, &body).await).await;
    assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!("input_unreachable")));
    let message = job["error_message"].as_str().unwrap();
    assert!(message.starts_with(&format!("clips[1].source 'job:{bad}': that job failed.")), "{message}");
    assert_eq!(job["cost_cents"], 0);
    world.assert_books().await;
}

#[tokio::test]
async fn a_source_must_be_able_to_give_what_its_place_needs() {
    let world = World::new().await;
    let owner = world.owner();
    let still = picture(&owner, "a shop").await;
    let speech = submitted(&owner, "/creative-hub/generate/tts", &json!({"text": "hello"})).await;
    let (still, speech) = (format!("job:{still}"), format!("job:{speech}"));
    let clip = json!([{"source": still}]);
    for (field, body) in [
        ("clips[0].source", json!({"clips": [{"source": speech}]})),
        ("overlays[0].source", json!({"clips": clip, "overlays": [{"source": speech}]})),
        ("narration.source", json!({"clips": clip, "narration": {"source": still}})),
        ("music.source", json!({"clips": clip, "music": {"source": still}})),
        ("clips[0].source", json!({"clips": [{"source": format!("{still}/1")}]})),
        ("clips[0].source", json!({"clips": [{"source": "job:0198c0de-0000-7000-8000-000000000000"}]})),
    ] {
        let answer = owner.post(PATH, &body).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec![field]), "{answer:?}");
    }
    assert_eq!(world.client("other_team_owner").post(PATH, &json!({"clips": clip})).await.status, 400);
}

#[tokio::test]
async fn stills_are_made_too() {
    let world = World::new().await;
    let owner = world.owner();
    let still = picture(&owner, "a shop").await;
    for (output, codec) in [("png", "png"), ("jpg", "mjpeg")] {
        let body = json!({
            "output": output, "aspect_ratio": "1:1", "resolution": "720p",
            "clips": [{"source": format!("job:{still}")}], "texts": [{"text": "Open", "box": true}],
        });
        let job = owner.ended(&submitted(&owner, PATH, &body).await).await;
        assert_eq!((&job["status"], &job["cost_cents"]), (&json!("completed"), &json!(3)), "{job}");
        let (_, file) = owner.download(job["result_urls"][0].as_str().unwrap()).await;
        assert_eq!(probed(&file).0, format!("{codec},720,720"));
    }
    world.assert_books().await;
}

#[tokio::test]
async fn the_quote_follows_from_what_the_named_jobs_will_make() {
    let world = World::new().await;
    let owner = world.owner();
    let clip = json!({"prompt": "a red bicycle", "provider": "runway_gen4", "duration": 8});
    let clip = format!("job:{}", submitted(&owner, "/creative-hub/generate/video", &clip).await);
    let speech = submitted(&owner, "/creative-hub/generate/tts", &json!({"text": "x".repeat(400)})).await;
    let quote = |body: Value| {
        let owner = owner.clone();
        async move {
            let answer = owner.post(&format!("{PATH}?dry_run=true"), &body).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            answer.body["estimated_cost_cents"].clone()
        }
    };
    assert_eq!(quote(json!({"clips": [{"source": clip}]})).await, 5);
    assert_eq!(quote(json!({"clips": [{"source": clip}, {"source": clip}]})).await, 9);
    let narrated = json!({"clips": [{"source": clip}], "narration": {"source": format!("job:{speech}")}});
    assert_eq!(quote(narrated).await, 14, "four hundred characters, spoken slowly: 35 s");
    assert_eq!(quote(json!({"clips": [{"source": "https://example.com/a.mp4"}]})).await, 53);
}

#[tokio::test]
async fn a_timeline_may_be_larger_than_other_requests() {
    let world = World::new().await;
    let owner = world.owner();
    let text = json!({"text": "夏".repeat(500), "position": {"x": 0.5, "y": 0.5}});
    let clip = json!({"source": format!("https://example.com/{}", "a".repeat(2000)), "end": 5});
    let body = json!({"clips": vec![clip; 20], "texts": vec![text; 20]});
    assert!(body.to_string().len() > 64 * 1024);
    let quoted = owner.post(&format!("{PATH}?dry_run=true"), &body).await;
    assert_eq!(quoted.status, 200, "{quoted:?}");
    let huge = json!({"clips": "x".repeat(256 * 1024)});
    assert_eq!(owner.post(PATH, &huge).await.status, 413);
}
