//! docs/API.md, Uploads: from the link to the file.

use contract_tests::{Answer, Client, Fault, Setup, World, png, wav};
use futures::future::join_all;
use serde_json::{Value, json};

use crate::renders::made;

const FILES: &str = "/creative-hub/drive/files";
const FOLDERS: &str = "/creative-hub/drive/folders";
const UPLOADS: &str = "/creative-hub/drive/uploads";

async fn under_key(client: &Client, path: &str, key: &str, body: &Value) -> Answer {
    client.send(client.request("POST", path).header("idempotency-key", key).json(body)).await
}

fn complete_path(upload: &Value) -> String {
    format!("{UPLOADS}/{}/complete", upload["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_picture_is_uploaded_checked_and_in_the_drive() {
    let world = World::new().await;
    let owner = world.owner();
    let folder = owner.create_folder("logos", None).await;
    let bytes = png(30, 20);
    let upload = owner.begin_upload("logo.png", "image/png", bytes.len(), Some(&folder)).await;
    assert_eq!((&upload["method"], &upload["folder_id"]), (&json!("PUT"), &json!(folder)));
    assert_eq!(upload["headers"]["content-type"], "image/png");
    assert_eq!(upload["headers"]["content-length"], bytes.len().to_string());

    let early = owner.complete(&upload).await;
    assert_eq!((early.status, early.text("code")), (409, "upload_not_there"));
    assert_eq!(owner.put_bytes(&upload, &bytes).await, 200);
    assert!(owner.file_names(&folder).await.is_empty(), "the file appears once it is checked");
    let file = owner.complete(&upload).await;
    assert_eq!(file.status, 200, "{file:?}");
    let expected = json!({"id": upload["id"], "name": "logo.png", "mime": "image/png", "bytes": bytes.len(),
        "width": 30, "height": 20, "duration": null, "folder_id": folder, "job_id": null,
        "asset": format!("asset:{}", upload["id"].as_str().unwrap())});
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&file.body[name], value, "{name}");
    }
    let path = format!("{FILES}/{}", file.text("id"));
    assert_eq!(world.client("member").get(&path).await.body, file.body, "the whole team has it");
    assert_eq!(owner.file_names(&folder).await, ["logo.png"]);
    let content = owner.request("GET", "").build().unwrap().url().clone();
    assert!(file.text("content_url").starts_with(&content.origin().ascii_serialization()), "{file:?}");
    world.assert_folders_count().await;
    world.assert_books().await;
}

#[tokio::test]
async fn the_length_of_sounds_and_videos_is_shown() {
    let world = World::new().await;
    let owner = world.owner();
    let sine = "-f lavfi -i sine=d=2";
    for (mime, bytes, size) in [
        ("audio/mpeg", made(sine, "mp3"), None),
        ("audio/wav", made(sine, "wav"), None),
        ("audio/ogg", made(&format!("{sine} -c:a libopus"), "ogg"), None),
        ("audio/mp4", made(sine, "m4a"), None),
        ("audio/aac", made(sine, "aac"), None),
        ("audio/flac", made(sine, "flac"), None),
        ("audio/webm", made(&format!("{sine} -c:a libopus"), "webm"), None),
        ("video/webm", made("-f lavfi -i testsrc2=s=320x240:d=2 -c:v libvpx", "webm"), Some((320, 240))),
        (
            "video/mp4",
            made("-f lavfi -i testsrc2=s=320x240:d=2 -c:v libx264 -pix_fmt yuv420p", "mp4"),
            Some((320, 240)),
        ),
    ] {
        let file = owner.upload("a", mime, &bytes, None).await;
        let duration = file["duration"].as_f64().unwrap();
        assert!((1.9..2.2).contains(&duration), "{mime}: {duration}");
        assert_eq!(
            (&file["width"], &file["height"]),
            (&json!(size.map(|it| it.0)), &json!(size.map(|it| it.1)))
        );
    }
}

#[tokio::test]
async fn a_long_video_is_checked_without_reading_its_pictures() {
    // No sweep runs beside it and is counted.
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    // The video's index comes after 11 MB of pixels.
    let bytes = made("-f lavfi -i testsrc2=s=640x360:d=1 -c:v rawvideo -pix_fmt uyvy422", "mov");
    assert!(bytes.len() > 10_000_000);
    let upload = owner.begin_upload("a.mov", "video/quicktime", bytes.len(), None).await;
    assert_eq!(owner.put_bytes(&upload, &bytes).await, 200);
    world.tap.reset();
    let file = owner.complete(&upload).await;
    assert_eq!((file.status, &file.body["width"], &file.body["duration"]), (200, &json!(640), &json!(1.0)));
    let calls = ["GetItem", "GetObject", "GetObject", "CopyObject", "TransactWriteItems"];
    assert_eq!(world.tap.calls(), calls);
    let link = owner.get(&format!("{FILES}/{}/content?redirect=false", file.text("id"))).await;
    assert!(world.stranger().download(link.text("url")).await.1 == bytes);
}

