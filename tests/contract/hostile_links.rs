//! docs/ARCHITECTURE.md, Trust: a hostile result link costs the client nothing, is not followed out of bounds, and
//! looks like any other failure of a vendor.

use contract_tests::{Client, Delivery, Setup, World};
use domain::catalog::Vendor;
use domain::{Catalog, TeamId};
use serde_json::{Value, json};

use crate::trap::Trap;

/// The message is the same for every link, so that nobody can use it to map our network.
const MESSAGE: &str =
    "The provider could not make this. Submit it again or pick another model. Nothing was charged.";

async fn world(vendors: &[Vendor]) -> World {
    World::with(Setup { delivery: Delivery::ByHand, pace: 0.02, ..Setup::default() }.only(vendors)).await
}

/// A world with the vendors that deliver from their own hosts.
async fn direct() -> World {
    use Vendor::{Bfl, Byteplus, Heygen, Kling, Luma, Runway};
    world(&[Bfl, Byteplus, Heygen, Kling, Luma, Runway]).await
}

/// A world with Google, whose links need its key. No route of a shipped video model leads there any more.
async fn keyed() -> World {
    let retired = "silent = false\nwebhook = true\nsunset_at = \"2026-10-22\"\n";
    assert!(Catalog::TEXT.contains(retired));
    let catalog = Some(Catalog::TEXT.replace(retired, ""));
    let setup = Setup { delivery: Delivery::ByHand, pace: 0.02, catalog, ..Setup::default() };
    World::with(setup.only(&[Vendor::Google])).await
}

/// The path, prompt and body of a request with these words. The prompt begins with the model's name, so that the
/// simulators count each job by itself.
fn request(kind: &str, model: &str, words: &str) -> (&'static str, String, Value) {
    let prompt = format!("{model} {kind} {words}");
    match kind {
        "image" => {
            let body = json!({"prompt": prompt, "provider": model, "resolution": "720p"});
            ("/creative-hub/image-studio/generate", prompt, body)
        }
        "video" => {
            let body = json!({"prompt": prompt, "provider": model});
            ("/creative-hub/video-studio/generate", prompt, body)
        }
        "avatar" => {
            let body = json!({"script": prompt, "provider": model});
            ("/creative-hub/avatar-studio/generate", prompt, body)
        }
        _ => (
            "/creative-hub/voice-studio/generate",
            prompt.clone(),
            json!({"text": prompt, "provider": model}),
        ),
    }
}

/// Adds the avatar or voice that a request needs.
async fn with_picks(owner: &Client, kind: &str, mut body: Value) -> Value {
    if kind == "avatar" {
        let avatars = owner.get("/creative-hub/avatars?provider=heygen").await;
        body["avatar_id"] = avatars.body["avatars"][0]["avatar_id"].clone();
    }
    if kind == "tts" {
        let voices = owner.get("/creative-hub/voices?provider=heygen").await;
        body["voice_id"] = voices.body["voices"][0]["voice_id"].clone();
    }
    body
}

/// Submits a request, and returns the job's id and its prompt.
async fn submitted(owner: &Client, kind: &str, model: &str, words: &str) -> (String, String) {
    let (path, prompt, body) = request(kind, model, words);
    let accepted = owner.post(path, &with_picks(owner, kind, body).await).await;
    assert_eq!(accepted.status, 202, "{prompt}: {accepted:?}");
    (accepted.text("generation_id").to_owned(), prompt)
}

/// Submits these words to every model. Each job must end at the first look that finds a result, and cost nothing.
async fn meet(world: &World, models: &[(&str, &str)], words: &str) {
    let owner = world.owner();
    let mut jobs = Vec::new();
    for (kind, model) in models {
        jobs.push(submitted(&owner, kind, model, words).await);
    }
    world.run_all_to_end(&owner).await;
    for (job_id, prompt) in jobs {
        assert_failed_free(world, &job_id, &prompt).await;
        assert_eq!(world.starts_of(&prompt).await, 1, "{prompt}");
        assert_eq!(save_errors(world, &job_id).await, 0, "{prompt}: a hostile link is not opened twice");
    }
    let balance = owner.balance().await;
    assert_eq!((&balance["balance"], &balance["held"]), (&json!(100_000), &json!(0)), "{words}");
    let ledger = owner.transactions(&[]).await;
    assert_eq!(
        ledger["transactions"].as_array().unwrap().len(),
        1,
        "there is only the first grant: {ledger}"
    );
    world.assert_books().await;
}

