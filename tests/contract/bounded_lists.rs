//! docs/API.md, Lists: every list is bounded, by count and by bytes, and goes on behind its cursor.

use contract_tests::{Client, Setup, World};
use domain::catalog::Vendor;
use serde_json::{Value, json};

/// What one reply of a list may have.
const MOST_BYTES: usize = 1_000_000;

/// The ids on each page of a list.
async fn pages(client: &Client, path: &str, list: &str, id: &str) -> Vec<Vec<String>> {
    let (mut pages, mut cursor) = (Vec::new(), String::new());
    for _ in 0..20 {
        let page = client.get(&format!("{path}{cursor}")).await;
        assert_eq!(page.status, 200, "{page:?}");
        assert!(page.body.to_string().len() < MOST_BYTES, "{path}");
        let items = page.body[list].as_array().unwrap();
        pages.push(items.iter().map(|item| item[id].as_str().unwrap().to_owned()).collect());
        match page.body["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return pages,
        }
    }
    panic!("the list does not end");
}

fn sizes(pages: &[Vec<String>]) -> Vec<usize> {
    pages.iter().map(Vec::len).collect()
}

#[tokio::test]
async fn a_page_of_long_jobs_ends_before_a_megabyte_and_the_next_goes_on() {
    let world = World::with(Setup::by_hand().only(&[Vendor::Openai])).await;
    let owner = world.owner();
    let mut jobs = Vec::new();
    for _ in 0..40 {
        let accepted = owner.post("/creative-hub/generate/tts", &json!({"text": "👍".repeat(4096)})).await;
        assert_eq!(accepted.status, 202, "{accepted:?}");
        jobs.push(accepted.text("job_id").to_owned());
    }
    jobs.sort_unstable_by(|one, other| other.cmp(one));
    for (path, list, id) in [
        ("/creative-hub/generate/jobs?limit=100", "jobs", "id"),
        ("/creative-hub/voice-studio/generations?limit=100", "generations", "generation_id"),
    ] {
        let pages = pages(&owner, path, list, id).await;
        assert_eq!(pages.concat(), jobs, "{path}");
    }
    let jobs = pages(&owner, "/creative-hub/generate/jobs?limit=100", "jobs", "id").await;
    assert!(jobs.len() > 1, "40 jobs of 33 KB do not fit into one page");
    world.assert_books().await;
}

#[tokio::test]
async fn folders_and_members_go_on_behind_a_cursor() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    let mut folders = Vec::new();
    for name in ["a", "b", "c", "d", "e"] {
        folders.push(owner.create_folder(name, None).await);
        world.clock.advance_seconds(1);
    }
    owner.create_folder("within", Some(&folders[0])).await;
    for (limit, expected) in [(2, vec![2, 2, 1]), (5, vec![5]), (1000, vec![5])] {
        let path = format!("/creative-hub/drive/folders?parent=root&limit={limit}");
        let pages = pages(&owner, &path, "folders", "id").await;
        assert_eq!((sizes(&pages), pages.concat()), (expected, folders.clone()), "{limit}");
    }
    for user in ["a", "b", "c", "d", "e"] {
        let cap = json!({"monthly_cap": 10});
        assert_eq!(owner.put(&format!("/credits/members/{user}/cap"), &cap).await.status, 200);
    }
    // A query of DynamoDB that ends with the last item does not know that it was the last.
    for limit in [1, 2, 5, 200] {
        let pages = pages(&owner, &format!("/credits/members?limit={limit}"), "members", "user_id").await;
        assert_eq!(pages.concat(), ["a", "b", "c", "d", "e"], "{limit}");
    }
    let elsewhere = owner.get("/creative-hub/drive/folders?limit=2").await;
    let cursor = elsewhere.text("next_cursor");
    let refused = owner.get(&format!("/creative-hub/drive/folders?parent=root&cursor={cursor}")).await;
    assert_eq!((refused.status, refused.complaints()), (400, vec!["cursor"]));
    // What no row's key can be is refused before the store is asked.
    for key in [String::new(), "x".repeat(3000)] {
        let cursor = web::cursor::write(&("members", world.team()), &key);
        let forged = owner.get(&format!("/credits/members?cursor={cursor}")).await;
        assert_eq!((forged.status, forged.complaints()), (400, vec!["cursor"]), "{forged:?}");
        let cursor = web::cursor::write(&"teams", &key);
        let forged = world.client("operator").get(&format!("/teams?cursor={cursor}")).await;
        assert_eq!((forged.status, forged.complaints()), (400, vec!["cursor"]), "{forged:?}");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn a_number_that_the_store_could_not_keep_is_stored_as_it_is_quoted() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    let body = r#"{"clips": [{"source": "https://example.com/a.mp4", "start": 1e-200, "end": 6.00049}],
        "texts": [{"text": "x", "start": -1e-200, "position": {"x": 5e-324, "y": 0.123456}}],
        "overlays": [{"source": "https://example.com/a.png", "opacity": 1e-131, "width": 0.33333}],
        "music": {"source": "https://example.com/a.mp3", "volume": 1e-7}, "loudness": -14.006}"#;
    let body: Value = serde_json::from_str(body).unwrap();
    let dry = owner.post("/creative-hub/generate/composite?dry_run=true", &body).await;
    let accepted = owner.post("/creative-hub/generate/composite", &body).await;
    assert_eq!((dry.status, accepted.status), (200, 202), "{accepted:?}");
    let job = owner.job(accepted.text("job_id")).await;
    let settings = &job["settings"];
    for (pointer, kept) in [
        ("/clips/0/start", 0.0),
        ("/clips/0/end", 6.0),
        ("/texts/0/start", 0.0),
        ("/texts/0/position/x", 0.0),
        ("/texts/0/position/y", 0.1235),
        ("/overlays/0/opacity", 0.0),
        ("/overlays/0/width", 0.3333),
        ("/music/volume", 0.0),
        ("/loudness", -14.01),
    ] {
        assert_eq!(settings.pointer(pointer), Some(&json!(kept)), "{pointer}: {settings}");
        assert_eq!(dry.body["settings"].pointer(pointer), Some(&json!(kept)), "{pointer}: {}", dry.body);
    }
    assert_eq!(dry.body["credits_estimated"], accepted.body["credits_estimated"]);
    world.assert_books().await;
}
