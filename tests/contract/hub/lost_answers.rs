//! Connections that die between the API's work and its answer: a request is sent again, and counts once.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use contract_tests::World;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::Hub;

/// A way to the API on which the answers of the first connections are lost.
struct Wire {
    address: String,
    lost: Arc<AtomicUsize>,
}

impl Wire {
    async fn to(world: &World, losses: usize) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let api = world.stack.ready.api.trim_start_matches("http://").to_owned();
        let lost = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&lost);
        tokio::spawn(async move {
            while let Ok((here, _)) = listener.accept().await {
                let there = TcpStream::connect(&api).await.unwrap();
                if counted.load(Ordering::Relaxed) < losses {
                    counted.fetch_add(1, Ordering::Relaxed);
                    tokio::spawn(lose_the_answer(here, there));
                } else {
                    tokio::spawn(pass_on(here, there));
                }
            }
        });
        Self { address, lost }
    }
}

/// Waits until the API has answered, and hangs up.
async fn lose_the_answer(mut here: TcpStream, mut there: TcpStream) {
    let mut request = vec![0; 64 * 1024];
    let mut answer = [0; 1];
    loop {
        tokio::select! {
            read = here.read(&mut request) => match read {
                Ok(0) | Err(_) => return,
                Ok(read) => there.write_all(&request[..read]).await.unwrap(),
            },
            _ = there.read(&mut answer) => return,
        }
    }
}

async fn pass_on(mut here: TcpStream, mut there: TcpStream) {
    // A client that goes away is no failure.
    let _ = tokio::io::copy_bidirectional(&mut here, &mut there).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_whose_answer_is_lost_counts_once() {
    let world = World::with_bfl().await;
    let key = &world.stack.ready.keys["owner"];
    let wire = Wire::to(&world, 2).await;
    let picture = ["image", "a kite", "--provider", "flux_2_pro", "--no-wait"];
    let job = Hub::new(&wire.address, key).word(&picture).await;
    assert_eq!(wire.lost.load(Ordering::Relaxed), 2);
    let jobs = Hub::owner(&world).json(&["jobs"]).await;
    let ids: Vec<_> = jobs["jobs"].as_array().unwrap().iter().map(|job| &job["id"]).collect();
    assert_eq!(ids, [&json!(job)]);
    world.owner().ended(&job).await;

    // More losses than attempts: the person hears of it.
    let wire = Wire::to(&world, 5).await;
    let shown = Hub::new(&wire.address, key).run(&picture).await;
    assert_eq!((shown.code, shown.out.as_str()), (4, ""), "{shown:?}");
    let jobs = Hub::owner(&world).json(&["jobs"]).await;
    assert_eq!(jobs["jobs"].as_array().unwrap().len(), 2, "all five were the same request");
    world.owner().ended(jobs["jobs"][0]["id"].as_str().unwrap()).await;
    world.assert_books().await;
}

/// The API shows a key's secret once, and so not to a repetition.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_whose_secret_is_lost_can_be_rotated() {
    let world = World::with_bfl().await;
    let wire = Wire::to(&world, 1).await;
    let lossy = Hub::new(&wire.address, &world.stack.ready.keys["owner"]);
    let shown = lossy.run(&["keys", "create", "nightly"]).await;
    assert_eq!((shown.code, shown.out.as_str()), (4, ""), "{shown:?}");
    let rotate = shown.err.split('`').nth(1).unwrap().to_owned();
    let words: Vec<&str> = rotate.split_whitespace().skip(1).collect();
    assert_eq!(words[..2], ["keys", "rotate"], "{rotate}");
    assert!(lossy.word(&words).await.starts_with("chub_test_"));
    let keys = lossy.json(&["keys"]).await;
    let named = keys["api_keys"].as_array().unwrap().iter().filter(|key| key["name"] == "nightly");
    assert_eq!(named.count(), 1);
}