async fn assert_failed_free(world: &World, job_id: &str, prompt: &str) {
    let owner = world.owner();
    let job = owner.job(job_id).await;
    let ended = (&job["status"], &job["error_code"], &job["error_message"]);
    assert_eq!(ended, (&json!("failed"), &json!("provider_failed"), &json!(MESSAGE)), "{prompt}: {job}");
    assert_eq!((&job["cost_cents"], &job["credits_charged"]), (&json!(0), &json!(0)), "{prompt}");
    assert_eq!(job["result_urls"], json!([]), "{prompt}");
    assert_variants_reveal_nothing(&job);
    let receipt = owner.get(&format!("/creative-hub/generate/jobs/{job_id}/receipt")).await.body;
    assert_eq!((&receipt["charge"], &receipt["transaction"]), (&Value::Null, &Value::Null), "{prompt}");
    assert_eq!((&receipt["released"], &receipt["attempts"]), (&receipt["quote"], &json!(1)), "{prompt}");
    assert_eq!(receipt["hold"]["still_held"], 0, "{prompt}");
}

/// A variant shows the public sentence and nothing else. It lacks the last part if the job was charged for its share.
fn assert_variants_reveal_nothing(job: &Value) {
    let messages = job["variants"].as_array().unwrap().iter().filter_map(|it| it["error_message"].as_str());
    let messages: Vec<_> = messages.collect();
    assert!(messages.len() == 1 && MESSAGE.starts_with(messages[0]), "{job}");
}

/// How often saving the result failed and was to be tried again.
async fn save_errors(world: &World, job_id: &str) -> u32 {
    let team_id = TeamId::new(world.team());
    world.stack.store.job(&team_id, job_id.parse().unwrap()).await.unwrap().unwrap().job.save_errors()
}

const DIRECT: [(&str, &str); 8] = [
    ("image", "flux_2_pro"),
    ("image", "seedream_4"),
    ("video", "kling_2_6"),
    ("video", "luma_ray3"),
    ("video", "seedance_pro"),
    ("video", "runway_gen4"),
    ("avatar", "heygen"),
    ("tts", "heygen"),
];
const KEYED: [(&str, &str); 1] = [("video", "veo_3_1")];
const AT_FAL: [(&str, &str); 3] = [("image", "flux_2_pro"), ("image", "seedream_4"), ("video", "kling_2_6")];

#[tokio::test]
async fn a_link_that_redirects_out_of_bounds_reaches_nobody() {
    let (direct, at_fal, keyed) = (direct().await, world(&[Vendor::Fal]).await, keyed().await);
    let (neighbour, next_door) = (Trap::at([127, 0, 0, 2]).await, Trap::at([127, 0, 0, 1]).await);
    for address in [
        format!("http://{}/latest", neighbour.address),
        format!("https://{}/latest", neighbour.address),
        // This is the host of the simulators, with a port that is not theirs.
        format!("http://{}/", next_door.address),
        format!("https://localhost:{}/", next_door.address.port()),
        "https://10.0.0.1/".to_owned(),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "https://[::ffff:127.0.0.1]/".to_owned(),
        // This address is global, but without TLS.
        "http://1.1.1.1/".to_owned(),
    ] {
        meet(&direct, &DIRECT, &format!("sim:redirect={address}")).await;
        meet(&at_fal, &AT_FAL, &format!("sim:redirect={address}")).await;
        meet(&keyed, &KEYED, &format!("sim:redirect={address}")).await;
    }
    assert_eq!((neighbour.visits(), next_door.visits()), (0, 0));
}

