//! docs/API.md, Brand kits: what a kit adds to the requests that name it.

use contract_tests::{Client, Setup, World, png};
use domain::catalog::Vendor;
use domain::request::Source;
use domain::{JobId, TeamId};
use serde_json::{Value, json};

const KITS: &str = "/creative-hub/brand-kits";
const IMAGE: &str = "/creative-hub/image-studio/generate";
const VIDEO: &str = "/creative-hub/video-studio/generate";
const COMPOSITE: &str = "/creative-hub/generate/composite";
const VENDORS: [Vendor; 6] =
    [Vendor::Bfl, Vendor::Google, Vendor::Byteplus, Vendor::Kling, Vendor::Runway, Vendor::Fal];
const NOBODYS: &str = "0198a8a0-0000-7000-8000-000000000001";

async fn asset(client: &Client, name: &str) -> Value {
    client.upload(name, "image/png", &png(64, 64), None).await["asset"].clone()
}

async fn kit(client: &Client, body: &Value) -> String {
    let made = client.post(KITS, body).await;
    assert_eq!(made.status, 201, "{made:?}");
    made.text("id").to_owned()
}

fn acme() -> Value {
    json!({"name": "Acme", "colors": ["#aa0000", "#00bb00"], "fonts": ["Inter"], "voice": "calm and precise"})
}

const ACMES_WORDS: &str =
    "Brand colours: #aa0000, #00bb00\n\nBrand fonts, for any text: Inter\n\nBrand voice: calm and precise";

