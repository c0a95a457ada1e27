//! docs/ARCHITECTURE.md, Money: the store's conditional updates and the pure rules of `domain::ledger` agree. Random
//! acts on one team are applied to both, in any order.

use std::collections::BTreeMap;

use contract_tests::{Setup, World};
use domain::catalog::Vendor;
use domain::job::{BilledFailure, NewJob};
use domain::ledger::{Balance, Hold, LineType, Member, MonthCount, refusal};
use domain::request::{Facts, Family, Request};
use domain::team::Team;
use domain::{
    ApiKey, BilledReason, Caller, Catalog, Cents, Credits, ErrorCode, Failure, Job, JobId, KeyId, Kind,
    MicroUsd, Month, Role, TeamId, Timestamp, UserId,
};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use store::{Credit, Credited, Ended, Store, Submitted};

const SEEDS: u64 = 8;
const ACTS: usize = 80;

struct Pair {
    store: Store,
    team_id: TeamId,
    now: Timestamp,
    team: Balance,
    members: BTreeMap<UserId, Member>,
    /// The API keys with a cap: two of the three users submit by one.
    keys: BTreeMap<UserId, (KeyId, MonthCount)>,
    /// Month and reason → what Runway bills and nobody pays: failures and millionths of a dollar.
    billed: BTreeMap<(Month, BilledReason), (i64, i64)>,
    open: Vec<JobId>,
    ended: Vec<JobId>,
    rng: StdRng,
}

impl Pair {
    async fn new(store: Store, seed: u64) -> Self {
        let team_id = TeamId::new(format!("team-of-seed-{seed}"));
        let now = Timestamp::from_millis(1_767_000_000_000);
        let opening = Balance::opening(team_id.clone(), now.month());
        let mut pair = Self {
            store,
            team: opening,
            team_id,
            now,
            members: BTreeMap::new(),
            keys: BTreeMap::new(),
            billed: BTreeMap::new(),
            open: Vec::new(),
            ended: Vec::new(),
            rng: StdRng::seed_from_u64(seed),
        };
        pair.store.create_team(&Team::from_before(pair.team_id.clone()), None, now).await.unwrap();
        pair.credit(2_000).await;
        for (user, cap) in [("user-0", 700), ("user-1", 300)] {
            pair.make_key(user, Credits::new(cap)).await;
        }
        pair
    }

    async fn make_key(&mut self, user: &str, cap: Credits) {
        let (team_id, user_id) = (self.team_id.clone(), UserId::new(user));
        let caller = Caller { team_id, user_id: user_id.clone(), role: Role::Member, scopes: Vec::new() };
        let id = KeyId::new(self.now, self.rng.random());
        let key = ApiKey { monthly_cap: Some(cap), ..ApiKey::new(id, user.to_owned(), caller, self.now) };
        self.store.create_api_key(&key, &format!("{} {user}", self.team_id), None, self.now).await.unwrap();
        self.keys.insert(user_id, (id, MonthCount::opening(self.month()).with_cap(Some(cap))));
    }

    async fn act(&mut self) {
        match self.rng.random_range(0..20) {
            0..=7 => self.submit().await,
            8..=11 => self.settle().await,
            12..=14 => self.release().await,
            15 => self.end_again().await,
            16 => {
                let amount = self.rng.random_range(-300..600);
                self.credit(amount).await;
            }
            17 => self.set_team_cap().await,
            18 => self.set_member_cap().await,
            _ => self.now = self.now.plus_seconds(self.rng.random_range(0..20) * 86_400),
        }
    }

    fn month(&self) -> Month {
        self.now.month()
    }

    fn user(&mut self) -> UserId {
        UserId::new(format!("user-{}", self.rng.random_range(0..3)))
    }

    fn cap(&mut self) -> Option<Credits> {
        let some = self.rng.random_range(0..3) > 0;
        some.then(|| Credits::new(self.rng.random_range(0..2_000)))
    }

    fn take_open(&mut self) -> Option<JobId> {
        if self.open.is_empty() {
            return None;
        }
        let index = self.rng.random_range(0..self.open.len());
        Some(self.open.swap_remove(index))
    }