#[tokio::test]
async fn a_link_takes_only_what_was_announced() {
    let world = World::new().await;
    let owner = world.owner();
    let bytes = png(8, 8);
    let upload = owner.begin_upload("a.png", "image/png", bytes.len(), None).await;
    let longer = [bytes.clone(), vec![0]].concat();
    assert_eq!(owner.put_bytes(&upload, &longer).await, 403);
    assert_eq!(owner.put_bytes(&upload, &bytes[1..]).await, 403);
    assert_eq!(owner.put_as(&upload, "text/html", &bytes).await, 403);
    let mut elsewhere = upload.clone();
    elsewhere["url"] = json!(upload["url"].as_str().unwrap().replace("/uploads/", "/files/"));
    assert_eq!(owner.put_bytes(&elsewhere, &bytes).await, 403);
    assert_eq!(owner.complete(&upload).await.status, 409, "nothing came");
    assert_eq!(owner.put_bytes(&upload, &bytes).await, 200);
    assert_eq!(owner.complete(&upload).await.status, 200);
}

#[tokio::test]
async fn bytes_that_are_something_else_are_refused_and_can_be_sent_again() {
    let world = World::new().await;
    let owner = world.owner();
    let video = made("-f lavfi -i testsrc2=s=64x64:d=1 -c:v libx264 -pix_fmt yuv420p", "mp4");
    let mut cut_off = video.clone();
    cut_off.truncate(video.len() - 10);
    let page = b"<html><script>alert(1)</script></html>".to_vec();
    for (mime, wrong) in [
        ("image/png", page.clone()),
        ("image/png", video.clone()),
        ("image/jpeg", png(8, 8)),
        ("video/mp4", page.clone()),
        ("video/mp4", png(8, 8)),
        ("video/mp4", cut_off),
        ("video/quicktime", video.clone()),
        ("audio/mpeg", page),
        ("audio/mpeg", made("-f lavfi -i sine=d=1", "wav")),
        ("audio/mp4", video),
    ] {
        let upload = owner.begin_upload("a", mime, wrong.len(), None).await;
        assert_eq!(owner.put_bytes(&upload, &wrong).await, 200);
        let answer = owner.complete(&upload).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec!["mime"]), "{mime}: {answer:?}");
    }
    assert!(owner.file_names("root").await.is_empty());

    let right = png(8, 8);
    let upload = owner.begin_upload("a.png", "image/png", right.len(), None).await;
    assert_eq!(owner.put_bytes(&upload, &vec![7; right.len()]).await, 200);
    assert_eq!(owner.complete(&upload).await.status, 400);
    assert_eq!(owner.put_bytes(&upload, &right).await, 200);
    assert_eq!(owner.complete(&upload).await.status, 200);
}

#[tokio::test]
async fn checked_bytes_cannot_be_replaced_through_the_link() {
    let world = World::new().await;
    let owner = world.owner();
    let (checked, other) = (png(8, 8), vec![7; png(8, 8).len()]);
    let upload = owner.begin_upload("a.png", "image/png", checked.len(), None).await;
    assert_eq!(owner.put_bytes(&upload, &checked).await, 200);
    let file = owner.complete(&upload).await;
    assert_eq!(owner.put_bytes(&upload, &other).await, 200, "the link lives on for an hour");
    let again = owner.complete(&upload).await;
    assert_eq!((again.status, &again.body), (200, &file.body), "completed is completed");
    let link = owner.get(&format!("{FILES}/{}/content?redirect=false", file.text("id"))).await;
    assert_eq!(world.stranger().download(link.text("url")).await, (200, checked));
}

#[tokio::test]
async fn completing_again_under_another_key_keeps_that_key_too() {
    let world = World::new().await;
    let owner = world.owner();
    let bytes = png(8, 8);
    let upload = owner.begin_upload("a.png", "image/png", bytes.len(), None).await;
    assert_eq!(owner.put_bytes(&upload, &bytes).await, 200);
    let path = complete_path(&upload);
    let first = under_key(&owner, &path, "one", &Value::Null).await;
    let second = under_key(&owner, &path, "two", &Value::Null).await;
    assert_eq!((first.status, second.status, &second.body), (200, 200, &first.body));
    for key in ["one", "two"] {
        let again = under_key(&owner, &path, key, &Value::Null).await;
        assert_eq!((again.status, &again.body), (200, &first.body));
        assert_eq!(again.headers["idempotent-replayed"], "true", "{key}");
        assert_eq!(under_key(&owner, FOLDERS, key, &json!({"name": "x"})).await.status, 422, "{key}");
    }
}

