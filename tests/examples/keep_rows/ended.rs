//! Jobs that have ended, each in another way.

use contract_tests::Fault;
use domain::Kind;
use serde_json::{Value, json};

use crate::drive::Drive;
use crate::people::give;
use crate::script::{Script, job_id};

const JOBS: &str = "/creative-hub/generate/jobs";

/// An address that nothing is ever fetched from: it is set aside for documentation.
pub(crate) const NOWHERE: &str = "https://203.0.113.7/a-file";

pub(crate) async fn play(script: &mut Script, drive: &Drive) {
    let picture = pictures(script, drive).await;
    failures(script).await;
    videos(script).await;
    avatars(script, drive).await;
    let speech = script.submit_as("member", "generate/tts", &json!({"text": "Ride into summer."})).await;
    script.end(Kind::Tts, &speech, "completed").await;
    composite(script, drive, &picture, &speech).await;
    low_balance(script).await;
}

fn picture(prompt: &str) -> Value {
    json!({"prompt": prompt, "width": 256, "height": 256})
}

/// Returns the id of a completed job.
async fn pictures(script: &mut Script, drive: &Drive) -> String {
    let mut partly = picture("a red bicycle sim:redirect=https://10.0.0.1/ sim:bad-links=1");
    partly["num_variants"] = json!(3);
    partly["seed"] = json!(7);
    partly["negative_prompt"] = json!("rain");
    partly["metadata"] = json!({"campaign": "spring"});
    partly["drive_folder_id"] = json!(drive.folder);
    let partly = script.post_with_key("owner", "/creative-hub/generate/image", "order-1", &partly).await;
    let partly = script.end(Kind::Image, &job_id(&partly), "completed").await;
    let states: Vec<&Value> =
        partly["variants"].as_array().unwrap().iter().map(|variant| &variant["status"]).collect();
    assert!(states.contains(&&json!("failed")) && states.contains(&&json!("completed")), "{partly}");

    let branded = json!({
        "prompt": "a shop window", "provider": "nano_banana", "style": "cinematic", "language": "en",
        "aspect_ratio": "4:5", "num_variants": 2, "brand_kit_id": drive.kit, "reference_image_urls": [drive.face],
    });
    let path = "/creative-hub/image-studio/generate";
    let branded = script.post_with_key("owner", path, "studio-1", &branded).await;
    script.end(Kind::Image, &job_id(&branded), "completed").await;

    let hidden = script.submit("generate/image", &picture("hidden")).await;
    script.end(Kind::Image, &hidden, "completed").await;
    assert_eq!(script.client("owner").delete(&format!("{JOBS}/{hidden}")).await.status, 204);

    let plain = script.submit("generate/image", &picture("a bicycle shop")).await;
    script.end(Kind::Image, &plain, "completed").await;
    plain
}

async fn failures(script: &mut Script) {
    for (who, prompt, expected) in
        [("owner", "sim:moderated", "moderation_rejected"), ("member", "sim:fail", "provider_failed")]
    {
        let failed = script.submit_as(who, "generate/image", &picture(prompt)).await;
        script.end(Kind::Image, &failed, expected).await;
    }

    // Its body is too large for the row.
    let mut large = picture(&"\u{1F6B2}".repeat(1_900));
    large["negative_prompt"] = json!("rain");
    let canceled = script.submit("generate/image", &large).await;
    script.take(Kind::Image).await;
    let path = format!("{JOBS}/{canceled}/cancel");
    script.post_with_key("owner", &path, "stop-1", &Value::Null).await;
    script.end(Kind::Image, &canceled, "canceled").await;

    let late = script.submit("generate/image", &picture("late")).await;
    let message = script.take(Kind::Image).await;
    script.world.clock.advance_seconds(11 * 60);
    script.world.deliver(Kind::Image, &message).await.unwrap();
    script.end(Kind::Image, &late, "timed_out").await;

    let without = json!({"prompt": "it turns", "provider": "kling_2_6", "image_url": NOWHERE});
    let without = script.submit("video-studio/generate", &without).await;
    script.end(Kind::Video, &without, "input_unreachable").await;
}

