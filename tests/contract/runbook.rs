//! The statements that the runbook tells operators to run, read from the runbook and run as they stand there.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use contract_tests::{Setup, World};
use domain::catalog::Vendor;
use serde_json::json;

const RUNBOOK: &str = include_str!("../../docs/runbook.md");

type Row = HashMap<String, AttributeValue>;

/// The statement in the first line that begins with `ask` after the line that begins with `title`.
fn statement(title: &str) -> String {
    let mut lines = RUNBOOK.lines().skip_while(|line| !line.starts_with(title));
    let line = lines.find_map(|line| line.strip_prefix("ask \""));
    let line = line.unwrap_or_else(|| panic!("the runbook has no statement titled {title:?}"));
    line.strip_suffix('"').unwrap().replace("\\\"", "\"")
}

/// Runs a statement of the runbook as a shell would, with the variables that the runbook sets.
async fn ask(world: &World, title: &str, variables: &[(&str, &str)]) -> Vec<Row> {
    let mut statement = statement(title).replace("${PREFIX}", "");
    for (name, value) in variables {
        statement = statement.replace(&format!("${name}"), value);
    }
    assert!(!statement.contains('$'), "a variable is not set: {statement}");
    let asked = world.stack.clients.dynamodb.execute_statement().statement(&statement).consistent_read(true);
    let answer = asked.send().await.unwrap_or_else(|error| panic!("{statement}: {error:?}"));
    assert_eq!(answer.next_token, None);
    answer.items.unwrap_or_default()
}

fn text(row: &Row, column: &str) -> String {
    row[column].as_s().unwrap().clone()
}

