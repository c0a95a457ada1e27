//! Jobs that have not ended: at least one in every stage, and for every action the message that is on its way.

use contract_tests::KEPT_TEAM;
use domain::lifecycle::Claim;
use domain::{Job, Kind, TeamId};
use queue::Message;
use serde_json::{Value, json};
use store::{ClaimOutcome, JobRecord};

use crate::drive::Drive;
use crate::ended::{NOWHERE, avatar};
use crate::script::Script;

pub(crate) async fn play(script: &mut Script, drive: &Drive) {
    held_by_a_step(script).await;
    canceled(script, drive).await;
    looked_at(script).await;
    fetching_and_starting(script).await;
    composites(script).await;
}

fn picture(prompt: &str) -> Value {
    json!({"prompt": prompt, "width": 256, "height": 256})
}

/// Jobs as steps leave them that died at work.
async fn held_by_a_step(script: &mut Script) {
    let with_reference =
        json!({"prompt": "like this", "provider": "flux_2_pro", "reference_image_url": NOWHERE});
    let fetching = script.submit("image-studio/generate", &with_reference).await;
    script.take(Kind::Image).await;
    claim(script, &fetching, Claim::to_fetch(Kind::Image)).await;

    let starting = script.submit("generate/image", &picture("starting")).await;
    script.take(Kind::Image).await;
    let claimed = claim(script, &starting, Claim::to_start(Kind::Image)).await;
    let catalog = domain::Catalog::shipped().unwrap();
    let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
    let now = script.world.clock.clock().now();
    replace(script, &claimed, &claimed.job.clone().take_route(model.route("bfl").unwrap(), now)).await;

    let saving = script.submit("generate/image", &picture("saving")).await;
    script.step(Kind::Image).await;
    script.take(Kind::Image).await;
    claim(script, &saving, Claim::to_save(Kind::Image)).await;
}

/// Jobs whose vendors are about to be asked to stop.
async fn canceled(script: &mut Script, drive: &Drive) {
    let video = json!({"prompt": "to be stopped", "provider": "veo_3_1", "duration": 4});
    let video = script.submit("video-studio/generate", &video).await;
    script.step(Kind::Video).await;
    let path = format!("/creative-hub/generate/jobs/{video}/cancel");
    script.post_with_key("owner", &path, "stop-2", &Value::Null).await;
    let avatar = json!({"provider": "veed", "image_url": drive.face, "audio_url": drive.voice});
    let avatar = script.submit("avatar-studio/generate", &avatar).await;
    script.step(Kind::Avatar).await;
    script.step(Kind::Avatar).await;
    assert_eq!(script.client("owner").cancel(&avatar).await.status, 202);
    for kind in [Kind::Video, Kind::Avatar] {
        // The cancellation, and the look of the chain that it ended.
        script.take(kind).await;
        script.take(kind).await;
    }
}

/// Jobs that vendors work on.
async fn looked_at(script: &mut Script) {
    let avatar = json!({"script": "One moment, please.", "avatar_id": avatar(script).await});
    for (kind, path, body) in [
        (Kind::Image, "generate/image", json!({"prompt": "being made", "num_variants": 2})),
        (
            Kind::Video,
            "generate/video",
            json!({"prompt": "being made", "provider": "runway_gen4", "duration": 2}),
        ),
        (Kind::Avatar, "generate/avatar", avatar),
    ] {
        script.submit(path, &body).await;
        script.step(kind).await;
        script.take(kind).await;
    }
}

/// Jobs whose first message has not been delivered.
async fn fetching_and_starting(script: &mut Script) {
    let avatar = avatar(script).await;
    for (kind, path, body) in [
        (
            Kind::Image,
            "image-studio/generate",
            json!({"prompt": "like this", "reference_image_url": NOWHERE}),
        ),
        (Kind::Video, "video-studio/generate", json!({"prompt": "it turns", "image_url": NOWHERE})),
        (
            Kind::Avatar,
            "generate/avatar",
            json!({"audio_url": NOWHERE, "max_seconds": 9, "avatar_id": avatar}),
        ),
        (Kind::Image, "generate/image", picture("queued")),
        (Kind::Video, "generate/video", json!({"prompt": "queued", "provider": "luma_ray3"})),
        (Kind::Avatar, "generate/avatar", json!({"script": "Queued.", "avatar_id": avatar})),
    ] {
        script.submit(path, &body).await;
        script.take(kind).await;
    }
}

/// One that is being rendered, and one that is too large for its row.
async fn composites(script: &mut Script) {
    let small = json!({"clips": [{"source": NOWHERE, "start": 1, "end": 2.5}], "max_seconds": 5});
    let rendering = script.submit("generate/composite", &small).await;
    script.take(Kind::Composite).await;
    let claimed = claim(script, &rendering, Claim::to_fetch(Kind::Composite)).await;
    let job = claimed.job.clone().render(script.world.clock.clock().now());
    replace(script, &claimed, &job).await;
    // What the sweeper sends once the lease is past.
    script.keep_message(Kind::Composite, &json!(Message::next_for(&job)));

    let text = "Spring sale! ".repeat(35);
    let large = json!({
        "clips": [{"source": NOWHERE, "end": 8}],
        "texts": vec![json!({"text": text.trim(), "color": "#ffffffcc", "box": true}); 20],
        "music": {"source": NOWHERE, "volume": 0.25},
        "metadata": {"campaign": "spring"},
    });
    script.submit("generate/composite", &large).await;
    script.take(Kind::Composite).await;
}

async fn claim(script: &Script, job_id: &str, claim: Claim) -> JobRecord {
    let (team_id, now) = (TeamId::new(KEPT_TEAM), script.world.clock.clock().now());
    let chain = script.record(job_id).await.job.chain();
    let store = &script.world.stack.store;
    match store.claim(&team_id, job_id.parse().unwrap(), claim, claim.from(), chain, now).await.unwrap() {
        ClaimOutcome::Claimed(record) => *record,
        ClaimOutcome::Refused(current) => panic!("the job is not free to be claimed: {current:?}"),
    }
}

async fn replace(script: &Script, before: &JobRecord, job: &Job) {
    script.world.stack.store.replace(before, job).await.unwrap().expect("nobody else writes");
}