/// This shows that the simulators do redirect and that the trap does count, so that the test above means something.
#[tokio::test]
async fn a_trap_that_is_allowed_is_visited() {
    let trap = Trap::at([127, 0, 0, 2]).await;
    let allow = vec![trap.address.to_string()];
    let setup = Setup { allow, pace: 0.02, ..Setup::by_hand() };
    let world = World::with(setup).await;
    let owner = world.owner();
    let job_id = owner.submit_picture(&format!("sim:redirect=http://{}/", trap.address)).await;
    world.run_to_end(&owner, &job_id).await;
    // In every round, three quick tries.
    assert_eq!(trap.visits(), 3 * domain::timing::MAX_SAVE_ERRORS, "a host that fails is asked again");
    assert_failed_free(&world, &job_id, "allowed").await;
    world.assert_books().await;
}

#[tokio::test]
async fn three_redirects_are_followed_and_a_fourth_is_not() {
    let (direct, at_fal) = (direct().await, world(&[Vendor::Fal]).await);
    meet(&direct, &DIRECT, "sim:redirects=4").await;
    meet(&at_fal, &AT_FAL, "sim:redirects=4").await;
    let owner = direct.owner();
    let job_id = owner.submit_picture("sim:redirects=3").await;
    let job = direct.run_to_end(&owner, &job_id).await;
    assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(40)), "{job}");
    direct.assert_books().await;
}

#[tokio::test]
async fn a_link_that_announces_five_gigabytes_is_not_read() {
    for (world, models) in [
        (direct().await, &DIRECT[..]),
        (world(&[Vendor::Fal]).await, &AT_FAL[..]),
        (keyed().await, &KEYED[..]),
    ] {
        meet(&world, models, "sim:huge").await;
        let stored: Vec<_> = world.tap.calls().into_iter().filter(|call| writes_a_file(call)).collect();
        assert!(stored.is_empty(), "{stored:?}");
    }
}

/// Whether a call to AWS writes a file or a part of one, or begins to.
fn writes_a_file(call: &str) -> bool {
    ["PutObject", "CreateMultipartUpload", "UploadPart"].contains(&call)
}

/// This is about pictures and sounds. Endless videos are tested with the worker's binary, where memory is measured.
#[tokio::test]
async fn an_endless_file_is_read_up_to_the_limit_of_its_kind() {
    let direct = direct().await;
    let models: Vec<_> = DIRECT.into_iter().filter(|(kind, _)| matches!(*kind, "image" | "tts")).collect();
    meet(&direct, &models, "sim:endless").await;
    meet(&world(&[Vendor::Fal]).await, &AT_FAL[..2], "sim:endless").await;
}

#[tokio::test]
async fn a_variant_with_a_good_link_is_delivered_and_charged_for_its_share() {
    for (vendor, model) in
        [(Vendor::Bfl, "flux_2_pro"), (Vendor::Fal, "flux_2_pro"), (Vendor::Byteplus, "seedream_4")]
    {
        let world = world(&[vendor]).await;
        let owner = world.owner();
        let (path, prompt, mut body) =
            request("image", model, "sim:redirect=https://10.0.0.1/ sim:bad-links=1");
        body["num_variants"] = json!(2);
        let accepted = owner.post(path, &body).await;
        let job = world.run_to_end(&owner, accepted.text("generation_id")).await;
        assert_eq!((&job["status"], &job["error_code"]), (&json!("completed"), &Value::Null), "{job}");
        assert_eq!(
            (&accepted.body["estimated_cost_cents"], &job["cost_cents"]),
            (&json!(7), &json!(4)),
            "{job}"
        );
        let mut endings: Vec<_> = job["variants"].as_array().unwrap().iter().map(ending).collect();
        endings.sort_unstable();
        assert_eq!(endings, [("completed", ""), ("failed", "provider_failed")], "{prompt}: {job}");
        assert_variants_reveal_nothing(&job);
        let (status, file) = owner.download(job["result_urls"][0].as_str().unwrap()).await;
        assert!(status == 200 && image::load_from_memory(&file).is_ok(), "{prompt}: {status}");
        let balance = owner.balance().await;
        assert_eq!((&balance["balance"], &balance["held"]), (&json!(100_000 - 40), &json!(0)), "{prompt}");
        assert_eq!(world.starts_of(&prompt).await, 2);
        world.assert_books().await;
    }
}

fn ending(variant: &Value) -> (&str, &str) {
    (variant["status"].as_str().unwrap(), variant["error_code"].as_str().unwrap_or_default())
}
