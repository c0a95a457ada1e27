//! docs/API.md, the operator's status: how routes and the oldest jobs stand, and what ends.

use contract_tests::{Broken, Gate, Setup, World};
use domain::catalog::Vendor;
use domain::{Catalog, Kind};
use serde_json::{Value, json};

async fn status(world: &World) -> Value {
    let answer = world.client("operator").get("/operator/status").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

fn jobs(status: &Value) -> Vec<&str> {
    status["oldest_jobs"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn open_jobs_of_all_teams_are_shown_the_oldest_first_until_they_end() {
    let world = World::with(Setup::by_hand()).await;
    let (owner, other) = (world.owner(), world.client("other_team_owner"));
    assert!(jobs(&status(&world).await).is_empty());
    let mut made = Vec::new();
    for number in 0..12 {
        let who = if number % 2 == 0 { &owner } else { &other };
        made.push(who.submit(&json!({"prompt": "a secret kite"})).await);
        world.clock.advance_seconds(1);
    }
    let seen = status(&world).await;
    assert_eq!(jobs(&seen), made[..10], "{seen}");
    assert!(!seen.to_string().contains("secret"), "what is made is the team's own: {seen}");
    let oldest = &seen["oldest_jobs"][0];
    let teams = &world.stack.ready.teams;
    assert_eq!((&oldest["team_id"], &oldest["status"]), (&json!(teams[0]), &json!("pending")));
    assert_eq!(seen["oldest_jobs"][1]["team_id"], json!(teams[1]));
    assert_eq!((&oldest["type"], &oldest["overdue_seconds"]), (&json!("image"), &json!(0)));
    let wait = oldest["due_at"].as_str().map(domain::Timestamp::parse).unwrap().unwrap();
    let now = world.clock.clock().now();
    world.clock.advance_seconds(wait.millis_since(now) / 1000 + 6);
    let overdue = status(&world).await["oldest_jobs"][0]["overdue_seconds"].as_i64().unwrap();
    assert!((5..=7).contains(&overdue), "{overdue}");
    let cancelled = owner.post(&format!("/creative-hub/generate/jobs/{}/cancel", made[0]), &json!({})).await;
    assert!(cancelled.status < 300, "{cancelled:?}");
    assert_eq!(jobs(&status(&world).await), made[1..11], "an ended job is not shown");
}

#[tokio::test]
async fn every_route_is_there_and_what_ends_is_in_the_order_of_days() {
    let world = World::new().await;
    let seen = status(&world).await;
    let catalog = Catalog::shipped().unwrap();
    let routes = catalog.models().iter().map(|model| model.routes.len()).sum::<usize>();
    assert_eq!(seen["routes"].as_array().unwrap().len(), routes);
    let now = world.clock.clock().now().rfc3339();
    let days: Vec<&str> =
        seen["sunsets"].as_array().unwrap().iter().map(|it| it["at"].as_str().unwrap()).collect();
    assert!(!days.is_empty() && days.is_sorted() && days.iter().all(|day| *day > now.as_str()), "{days:?}");
    for sunset in seen["sunsets"].as_array().unwrap() {
        assert_ne!(sunset["route"].is_null(), sunset["voice"].is_null(), "{sunset}");
    }
}

#[tokio::test]
async fn a_route_that_refuses_our_key_is_told_with_its_troubles() {
    let gate = Gate::open().await;
    let elsewhere = Vendor::ALL.into_iter().map(|vendor| (vendor, gate.address(vendor))).collect();
    let world = World::with(Setup { elsewhere, ..Setup::default() }).await;
    gate.lead_to(&world);
    let catalog = Catalog::shipped().unwrap();
    let route = &catalog.model(Kind::Image, "seedream_4").unwrap().routes[0];
    gate.break_route(route, Broken::Status(401));
    let owner = world.owner();
    let body = json!({"prompt": "x", "provider": "seedream_4", "resolution": "720p"});
    let accepted = owner.post("/creative-hub/image-studio/generate", &body).await;
    owner.ended(accepted.text("generation_id")).await;
    let seen = status(&world).await;
    let shown = seen["routes"].as_array().unwrap().iter();
    let mut shown = shown.filter(|it| it["model"] == "seedream_4");
    let first = shown.next().unwrap();
    assert_eq!((&first["route"], &first["troubles"]), (&json!(route.name), &json!(3)), "{first}");
    // At this pace the breaker may be over by now: then the next start tries the route.
    if first["state"] == "closed" {
        assert_eq!(first["reason"], "key", "{first}");
        assert!(first["until"].is_string(), "{first}");
    }
    assert!(shown.all(|it| it["state"] == "open" && it["until"].is_null()));
}
