//! docs/API.md, Errors and Catalog: what a route takes less of than its model.

use contract_tests::{Setup, World};
use domain::Catalog;
use domain::catalog::Vendor;
use serde_json::json;

const VIDEO_STUDIO: &str = "/creative-hub/video-studio/generate";

async fn only(vendors: &[Vendor]) -> World {
    World::with(Setup::default().only(vendors)).await
}

#[tokio::test]
async fn a_prompt_that_only_one_route_takes_goes_there() {
    let world = only(&[Vendor::Fal, Vendor::Kling]).await;
    let owner = world.owner();
    let body = json!({"prompt": "x".repeat(3000), "provider": "kling_3_0", "duration": 4});
    let accepted = owner.post(VIDEO_STUDIO, &body).await;
    let job = owner.ended(accepted.text("generation_id")).await;
    assert_eq!(job["status"], "completed", "{job}");
    world.assert_books().await;
}

#[tokio::test]
async fn a_prompt_that_no_usable_route_takes_is_refused_with_the_most_that_they_take() {
    let world = only(&[Vendor::Runway, Vendor::Fal]).await;
    let runway = only(&[Vendor::Runway]).await;
    let fal = only(&[Vendor::Fal]).await;
    for (world, provider, length, expected) in [
        (&runway, "veo_3_1", 1000, None),
        (&runway, "veo_3_1", 1001, Some("It takes 1000 UTF-16 units, and this makes 1001")),
        (&world, "veo_3_1", 1001, None),
        (&fal, "kling_3_0", 2500, None),
        (&fal, "kling_3_0", 2501, Some("It takes 2500 characters, and this makes 2501")),
    ] {
        let body = json!({"prompt": "é".repeat(length), "provider": provider, "duration": 4});
        let answer = world.owner().post(&format!("{VIDEO_STUDIO}?dry_run=true"), &body).await;
        match expected {
            None => assert_eq!(answer.status, 200, "{provider} {length}: {answer:?}"),
            Some(expected) => {
                assert_eq!((answer.status, answer.complaints()), (400, vec!["prompt"]), "{answer:?}");
                let message = answer.body["fields"][0]["message"].as_str().unwrap();
                assert!(message.contains(expected), "{message}");
            }
        }
    }
    // A brand's words count, and so do two units of one character.
    let body = json!({"prompt": "𝄞".repeat(501), "provider": "veo_3_1"});
    assert_eq!(runway.owner().post(VIDEO_STUDIO, &body).await.complaints(), ["prompt"]);
    let body = json!({"prompt": "é".repeat(980), "provider": "veo_3_1", "style": "cinematic"});
    assert_eq!(runway.owner().post(VIDEO_STUDIO, &body).await.complaints(), ["prompt"]);
    assert_eq!(runway.owner().balance().await["held"], 0);
}

#[tokio::test]
async fn limits_of_lengths_and_shapes_are_an_entry_of_the_catalog() {
    let runway = "limits = { prompt = { most = 1000, unit = \"utf16\" } }";
    let narrow = "limits = { durations = [4, 6], aspect_ratios = [\"16:9\"] }";
    assert!(Catalog::TEXT.contains(runway));
    let catalog = Some(Catalog::TEXT.replace(runway, narrow));
    let world = World::with(Setup { catalog, ..Setup::default() }.only(&[Vendor::Runway])).await;
    let owner = world.owner();
    for (seconds, ratio, complaints) in
        [(4, "16:9", vec![]), (8, "16:9", vec!["duration"]), (8, "9:16", vec!["duration", "aspect_ratio"])]
    {
        let body = json!({"prompt": "x", "provider": "veo_3_1", "duration": seconds, "aspect_ratio": ratio});
        let answer = owner.post(&format!("{VIDEO_STUDIO}?dry_run=true"), &body).await;
        assert_eq!(answer.complaints(), complaints, "{seconds} {ratio}: {answer:?}");
    }
    let listed = world.client("operator").get("/creative-hub/catalog").await.body;
    let models = listed["models"].as_array().unwrap();
    let veo = models.iter().find(|model| model["id"] == "veo_3_1").unwrap();
    let routes = veo["routes"].as_array().unwrap();
    let shown = routes.iter().find(|route| route["name"] == "runway").unwrap();
    assert_eq!(shown["limits"], json!({"durations": [4, 6], "aspect_ratios": ["16:9"]}));
    let states: Vec<&str> = routes.iter().map(|route| route["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["no_key", "open", "retired"]);
    assert_eq!(veo["prompt_max_characters"], 4000);
}

#[tokio::test]
async fn a_script_too_short_to_make_a_film_of_is_refused_before_it_is_spoken() {
    let world = only(&[Vendor::Kling]).await;
    let owner = world.owner();
    let face = owner.upload("a.png", "image/png", &contract_tests::png_of(512, 512, [9, 9, 9]), None).await;
    let body =
        |script: &str| json!({"provider": "kling_avatar", "script": script, "image_url": face["asset"]});
    let path = "/creative-hub/avatar-studio/generate";
    let answer = owner.post(path, &body("Hello.")).await;
    assert_eq!((answer.status, answer.complaints()), (400, vec!["script"]), "{answer:?}");
    assert!(answer.body.to_string().contains("at least 40 characters long for kling_avatar"), "{answer:?}");
    // The shortest that is accepted is long enough for the vendor, in both kinds of writing.
    for script in ["abcd ".repeat(8), "你".repeat(16)] {
        let accepted = owner.post(path, &body(&script)).await;
        assert_eq!(accepted.status, 202, "{script}: {accepted:?}");
        let job = owner.ended(accepted.text("generation_id")).await;
        assert_eq!(job["status"], "completed", "{script}: {job}");
    }
    world.assert_books().await;
}
