//! README.md, Trying one real vendor: `local up --vendor`. The simulators of a second stack stand for the vendor, because no
//! test calls a live one.

use std::fs;
use std::path::Path;

use contract_tests::{Setup, World};
use local::real;
use serde_json::{Value, json};

const KEY: &str = "sim-bfl-key";

/// A stack whose BFL is that of another one.
async fn calling(other: &World) -> World {
    let wanted = format!("bfl={}", other.stack.ready.simulators["bfl"]).parse().unwrap();
    let variable = |name: &str| if name == "BFL_API_KEY" { KEY.to_owned() } else { String::new() };
    let real = real::choose(&[wanted], variable).unwrap();
    World::with(Setup { real, ..Setup::default() }).await
}

/// How often the simulators of a stack itself were asked to start this.
async fn own_starts(world: &World, prompt: &str) -> usize {
    let own = world.stack.ready.simulators["openai"].trim_end_matches("/openai");
    let (_, ledger) = world.stranger().download(&format!("{own}/_sim/ledger")).await;
    let ledger: Value = serde_json::from_slice(&ledger).unwrap();
    ledger["jobs"].as_array().unwrap().iter().filter(|job| job["prompt"] == prompt).count()
}

#[tokio::test]
async fn a_named_vendor_is_called_and_its_simulator_is_not() {
    let other = World::new().await;
    let world = calling(&other).await;
    let owner = world.owner();
    let prompt = "a red bicycle";
    let job = owner.submit(&json!({"prompt": prompt})).await;
    let done = owner.ended(&job).await;
    assert_eq!(done["status"], "completed", "{done}");
    let picture = owner.download(done["result_urls"][0].as_str().unwrap()).await;
    assert!(picture.0 == 200 && picture.1.starts_with(b"\x89PNG"));
    assert_eq!((other.usage_of(prompt).await.0, own_starts(&world, prompt).await), (1, 0));

    let simulated = "a blue bicycle";
    let job = owner.submit(&json!({"prompt": simulated, "provider": "gpt_image_1_5"})).await;
    assert_eq!(owner.ended(&job).await["status"], "completed");
    assert_eq!((own_starts(&other, simulated).await, own_starts(&world, simulated).await), (0, 1));

    let ready = &world.stack.ready;
    assert_eq!(ready.real_vendors, ["bfl"]);
    assert_eq!(ready.simulators["bfl"], other.stack.ready.simulators["bfl"]);
    assert_eq!(ready.simulators.len(), other.stack.ready.simulators.len());
    world.assert_books().await;
}

#[tokio::test]
async fn no_simulator_makes_what_a_real_vendor_refuses() {
    let other = World::new().await;
    let world = calling(&other).await;
    let catalog = world.client("operator").get("/creative-hub/catalog").await.body;
    let flux =
        catalog["models"].as_array().unwrap().iter().find(|model| model["id"] == "flux_2_pro").unwrap();
    let state = |name: &str| {
        let mut routes = flux["routes"].as_array().unwrap().iter();
        routes.find(|route| route["name"] == name).unwrap()["state"].clone()
    };
    assert_eq!((state("bfl"), state("fal")), (json!("open"), json!("disabled")));

    let prompt = "sim:start=403 a red bicycle";
    let job = world.owner().submit(&json!({"prompt": prompt})).await;
    let ended = world.owner().ended(&job).await;
    assert_eq!((&ended["status"], &ended["cost_cents"]), (&json!("failed"), &json!(0)), "{ended}");
    assert_eq!(own_starts(&world, prompt).await, 0);
    world.assert_books().await;
}

#[tokio::test]
async fn a_real_key_is_in_no_file_and_in_no_secret() {
    let other = World::new().await;
    let world = calling(&other).await;
    let job = world.owner().submit(&json!({"prompt": "a red bicycle"})).await;
    assert_eq!(world.owner().ended(&job).await["status"], "completed");
    assert_eq!(files_with(&world.folder(), KEY.as_bytes()), [""; 0]);
    let ready = serde_json::to_string(&world.stack.ready).unwrap();
    assert!(!ready.contains(KEY) && format!("{:?}", world.stack.environment()).find(KEY).is_none());
    let secret =
        world.stack.clients.secrets.get_secret_value().secret_id("creative-hub-vendor-keys").send().await;
    let secret: Value = serde_json::from_str(secret.unwrap().secret_string().unwrap()).unwrap();
    assert!(secret["bfl"].is_null() && secret["openai"].is_string());
}

fn files_with(folder: &Path, text: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else if fs::read(&path).unwrap().windows(text.len()).any(|window| window == text) {
            found.push(path.display().to_string());
        }
    }
    found
}
