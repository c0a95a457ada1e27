//! docs/ARCHITECTURE.md, Looks, and Saving and settling: for how long a look is borne that brings nothing usable, and
//! results that come in an odd form or from a host in trouble.

use contract_tests::{Client, Delivery, Setup, World};
use domain::TeamId;
use domain::catalog::Vendor;
use serde_json::{Value, json};

async fn world(vendors: &[Vendor]) -> World {
    World::with(Setup { delivery: Delivery::ByHand, pace: 0.05, ..Setup::default() }.only(vendors)).await
}

async fn submitted(owner: &Client, studio: &str, body: &Value) -> String {
    let path = format!("/creative-hub/{studio}-studio/generate");
    let accepted = owner.post(&path, body).await;
    assert_eq!(accepted.status, 202, "{body}: {accepted:?}");
    accepted.text("generation_id").to_owned()
}

/// Runs one job to its end, and returns it with the seconds that it took by the clock that the test moves.
async fn run(world: &World, studio: &str, body: &Value) -> (Value, i64) {
    let owner = world.owner();
    let began = world.clock.clock().now();
    let job_id = submitted(&owner, studio, body).await;
    let job = world.run_to_end(&owner, &job_id).await;
    (job, world.clock.clock().now().millis_since(began) / 1000)
}

async fn picture(world: &World, model: &str, words: &str) -> (Value, String) {
    let prompt = format!("{model} {words}");
    let (job, _) =
        run(world, "image", &json!({"prompt": prompt, "provider": model, "resolution": "720p"})).await;
    (job, prompt)
}

async fn result(world: &World, job: &Value) -> Vec<u8> {
    let (status, file) = world.owner().download(job["result_urls"][0].as_str().unwrap()).await;
    assert_eq!(status, 200, "{job}");
    file
}

async fn save_errors(world: &World, job: &Value) -> u32 {
    let (team_id, job_id) = (TeamId::new(world.team()), job["id"].as_str().or(job["generation_id"].as_str()));
    let job_id = job_id.unwrap().parse().unwrap();
    world.stack.store.job(&team_id, job_id).await.unwrap().unwrap().job.save_errors()
}

