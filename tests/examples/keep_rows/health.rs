//! Routes and accounts in trouble, and the jobs that went another way or wait. It comes last, since breakers are open
//! for half a minute.

use domain::{Kind, Stage};
use serde_json::{Value, json};

use crate::script::Script;

pub(crate) async fn play(script: &mut Script) {
    // The first vendor fails until its breaker opens, and the second one twice more: it is given up.
    fail(script, Kind::Image, "generate/image", &json!({"prompt": "given up sim:500=5"}), 5).await;
    // The second vendor has a queue and can be asked to stop.
    rerouted(script, Kind::Image, "generate/image", &json!({"prompt": "rerouted"})).await;
    let (path, failing) =
        ("voice-studio/generate", json!({"text": "Wait. sim:500=5", "provider": "elevenlabs"}));
    fail(script, Kind::Tts, path, &failing, 5).await;
    rerouted(script, Kind::Tts, path, &json!({"text": "Rerouted.", "provider": "elevenlabs"})).await;
    let waiting = json!({"text": "Being made.", "provider": "elevenlabs"});
    script.submit(path, &waiting).await;
    script.step(Kind::Tts).await;
    script.take(Kind::Tts).await;

    let busy = json!({"prompt": "busy sim:429=1", "width": 256, "height": 256, "provider": "gpt_image_1_5"});
    script.submit("generate/image", &busy).await;
    script.step(Kind::Image).await;

    let voices = script.client("owner").get("/creative-hub/voices?provider=heygen&for=tts").await;
    let voice = &voices.body["voices"][0]["voice_id"];
    let broken = json!({"text": "Wait. sim:500=3", "provider": "heygen", "voice_id": voice});
    fail(script, Kind::Tts, path, &broken, 3).await;
}

/// A job that was refused so often and waits in its queue.
async fn fail(script: &mut Script, kind: Kind, path: &str, body: &Value, times: u32) {
    let job_id = script.submit(path, body).await;
    for _ in 0..times {
        script.step(kind).await;
    }
    script.take(kind).await;
    let job = script.record(&job_id).await.job;
    assert_eq!((job.stage(), job.attempts()), (Stage::Queued, times), "{job:?}");
}

/// A job that the second vendor works on and is about to be asked to stop.
async fn rerouted(script: &mut Script, kind: Kind, path: &str, body: &Value) {
    let job_id = script.submit(path, body).await;
    script.step(kind).await;
    let job = script.record(&job_id).await.job;
    assert_eq!((job.route.as_deref(), job.running().count()), (Some("fal"), 1), "{job:?}");
    assert_eq!(script.client("owner").cancel(&job_id).await.status, 202);
    // The cancellation, and the look of the chain that it ended.
    script.take(kind).await;
    script.take(kind).await;
}