/// One that was stopped, and one whose cancellation came too late.
async fn videos(script: &mut Script) {
    for (prompt, seconds, expected) in [("stopped", 0, "canceled"), ("finished", 300, "completed")] {
        let video = json!({"prompt": prompt, "provider": "veo_3_1", "duration": 4, "aspect_ratio": "9:16"});
        let video = script.submit("video-studio/generate", &video).await;
        script.step(Kind::Video).await;
        script.world.clock.advance_seconds(seconds);
        assert_eq!(script.client("owner").cancel(&video).await.status, 202);
        let job = script.end(Kind::Video, &video, expected).await;
        let outcome = if seconds == 0 { "stopped" } else { "too_late" };
        assert_eq!(job["cancel_outcome"], outcome, "{job}");
    }
}

async fn avatars(script: &mut Script, drive: &Drive) {
    let spoken =
        json!({"script": "Good morning, and welcome to the shop.", "avatar_id": avatar(script).await});
    let spoken = script.submit("generate/avatar", &spoken).await;
    script.end(Kind::Avatar, &spoken, "completed").await;
    let body = json!({"provider": "kling_avatar", "image_url": drive.face, "audio_url": drive.voice});
    let recorded = script.submit("avatar-studio/generate", &body).await;
    script.end(Kind::Avatar, &recorded, "completed").await;
}

pub(crate) async fn avatar(script: &Script) -> String {
    let avatars = script.client("owner").get("/creative-hub/avatars").await;
    avatars.body["avatars"][0]["avatar_id"].as_str().unwrap().to_owned()
}

async fn composite(script: &mut Script, drive: &Drive, picture: &str, speech: &str) {
    let body = json!({
        "aspect_ratio": "1:1",
        "resolution": "720p",
        "clips": [
            {"source": format!("job:{picture}"), "duration": 1.5, "fit": "blur"},
            {"source": drive.face, "duration": 1},
        ],
        "transition": {"type": "fade", "duration": 0.4},
        "texts": [{"text": "Spring sale — تخفيضات — 夏", "position": {"x": 0.5, "y": 0.25}, "end": 1.5}],
        "overlays": [{"source": drive.face, "position": "bottom_right", "width": 0.2, "opacity": 0.75}],
        "narration": {"source": format!("job:{speech}"), "volume": 1.5},
        "drive_folder_id": drive.folder,
        "max_seconds": 20,
    });
    let path = "/creative-hub/generate/composite";
    let ad = script.post_with_key("owner", path, "ad-1", &body).await;
    script.end(Kind::Composite, &job_id(&ad), "completed").await;
}

/// A job whose charge took the balance below the threshold, which is not announced yet.
async fn low_balance(script: &mut Script) {
    let balance = script.client("owner").balance().await["balance"].as_i64().unwrap();
    let threshold = json!({"low_balance_threshold": balance - 10});
    assert_eq!(script.client("owner").put("/credits/alerts", &threshold).await.status, 200);

    // A first fall shows which call of the last step announces it.
    let announced = script.submit("generate/image", &picture("announced")).await;
    let calls = last_calls(script, &announced, None).await;
    let publish = calls.iter().position(|call| call == "Publish").expect("a fall is announced");
    give(script, "top_up", 40).await;
    let pending = script.submit("generate/image", &picture("not announced")).await;
    last_calls(script, &pending, Some(Fault::BeforeCall(publish))).await;
    assert!(script.record(&pending).await.job.low_balance.is_some());
}

/// Ends a job, and returns the AWS calls of its last step. In each step `fault` happens.
async fn last_calls(script: &mut Script, job_id: &str, fault: Option<Fault>) -> Vec<String> {
    loop {
        let message = script.take(Kind::Image).await;
        match fault {
            Some(fault) => script.world.tap.arm(fault),
            None => script.world.tap.reset(),
        }
        script.world.deliver(Kind::Image, &message).await.unwrap();
        let calls = script.world.tap.calls();
        script.world.tap.reset();
        if script.client("owner").job(job_id).await["status"] == "completed" {
            return calls;
        }
    }
}