fn number(row: &Row, column: &str) -> i64 {
    row[column].as_n().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_grants_of_this_month_are_found() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
    // The team's opening grant belongs to the month before.
    world.advance_to_end_of_month(-1);
    world.give("top_up", 500).await;
    world.give("adjustment", -70).await;
    world.give("grant", 20).await;
    let month = world.month();
    let variables = [("TEAM", world.team()), ("MONTH", month.as_str())];
    let grants = ask(&world, "This month's grants of a team", &variables).await;
    let found: Vec<_> = grants.iter().map(|row| (text(row, "type"), number(row, "amount"))).collect();
    assert_eq!(found, [("top_up".to_owned(), 500), ("grant".to_owned(), 20)]);
    for row in &grants {
        assert!(text(row, "created_at").starts_with(month.as_str()), "{row:?}");
        assert_eq!((text(row, "reason").as_str(), text(row, "seq").len()), ("a test", 12));
        assert!(text(row, "granted_by").starts_with("operator-"), "{row:?}");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn the_charge_of_a_job_is_found_and_a_failed_job_has_none() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
    let owner = world.owner();
    for (prompt, charges) in [("a red bicycle", vec![-40]), ("sim:fail", vec![])] {
        let job_id = owner.submit_picture(prompt).await;
        world.run_to_end(&owner, &job_id).await;
        let rows = ask(&world, "What a job was charged", &[("TEAM", world.team()), ("JOB", &job_id)]).await;
        let amounts: Vec<i64> = rows.iter().map(|row| number(row, "amount")).collect();
        assert_eq!(amounts, charges, "{prompt}");
        assert!(rows.iter().all(|row| text(row, "type") == "generation_image"), "{prompt}");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn what_a_team_has_and_has_spent_is_found() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
    let owner = world.owner();
    let job_id = owner.submit_picture("a red bicycle").await;
    world.run_to_end(&owner, &job_id).await;
    owner.submit_picture("sim:slow=60").await;
    let rows = ask(&world, "What a team has", &[("TEAM", world.team())]).await;
    let [row] = rows.as_slice() else { panic!("one row a team: {rows:?}") };
    let columns = ["balance", "held", "available", "in_flight", "month_used", "month_held"];
    assert_eq!(columns.map(|column| number(row, column)), [99_960, 40, 99_920, 1, 40, 40]);
    assert_eq!(text(row, "month"), world.month().as_str());
    assert_eq!(number(row, "cap_effective") - number(row, "month_left"), 80);
    world.assert_books().await;
}

#[tokio::test]
async fn what_a_vendor_bills_for_failures_is_found_with_its_jobs() {
    let world =
        World::with(Setup { pace: 0.02, ..Setup::by_hand().only(&[Vendor::Bfl, Vendor::Runway]) }).await;
    let owner = world.owner();
    let body = json!({"prompt": "sim:moderated", "provider": "runway_gen4", "duration": 5});
    let video = owner.post("/creative-hub/video-studio/generate", &body).await;
    let video = video.text("generation_id");
    world.run_to_end(&owner, video).await;
    for prompt in ["sim:fail", "a red bicycle"] {
        let free = owner.submit_picture(prompt).await;
        world.run_to_end(&owner, &free).await;
    }
    let month = world.month();
    let variables = [("TEAM", world.team()), ("MONTH", month.as_str())];
    let counts = ask(&world, "What a team's failures were", &variables).await;
    let [count] = counts.as_slice() else { panic!("one reason: {counts:?}") };
    let columns = ["vendor", "provider", "reason"].map(|column| text(count, column));
    assert_eq!(columns, ["runway", "runway_gen4", "moderated"]);
    assert_eq!((number(count, "failures"), number(count, "micro_usd")), (1, 600_000));

    let jobs = ask(&world, "Which of a team's jobs they were", &variables).await;
    let [job] = jobs.as_slice() else { panic!("one job: {jobs:?}") };
    assert_eq!(
        (text(job, "id").as_str(), text(job, "error_code")),
        (video, "moderation_rejected".to_owned())
    );
    let noted = job["billed_failures"].as_l().unwrap()[0].as_m().unwrap();
    assert_eq!(noted["reason"].as_s().unwrap(), "moderated");
    world.assert_books().await;
}

#[tokio::test]
async fn yesterdays_failed_videos_are_found_with_their_providers() {
    let world = World::with(Setup {
        pace: 0.02,
        ..Setup::by_hand().only(&[Vendor::Bfl, Vendor::Kling, Vendor::Runway])
    })
    .await;
    let owner = world.owner();
    let yesterday = world.clock.clock().now().date();
    let studio = "/creative-hub/video-studio/generate";
    for (provider, prompt) in
        [("kling_2_6", "sim:fail"), ("runway_gen4", "sim:fail"), ("kling_2_6", "a bicycle")]
    {
        let body = json!({"prompt": prompt, "provider": provider});
        assert_eq!(owner.post(studio, &body).await.status, 202);
    }
    let picture = owner.submit(&json!({"prompt": "sim:fail", "width": 256, "height": 256})).await;
    world.run_all_to_end(&owner).await;
    world.clock.advance_seconds(24 * 3600);
    let later = owner.post(studio, &json!({"prompt": "sim:fail", "provider": "kling_2_6"})).await;
    world.run_to_end(&owner, later.text("generation_id")).await;

    let variables = [("TEAM", world.team()), ("DAY", yesterday.as_str())];
    let failed = ask(&world, "Yesterday's failed videos of a team", &variables).await;
    let found: Vec<_> = failed.iter().map(|row| (text(row, "provider"), text(row, "error_code"))).collect();
    let expected = ["kling_2_6", "runway_gen4"].map(|name| (name.to_owned(), "provider_failed".to_owned()));
    assert_eq!(found, expected);

    let variables = [("TEAM", world.team()), ("JOB", picture.as_str())];
    let rows = ask(&world, "Where a job stands", &variables).await;
    assert_eq!((rows.len(), text(&rows[0], "status")), (1, "failed".to_owned()));
    assert_eq!(rows[0]["schedule"].as_m().unwrap()["stage"].as_s().unwrap(), "done");
    world.assert_books().await;
}
