//! What an earlier version has stored is read for ever. Each folder of `tests/fixtures/stored` holds the items,
//! messages and replies of one day, as `tests/examples/keep_rows` kept them.

use std::collections::BTreeSet;
use std::path::Path;

use contract_tests::{KEPT_TEAM, Kept, Setup, Step, World};
use domain::job::{CancelOutcome, Variant};
use domain::ledger::LineType;
use domain::{Kind, Stage, Status, TeamId, Timestamp};
use local::Template;
use queue::{Action, Message};
use serde_json::{Value, json};

const JOBS: &str = "/creative-hub/generate/jobs";

/// A stack on which all that was kept is stored, at the time at which it was.
async fn world_of(kept: &Kept) -> World {
    // At this pace an address that cannot be reached takes a second of the test, and not five.
    let world = World::with(Setup { vendors: None, pace: 0.1, ..Setup::by_hand() }).await;
    world.put_kept(kept).await;
    world
}

/// What was kept and is not there any more, or has another value. New fields may have come.
fn changes(kept: &Value, now: &Value, place: &str) -> Vec<String> {
    match (kept, now) {
        (Value::Object(kept), Value::Object(now)) => {
            let of = |(name, kept)| {
                changes(kept, now.get(name).unwrap_or(&json!("absent")), &format!("{place}.{name}"))
            };
            kept.iter().flat_map(of).collect()
        }
        (Value::Array(kept), Value::Array(now)) if kept.len() == now.len() => {
            let pairs = kept.iter().zip(now).enumerate();
            pairs.flat_map(|(index, (kept, now))| changes(kept, now, &format!("{place}[{index}]"))).collect()
        }
        _ if kept == now || is_same_instant(kept, now) => Vec::new(),
        _ => vec![format!("{place}: {now} in place of {kept}")],
    }
}

/// Times had as many decimals as they needed, and always have three now.
fn is_same_instant(kept: &Value, now: &Value) -> bool {
    let instant = |value: &Value| value.as_str().and_then(Timestamp::parse);
    instant(kept).is_some_and(|kept| Some(kept) == instant(now))
}

fn assert_kept(kept: &Value, now: &Value, what: &str) {
    let changes = changes(kept, now, "");
    assert!(changes.is_empty(), "{what}:\n{}", changes.join("\n"));
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_str().unwrap().to_owned()
}

fn list<'a>(kept: &'a Kept, name: &str) -> &'a Vec<Value> {
    kept.replies[name].as_array().unwrap()
}

#[tokio::test]
async fn everything_that_was_stored_is_read_as_it_was() {
    for folder in Kept::folders() {
        let kept = Kept::load(&folder);
        let world = world_of(&kept).await;
        // The breakers are open for some seconds only.
        assert_unavailable_models(&world).await;
        for read in list(&kept, "reads") {
            let [who, path] = ["who", "path"].map(|field| read[field].as_str().unwrap());
            assert_kept(
                read,
                &world.kept_read(who, path).await,
                &format!("{}, {who}, {path}", name(&folder)),
            );
        }
        world.balanced_books(KEPT_TEAM).await;
    }
}

/// What is known of routes counts: a model is unavailable while the breakers of all its routes are open.
async fn assert_unavailable_models(world: &World) {
    let rows = world.kept_rows().await;
    let now = world.clock.clock().now();
    let is_open =
        |row: &&Value| row["open_until"].as_str().and_then(Timestamp::parse).is_some_and(|until| until > now);
    let broken: BTreeSet<&str> =
        rows["route_health"].iter().filter(is_open).map(|row| row["route"].as_str().unwrap()).collect();
    assert!(!broken.is_empty());
    let answer = world.kept_client("operator").get("/creative-hub/catalog").await;
    for model in answer.body["models"].as_array().unwrap() {
        let [kind, id] = ["kind", "id"].map(|field| model[field].as_str().unwrap());
        let mut routes = model["routes"].as_array().unwrap().iter();
        let is_broken =
            |route: &Value| broken.contains(&*format!("{kind}/{id}/{}", route["name"].as_str().unwrap()));
        if routes.len() > 0 && routes.all(is_broken) {
            assert_eq!(model["unavailable_reason"], "temporarily_unavailable", "{model}");
        }
    }
}

