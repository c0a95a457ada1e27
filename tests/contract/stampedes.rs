//! docs/API.md, Credits, under load: a thousand submits at once on one team's row, with and without conflicting
//! transactions. No hold exceeds the credits, nobody gets a 500, and afterwards the ledger's sum is the balance.

mod keys;

use std::time::{Duration, Instant};

use contract_tests::{Answer, Client, Counted, Setup, World};
use futures::future::join_all;
use futures::{StreamExt, stream};
use serde_json::{Value, json};
use tokio::sync::{Semaphore, SemaphorePermit};

const GENERATE: &str = "/creative-hub/generate/image";
const QUOTE: i64 = 40;
/// The credits left over when a number of jobs has used up the credits or a cap, too few for one more.
const REST: i64 = 13;
/// How many requests of one stampede run at once.
const AT_ONCE: u32 = 64;
/// How many requests of all stampedes together run at once. Each takes about six of this process's files, both ends of
/// connections to the API, DynamoDB and SQS, and many machines allow a process 1024.
static ROOM: Semaphore = Semaphore::const_new(128);

async fn by_hand() -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await
}

async fn room_for(requests: u32) -> SemaphorePermit<'static> {
    ROOM.acquire_many(requests).await.unwrap()
}

fn small() -> Value {
    json!({"prompt": "stampede", "width": 256, "height": 256})
}

/// Submits, and submits again as long as the answer is that the credits are contended.
async fn submit(client: &Client, key: Option<&str>) -> Answer {
    for _ in 0..20 {
        let mut request = client.request("POST", GENERATE).json(&small());
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let answer = client.send(request).await;
        if answer.status != 429 {
            return answer;
        }
        assert_contended(&answer);
    }
    panic!("it was contended twenty times");
}

fn assert_contended(answer: &Answer) {
    assert_eq!((answer.status, answer.text("code")), (429, "credits_contended"), "{answer:?}");
    assert!(answer.headers.contains_key("retry-after"));
}

async fn stampede(client: &Client, submits: usize) -> Vec<Answer> {
    let at_once = usize::try_from(AT_ONCE).unwrap();
    stream::iter(0..submits).map(|_| submit(client, None)).buffer_unordered(at_once).collect().await
}

/// `passed` submits were accepted, and all others were refused with `refusal` and the credits left over.
fn assert_passed(answers: &[Answer], passed: usize, refusal: &str) {
    let (accepted, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 202);
    assert_eq!(accepted.len(), passed);
    for answer in refused {
        assert_eq!((answer.status, answer.text("error")), (402, refusal), "{answer:?}");
        assert_eq!(
            (&answer.body["credits_required"], &answer.body["credits_available"]),
            (&json!(QUOTE), &json!(REST))
        );
    }
}

async fn numbers(client: &Client) -> [i64; 3] {
    let balance = client.balance().await;
    ["balance", "held", "available"].map(|name| balance[name].as_i64().unwrap())
}

/// The ledger's sum is the balance, nothing is held, and each of so many jobs has a line for its quote.
async fn assert_debited(owner: &Client, jobs: usize) {
    let amounts = ledger(owner).await;
    let sum: i64 = amounts.iter().map(|(amount, _)| amount).sum();
    assert_eq!(numbers(owner).await, [sum, 0, sum]);
    let debits: Vec<i64> = amounts.iter().filter(|(_, of_job)| *of_job).map(|(amount, _)| *amount).collect();
    assert_eq!(debits, vec![-QUOTE; jobs]);
}

/// All amounts of the ledger, each with whether it belongs to a job.
async fn ledger(owner: &Client) -> Vec<(i64, bool)> {
    let page = owner.get("/credits/transactions?limit=200").await.body;
    assert_eq!(page["next_cursor"], Value::Null);
    let lines = page["transactions"].as_array().unwrap().iter();
    lines.map(|line| (line["amount"].as_i64().unwrap(), line["job_id"] != Value::Null)).collect()
}

/// A thousand submits meet credits for 73 jobs, and some of their transactions conflict.
async fn a_thousand_against_credits_for_73(conflicts_in_percent: u32) {
    let (_room, world) = (room_for(AT_ONCE).await, by_hand().await);
    let owner = world.owner();
    let funds = 73 * QUOTE + REST;
    world.spend_down_to(funds).await;
    world.tap.conflicts.inject(conflicts_in_percent);
    let answers = stampede(&owner, 1000).await;
    assert_passed(&answers, 73, "Insufficient credits");
    assert_eq!(numbers(&owner).await, [funds, 73 * QUOTE, REST]);
    let Counted { transactions, conflicts } = world.tap.conflicts.counted();
    assert_eq!(transactions - conflicts, 1000, "each submit was decided once");
    assert_eq!(conflicts > 0, conflicts_in_percent > 0);
    world.assert_books().await;

    world.run_all_to_end(&owner).await;
    assert_eq!(world.usage_of("stampede").await.0, 73, "each started once");
    assert_eq!(numbers(&owner).await, [REST, 0, REST]);
    assert_debited(&owner, 73).await;
    world.assert_books().await;
}

#[tokio::test]
async fn only_as_many_of_a_thousand_submits_pass_as_can_be_paid() {
    a_thousand_against_credits_for_73(0).await;
}

