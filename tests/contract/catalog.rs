//! docs/API.md, Catalog and health: the catalog as clients see it, and catalogs that differ from the shipped one.

use contract_tests::{Setup, World};
use domain::Catalog;
use domain::catalog::Vendor;
use serde_json::{Value, json};

fn model<'a>(catalog: &'a Value, kind: &str, id: &str) -> &'a Value {
    let models = catalog["models"].as_array().unwrap();
    models.iter().find(|model| model["kind"] == kind && model["id"] == id).unwrap()
}

#[tokio::test]
async fn all_models_are_listed_with_what_they_take_and_whether_they_can_be_used() {
    let world = World::with(Setup::default().only(&[Vendor::Bfl, Vendor::Openai])).await;
    let catalog = world.client("member").get("/creative-hub/catalog").await.body;
    assert_eq!(catalog["models"].as_array().unwrap().len(), 19);
    let flux = model(&catalog, "image", "flux_2_pro");
    assert_eq!((&flux["available"], &flux["unavailable_reason"]), (&json!(true), &Value::Null));
    assert_eq!((&flux["typical_seconds"], &flux["legacy"]), (&json!([10, 60]), &json!(true)));
    assert_eq!(flux["price"]["rule"], "per_megapixel");
    let runway = model(&catalog, "video", "runway_gen4");
    assert_eq!((&runway["available"], &runway["unavailable_reason"]), (&json!(false), &json!("no_key")));
    assert_eq!(runway["options"]["aspect_ratios"], json!(["16:9", "9:16"]));
    let composite = model(&catalog, "composite", "compositor");
    assert_eq!((&composite["available"], &composite["studio"]), (&json!(true), &Value::Null));
    assert_eq!(composite["options"]["transitions"].as_array().unwrap().len(), 10);
    let text = catalog.to_string();
    for internal in ["base_url", "key_hosts", "sim-bfl-key", "wire_model"] {
        assert!(!text.contains(internal), "{internal}");
    }
    assert_eq!(world.stranger().get("/creative-hub/catalog").await.status, 401);
}

/// Far below what Lambda and browsers take.
const MOST_BYTES: usize = 256 * 1024;