#[tokio::test]
async fn a_request_that_was_answered_is_answered_alike_again() {
    for folder in Kept::folders() {
        let kept = Kept::load(&folder);
        let world = world_of(&kept).await;
        for replay in list(&kept, "replays") {
            let [who, path, key] = ["who", "path", "key"].map(|field| replay[field].as_str().unwrap());
            let client = world.kept_client(who);
            let request = client.request("POST", path).header("idempotency-key", key);
            let body = &replay["body"];
            let answer = client.send(if body.is_null() { request } else { request.json(body) }).await;
            let what = format!("{}, {key}", name(&folder));
            assert_eq!(
                (json!(answer.status), true),
                (replay["status"].clone(), answer.headers.contains_key("idempotent-replayed")),
                "{what}: {answer:?}"
            );
            assert_kept(&replay["reply"], &world.lasting(&answer.body), &what);
        }
        world.balanced_books(KEPT_TEAM).await;
    }
}

/// Nothing that was sent fails, and whatever it was about comes to an end.
#[tokio::test]
async fn what_was_under_way_goes_on() {
    // Most of the time is spent waiting, so that the folders go on side by side.
    let folders = Kept::folders();
    futures::future::join_all(folders.iter().map(|folder| goes_on(folder))).await;
}

async fn goes_on(folder: &Path) {
    let kept = Kept::load(folder);
    let world = world_of(&kept).await;
    for (queue, messages) in &kept.messages {
        for (action, message) in messages {
            let what = format!("{}, {queue}, {action}", name(folder));
            let message = world.own(message);
            let read: Message =
                serde_json::from_value(message.clone()).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_kept(&message, &json!(read), &what);
            let delivered = world.deliver(Kind::from_name(queue).unwrap(), &message.to_string()).await;
            delivered.unwrap_or_else(|error| panic!("{what}: {error}"));
        }
    }
    live_on(&world).await;
    let announced = world.notifications().await;
    assert!(
        announced.iter().any(|message| message["team_id"] == KEPT_TEAM),
        "a low balance was to be announced"
    );
    assert_jobs_can_be_retried_and_deleted(&world, &kept).await;
}

async fn assert_jobs_can_be_retried_and_deleted(world: &World, kept: &Kept) {
    let owner = world.kept_client("owner");
    for job in list(kept, "reads").iter().map(|read| &read["body"]) {
        if !(job["type"].is_string() && job["status"] == "failed") {
            continue;
        }
        let path = format!("{JOBS}/{}/retry", job["id"].as_str().unwrap());
        let answer = owner.send(owner.request("POST", &path)).await;
        assert_eq!(answer.status, 202, "{job}: {answer:?}");
    }
    live_on(world).await;
    let jobs = owner.get(&format!("{JOBS}?limit=100")).await.body["jobs"].as_array().unwrap().clone();
    for job in &jobs {
        let path = format!("{JOBS}/{}", job["id"].as_str().unwrap());
        assert_eq!(owner.delete(&path).await.status, 204, "{job}");
        assert_eq!(owner.get(&path).await.status, 404, "{job}");
    }
    assert_eq!(owner.get(JOBS).await.body["jobs"], json!([]));
    world.balanced_books(KEPT_TEAM).await;
}

/// Lets time pass, with steps and sweeps, until all of the team's jobs have ended.
async fn live_on(world: &World) {
    let team_id = TeamId::new(KEPT_TEAM);
    for _ in 0..400 {
        while world.step().await == Step::Done {}
        world.stack.jobs.sweep().await.unwrap();
        if world.stack.store.balance(&team_id).await.unwrap().unwrap().in_flight == 0 {
            world.balanced_books(KEPT_TEAM).await;
            return;
        }
        world.clock.advance_seconds(10);
    }
    panic!("some jobs did not end: {:#?}", world.kept_rows().await["creative_job"]);
}

