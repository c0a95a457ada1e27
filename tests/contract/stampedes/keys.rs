//! Many keys at once, each with a cap of its own.

use futures::{StreamExt, stream};
use serde_json::json;

use super::{AT_ONCE, QUOTE, REST, by_hand, numbers, room_for, submit};
use crate::api_keys::{holder, make};

const KEYS: i64 = 20;
const CONFLICTS_IN_PERCENT: u32 = 10;
const SENTENCE: &str = "Team member monthly credit cap exceeded";

/// How many jobs the n-th key's cap allows: 1 to 9, and 93 of all keys together, fewer than may be in flight.
const fn allowed(key: i64) -> i64 {
    key % 9 + 1
}

async fn every_cap_is_exact(submits_of_each: usize) {
    let world = by_hand().await;
    let owner = world.owner();
    let _room = room_for(AT_ONCE).await;
    let mut keys = Vec::new();
    for key in 0..KEYS {
        let cap = allowed(key) * QUOTE + REST;
        let made = make(&owner, &json!({"name": key.to_string(), "monthly_cap": cap})).await;
        keys.push((key, holder(&world, &made), made.text("id").to_owned()));
    }
    world.tap.conflicts.inject(CONFLICTS_IN_PERCENT);
    let submits = (0..submits_of_each).flat_map(|_| &keys).map(|(key, client, _)| async move {
        let answer = submit(client, None).await;
        if answer.status == 402 {
            let told = (answer.text("error"), answer.text("code"), answer.body["credits_available"].as_i64());
            assert_eq!(told, (SENTENCE, "key_monthly_cap_exceeded", Some(REST)), "{answer:?}");
        }
        (*key, answer.status)
    });
    let at_once = usize::try_from(AT_ONCE).unwrap();
    let answers: Vec<(i64, u16)> = stream::iter(submits).buffer_unordered(at_once).collect().await;
    world.tap.conflicts.inject(0);
    let mut jobs = 0;
    for (key, client, id) in &keys {
        let of_key = || answers.iter().filter(|(by, _)| by == key).map(|(_, status)| *status);
        let passed = i64::try_from(of_key().filter(|status| *status == 202).count()).unwrap();
        let refused = of_key().filter(|status| *status == 402).count();
        assert_eq!((passed, refused + usize::try_from(passed).unwrap()), (allowed(*key), submits_of_each));
        let seen = client.get(&format!("/api-keys/{id}")).await.body;
        assert_eq!(seen["month_held"], passed * QUOTE, "{seen}");
        jobs += passed;
    }
    assert_eq!(numbers(&owner).await[1], jobs * QUOTE, "held");
    world.run_all_to_end(&owner).await;
    for (key, client, id) in &keys {
        let seen = client.get(&format!("/api-keys/{id}")).await.body;
        let used = [&seen["month_used"], &seen["month_held"], &seen["monthly_cap"]];
        assert_eq!(used, [&json!(allowed(*key) * QUOTE), &json!(0), &json!(allowed(*key) * QUOTE + REST)]);
    }
    world.assert_books().await;
}

#[tokio::test]
async fn every_cap_of_twenty_keys_is_exact_under_two_hundred_submits() {
    every_cap_is_exact(10).await;
}

#[tokio::test]
#[ignore = "it takes half a minute: the test above does the same with fewer submits"]
async fn every_cap_of_twenty_keys_is_exact_under_a_thousand_submits() {
    every_cap_is_exact(50).await;
}