#[tokio::test]
async fn every_mistake_in_an_upload_is_reported_at_once() {
    let world = World::new().await;
    let owner = world.owner();
    for (path, body) in [
        (UPLOADS, json!({"name": "", "mime": "image/png", "bytes": 1})),
        (FOLDERS, json!({"name": ""})),
        ("/creative-hub/brand-kits", json!({"name": ""})),
    ] {
        let answer = under_key(&owner, &format!("{path}?dry_run=true"), "", &body).await;
        assert_eq!(
            (answer.status, answer.complaints()),
            (400, vec!["Idempotency-Key", "dry_run", "name"]),
            "{path}"
        );
    }
    let mib = 1024 * 1024;
    for (body, fields) in [
        (json!({}), vec!["bytes", "mime", "name"]),
        (json!({"name": "a", "mime": "image/svg+xml", "bytes": 1}), vec!["mime"]),
        (json!({"name": "a", "mime": "image/png", "bytes": 20 * mib + 1}), vec!["bytes"]),
        (json!({"name": "a", "mime": "audio/mpeg", "bytes": 50 * mib + 1}), vec!["bytes"]),
        (json!({"name": "a", "mime": "video/mp4", "bytes": 500 * mib + 1}), vec!["bytes"]),
        (json!({"name": "a/b", "mime": "video/mp4", "bytes": 0, "x": 1}), vec!["bytes", "name", "x"]),
        (
            json!({"name": "a", "mime": "image/png", "bytes": 1, "folder_id": "0198a8a0-0000-7000-8000-000000000001"}),
            vec!["folder_id"],
        ),
    ] {
        let answer = owner.post(UPLOADS, &body).await;
        let mut complaints = answer.complaints();
        complaints.sort_unstable();
        assert_eq!((answer.status, complaints), (400, fields), "{body}");
    }
    let foreign = world.client("other_team_owner").create_folder("x", None).await;
    let body = json!({"name": "a", "mime": "image/png", "bytes": 1, "folder_id": foreign});
    assert_eq!(owner.post(UPLOADS, &body).await.complaints(), ["folder_id"]);
}

#[tokio::test]
async fn the_same_key_begins_one_upload_and_gets_a_fresh_link() {
    let world = World::new().await;
    let owner = world.owner();
    let bytes = png(8, 8);
    let body = json!({"name": "a.png", "mime": "image/png", "bytes": bytes.len()});
    let first = under_key(&owner, UPLOADS, "k", &body).await;
    world.clock.advance_seconds(1800);
    let again = under_key(&owner, UPLOADS, "k", &body).await;
    assert_eq!((again.status, again.text("id")), (201, first.text("id")));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_ne!(again.text("expires_at"), first.text("expires_at"));
    assert_eq!(owner.put_bytes(&again.body, &bytes).await, 200);
    let other = json!({"name": "b.png", "mime": "image/png", "bytes": bytes.len()});
    assert_eq!(under_key(&owner, UPLOADS, "k", &other).await.status, 422);

    let path = complete_path(&first.body);
    assert_eq!(under_key(&owner, &path, "k", &Value::Null).await.status, 422, "another request");
    let done = under_key(&owner, &path, "k2", &Value::Null).await;
    let repeated = under_key(&owner, &path, "k2", &Value::Null).await;
    assert_eq!((done.status, repeated.status, &repeated.body), (200, 200, &done.body));
    assert_eq!(repeated.headers["idempotent-replayed"], "true");
}

#[tokio::test]
async fn an_upload_completed_ten_times_at_once_is_one_file() {
    let world = World::new().await;
    let owner = world.owner();
    let folder = owner.create_folder("a", None).await;
    let bytes = png(8, 8);
    let upload = owner.begin_upload("a.png", "image/png", bytes.len(), Some(&folder)).await;
    assert_eq!(owner.put_bytes(&upload, &bytes).await, 200);
    let answers = join_all((0..10).map(|_| owner.complete(&upload))).await;
    for answer in &answers {
        assert_eq!((answer.status, &answer.body["id"]), (200, &upload["id"]), "{answer:?}");
    }
    assert_eq!(owner.file_names(&folder).await, ["a.png"]);
    world.assert_folders_count().await;
}

