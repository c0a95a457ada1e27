//! A video of 200 MB passes through the worker without ever being in its memory as a whole, and one without an end
//! leaves nothing behind.
#![cfg(target_os = "linux")]

use std::convert::Infallible;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use bytes::Bytes;
use contract_tests::{Client, Setup, Step, World};
use domain::Kind;
use domain::catalog::Vendor;
use serde_json::{Value, json};

use super::{worker, worker_with};

const VIDEO_BYTES: usize = 200 * 1024 * 1024;
const MOST_MEMORY: u64 = 64 * 1024 * 1024;
/// Room for rows and logs, but not for a part of a video.
const MOST_LEFT_BEHIND: u64 = 4 * 1024 * 1024;

/// The top-level boxes of a small film that ffmpeg makes: name and bytes.
fn boxes() -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.mp4");
    let made = Command::new("ffmpeg")
        .args([
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc=size=640x360:rate=24:duration=2",
            "-pix_fmt",
            "yuv420p",
        ])
        .arg(&path)
        .status()
        .unwrap();
    assert!(made.success());
    let film = std::fs::read(&path).unwrap();
    let mut boxes = Vec::new();
    let mut at = 0;
    while at < film.len() {
        let length = usize::try_from(u32::from_be_bytes(film[at..at + 4].try_into().unwrap())).unwrap();
        let name = String::from_utf8(film[at + 4..at + 8].to_vec()).unwrap();
        boxes.push((name, film[at..at + length].to_vec()));
        at += length;
    }
    boxes
}

/// The same film with 200 MB of frames, as a stream.
fn long_film() -> Body {
    let boxes = boxes();
    let part = |name: &str| boxes.iter().find(|(found, _)| found == name).unwrap().1.clone();
    let mut head = part("ftyp");
    head.extend(u32::try_from(VIDEO_BYTES + 8).unwrap().to_be_bytes());
    head.extend(b"mdat");
    let frames = std::iter::repeat_n(Bytes::from(vec![0; 64 * 1024]), VIDEO_BYTES / (64 * 1024));
    let pieces = std::iter::once(Bytes::from(head)).chain(frames).chain([Bytes::from(part("moov"))]);
    Body::from_stream(futures::stream::iter(pieces.map(Ok::<_, Infallible>)))
}

/// A vendor whose every task is done, with a very large result.
async fn vendor_of_large_videos() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let link = format!("{address}/film.mp4");
    let done = json!({"id": "1", "state": "completed", "output": [{"type": "video", "url": link}]});
    let router = Router::new()
        .route("/v1/generations/{id}", get(move || async move { axum::Json(done) }))
        .route("/film.mp4", get(|| async { long_film() }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// A job whose task the vendor has completed, and the batch that makes the worker look at it.
async fn finished_at_luma(world: &World, owner: &Client, prompt: &str) -> (String, Value) {
    let body = json!({"prompt": prompt, "provider": "luma_ray3", "duration": 5});
    let accepted = owner.post("/creative-hub/generate/video", &body).await;
    assert_eq!(world.step().await, Step::Done, "it is started");
    world.clock.advance_seconds(200);
    let look = world.lose_message_of(Kind::Video).await;
    let batch = json!({"Records": [{"messageId": "1", "body": look, "eventSource": "aws:sqs"}]});
    (accepted.text("job_id").to_owned(), batch)
}

#[tokio::test]
async fn a_worker_stays_small_while_it_saves_a_large_video() {
    let world = World::with(Setup::by_hand().only(&[Vendor::Luma])).await;
    let owner = world.owner();
    let (job_id, batch) = finished_at_luma(&world, &owner, "a long film").await;

    let vendor = vendor_of_large_videos().await;
    let settings = [
        ("VENDOR_BASE_URLS", json!({"luma": vendor}).to_string()),
        ("FETCH_ALLOW", vendor.trim_start_matches("http://").to_owned()),
    ];
    let worker = worker_with(&world, Kind::Video, &settings).await;
    assert_eq!(worker.invoke(&batch).await, json!({"batchItemFailures": []}));

    let job = owner.job(&job_id).await;
    assert_eq!(job["status"], "completed", "{job}");
    let generation = owner.get(&format!("/creative-hub/video-studio/generations/{job_id}")).await;
    let asset: &Value = &generation.body["assets"][0];
    assert!(asset["bytes"].as_u64().unwrap() > 200 * 1024 * 1024, "{asset}");
    assert_eq!((&asset["width"], &asset["height"]), (&json!(640), &json!(360)));
    let peak = worker.peak_memory();
    println!("a worker that saved {VIDEO_BYTES} bytes held {} MiB at most", peak / 1024 / 1024);
    assert!(peak < MOST_MEMORY, "{} MiB", peak / 1024 / 1024);
    world.assert_books().await;
}

/// The bytes of all files below a folder.
fn size_of(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| match entry.metadata().unwrap() {
            metadata if metadata.is_dir() => size_of(&entry.path()),
            metadata => metadata.len(),
        })
        .sum()
}

#[tokio::test]
async fn a_worker_stays_small_while_it_refuses_a_video_without_an_end() {
    let world = World::with(Setup::by_hand().only(&[Vendor::Luma])).await;
    let owner = world.owner();
    let (job_id, batch) = finished_at_luma(&world, &owner, "sim:endless").await;
    let before = size_of(&world.folder());
    let worker = worker(&world, Kind::Video).await;
    let started = Instant::now();
    assert_eq!(worker.invoke(&batch).await, json!({"batchItemFailures": []}));

    // The limit for bytes has ended it at the first look, and not the step's time at the fifth.
    let job = owner.job(&job_id).await;
    assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!("provider_failed")), "{job}");
    assert_eq!((&job["cost_cents"], &owner.balance().await["held"]), (&json!(0), &json!(0)));
    assert_eq!(world.starts_of("sim:endless").await, 1);
    let (peak, grown) = (worker.peak_memory(), size_of(&world.folder()) - before);
    println!(
        "a worker that refused an endless video after {:?} held {} MiB at most; the bucket grew by {grown} bytes",
        started.elapsed(),
        peak / 1024 / 1024
    );
    assert!(peak < MOST_MEMORY, "{} MiB", peak / 1024 / 1024);
    assert!(grown < MOST_LEFT_BEHIND, "{grown} bytes stay behind");
    world.assert_books().await;
}