#[tokio::test]
async fn only_as_many_of_a_thousand_conflicting_submits_pass_as_can_be_paid() {
    a_thousand_against_credits_for_73(30).await;
}

/// 300 submits of the member meet a cap for 41 jobs, which `path` sets on the team or on the member.
async fn three_hundred_against_a_cap_for_41(path: impl Fn(&World) -> String, refusal: &str) {
    let (_room, world) = (room_for(AT_ONCE).await, by_hand().await);
    let (owner, member) = (world.owner(), world.client("member"));
    let cap = json!({"monthly_cap": 41 * QUOTE + REST});
    let put = owner.send(owner.request("PUT", &path(&world)).json(&cap)).await;
    assert_eq!(put.status, 200, "{put:?}");
    world.tap.conflicts.inject(10);
    let answers = stampede(&member, 300).await;
    assert_passed(&answers, 41, refusal);
    assert_eq!(numbers(&member).await[1], 41 * QUOTE);
    world.assert_books().await;

    world.run_all_to_end(&owner).await;
    assert_eq!(
        submit(&member, None).await.text("error"),
        refusal,
        "the charges count against the cap as the holds did"
    );
    assert_debited(&owner, 41).await;
    world.assert_books().await;
}

#[tokio::test]
async fn only_as_many_of_a_stampede_pass_as_the_teams_cap_allows() {
    let path = |_: &World| "/credits/cap".to_owned();
    three_hundred_against_a_cap_for_41(path, "Monthly credit cap exceeded").await;
}

#[tokio::test]
async fn only_as_many_of_a_stampede_pass_as_the_members_cap_allows() {
    let path = |world: &World| format!("/credits/members/member-{}/cap", world.stack.ready.teams[0]);
    three_hundred_against_a_cap_for_41(path, "Team member monthly credit cap exceeded").await;
}

#[tokio::test]
async fn a_hundred_conflicting_submits_under_one_key_make_one_job() {
    let (_room, world) = (room_for(100).await, by_hand().await);
    let owner = world.owner();
    world.tap.conflicts.inject(50);
    let answers = join_all((0..100).map(|_| submit(&owner, Some("order-1")))).await;
    assert!(answers.iter().all(|answer| answer.status == 202 && answer.body == answers[0].body));
    assert_eq!(numbers(&owner).await, [100_000, QUOTE, 100_000 - QUOTE]);

    let other = owner.request("POST", GENERATE).header("idempotency-key", "order-1");
    let other = owner.send(other.json(&json!({"prompt": "another"}))).await;
    assert_eq!((other.status, other.text("code")), (422, "idempotency_key_reused"));
    world.run_all_to_end(&owner).await;
    assert_eq!(world.usage_of("stampede").await.0, 1);
    assert_debited(&owner, 1).await;
    world.assert_books().await;
}

/// How long a caller waits for a row that is always contended: 8 seconds of tries, and some more on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn an_always_contended_row_is_429_soon_and_nothing_changes() {
    let world = by_hand().await;
    let (owner, operator) = (world.owner(), world.client("operator"));
    let queued = owner.submit(&small()).await;
    let cancel = format!("/creative-hub/generate/jobs/{queued}/cancel");
    let grant = json!({"team_id": world.stack.ready.teams[0], "amount": 500, "reason": "a test"});
    let before = numbers(&owner).await;

    world.tap.conflicts.inject(100);
    let started = Instant::now();
    let (body, nothing) = (small(), json!({}));
    let (submitted, canceled, granted) = tokio::join!(
        owner.post(GENERATE, &body),
        owner.post(&cancel, &nothing),
        operator.post("/credits/grants", &grant),
    );
    let took = started.elapsed();
    for answer in [submitted, canceled, granted] {
        assert_contended(&answer);
    }
    assert!(took < PATIENCE, "{took:?}");
    assert_eq!(numbers(&owner).await, before);
    world.assert_books().await;

    world.tap.conflicts.inject(0);
    assert_eq!(owner.post(&cancel, &nothing).await.status, 200);
    owner.submit(&small()).await;
    assert_eq!(numbers(&owner).await, before, "one hold for the other");
    world.assert_books().await;
}

#[tokio::test]
async fn a_job_whose_settlement_conflicts_for_long_is_settled_once() {
    let world = by_hand().await;
    let owner = world.owner();
    let job_id = owner.submit(&small()).await;
    world.tap.conflicts.inject(100);
    for _ in 0..100 {
        if world.tap.conflicts.counted().transactions > 0 {
            break;
        }
        world.step().await;
        world.clock.advance_seconds(1);
    }
    assert!(world.tap.conflicts.counted().conflicts > 1, "its settlement was tried, and tried again");
    assert_eq!(owner.job(&job_id).await["status"], "processing");
    assert_eq!(numbers(&owner).await, [100_000, QUOTE, 100_000 - QUOTE]);
    assert_eq!(ledger(&owner).await, [(100_000, false)]);
    world.assert_books().await;

    world.tap.conflicts.inject(0);
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(QUOTE)), "{job}");
    assert_eq!(world.usage_of("stampede").await, (1, 1));
    assert_debited(&owner, 1).await;
    world.assert_books().await;
}