    async fn submit(&mut self) {
        let user_id = self.user();
        let quote = Cents::new(self.rng.random_range(0..30));
        let catalog = Catalog::shipped().unwrap();
        let request = Request::read(Kind::Image, Family::Legacy, &json!({"prompt": "x"}), &catalog).unwrap();
        let mut plan = request.quote(&Facts::default(), &catalog).unwrap();
        plan.quote = quote;
        let (job_id, team_id, now) =
            (JobId::new(self.now, self.rng.random()), self.team_id.clone(), self.now);
        let deadline_at = now.plus_seconds(600);
        let mut job = Job::new(NewJob { job_id, team_id, user_id: user_id.clone(), plan, now, deadline_at });
        job.capped_key = self.keys.get(&user_id).map(|(id, _)| *id);
        let submitted = self.store.submit(&mut job, None).await.unwrap();

        let (team_id, month) = (self.team_id.clone(), self.month());
        let member = self
            .members
            .entry(user_id.clone())
            .or_insert_with(|| Member::opening(team_id, user_id.clone(), month.clone()));
        let key = self.keys.get_mut(&user_id).map(|(_, count)| count);
        let expected = refusal(Some(&self.team), Some(member), key.as_deref(), quote.credits(), &month);
        if let Some(refusal) = expected {
            assert_eq!(submitted, Submitted::Refused(refusal));
            return;
        }
        assert_eq!(submitted, Submitted::Created);
        assert_eq!(job.hold(), Hold { quote: quote.credits(), month: month.clone() });
        self.team = self.team.hold(&job.hold());
        member.count = member.count.hold(quote.credits(), &month);
        if let Some(count) = key {
            *count = count.hold(quote.credits(), &month);
        }
        self.open.push(job_id);
    }

    async fn settle(&mut self) {
        let Some(job_id) = self.take_open() else { return };
        let before = self.store.job(&self.team_id, job_id).await.unwrap().unwrap();
        let cost = Cents::new(self.rng.random_range(0..=before.job.quote.get()));
        let mut job = before.job.clone().settle(cost, self.now);
        job.billed_failures = self.some_failures();
        let ended = self.store.settle(&before, &job).await.unwrap();
        assert!(matches!(ended, Ended::Now(_)));
        self.team = self.team.settle(&job.hold(), cost.credits());
        self.count_billed(&job);
        self.end_counts(&job, cost.credits());
        self.ended.push(job_id);
    }

    async fn release(&mut self) {
        let Some(job_id) = self.take_open() else { return };
        let before = self.store.job(&self.team_id, job_id).await.unwrap().unwrap();
        let mut job = before.job.clone();
        job = job.release(Failure::new(ErrorCode::ProviderFailed), self.now);
        job.billed_failures = self.some_failures();
        let ended = self.store.release(&before, &job).await.unwrap();
        assert!(matches!(ended, Ended::Now(_)));
        self.team = self.team.release(&job.hold());
        self.count_billed(&job);
        self.end_counts(&job, Credits::ZERO);
        self.ended.push(job_id);
    }

    /// Settles and releases a job that has ended, as a writer does who read it before.
    async fn end_again(&mut self) {
        let Some(job_id) = self.take_open() else { return };
        let before = self.store.job(&self.team_id, job_id).await.unwrap().unwrap();
        self.open.push(job_id);
        self.settle_this(&before.job).await;
        let mut late = before.job.clone();
        let cost = late.quote;
        late = late.settle(cost, self.now);
        late.billed_failures = self.some_failures();
        assert_eq!(self.store.settle(&before, &late).await.unwrap(), Ended::Lost);
        assert_eq!(self.store.release(&before, &late).await.unwrap(), Ended::Lost);
    }

    async fn settle_this(&mut self, job: &Job) {
        let before = self.store.job(&self.team_id, job.job_id).await.unwrap().unwrap();
        let mut job = job.clone();
        let cost = job.quote;
        job = job.settle(cost, self.now);
        self.store.settle(&before, &job).await.unwrap();
        self.team = self.team.settle(&job.hold(), job.cost.credits());
        self.end_counts(&job, job.cost.credits());
        self.open.retain(|open| *open != job.job_id);
        self.ended.push(job.job_id);
    }

    fn some_failures(&mut self) -> Vec<BilledFailure> {
        let count = self.rng.random_range(0..4);
        let failure = |variant| BilledFailure {
            variant,
            reason: BilledReason::ALL[self.rng.random_range(0..3)],
            vendor: Vendor::Runway,
            route: "runway".to_owned(),
            micro_usd: MicroUsd::new(self.rng.random_range(1..1_000_000)),
        };
        (0..count).map(failure).collect()
    }

    fn count_billed(&mut self, job: &Job) {
        for failure in &job.billed_failures {
            let count = self.billed.entry((self.now.month(), failure.reason)).or_default();
            *count = (count.0 + 1, count.1 + failure.micro_usd.get());
        }
    }

    fn end_counts(&mut self, job: &Job, charge: Credits) {
        let hold = job.hold();
        let member = self.members.get_mut(&job.user_id).unwrap();
        member.count = member.count.end_hold(hold.quote, charge, &hold.month);
        if let Some((_, count)) = self.keys.get_mut(&job.user_id) {
            *count = count.end_hold(hold.quote, charge, &hold.month);
        }
    }

