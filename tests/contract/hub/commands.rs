//! Every command, with what it prints for people and with `--json`.

use contract_tests::{World, png, wav};
use domain::Kind;
use serde_json::{Value, json};

use super::Hub;

#[tokio::test(flavor = "multi_thread")]
async fn every_command_does_what_it_says() {
    let world = World::new().await;
    let hub = Hub::owner(&world);
    looks_around(&hub).await;
    quotes(&world, &hub).await;
    makes_files(&hub).await;
    follows_jobs(&hub).await;
    keeps_a_drive(&hub).await;
    keeps_keys(&world, &hub).await;
    logs_in(&hub).await;
    let bash = hub.run(&["completions", "bash"]).await;
    assert!(bash.code == 0 && bash.out.contains("complete -F _hub"), "{bash:?}");
    assert_every_command_was_used(&hub).await;
    world.assert_books().await;
}

/// The names are those that `hub --help` lists.
async fn assert_every_command_was_used(hub: &Hub) {
    let help = hub.run(&["--help"]).await;
    let listed = help.out.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let listed: Vec<&str> = listed.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    assert!(listed.len() > 20, "{}", help.out);
    let used = hub.used.borrow();
    let unused: Vec<_> = listed.iter().filter(|&&name| name != "help" && !used.contains(name)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

async fn looks_around(hub: &Hub) {
    let me = hub.json(&["me"]).await;
    assert_eq!(me["role"], "owner");
    assert!(hub.lines(&["me"]).await.iter().any(|line| line.starts_with("role") && line.ends_with("owner")));
    let models = hub.lines(&["models"]).await;
    assert_eq!(models.len(), hub.json(&["models"]).await["models"].as_array().unwrap().len() + 1);
    let speaks = hub.lines(&["models", "--type", Kind::Tts.as_str()]).await;
    assert!(speaks.len() == 4 && speaks[0].starts_with("id"), "{speaks:?}");
    assert!(hub.lines(&["voices", "--provider", "openai_tts", "-q", "nova"]).await[1].starts_with("nova"));
    assert!(hub.json(&["avatars"]).await["avatars"].as_array().is_some_and(|all| !all.is_empty()));
    assert_eq!(hub.json(&["credits"]).await["available"], 100_000);
    assert!(hub.lines(&["credits", "balance"]).await[0].starts_with("balance"));
    assert_eq!(
        hub.json(&["credits", "ledger", "--type", "grant"]).await["transactions"][0]["amount"],
        100_000
    );
}

/// Every option is a field that the API knows: it would refuse another.
async fn quotes(world: &World, hub: &Hub) {
    let kit = world.owner().post("/creative-hub/brand-kits", &json!({"name": "Acme"})).await;
    let folder = hub.word(&["folders", "create", "quotes"]).await;
    let common = format!("--folder {folder} --metadata shop=7");
    let branded = format!("{common} --style anime --brand-kit {} --brand-color #e4002b", kit.text("id"));
    quotes_pictures(hub, &branded).await;
    quotes_films(hub, &branded).await;
    quotes_voices(hub, &common).await;
    let timeline = hub.file("far.json", br#"{"clips": [{"source": "https://example.com/a.mp4"}]}"#);
    let ad = hub.lines(&["cost", "ad", &timeline, "--set", "max_seconds=15"]).await;
    assert!(ad[0].starts_with("compositor: ") && ad[0].contains(" credits ($0."), "{ad:?}");
    assert_eq!(hub.json(&["jobs"]).await["jobs"], json!([]), "a quote makes nothing");
}

/// A quote of a command line without blanks in its words.
async fn quote(hub: &Hub, line: &str, more: &str) -> Value {
    let words: Vec<&str> =
        ["cost"].into_iter().chain(line.split(' ')).chain(more.split_whitespace()).collect();
    hub.json(&words).await
}

async fn quotes_pictures(hub: &Hub, branded: &str) {
    let line = "image kite --provider nano_banana --aspect-ratio 16:9 --resolution 720p -n 2 --negative rain --seed 7 \
        --language en --reference https://example.com/a.png --set num_variants=3";
    let settings = &quote(hub, line, branded).await["settings"];
    assert_eq!(settings["num_variants"], 3, "--set has the last word");
    assert_eq!(settings["reference_image_urls"], json!(["https://example.com/a.png"]));
    assert_eq!((&settings["seed"], &settings["style"]), (&json!(7), &json!("anime")));
    let exact = quote(hub, "image kite --width 512 --height 768", "").await;
    assert_eq!(exact["settings"]["height"], 768);
}

async fn quotes_films(hub: &Hub, branded: &str) {
    let line =
        "video climb --provider veo_3_1 --image https://example.com/a.png --duration 6 --aspect-ratio 9:16";
    assert_eq!(quote(hub, line, branded).await["mode"], "image_to_video");
    let several =
        "video climb --provider seedance_pro --reference https://example.com/a.png --reference asset:1";
    let refused = hub.run(&["cost"].into_iter().chain(several.split(' ')).collect::<Vec<_>>()).await;
    assert!(refused.code == 1 && refused.err.contains("reference_image_urls[1]"), "{refused:?}");
    let several = several.replace("asset:1", "https://example.com/b.png");
    assert_eq!(quote(hub, &several, branded).await["mode"], "reference_to_video");
}

async fn quotes_voices(hub: &Hub, common: &str) {
    let line = "avatar Hello. --provider heygen --avatar Abigail_sitting_sofa_front --voice \
        8fb979fae61f487297620072ff19e6b5 --aspect-ratio 9:16 --resolution 720p";
    assert_eq!(quote(hub, line, common).await["mode"], "script_to_avatar");
    let line = "avatar --provider veed --image https://example.com/a.png --audio https://example.com/a.mp3 --max-seconds 20";
    assert_eq!(quote(hub, line, common).await["mode"], "audio_to_avatar");
    let line = "speech Kites. --provider openai_tts --voice nova --language en --speed 1.5 --format wav";
    let settings = &quote(hub, line, common).await["settings"];
    assert_eq!((&settings["speed"], &settings["output_format"]), (&json!(1.5), &json!("wav")));
}

async fn makes_files(hub: &Hub) {
    let (speech, kite) =
        (hub.file("ad/speech.wav", &wav(24_000, 48_000)), hub.file("ad/kite.png", &png(640, 360)));
    let pictures = format!("{}/", hub.path("pictures").display());
    let image =
        ["image", "two kites", "--provider", "flux_2_pro", "--width", "512", "--height", "512", "-n", "2"];
    let saved = hub.lines(&[&image[..], &["--out", &pictures]].concat()).await;
    assert_eq!(saved.len(), 2);
    assert!(saved[0].ends_with("-1.png") && saved[1].ends_with("-2.png"), "{saved:?}");
    assert_eq!(hub.names("pictures").len(), 2, "there are no others beside them");
    assert!(std::fs::read(&saved[0]).unwrap().starts_with(b"\x89PNG"));

    let timeline = json!({"aspect_ratio": "16:9", "resolution": "720p", "narration": {"source": "speech.wav"},
        "clips": [{"source": "kite.png", "duration": 1}, {"source": kite, "duration": 1}]});
    let timeline = hub.file("ad/timeline.json", timeline.to_string().as_bytes());
    let film = hub.path("kites.mp4");
    let job = hub.json(&["ad", &timeline, "--out", film.to_str().unwrap()]).await;
    assert_eq!((&job["status"], &job["type"]), (&json!("completed"), &json!("composite")));
    let clips = &job["settings"]["clips"];
    assert!(clips[0]["source"].as_str().unwrap().starts_with("asset:"), "{clips}");
    assert_eq!(clips[0]["source"], clips[1]["source"], "a file that is named twice is uploaded once");
    assert_eq!(std::fs::read(&film).unwrap()[4..8], *b"ftyp");
    let files = hub.json(&["files", "--all"]).await;
    let uploaded = files["files"].as_array().unwrap().iter().filter(|file| file["job_id"].is_null()).count();
    assert_eq!(uploaded, 2);
    assert!(std::path::Path::new(&speech).is_file());
}

async fn follows_jobs(hub: &Hub) {
    let folder = hub.word(&["folders", "create", "speeches"]).await;
    let speech = ["speech", "Kites.", "--provider", "openai_tts", "--no-wait", "--idempotency-key", "kites"];
    let speech =
        [&speech[..], &["--folder", &folder, "--metadata", "shop=7", "--metadata", "place=a=b"]].concat();
    let id = hub.word(&speech).await;
    assert_eq!(hub.word(&speech).await, id, "the same key gets the same job");
    let link = hub.word(&["wait", &id]).await;
    assert!(link.starts_with("http://"), "{link}");
    let job = hub.json(&["job", &id]).await;
    assert_eq!((&job["status"], &job["drive_folder_id"]), (&json!("completed"), &json!(folder)));
    assert_eq!(job["metadata"], json!({"shop": "7", "place": "a=b"}));
    assert!(hub.lines(&["job", &id]).await[0].ends_with(&id));
    assert_eq!(hub.json(&["receipt", &id]).await["charge"]["credits"], 10);
    assert!(hub.lines(&["receipt", &id]).await.iter().any(|line| line.starts_with("charge.credits")));

    let filters = ["jobs", "--type", "tts", "--status", "completed", "--folder", &folder, "--limit", "5"];
    assert_eq!(hub.json(&filters).await["jobs"].as_array().unwrap().len(), 1);
    let listed = hub.lines(&filters).await;
    assert!(listed.len() == 2 && listed[1].starts_with(&id) && listed[1].ends_with("Kites."), "{listed:?}");
    assert_eq!(hub.lines(&["jobs", "--limit", "1"]).await.len(), 2);
    let pages = hub.run(&["jobs", "--limit", "1", "--all", "--json"]).await;
    assert_eq!(pages.out.lines().count(), 3, "each page is a line: {pages:?}");

    let film = ["video", "a kite sim:slow=9000", "--provider", "seedance_pro", "--no-wait"];
    let film = hub.json(&film).await["generation_id"].as_str().unwrap().to_owned();
    let canceled = hub.json(&["cancel", &film]).await;
    assert_eq!(canceled["job_id"], film.as_str());
    let over = hub.run(&["wait", &film]).await;
    assert!(over.code == 3 && over.out.is_empty() && over.err.contains("(canceled)"), "{over:?}");
    let again = hub.word(&["retry", &film, "--no-wait"]).await;
    assert!(again != film && hub.run(&["cancel", &again]).await.code == 0);
    assert_eq!(hub.run(&["wait", &again, "--json"]).await.code, 3);

    let face = hub.file("face.png", &png(512, 512));
    let avatar = [
        "avatar",
        "A script that is long enough to be spoken by a model.",
        "--provider",
        "kling_avatar",
        "--image",
        &face,
        "--no-wait",
    ];
    let avatar = hub.word(&avatar).await;
    let job = hub.json(&["job", &avatar]).await;
    assert!(job["settings"]["image_url"].as_str().unwrap().starts_with("asset:"), "{job}");
    assert_eq!(hub.run(&["wait", &avatar]).await.code, 0);
}

async fn keeps_a_drive(hub: &Hub) {
    let folder = hub.word(&["folders", "create", "kites"]).await;
    let inner = hub.json(&["folders", "create", "small", "--parent", &folder]).await;
    assert_eq!(inner["parent_id"], folder.as_str());
    let inner = inner["id"].as_str().unwrap().to_owned();
    assert!(hub.lines(&["folders"]).await.iter().any(|line| line.starts_with(&inner)));
    assert!(hub.lines(&["folders", "delete", &inner]).await.is_empty());
    let (one, two) = (hub.file("one.png", &png(16, 16)), hub.file("two.png", &png(16, 16)));
    let assets = hub.lines(&["upload", &one, &two, "--folder", &folder]).await;
    assert!(assets.len() == 2 && assets.iter().all(|asset| asset.starts_with("asset:")), "{assets:?}");
    let file = hub.json(&["upload", &one, "--folder", &folder]).await;
    assert_eq!(
        (&file["name"], &file["mime"], &file["width"]),
        (&json!("one.png"), &json!("image/png"), &json!(16))
    );
    let listed = hub.lines(&["files", "--folder", &folder]).await;
    assert!(listed.len() == 4 && listed[3].starts_with(&assets[0]), "the newest is first: {listed:?}");
}

async fn keeps_keys(world: &World, hub: &Hub) {
    let create = [
        "keys",
        "create",
        "nightly",
        "--role",
        "member",
        "--user",
        "ann",
        "--model",
        "flux_2_pro",
        "--model",
        "openai_tts",
        "--monthly-cap",
        "50",
        "--expires-at",
        "2099-01-01T00:00:00Z",
    ];
    let made = hub.json(&create).await;
    assert_eq!(made["models"], json!(["flux_2_pro", "openai_tts"]));
    assert_eq!((&made["monthly_cap"], &made["user_id"]), (&json!(50), &json!("ann")));
    let id = made["id"].as_str().unwrap();
    let old = Hub::new(&world.stack.ready.api, made["key"].as_str().unwrap());
    assert_eq!(old.json(&["me"]).await["user"]["id"], "ann");
    let secret = hub.word(&["keys", "rotate", id, "--old-key-valid", "60"]).await;
    assert!(secret.starts_with("chub_test_"));
    assert!(hub.lines(&["keys"]).await.iter().any(|line| line.starts_with(id) && line.contains("nightly")));
    assert_eq!(hub.json(&["keys", "list"]).await["api_keys"][0]["id"], id);
    assert!(hub.lines(&["keys", "revoke", id]).await.is_empty());
    world.clock.advance_seconds(61);
    assert_eq!(Hub::new(&world.stack.ready.api, &secret).run(&["me"]).await.code, 1);
}

/// The key comes by `HUB_KEY` here; a person types it.
async fn logs_in(hub: &Hub) {
    let said = hub.word(&["login"]).await;
    assert!(said.contains(" of team "), "{said}");
    let kept = hub.path("config/hub/config.toml");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let mut later = Hub::new("http://nowhere", "none");
    later.environment.url = None;
    later.environment.key = None;
    later.environment.config = Some(kept);
    let me: Value = later.json(&["me"]).await;
    assert_eq!(me["role"], "owner");
}