/// All texts under a name, wherever it is.
fn words<'a>(value: &'a Value, name: &str) -> BTreeSet<&'a str> {
    let own = value.get(name).and_then(Value::as_str);
    let inner: Box<dyn Iterator<Item = &Value>> = match value {
        Value::Object(fields) => Box::new(fields.values()),
        Value::Array(values) => Box::new(values.iter()),
        _ => Box::new(std::iter::empty()),
    };
    inner.flat_map(|value| words(value, name)).chain(own).collect()
}

/// The words that a type knows, as its reader lists them when it meets another.
fn known(error: &serde_json::Error) -> BTreeSet<String> {
    let error = error.to_string();
    let quoted = error.split('`').skip(1).step_by(2).skip(1);
    quoted.map(str::to_owned).collect()
}

fn assert_all_kept<'a>(what: &str, kept: &BTreeSet<&str>, wanted: impl IntoIterator<Item = &'a str>) {
    let missing: Vec<&str> = wanted.into_iter().filter(|wanted| !kept.contains(wanted)).collect();
    assert!(
        missing.is_empty(),
        "nothing is kept for the {what} {missing:?}: see tests/fixtures/stored/README.md"
    );
}

#[test]
fn there_is_something_for_every_table_queue_and_word() {
    let all: Vec<Kept> = Kept::folders().iter().map(|folder| Kept::load(folder)).collect();
    let template = Template::shipped().unwrap();
    let tables = all.iter().flat_map(|kept| kept.rows.iter().filter(|(_, rows)| !rows.is_empty()));
    let tables: BTreeSet<&str> = tables.map(|(table, _)| table.as_str()).collect();
    assert_all_kept("tables", &tables, template.tables.iter().map(|table| table.name.as_str()));

    // A dead-letter queue holds messages of its queue.
    let dead: BTreeSet<&str> =
        template.queues.iter().filter_map(|queue| Some(queue.dead_letter.as_ref()?.0.as_str())).collect();
    let queues: BTreeSet<&str> =
        all.iter().flat_map(|kept| kept.messages.keys()).map(String::as_str).collect();
    let living = template.queues.iter().map(|queue| queue.name.as_str()).filter(|name| !dead.contains(name));
    assert_all_kept("queues", &queues, living);

    let messages = json!(all.iter().map(|kept| &kept.messages).collect::<Vec<_>>());
    let jobs = json!(all.iter().map(|kept| &kept.rows["creative_job"]).collect::<Vec<_>>());
    let replies = json!(all.iter().map(|kept| &kept.replies["reads"]).collect::<Vec<_>>());
    let actions = known(&serde_json::from_value::<Action>(json!({"stage": ""})).unwrap_err());
    let stages = known(&serde_json::from_value::<Stage>(json!("")).unwrap_err());
    let variants = known(&serde_json::from_value::<Variant>(json!({"state": ""})).unwrap_err());
    let outcomes = known(&serde_json::from_value::<CancelOutcome>(json!("")).unwrap_err());
    for (known, least) in [(&actions, 4), (&stages, 7), (&variants, 4), (&outcomes, 4)] {
        assert!(known.len() >= least, "the reader lists what it knows: {known:?}");
    }
    assert_all_kept("actions", &words(&messages, "stage"), actions.iter().map(String::as_str));
    assert_all_kept("stages", &words(&jobs, "stage"), stages.iter().map(String::as_str));
    assert_all_kept("states of variants", &words(&jobs, "state"), variants.iter().map(String::as_str));
    assert_all_kept("outcomes", &words(&jobs, "cancel_outcome"), outcomes.iter().map(String::as_str));
    assert_all_kept("kinds", &words(&jobs, "type"), Kind::ALL.map(Kind::as_str));
    assert_all_kept("statuses", &words(&jobs, "status"), Status::ALL.map(Status::as_str));
    assert_all_kept("lines", &words(&replies, "type"), LineType::ALL.map(LineType::as_str));
}
