//! A vendor's result link that cannot be trusted costs the client nothing, reaches nobody, and is told as any
//! other failure of a vendor.

use contract_tests::{Client, Delivery, Setup, World};
use domain::catalog::Vendor;
use domain::{Catalog, TeamId};
use serde_json::{Value, json};

use crate::trap::Trap;

/// The same for every link, so that it cannot be used to map what is behind us.
const TOLD: &str =
    "The provider could not make this. Submit it again or pick another model. Nothing was charged.";

async fn world(vendors: &[Vendor]) -> World {
    World::with(Setup { delivery: Delivery::ByHand, pace: 0.02, ..Setup::default() }.only(vendors)).await
}

/// Those whose own hosts deliver.
async fn direct() -> World {
    use Vendor::{Bfl, Byteplus, Heygen, Kling, Luma, Runway};
    world(&[Bfl, Byteplus, Heygen, Kling, Luma, Runway]).await
}

/// Google, whose links want its key. No shipped route of a video leads there any more.
async fn keyed() -> World {
    let retired = "silent = false\nwebhook = true\nsunset_at = \"2026-10-22\"\n";
    assert!(Catalog::TEXT.contains(retired));
    let catalog = Some(Catalog::TEXT.replace(retired, ""));
    let setup = Setup { delivery: Delivery::ByHand, pace: 0.02, catalog, ..Setup::default() };
    World::with(setup.only(&[Vendor::Google])).await
}

/// Where to ask for what, with these words; the model's name comes first in the prompt, so that no two jobs of a
/// vendor's ledger are the same.
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

/// What can be picked, for those that need it.
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

/// The job's id and its prompt.
async fn submitted(owner: &Client, kind: &str, model: &str, words: &str) -> (String, String) {
    let (path, prompt, body) = request(kind, model, words);
    let accepted = owner.post(path, &with_picks(owner, kind, body).await).await;
    assert_eq!(accepted.status, 202, "{prompt}: {accepted:?}");
    (accepted.text("generation_id").to_owned(), prompt)
}

/// Every model meets these words; every job ends at the first sight of its result, and costs nothing.
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
        assert_eq!(save_errors(world, &job_id).await, 0, "{prompt}: such a link is not opened twice");
    }
    let balance = owner.balance().await;
    assert_eq!((&balance["balance"], &balance["held"]), (&json!(100_000), &json!(0)), "{words}");
    let ledger = owner.transactions(&[]).await;
    assert_eq!(ledger["transactions"].as_array().unwrap().len(), 1, "the first grant: {ledger}");
    world.assert_books().await;
}

async fn assert_failed_free(world: &World, job_id: &str, prompt: &str) {
    let owner = world.owner();
    let job = owner.job(job_id).await;
    let ended = (&job["status"], &job["error_code"], &job["error_message"]);
    assert_eq!(ended, (&json!("failed"), &json!("provider_failed"), &json!(TOLD)), "{prompt}: {job}");
    assert_eq!((&job["cost_cents"], &job["credits_charged"]), (&json!(0), &json!(0)), "{prompt}");
    assert_eq!(job["result_urls"], json!([]), "{prompt}");
    assert_variants_tell_nothing(&job);
    let receipt = owner.get(&format!("/creative-hub/generate/jobs/{job_id}/receipt")).await.body;
    assert_eq!((&receipt["charge"], &receipt["transaction"]), (&Value::Null, &Value::Null), "{prompt}");
    assert_eq!((&receipt["released"], &receipt["attempts"]), (&receipt["quote"], &json!(1)), "{prompt}");
    assert_eq!(receipt["hold"]["still_held"], 0, "{prompt}");
}

/// Nothing beyond the public sentence: of a job that was charged in part, without its end.
fn assert_variants_tell_nothing(job: &Value) {
    let told = job["variants"].as_array().unwrap().iter().filter_map(|it| it["error_message"].as_str());
    let told: Vec<_> = told.collect();
    assert!(told.len() == 1 && TOLD.starts_with(told[0]), "{job}");
}

/// How often the result could not be brought home and was to be looked at again.
async fn save_errors(world: &World, job_id: &str) -> u32 {
    let team_id = TeamId::new(world.team());
    world.stack.store.job(&team_id, job_id.parse().unwrap()).await.unwrap().unwrap().job.save_errors
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
        // The host of the simulators, on a port that is not theirs.
        format!("http://{}/", next_door.address),
        format!("https://localhost:{}/", next_door.address.port()),
        "https://10.0.0.1/".to_owned(),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "https://[::ffff:127.0.0.1]/".to_owned(),
        // Global, but in plain sight.
        "http://1.1.1.1/".to_owned(),
    ] {
        meet(&direct, &DIRECT, &format!("sim:redirect={address}")).await;
        meet(&at_fal, &AT_FAL, &format!("sim:redirect={address}")).await;
        meet(&keyed, &KEYED, &format!("sim:redirect={address}")).await;
    }
    assert_eq!((neighbour.visits(), next_door.visits()), (0, 0));
}

/// Without this, the test above could pass because nothing redirects, or because the trap is blind.
#[tokio::test]
async fn a_trap_that_is_allowed_is_visited() {
    let trap = Trap::at([127, 0, 0, 2]).await;
    let allow = vec![trap.address.to_string()];
    let setup = Setup { allow, pace: 0.02, ..Setup::by_hand() };
    let world = World::with(setup).await;
    let owner = world.owner();
    let job_id = owner.submit_picture(&format!("sim:redirect=http://{}/", trap.address)).await;
    world.run_to_end(&owner, &job_id).await;
    assert_eq!(trap.visits(), domain::schedule::MAX_SAVE_ERRORS, "a host in trouble is asked again");
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
        let stored: Vec<_> = world.tap.calls().into_iter().filter(|call| is_of_a_file(call)).collect();
        assert!(stored.is_empty(), "{stored:?}");
    }
}

/// Whether a call to AWS puts a file or a part of one, or begins to.
fn is_of_a_file(call: &str) -> bool {
    ["PutObject", "CreateMultipartUpload", "UploadPart"].contains(&call)
}

/// Pictures and sounds only: what a video of no end costs is tested where its memory is measured.
#[tokio::test]
async fn a_link_without_an_end_is_read_to_the_limit_of_its_kind_and_no_further() {
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
        assert_variants_tell_nothing(&job);
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