#[tokio::test]
async fn customers_see_how_to_choose_and_operators_also_how_models_are_reached() {
    let world = World::new().await;
    let [seen, all] = [world.client("member"), world.client("operator")];
    let seen = seen.get("/creative-hub/catalog").await.body;
    let all = all.get("/creative-hub/catalog").await.body;
    let text = seen.to_string();
    assert!(text.len() < MOST_BYTES, "{} bytes", text.len());
    for hidden in ["routes", "micro_usd", "read_on", "source\":\"docs.bfl.ai", "unverified"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    for shown in seen["models"].as_array().unwrap() {
        let whole = model(&all, shown["kind"].as_str().unwrap(), shown["id"].as_str().unwrap());
        assert!(whole["routes"].is_array() && whole["price"]["source"].is_string(), "{whole}");
        for (field, value) in shown.as_object().unwrap().iter().filter(|(field, _)| *field != "price") {
            assert_eq!(whole[field], *value, "{field}");
        }
        assert_eq!(shown["price"], json!({"rule": whole["price"]["rule"]}));
    }
    for list in ["video_comparison", "style_presets", "size_presets", "placements", "prompt_patterns"] {
        assert!(!seen[list].as_array().unwrap().is_empty(), "{list}");
        assert_eq!(seen[list], all[list], "{list}");
    }
    let flux = model(&seen, "image", "flux_2_pro");
    assert_eq!(flux["default"][0]["family"], "legacy");
    let example = &flux["price_examples"][0];
    let path = example["endpoint"].as_str().unwrap().strip_prefix("/api/v1").unwrap();
    let quoted = world.owner().post(&format!("{path}?dry_run=true"), &example["request"]).await.body;
    assert_eq!(quoted["estimated_cost_cents"], example["cost_cents"], "{quoted}");
    assert_eq!(quoted["credits_estimated"], example["credits"], "{quoted}");
}

#[tokio::test]
async fn voices_and_avatars_come_from_the_vendor_and_are_searched() {
    let world = World::new().await;
    let owner = world.owner();
    let avatars = owner.get("/creative-hub/avatars").await;
    assert_eq!(avatars.body["avatars"][0]["provider"], "heygen", "{avatars:?}");
    let name = avatars.body["avatars"][0]["name"].as_str().unwrap().to_owned();
    let found = owner.get(&format!("/creative-hub/avatars?q={}", name.split(' ').next().unwrap())).await;
    assert!(!found.body["avatars"].as_array().unwrap().is_empty(), "{found:?}");
    assert_eq!(owner.get("/creative-hub/avatars?provider=veed").await.body["avatars"], json!([]));
    for provider in ["openai_tts", "elevenlabs", "heygen", "kling_avatar"] {
        let voices = owner.get(&format!("/creative-hub/voices?provider={provider}")).await;
        assert_eq!(voices.status, 200, "{provider}: {voices:?}");
        assert!(voices.body["voices"][0]["voice_id"].is_string(), "{provider}: {voices:?}");
    }
    let wrong = owner.get("/creative-hub/voices?provider=siri").await;
    assert_eq!((wrong.status, wrong.complaints()), (400, vec!["provider"]));
    let bare = World::with_bfl().await;
    let unavailable = bare.owner().get("/creative-hub/avatars").await;
    assert_eq!((unavailable.status, unavailable.text("code")), (503, "provider_unavailable"));
    assert!(unavailable.headers.contains_key("retry-after"));
}

/// A copy of a shipped model's entry under another id.
fn twin(id: &str, of: &str) -> String {
    let entries = Catalog::TEXT.split("[[models]]\n");
    let entry = entries.into_iter().find(|entry| entry.starts_with(&format!("id = \"{of}\""))).unwrap();
    entry.replacen(of, id, 1)
}

#[tokio::test]
async fn a_new_model_on_a_known_protocol_is_an_entry_of_the_catalog_and_nothing_else() {
    let entry = twin("kling_turbo", "kling_3_0")
        .replace("\"kling-3.0\"", "\"kling-2.6\"")
        .replace("kling_3\"", "kling_2_6\"");
    let catalog = format!("{}\n[[models]]\n{entry}", Catalog::TEXT);
    let world = World::with(Setup { catalog: Some(catalog), ..Setup::default() }).await;
    let owner = world.owner();
    let listed = owner.get("/creative-hub/catalog").await.body;
    assert_eq!(model(&listed, "video", "kling_turbo")["available"], true);
    let body = json!({"prompt": "a red bicycle", "provider": "kling_turbo", "duration": 5});
    let accepted = owner.post("/creative-hub/video-studio/generate", &body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    let job = owner.ended(accepted.text("generation_id")).await;
    assert_eq!((&job["status"], &job["provider"]), (&json!("completed"), &json!("kling_turbo")), "{job}");
    world.assert_books().await;
}

#[tokio::test]
async fn a_new_model_at_1080p_is_billed_and_made_at_1080p() {
    let entry = twin("seedance_hd", "seedance_pro")
        .replace("resolution = \"720p\"", "resolution = \"1080p\"")
        .replace("\"720p\" = 150_000", "\"720p\" = 150_000, \"1080p\" = 300_000");
    let catalog = Some(format!("{}\n[[models]]\n{entry}", Catalog::TEXT));
    let world = World::with(Setup { catalog, ..Setup::default() }.only(&[Vendor::Byteplus])).await;
    let owner = world.owner();
    let body = json!({"prompt": "a red bicycle", "provider": "seedance_hd", "duration": 5});
    let accepted = owner.post("/creative-hub/video-studio/generate", &body).await;
    assert_eq!(accepted.body["estimated_cost_cents"], 165, "{accepted:?}");
    let job = owner.ended(accepted.text("generation_id")).await;
    assert_eq!((&job["status"], &job["cost_cents"]), (&json!("completed"), &json!(165)), "{job}");
    let id = accepted.text("generation_id");
    let generation = owner.get(&format!("/creative-hub/video-studio/generations/{id}")).await;
    let asset = &generation.body["assets"][0];
    assert_eq!((&asset["width"], &asset["height"]), (&json!(1920), &json!(1080)), "{generation:?}");
    world.assert_books().await;
}

#[tokio::test]
async fn a_wire_model_is_renamed_by_the_deployment() {
    let overrides = json!({"image/seedream_4_5/byteplus": {"wire_model": "seedream-4-0-250828"}}).to_string();
    let setup = Setup { overrides, ..Setup::default() };
    let world = World::with(setup.only(&[Vendor::Byteplus])).await;
    let owner = world.owner();
    let body = json!({"prompt": "renamed", "provider": "seedream_4_5"});
    let accepted = owner.post("/creative-hub/image-studio/generate", &body).await;
    owner.ended(accepted.text("generation_id")).await;
    let ledger = format!("{}/_sim/ledger", world.stack.ready.simulators["byteplus"]);
    let ledger = String::from_utf8(owner.download(&ledger).await.1).unwrap();
    assert!(ledger.contains("seedream-4-0-250828") && !ledger.contains("seedream-4-5"), "{ledger}");
}