#[tokio::test]
async fn a_download_is_tried_again_before_a_picture_is_bought_again() {
    let world = world(&[Vendor::Byteplus]).await;
    for (words, errors) in [
        ("sim:answer=download-503-once", 0),
        // Three tries in the step that makes it, and three in each look: the sixth is the first that counts.
        ("sim:answer=download-503:5", 0),
        ("sim:answer=download-503:7", 1),
    ] {
        let (job, prompt) = picture(&world, "seedream_4", words).await;
        assert_eq!(job["status"], "completed", "{words}: {job}");
        assert_eq!(world.starts_of(&prompt).await, 1, "{words}");
        assert_eq!(save_errors(&world, &job).await, errors, "{words}");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn a_picture_that_cannot_be_downloaded_at_all_is_not_bought_again() {
    let world = world(&[Vendor::Byteplus]).await;
    for words in ["sim:answer=download-503", "sim:answer=download-404", "sim:answer=download-403"] {
        let (job, prompt) = picture(&world, "seedream_4", words).await;
        assert_eq!(
            (&job["status"], &job["error_code"]),
            (&json!("failed"), &json!("provider_failed")),
            "{job}"
        );
        assert_eq!((&job["cost_cents"], world.starts_of(&prompt).await), (&json!(0), 1), "{words}");
    }
    world.assert_books().await;
}

/// The step that looks dies, its message is lost, and the sweeper finds the job.
#[tokio::test]
async fn a_link_that_was_written_down_survives_the_death_of_a_step() {
    let world = world(&[Vendor::Byteplus]).await;
    let owner = world.owner();
    let prompt = "sim:answer=download-503:4";
    let body = json!({"prompt": prompt, "provider": "seedream_4", "resolution": "720p", "num_variants": 1});
    let job_id = submitted(&owner, "image", &body).await;
    let start = world.next_message().await;
    world.deliver(domain::Kind::Image, &start).await.unwrap();
    let look = world.next_message().await;
    assert!(look.contains("\"stage\":\"look\"") && look.contains("the result"), "{look}");
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!((&job["status"], world.starts_of(prompt).await), (&json!("completed"), 1), "{job}");
    world.assert_books().await;
}

#[tokio::test]
async fn pictures_in_any_format_are_taken_and_fitted() {
    for (vendor, model) in [
        (Vendor::Bfl, "flux_2_pro"),
        (Vendor::Byteplus, "seedream_4"),
        (Vendor::Fal, "flux_2_pro"),
        (Vendor::Openai, "gpt_image_1_5"),
    ] {
        let world = world(&[vendor]).await;
        for format in ["avif", "gif", "webp"] {
            let (job, prompt) = picture(&world, model, &format!("sim:answer=picture-{format}")).await;
            assert_eq!(job["status"], "completed", "{prompt}: {job}");
            let picture = image::load_from_memory(&result(&world, &job).await).unwrap();
            assert_eq!((picture.width(), picture.height()), (720, 720), "{prompt}");
        }
        world.assert_books().await;
    }
}

#[tokio::test]
async fn links_are_opened_however_they_are_written() {
    for (vendor, model) in
        [(Vendor::Bfl, "flux_2_pro"), (Vendor::Byteplus, "seedream_4"), (Vendor::Fal, "flux_2_pro")]
    {
        let world = world(&[vendor]).await;
        for words in ["sim:answer=link-with-spaces", "sim:answer=link-with-umlauts"] {
            let (job, prompt) = picture(&world, model, words).await;
            assert_eq!(job["status"], "completed", "{prompt}: {job}");
        }
        world.assert_books().await;
    }
}

#[tokio::test]
async fn a_quicktime_clip_is_delivered_as_an_mp4() {
    for (vendor, model) in
        [(Vendor::Kling, "kling_2_6"), (Vendor::Luma, "luma_ray3"), (Vendor::Runway, "runway_gen4")]
    {
        let world = world(&[vendor]).await;
        let body = json!({"prompt": "sim:answer=clip-quicktime", "provider": model});
        let (job, _) = run(&world, "video", &body).await;
        assert_eq!(job["status"], "completed", "{model}: {job}");
        let file = result(&world, &job).await;
        assert_eq!(file[4..12], *b"ftypmp42", "{model}");
        world.assert_books().await;
    }
}

/// Answers that say nothing of the task end it in a minute, which takes three seconds at this pace, and never at the
/// deadline.
#[tokio::test]
async fn what_cannot_be_read_ends_soon_and_free_of_charge() {
    let world = world(&[Vendor::Luma]).await;
    for (answer, code, most) in [
        ("look-401", "provider_unavailable", 40),
        ("look-403", "provider_unavailable", 40),
        ("look-page-200", "provider_failed", 60),
        ("look-without-a-state", "provider_failed", 60),
        ("look-400", "provider_failed", 60),
        ("state-unknown", "provider_failed", 60),
    ] {
        let body = json!({"prompt": format!("sim:answer={answer}"), "provider": "luma_ray3"});
        let (job, seconds) = run(&world, "video", &body).await;
        assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!(code)), "{answer}: {job}");
        assert_eq!(job["cost_cents"], 0, "{answer}");
        assert!(seconds <= most, "{answer} took {seconds} s");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn what_heals_is_borne() {
    let world = world(&[Vendor::Luma]).await;
    for answer in
        ["look-403-once", "result-404-twice", "result-503-once", "result-504-twice", "result-429-once"]
    {
        let body = json!({"prompt": format!("sim:answer={answer}"), "provider": "luma_ray3"});
        let (job, _) = run(&world, "video", &body).await;
        assert_eq!(job["status"], "completed", "{answer}: {job}");
    }
    world.assert_books().await;
}