#[tokio::test]
async fn a_file_goes_to_the_root_if_its_folder_was_deleted_meanwhile() {
    let world = World::new().await;
    let owner = world.owner();
    let folder = owner.create_folder("a", None).await;
    let bytes = png(8, 8);
    let upload = owner.begin_upload("a.png", "image/png", bytes.len(), Some(&folder)).await;
    assert_eq!(owner.put_bytes(&upload, &bytes).await, 200);
    assert_eq!(owner.delete(&format!("{FOLDERS}/{folder}")).await.status, 204);
    let file = owner.complete(&upload).await;
    assert_eq!((file.status, &file.body["folder_id"]), (200, &Value::Null));
    assert_eq!(owner.file_names("root").await, ["a.png"]);
}

#[tokio::test]
async fn an_abandoned_upload_ends_after_a_day() {
    let world = World::new().await;
    let owner = world.owner();
    let bytes = png(8, 8);
    let upload = owner.begin_upload("a.png", "image/png", bytes.len(), None).await;
    assert_eq!(owner.put_bytes(&upload, &bytes).await, 200);
    world.clock.advance_seconds(24 * 3600 + 1);
    assert_eq!(owner.complete(&upload).await.status, 404);
    let kept = owner.upload("b.png", "image/png", &bytes, None).await;
    world.clock.advance_seconds(30 * 24 * 3600);
    let path = format!("{FILES}/{}", kept["id"].as_str().unwrap());
    assert_eq!(owner.get(&path).await.status, 200, "what was completed stays");
}

#[tokio::test]
async fn an_upload_becomes_one_file_whichever_aws_call_fails() {
    let world = World::new().await;
    let owner = world.owner();
    let folder = owner.create_folder("a", None).await;
    let bytes = png(8, 8);
    let mut expected = 0;
    for kind in [Fault::BeforeCall, Fault::AfterCall] {
        for n in 0..7 {
            let upload = owner.begin_upload("a.png", "image/png", bytes.len(), Some(&folder)).await;
            assert_eq!(owner.put_bytes(&upload, &bytes).await, 200);
            world.tap.arm(kind(n));
            let key = format!("{:?}", kind(n));
            let mut done = under_key(&owner, &complete_path(&upload), &key, &Value::Null).await;
            if done.status != 200 {
                assert!(done.status == 500 && done.headers.contains_key("retry-after"), "{done:?}");
                done = under_key(&owner, &complete_path(&upload), &key, &Value::Null).await;
            }
            world.tap.reset();
            assert_eq!((done.status, &done.body["id"]), (200, &upload["id"]), "{:?}: {done:?}", kind(n));
            expected += 1;
        }
    }
    assert_eq!(owner.file_names(&folder).await.len(), expected);
    world.assert_folders_count().await;
}

/// Two recordings of the same number of bytes are put to the link in turns, while the upload is completed many times at
/// once. The facts about the file are those of its bytes, and no other bytes stay.
#[tokio::test]
async fn bytes_that_arrive_during_completion_do_not_become_the_file() {
    let world = World::new().await;
    let owner = world.owner();
    let (short, long) = (wav(16_000, 16_000), wav(4_000, 16_000));
    for _ in 0..8 {
        let upload = owner.begin_upload("a.wav", "audio/wav", short.len(), None).await;
        assert_eq!(owner.put_bytes(&upload, &short).await, 200);
        let puts =
            join_all((0..6).map(|n| owner.put_bytes(&upload, if n % 2 == 0 { &long } else { &short })));
        let completes = join_all((0..5).map(|_| owner.complete(&upload)));
        let (_, answers) = tokio::join!(puts, completes);
        let file = loop {
            let again = owner.complete(&upload).await;
            if again.status == 200 {
                break again;
            }
            assert_eq!((again.status, again.text("code")), (409, "upload_changed"), "{again:?}");
        };
        for answer in answers.iter().filter(|answer| answer.status == 200) {
            assert_eq!(answer.body, file.body);
        }
        let link = owner.get(&format!("{FILES}/{}/content?redirect=false", file.text("id"))).await;
        let (_, bytes) = world.stranger().download(link.text("url")).await;
        let seconds = if bytes == short { 1.0 } else { 4.0 };
        assert_eq!(file.body["duration"], seconds, "{file:?}");
        assert_eq!(owner.delete(&format!("{FILES}/{}", file.text("id"))).await.status, 204);
    }
    assert_eq!(world.keys_under("files/").await, Vec::<String>::new(), "no copy stays that no file names");
}

#[tokio::test]
async fn a_picture_that_is_cut_off_is_refused() {
    let world = World::new().await;
    let owner = world.owner();
    let whole = png(64, 64);
    for length in [whole.len() / 2, whole.len() - 20] {
        let cut = &whole[..length];
        let upload = owner.begin_upload("a.png", "image/png", cut.len(), None).await;
        assert_eq!(owner.put_bytes(&upload, cut).await, 200);
        let answer = owner.complete(&upload).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec!["mime"]), "{length}: {answer:?}");
    }
}