async fn submitted(client: &Client, path: &str, body: &Value) -> String {
    let accepted = client.post(path, body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    accepted.text("generation_id").to_owned()
}

async fn world() -> (World, Client) {
    let world = World::with(Setup::by_hand().only(&VENDORS)).await;
    let owner = world.owner();
    (world, owner)
}

/// The simulators record the prompts that they got.
#[tokio::test]
async fn the_vendor_gets_the_kits_words() {
    let world = World::new().await;
    let owner = world.owner();
    let id = kit(&owner, &acme()).await;
    for (path, provider) in [(IMAGE, "flux_2_pro"), (VIDEO, "runway_gen4")] {
        let body = json!({"prompt": provider, "provider": provider, "style": "woodcut", "brand_kit_id": id});
        let job = owner.ended(&submitted(&owner, path, &body).await).await;
        let words = format!("{provider}\n\nStyle: woodcut\n\n{ACMES_WORDS}");
        assert_eq!(
            (&job["status"], &job["settings"]["applied"]["prompt"]),
            (&json!("completed"), &json!(words)),
            "{job}"
        );
        assert_eq!((&job["prompt"], &job["settings"]["brand_kit_id"]), (&json!(provider), &json!(id)));
        assert_eq!(world.starts_of(&words).await, 1, "{provider} got exactly this");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn the_requests_colours_beat_the_kits() {
    let (_world, owner) = world().await;
    let id = kit(&owner, &acme()).await;
    let body = json!({"prompt": "a shop", "brand_kit_id": id, "brand_colors": ["#123456"]});
    let words =
        owner.job(&submitted(&owner, IMAGE, &body).await).await["settings"]["applied"]["prompt"].clone();
    let words = words.as_str().unwrap();
    assert!(words.contains("Brand colours: #123456\n") && !words.contains("#aa0000"), "{words}");
    assert!(words.contains("Inter") && words.contains("calm"), "{words}");
}

/// The files that a job fetches, as the client named them.
async fn inputs(world: &World, job_id: &str) -> Vec<String> {
    let job_id: JobId = job_id.parse().unwrap();
    let job = world.stack.store.job(&TeamId::new(world.team()), job_id).await.unwrap().unwrap().job;
    job.inputs.iter().map(|input| Source::to_string(&input.source)).collect()
}

#[tokio::test]
async fn a_logo_joins_the_references_where_there_are_some_and_room_for_one_more() {
    let (world, owner) = world().await;
    let logo = asset(&owner, "logo.png").await;
    let picture = asset(&owner, "a.png").await;
    let id = kit(&owner, &json!({"name": "Acme", "logo": logo})).await;
    for (references, joins) in [(0, false), (1, true), (3, true), (4, false)] {
        let body = json!({"prompt": "a shop", "provider": "nano_banana", "brand_kit_id": id,
            "reference_image_urls": vec![&picture; references]});
        let job_id = submitted(&owner, IMAGE, &body).await;
        let mut expected = vec![picture.as_str().unwrap(); references];
        expected.extend(joins.then(|| logo.as_str().unwrap()));
        assert_eq!(inputs(&world, &job_id).await, expected, "with {references} references");
        let settings = owner.job(&job_id).await["settings"].clone();
        assert_eq!(settings["applied"]["logo"], if joins { logo.clone() } else { Value::Null });
        let mode =
            owner.get(&format!("/creative-hub/image-studio/generations/{job_id}")).await.body["mode"].clone();
        assert_eq!(mode, if references > 0 { "image_to_image" } else { "text_to_image" });
    }
    // Of a video, a single picture is the start frame and no reference.
    for (model, references, joins) in [("veo_3_1", 1, false), ("veo_3_1", 2, true), ("veo_3_1", 3, false)] {
        let body = json!({"prompt": "x", "provider": model, "brand_kit_id": id,
            "reference_image_urls": vec![&picture; references]});
        let video = submitted(&owner, VIDEO, &body).await;
        let mut expected = vec![picture.as_str().unwrap(); references];
        expected.extend(joins.then(|| logo.as_str().unwrap()));
        assert_eq!(inputs(&world, &video).await, expected, "{model} with {references} references");
    }
    world.run_all_to_end(&owner).await;
    world.assert_books().await;
}

#[tokio::test]
async fn a_logo_that_is_a_reference_already_is_not_sent_twice() {
    let (world, owner) = world().await;
    let logo = asset(&owner, "logo.png").await;
    let id = kit(&owner, &json!({"name": "Acme", "logo": logo})).await;
    let body = json!({"prompt": "a shop", "brand_kit_id": id, "reference_image_url": logo});
    let job_id = submitted(&owner, IMAGE, &body).await;
    assert_eq!(inputs(&world, &job_id).await, [logo.as_str().unwrap()]);
}

/// The vendor bills a logo like any other reference.
#[tokio::test]
async fn a_logo_among_the_references_is_quoted_as_one_of_them() {
    let (_world, owner) = world().await;
    let logo = asset(&owner, "logo.png").await;
    let id = kit(&owner, &json!({"name": "Acme", "logo": logo})).await;
    let quote = async |extra: Value| {
        let mut body = json!({"prompt": "a shop", "provider": "flux_2_pro"});
        body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        let answer = owner.post(&format!("{IMAGE}?dry_run=true"), &body).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body["estimated_cost_cents"].as_i64().unwrap()
    };
    let picture = asset(&owner, "a.png").await;
    let two = quote(json!({"reference_image_urls": [picture, logo]})).await;
    let with_logo = quote(json!({"reference_image_urls": [picture], "brand_kit_id": id})).await;
    let one = quote(json!({"reference_image_urls": [picture]})).await;
    assert!(one < two, "{one} {two}");
    assert_eq!(with_logo, two);
}

#[tokio::test]
async fn a_logo_that_was_deleted_is_left_out_and_a_note_says_so() {
    let (world, owner) = world().await;
    let (logo, picture) = (asset(&owner, "logo.png").await, asset(&owner, "a.png").await);
    let mut body = acme();
    body["logo"] = logo.clone();
    let id = kit(&owner, &body).await;
    let file = logo.as_str().unwrap().strip_prefix("asset:").unwrap();
    assert_eq!(owner.delete(&format!("/creative-hub/drive/files/{file}")).await.status, 204);
    let body = json!({"prompt": "a shop", "brand_kit_id": id, "reference_image_urls": [picture]});
    let job_id = submitted(&owner, IMAGE, &body).await;
    assert_eq!(inputs(&world, &job_id).await.len(), 1);
    let applied = owner.job(&job_id).await["settings"]["applied"].clone();
    assert!(applied["notes"][0].as_str().unwrap().contains("logo"), "{applied}");
    assert!(applied["prompt"].as_str().unwrap().contains(ACMES_WORDS), "{applied}");
}

#[tokio::test]
async fn an_unknown_kit_and_another_teams_kit_are_refused_alike() {
    let (world, owner) = world().await;
    let foreign = kit(&world.client("other_team_owner"), &acme()).await;
    let ad = json!({"clips": [{"source": "https://example.com/a.png"}]});
    for (path, body) in [(IMAGE, json!({"prompt": "x"})), (VIDEO, json!({"prompt": "x"})), (COMPOSITE, ad)] {
        for id in [foreign.as_str(), NOBODYS, "acme"] {
            for path in [path.to_owned(), format!("{path}?dry_run=true")] {
                let mut body = body.clone();
                body["brand_kit_id"] = json!(id);
                let answer = owner.post(&path, &body).await;
                assert_eq!((answer.status, answer.complaints()), (400, vec!["brand_kit_id"]), "{answer:?}");
                let told = format!(
                    "'{id}' is not a brand kit of your team. GET /creative-hub/brand-kits lists them."
                );
                assert_eq!(answer.body["fields"][0]["message"], told);
            }
        }
    }
    assert_eq!(owner.balance().await["held"], 0);
}

#[tokio::test]
async fn everything_that_is_named_and_missing_is_reported_at_once() {
    let (world, owner) = world().await;
    let body = json!({"prompt": "x", "brand_kit_id": NOBODYS, "drive_folder_id": NOBODYS,
        "reference_image_urls": [format!("asset:{NOBODYS}"), format!("job:{NOBODYS}")]});
    let answer = owner.post(IMAGE, &body).await;
    let mut fields = answer.complaints();
    fields.sort_unstable();
    let expected = ["brand_kit_id", "drive_folder_id", "reference_image_urls"];
    assert_eq!((answer.status, fields), (400, expected.to_vec()), "{answer:?}");
    // Reading a folder together with a kit costs no extra call.
    let (id, folder) = (kit(&owner, &acme()).await, owner.create_folder("a", None).await);
    world.tap.reset();
    submitted(&owner, IMAGE, &json!({"prompt": "x", "brand_kit_id": id, "drive_folder_id": folder})).await;
    let reads = world.tap.calls().iter().filter(|call| *call == "GetItem").count();
    assert_eq!(reads, 0, "{:?}", world.tap.calls());
}

/// The prompt must fit the model together with everything that a kit adds.
#[tokio::test]
async fn a_prompt_that_a_kit_makes_too_long_is_refused() {
    let (_world, owner) = world().await;
    let id = kit(&owner, &json!({"name": "Acme", "voice": "v".repeat(500)})).await;
    let body =
        |length: usize| json!({"prompt": "p".repeat(length), "provider": "runway_gen4", "brand_kit_id": id});
    let most = 1000 - "\n\nBrand voice: ".len() - 500;
    assert_eq!(owner.post(VIDEO, &body(most)).await.status, 202);
    let answer = owner.post(VIDEO, &body(most + 1)).await;
    assert_eq!((answer.status, answer.complaints()), (400, vec!["prompt"]), "{answer:?}");
}

/// The kit counts as it was at the submit.
#[tokio::test]
async fn deleting_a_kit_does_not_change_a_job_that_was_accepted() {
    let (world, owner) = world().await;
    let id = kit(&owner, &acme()).await;
    let body = json!({"prompt": "a shop", "provider": "flux_2_pro", "brand_kit_id": id});
    let under_key = async || {
        let request = owner.request("POST", IMAGE).header("idempotency-key", "k");
        owner.send(request.json(&body)).await
    };
    let first = under_key().await;
    assert_eq!(owner.delete(&format!("{KITS}/{id}")).await.status, 204);
    let again = under_key().await;
    assert_eq!((again.status, &again.body), (202, &first.body), "a replay is answered as it was then");
    let job = world.run_to_end(&owner, first.text("generation_id")).await;
    assert_eq!(job["status"], "completed", "{job}");
    assert_eq!(world.usage_of(&format!("a shop\n\n{ACMES_WORDS}")).await, (1, 1));
    world.assert_books().await;
}

#[tokio::test]
async fn a_kit_costs_one_call_at_submit_and_its_logo_another() {
    let (world, owner) = world().await;
    let (logo, picture) = (asset(&owner, "logo.png").await, asset(&owner, "a.png").await);
    let id = kit(&owner, &json!({"name": "Acme", "logo": logo})).await;
    let calls = async |body: Value| {
        owner.post(&format!("{IMAGE}?dry_run=true"), &json!({"prompt": "x"})).await;
        world.tap.reset();
        submitted(&owner, IMAGE, &body).await;
        world.tap.calls()
    };
    assert_eq!(
        calls(json!({"prompt": "x", "brand_kit_id": id})).await,
        ["BatchGetItem", "TransactWriteItems", "SendMessage", "PutItem"]
    );
    assert_eq!(
        calls(json!({"prompt": "x", "provider": "seedream_4", "brand_kit_id": id, "reference_image_url": picture})).await,
        ["BatchGetItem", "GetItem", "TransactWriteItems", "SendMessage", "PutItem"]
    );
}
