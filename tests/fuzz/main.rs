//! Requests to every endpoint, each of them a little or very wrong. Whatever comes, the service answers in time, with its
//! own words and a reply of a sane size, and never with a failure of its own.
//!
//! `make fuzz` sends 20,000; `make test` some hundred. `SEED` makes the same requests again, `REQUESTS` is how many.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may panic as tests do")]

mod bodies;
#[path = "../contract/endpoints/declared.rs"]
#[expect(dead_code, reason = "the contract tests read more of it")]
mod declared;
mod random;
mod requests;
mod scene;
mod wire;

use std::str::FromStr;
use std::time::Instant;

use futures::StreamExt;
use serde_json::Value;

use self::random::Random;
use self::requests::{Fuzzed, Route, fuzzed};
use self::scene::Scene;
use self::wire::Answer;

/// So many at once.
const CONCURRENCY: usize = 4;
const MOST_BYTES: usize = 1_000_000;
/// A run tells so many faults and stops.
const MOST_FAULTS: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn some_requests_are_answered_as_they_should_be() {
    // Always the same ones: a run must not fail by chance.
    run(1, 400).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it takes minutes: make fuzz"]
async fn many_requests_are_answered_as_they_should_be() {
    let seed =
        setting("SEED").unwrap_or_else(|| Random::of_request(u64::from(std::process::id()), now()).next());
    run(seed, setting("REQUESTS").unwrap_or(20_000)).await;
}

#[expect(clippy::disallowed_methods, reason = "a setting of a test is not one of the service")]
fn setting<T: FromStr>(name: &str) -> Option<T> {
    let text = std::env::var(name).ok().filter(|text| !text.is_empty())?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} must be a number, got {text}")))
}

#[expect(clippy::disallowed_methods, reason = "a seed that nobody chose comes from the clock")]
fn now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
}

async fn run(seed: u64, requests: u64) {
    let scene = Box::pin(Scene::new()).await;
    let routes = scene.routes().await;
    println!("SEED={seed} REQUESTS={requests}, {} endpoints", routes.len());
    let started = Instant::now();
    let answers = futures::stream::iter(0..requests).map(|place| one(&scene, &routes, seed, place));
    let mut answers = answers.buffer_unordered(CONCURRENCY);
    let (mut faults, mut statuses) = (Vec::new(), std::collections::BTreeMap::<u16, u64>::new());
    while let Some((status, fault)) = answers.next().await {
        *statuses.entry(status).or_default() += 1;
        faults.extend(fault);
        if faults.len() >= MOST_FAULTS {
            break;
        }
    }
    println!("{statuses:?} in {:?}", started.elapsed());
    assert!(faults.is_empty(), "SEED={seed}: {} faults\n\n{}", faults.len(), faults.join("\n\n"));
    scene.world.assert_books().await;
}

/// The status of one request, and what is wrong with its answer.
async fn one(scene: &Scene, routes: &[Route], seed: u64, place: u64) -> (u16, Option<String>) {
    let request = fuzzed(routes, scene, &mut Random::of_request(seed, place));
    let answer = request.sent.send(scene.address()).await;
    let problem = match &answer {
        Ok(answer) => problem(&request, answer),
        Err(problem) => Some(problem.clone()),
    };
    let shown =
        answer.as_ref().map(|answer| String::from_utf8_lossy(&answer.body).chars().take(600).collect());
    let shown: String = shown.unwrap_or_default();
    let status = answer.as_ref().map_or(0, |answer| answer.status);
    if let Ok(answer) = answer {
        end(scene, &answer).await;
    }
    let fault = problem
        .map(|problem| format!("request {place}: {problem}\n{}\n-> {status} {shown}", request.sent.shown()));
    (status, fault)
}

/// A job that was really made is canceled, so that later ones find room.
async fn end(scene: &Scene, answer: &Answer) {
    let Some(made) = answer.json().filter(|_| answer.status == 202) else { return };
    let id = made["job_id"].as_str().or_else(|| made["generation_id"].as_str()).unwrap_or_default();
    for who in ["owner", "other_team_owner", "operator"] {
        let path = format!("/creative-hub/generate/jobs/{id}/cancel");
        if scene.world.client(who).post(&path, &Value::Null).await.status == 200 {
            return;
        }
    }
}

fn problem(request: &Fuzzed, answer: &Answer) -> Option<String> {
    let Answer { status, body } = answer;
    if body.len() > MOST_BYTES {
        return Some(format!("the reply has {} bytes", body.len()));
    }
    if *status >= 500 || *status < 200 {
        return Some(format!("the status is {status}"));
    }
    // An answer to HEAD has no body.
    if *status < 400 || request.sent.method == "HEAD" {
        return None;
    }
    let shape = answer.json().unwrap_or_default();
    // API Gateway answers this itself.
    if !request.has_a_host && *status == 400 {
        return None;
    }
    let is_ours = ["error", "code", "request_id"]
        .iter()
        .all(|name| shape[*name].as_str().is_some_and(|it| !it.is_empty()));
    let has_fields =
        shape["code"] != "invalid_request" || shape["fields"].as_array().is_some_and(|it| !it.is_empty());
    (!is_ours || !has_fields).then(|| "the error has another shape than ours".to_owned())
}