    async fn credit(&mut self, amount: i64) {
        let (team_id, amount, now) = (self.team_id.clone(), Credits::new(amount), self.now);
        let (line_type, reason) = (LineType::Adjustment, "random".to_owned());
        let credit = Credit { team_id, line_type, amount, reason, granted_by: UserId::new("operator"), now };
        let credited = self.store.credit(&credit, None, |_| String::new()).await.unwrap();
        match self.team.credit(amount) {
            Some(team) => {
                assert!(matches!(credited, Credited::Now { .. }));
                self.team = team;
            }
            None => assert_eq!(credited, Credited::Insufficient { available: self.team.available }),
        }
    }

    async fn set_team_cap(&mut self) {
        let (cap, month) = (self.cap(), self.month());
        let count = self.store.set_team_cap(&self.team_id, cap, &month).await.unwrap();
        self.team.count = self.team.count.in_month(&month).with_cap(cap);
        assert_eq!(count, self.team.count);
    }

    async fn set_member_cap(&mut self) {
        let (user_id, cap, month) = (self.user(), self.cap(), self.month());
        let count = self.store.set_member_cap(&self.team_id, &user_id, cap, &month).await.unwrap();
        let team_id = self.team_id.clone();
        let member = self
            .members
            .entry(user_id.clone())
            .or_insert_with(|| Member::opening(team_id, user_id.clone(), month.clone()));
        member.count = member.count.in_month(&month).with_cap(cap);
        assert_eq!(count, member.count);
    }

    async fn compare(&self, seed: u64, act: usize) {
        let row = self.store.balance(&self.team_id).await.unwrap().unwrap();
        assert_eq!(row, self.team, "seed {seed}, act {act}");
        for member in self.store.members(&self.team_id).await.unwrap() {
            assert_eq!(member, self.members[&member.user_id], "seed {seed}, act {act}");
        }
        for (id, count) in self.keys.values() {
            let record = self.store.api_key(&self.team_id, *id).await.unwrap().unwrap();
            assert_eq!(record.count.as_ref(), Some(count), "seed {seed}, act {act}");
        }
        let counts = self.store.billed_failures_of_team(&self.team_id, &self.month()).await.unwrap();
        let counts = counts.into_iter().map(|count| (count.reason, (count.failures, count.micro_usd.get())));
        let due = self.billed.iter().filter(|((month, _), _)| *month == self.month());
        let due: BTreeMap<_, _> = due.map(|((_, reason), count)| (*reason, *count)).collect();
        assert_eq!(counts.collect::<BTreeMap<_, _>>(), due, "seed {seed}, act {act}");
    }
}

#[tokio::test]
async fn the_store_does_what_the_rules_say() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
    let mut ended = 0;
    for seed in 0..SEEDS {
        let mut pair = Pair::new(world.stack.store.clone(), seed).await;
        for act in 0..ACTS {
            pair.act().await;
            pair.compare(seed, act).await;
        }
        ended += pair.ended.len();
        let books = world.stack.store.books(&pair.team_id).await.unwrap().unwrap();
        assert_eq!(books.differences(), [], "seed {seed}");
    }
    assert!(ended > 100, "only {ended} jobs ended: the walk says too little");
}

#[tokio::test]
async fn exactly_one_of_simultaneous_settlements_and_releases_wins() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
    let (owner, store) = (world.owner(), world.stack.store.clone());
    let team_id = TeamId::new(&world.stack.ready.teams[0]);
    let mut completed = 0;
    for _ in 0..20 {
        let job_id: JobId = owner.submit(&json!({"prompt": "race"})).await.parse().unwrap();
        let before = store.job(&team_id, job_id).await.unwrap().unwrap();
        let now = world.clock.clock().now();
        let (mut made, mut failed) = (before.job.clone(), before.job.clone());
        let cost = made.quote;
        made = made.settle(cost, now);
        failed = failed.release(Failure::new(ErrorCode::TimedOut), now);
        let ends = tokio::join!(
            store.settle(&before, &made),
            store.release(&before, &failed),
            store.settle(&before, &made),
            store.release(&before, &failed),
        );
        let won = [ends.0, ends.1, ends.2, ends.3].map(|end| matches!(end.unwrap(), Ended::Now(_)));
        assert_eq!(won.iter().filter(|won| **won).count(), 1, "{won:?}");
        completed += i64::from(won[0] || won[2]);
    }
    assert_eq!(owner.balance().await["balance"], 100_000 - completed * 40);
    world.assert_books().await;
}
