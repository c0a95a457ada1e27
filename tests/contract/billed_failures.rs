//! docs/API.md, Credits: what vendors bill and no customer pays is counted for the operator, each failure once.

use aws_sdk_dynamodb::types::AttributeValue;
use contract_tests::{Client, Fault, Setup, World};
use domain::catalog::Vendor;
use domain::{Kind, TeamId};
use serde_json::{Value, json};

const PATH: &str = "/credits/billed-failures";

async fn by_hand(vendor: Vendor) -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand().only(&[vendor]) }).await
}

async fn submit(client: &Client, kind: Kind, provider: &str, prompt: &str) -> String {
    let (path, mut body) = match kind {
        Kind::Video => ("video-studio/generate", json!({"duration": 5})),
        _ => ("image-studio/generate", json!({"resolution": "720p"})),
    };
    body["provider"] = json!(provider);
    body["prompt"] = json!(prompt);
    let accepted = client.post(&format!("/creative-hub/{path}"), &body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    accepted.text("generation_id").to_owned()
}

/// The counts of the owner's team in this month.
async fn counts(world: &World) -> Vec<Value> {
    let path = format!("{PATH}?team_id={}", world.team());
    let answer = world.client("operator").get(&path).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let teams = answer.body["teams"].as_array().unwrap();
    teams.iter().flat_map(|team| team["counts"].as_array().unwrap().clone()).collect()
}

/// How many failures are counted for the owner's team.
async fn failures(world: &World) -> i64 {
    counts(world).await.iter().map(|count| count["failures"].as_i64().unwrap()).sum()
}

#[tokio::test]
async fn a_failure_counts_where_its_vendor_bills_it() {
    use Kind::{Image, Video};
    use Vendor::{Bfl, Byteplus, Fal, Kling, Runway};
    for (vendor, kind, provider, prompt, expected) in [
        (Runway, Video, "runway_gen4", "sim:moderated", Some(("moderated", 1, 600_000))),
        (Runway, Video, "runway_gen4", "sim:late-moderated", Some(("moderated", 1, 600_000))),
        (Runway, Video, "runway_gen4", "sim:bad-media", Some(("useless_result", 1, 600_000))),
        (Runway, Video, "runway_gen4", "sim:fail", None),
        (Runway, Video, "runway_gen4", "a red bicycle", None),
        (Fal, Image, "flux_2_pro", "sim:moderated", Some(("moderated", 1, 30_000))),
        (Fal, Image, "flux_2_pro", "sim:fail", None),
        (Bfl, Image, "flux_2_pro", "sim:moderated", None),
        (Bfl, Image, "flux_2_pro", "sim:fail", None),
        (Bfl, Image, "flux_2_pro", "sim:bad-media", Some(("useless_result", 1, 30_000))),
        (Bfl, Image, "flux_2_pro", "sim:slow=100000", Some(("timed_out", 1, 30_000))),
        (Bfl, Image, "flux_2_pro", "sim:drop-answer", Some(("lost_start", 1, 30_000))),
        (Byteplus, Image, "seedream_4", "sim:drop-answer", Some(("lost_start", 2, 60_000))),
        (Kling, Video, "kling_2_6", "sim:drop-answer", None),
    ] {
        let world = by_hand(vendor).await;
        let owner = world.owner();
        let job_id = submit(&owner, kind, provider, prompt).await;
        assert_eq!(failures(&world).await, 0, "it has not ended");
        let job = world.run_to_end(&owner, &job_id).await;
        let expected = expected.map(|(reason, failures, micro_usd)| {
            json!({
                "vendor": vendor, "type": kind, "provider": provider, "reason": reason, "failures": failures,
                "estimated_micro_usd": micro_usd, "estimated_cents": micro_usd / 10_000,
            })
        });
        assert_eq!(counts(&world).await, Vec::from_iter(expected), "{vendor:?}, {prompt}: {job}");
        world.assert_books().await;
    }
}

#[tokio::test]
async fn a_failure_is_counted_once_whichever_aws_call_fails_and_however_often_its_message_comes() {
    let world = by_hand(Vendor::Bfl).await;
    let owner = world.owner();
    let mut expected = 0;
    for kind in [Fault::BeforeCall, Fault::AfterCall] {
        let mut n = 0;
        loop {
            let job_id = owner.submit_picture("sim:bad-media").await;
            world.step().await;
            let look = world.next_message().await;
            world.tap.arm(kind(n));
            let _ = tokio::join!(world.deliver(Kind::Image, &look), world.deliver(Kind::Image, &look));
            let struck = world.tap.has_struck();
            world.tap.reset();
            let _ = world.deliver(Kind::Image, &look).await;
            let job = world.run_to_end(&owner, &job_id).await;
            assert_eq!(job["error_code"], "provider_failed", "{job}");
            expected += 1;
            assert_eq!(failures(&world).await, expected, "after a fault at call {n}");
            world.assert_books().await;
            if !struck {
                break;
            }
            n += 1;
        }
        assert!(n >= 2, "the job is claimed and released");
    }
}

#[tokio::test]
async fn a_job_that_completes_in_part_counts_the_rest() {
    let world = by_hand(Vendor::Bfl).await;
    let owner = world.owner();
    // The link to one of the two results leads to a private address.
    let prompt = "sim:redirect=https://10.0.0.1/ sim:bad-links=1";
    let body = json!({"prompt": prompt, "num_variants": 2, "width": 256, "height": 256});
    let job_id = owner.submit(&body).await;
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!(job["status"], "completed", "{job}");
    let [count] = &counts(&world).await[..] else { panic!("one variant was made in vain: {job}") };
    assert_eq!((&count["reason"], &count["failures"]), (&json!("useless_result"), &json!(1)));
    world.assert_books().await;
}

#[tokio::test]
async fn the_operator_sees_all_teams_month_by_month_and_teams_see_nothing() {
    let world = by_hand(Vendor::Runway).await;
    let first_month = world.month();
    for who in ["owner", "other_team_owner"] {
        let client = world.client(who);
        let job_id = submit(&client, Kind::Video, "runway_gen4", "sim:moderated").await;
        world.run_to_end(&client, &job_id).await;
        assert_eq!(client.get(PATH).await.status, 403, "{who}");
    }
    world.advance_to_end_of_month(-1);
    let operator = world.client("operator");
    assert_eq!(
        operator.get(PATH).await.body,
        json!({"month": world.month(), "teams": [], "next_cursor": null})
    );
    let job_id = submit(&world.owner(), Kind::Video, "runway_gen4", "sim:bad-media").await;
    world.run_to_end(&world.owner(), &job_id).await;

    let both = operator.get(&format!("{PATH}?month={}", first_month.as_str())).await;
    let teams = both.body["teams"].as_array().unwrap();
    assert_eq!((both.text("month"), teams.len()), (first_month.as_str(), 2), "{both:?}");
    for team in teams {
        assert_eq!((&team["failures"], &team["estimated_micro_usd"]), (&json!(1), &json!(600_000)));
        assert_eq!(
            (&team["estimated_cents"], &team["counts"][0]["reason"]),
            (&json!(60), &json!("moderated"))
        );
    }
    let now = operator.get(PATH).await;
    assert_eq!(now.body["teams"].as_array().unwrap().len(), 1, "{now:?}");
    assert_eq!(now.body["teams"][0]["team_id"], world.team());
    for (query, field) in [("month=2026-13", "month"), ("month=november", "month"), ("team_id=", "team_id")] {
        let answer = operator.get(&format!("{PATH}?{query}")).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec![field]), "{query}");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn the_books_find_a_wrong_count() {
    let world = by_hand(Vendor::Runway).await;
    let owner = world.owner();
    let job_id = submit(&owner, Kind::Video, "runway_gen4", "sim:moderated").await;
    world.run_to_end(&owner, &job_id).await;
    let entry = format!("{}/runway/video/runway_gen4/moderated", world.month().as_str());
    let update = world.stack.clients.dynamodb.update_item().table_name("billed_failure");
    update
        .key("team_id", AttributeValue::S(world.team().to_owned()))
        .key("entry", AttributeValue::S(entry.clone()))
        .update_expression("SET failures = :wrong")
        .expression_attribute_values(":wrong", AttributeValue::N("2".to_owned()))
        .send()
        .await
        .unwrap();
    let books = world.stack.store.books(&TeamId::new(world.team())).await.unwrap().unwrap();
    let differences: Vec<String> = books.differences().into_iter().map(|difference| difference.0).collect();
    assert_eq!(differences, [format!("{}: billed failures {entry} is 2, should be 1", world.team())]);
}
