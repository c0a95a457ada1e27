//! The two moves that the store makes by expressions, claim and heartbeat, do what the rules of a job's life say. Both
//! are tried in every stage, with leases that live and that are past, under the right chain and an old one.

use contract_tests::{Setup, World};
use domain::lifecycle::{Claim, Heartbeat, Next, StartAnswer};
use domain::route_state::RouteFacts;
use domain::{Job, JobId, Kind, Stage, TeamId};
use serde_json::json;
use store::{ClaimOutcome, JobRecord, Store};

struct Pair {
    store: Store,
    team_id: TeamId,
    job_id: JobId,
}

impl Pair {
    async fn read(&self) -> JobRecord {
        self.store.job(&self.team_id, self.job_id).await.unwrap().unwrap()
    }

    /// The job as the rule has it, and as the store has it: both, or neither.
    async fn claim(&self, claim: Claim, from: Stage, chain: u32, now: domain::Timestamp) -> bool {
        let before = self.read().await.job;
        let expected = before.clone().claim(claim, from, chain, now);
        let outcome = self.store.claim(&self.team_id, self.job_id, claim, from, chain, now).await.unwrap();
        match (&expected, outcome) {
            (Some(expected), ClaimOutcome::Claimed(record)) => assert_eq!(record.job, *expected),
            (None, ClaimOutcome::Refused(Some(schedule))) => assert_eq!(schedule, before.schedule),
            (expected, outcome) => panic!("{expected:?} ≠ {outcome:?}"),
        }
        assert_eq!(self.read().await.job, expected.clone().unwrap_or(before));
        expected.is_some()
    }

    async fn heartbeat(&self, heartbeat: &Heartbeat) -> bool {
        let before = self.read().await.job;
        let expected = before.clone().heartbeat(*heartbeat);
        let is_alive = self.store.heartbeat(&self.team_id, self.job_id, heartbeat).await.unwrap();
        assert_eq!(is_alive, expected.is_some());
        assert_eq!(self.read().await.job, expected.unwrap_or(before));
        is_alive
    }

    async fn write(&self, next: impl FnOnce(Job) -> Next) {
        let before = self.read().await;
        let Next::Continue { job, .. } = next(before.job.clone()) else { panic!("the job has ended") };
        self.store.replace(&before, &job).await.unwrap().expect("nobody else writes");
    }
}

#[tokio::test]
async fn claims_and_heartbeats_do_what_the_rules_say() {
    let world = World::with(Setup::by_hand()).await;
    let job_id = world.owner().submit(&json!({"prompt": "x"})).await.parse().unwrap();
    let pair = Pair { store: world.stack.store.clone(), team_id: TeamId::new(world.team()), job_id };
    let (to_start, to_save) = (Claim::to_start(Kind::Image), Claim::to_save(Kind::Image));
    let now = world.clock.clock().now();
    let tick = world.stack.jobs.tick();
    let model = domain::Catalog::shipped().unwrap().model(Kind::Image, "flux_2_pro").unwrap().clone();
    let beat = |chain, look, percent| Heartbeat::new(chain, look, percent, &model, tick);

    assert!(!pair.claim(to_save, Stage::Waiting, 0, now).await, "it waits for no vendor");
    assert!(!pair.claim(to_start, Stage::Queued, 1, now).await, "the chain is another");
    assert!(!pair.heartbeat(&beat(0, 4, None)).await, "nothing runs");
    assert!(pair.claim(to_start, Stage::Queued, 0, now).await);
    assert!(!pair.claim(to_start, Stage::Queued, 0, now).await, "a second delivery");
    assert!(!pair.claim(to_start, Stage::Starting, 0, now).await, "the lease lives");
    let later = now.plus_seconds(1_000);
    assert!(pair.claim(to_start, Stage::Starting, 0, later).await, "the lease is past");

    let accepted = StartAnswer::Accepted(domain::job::Handle { id: "a".into(), url: None });
    let facts = RouteFacts::default();
    pair.write(|job| job.started(vec![(0, accepted)], model.route("bfl"), &model, &facts, tick)).await;
    let chain = pair.read().await.job.chain();
    assert!(pair.heartbeat(&beat(chain, 4, Some(30))).await);
    assert!(!pair.heartbeat(&beat(chain, 4, Some(40))).await, "another copy was here first");
    assert!(!pair.heartbeat(&beat(chain + 1, 8, None)).await, "the chain is another");
    assert!(pair.heartbeat(&beat(chain, 8, None)).await, "what the vendor said before stays");
    assert_eq!(pair.read().await.job.progress_percent, Some(30));
    assert!(pair.claim(to_save, Stage::Waiting, chain, now).await);
    assert!(!pair.heartbeat(&beat(chain, 12, None)).await, "a step is saving");
}
