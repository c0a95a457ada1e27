//! No sequence of moves breaks the invariants of a job's life: steps that die, messages that come twice or late, a
//! sweeper that takes jobs up at the wrong moment, and cancellations at any time.
//!
//! The world below does what the rest of the system does around the rules. A write is accepted only from the newest
//! revision of the job, a step holds the job as it claimed it, and messages carry a chain.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::catalog::{OnUncertain, Route};
use crate::health::{Health, account_key, route_key};
use crate::job::{CancelOutcome, Handle, NewJob, Variant};
use crate::request::{Facts, Family, Request};
use crate::route_choice::{Pick, pick};
use crate::route_state::RouteFacts;
use crate::{
    BilledReason, BucketFile, Catalog, Cents, ErrorCode, Failure, JobId, Kind, Model, Phase, Status, TeamId,
    Timestamp, UserId,
};

/// What may happen next. Numbers choose among what there is: a message, a step at work, an answer.
#[derive(Debug, Clone)]
enum Event {
    /// A message is delivered. It stays in the queue, as if it were to come twice, or not.
    Deliver {
        message: usize,
        again: bool,
    },
    /// A step at work gets on, as its stage and `answer` say, while routes are in the `health` that its bits say.
    Work {
        step: usize,
        answer: u8,
        health: u8,
    },
    /// A step at work dies.
    Die {
        step: usize,
    },
    /// All messages are lost.
    LoseMessages,
    Sweep,
    Cancel,
    Hide,
    Wait {
        seconds: i64,
    },
    /// The whole stack starts again.
    Restart,
}

fn event() -> impl Strategy<Value = Event> {
    let index = 0_usize..4;
    prop_oneof![
        6 => (index.clone(), any::<bool>()).prop_map(|(message, again)| Event::Deliver { message, again }),
        8 => (index.clone(), any::<u8>(), any::<u8>())
            .prop_map(|(step, answer, health)| Event::Work { step, answer, health }),
        1 => index.prop_map(|step| Event::Die { step }),
        1 => Just(Event::LoseMessages),
        2 => Just(Event::Sweep),
        1 => Just(Event::Cancel),
        1 => Just(Event::Hide),
        4 => (1_i64..200).prop_map(|seconds| Event::Wait { seconds }),
        1 => Just(Event::Restart),
    ]
}

/// The kinds of job that live differently.
fn body(kind: Kind) -> Value {
    match kind {
        Kind::Image => json!({"prompt": "x", "provider": "flux_2_pro", "num_variants": 2}),
        Kind::Tts => json!({"text": "x"}),
        Kind::Video => json!({"prompt": "x", "provider": "kling_2_6"}),
        Kind::Composite => json!({"aspect_ratio": "9:16", "resolution": "720p",
            "clips": [{"source": "https://example.com/a.mp4", "start": 0, "end": 2}]}),
        Kind::Avatar => json!({"script": "x", "avatar_id": "a"}),
    }
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::shipped().unwrap());

/// A step at work, with the job as it last wrote or claimed it.
#[derive(Debug, Clone)]
struct Step {
    job: Job,
    revision: u32,
    /// It found the job abandoned.
    took_over: bool,
    /// It has written down whom it asks.
    asking: bool,
}

struct World {
    job: Job,
    revision: u32,
    now: Timestamp,
    /// The chain of each message under way.
    messages: Vec<u32>,
    steps: Vec<Step>,
    /// The routes that took nothing since the job last waited.
    refused: Vec<String>,
    /// The routes of which some step asked something that may be accepted without our knowing it.
    possibly_at_work: Vec<String>,
}

impl World {
    fn new(kind: Kind) -> Self {
        let now = Timestamp::from_millis(1_000_000);
        let family = if kind == Kind::Composite { Family::Legacy } else { Family::Studio };
        let request = Request::read(kind, family, &body(kind), &CATALOG).unwrap();
        let plan = request.quote(&Facts::default(), &CATALOG).unwrap();
        let job = Job::new(NewJob {
            job_id: JobId::new(now, [0; 10]),
            team_id: TeamId::new("t"),
            user_id: UserId::new("u"),
            plan,
            now,
            deadline_at: now.plus_seconds(600),
        });
        Self {
            job,
            revision: 0,
            now,
            messages: vec![0],
            steps: Vec::new(),
            refused: Vec::new(),
            possibly_at_work: Vec::new(),
        }
    }

    fn model(&self) -> &'static Model {
        CATALOG.model(self.job.request.kind(), self.job.request.model()).unwrap()
    }

    fn tick(&self) -> Tick {
        Tick { now: self.now, pace: Pace::REAL }
    }

    /// Writes the job down, if the writer knew the newest revision.
    fn write(&mut self, revision: u32, next: Job) -> bool {
        if revision != self.revision {
            return false;
        }
        check_move(&self.job, &next, self.now);
        self.job = next;
        self.revision += 1;
        true
    }

    /// A step's own write: it goes on with what it wrote.
    fn write_on(&mut self, step: &Step, next: Job) {
        if self.write(step.revision, next.clone()) {
            self.steps.push(Step { job: next, revision: self.revision, took_over: false, asking: false });
        }
    }

    /// A step's last write.
    fn carry_out(&mut self, revision: u32, next: Next) {
        match next {
            Next::Continue { job, .. } => {
                let chain = job.chain();
                if self.write(revision, *job) {
                    self.messages.push(chain);
                }
            }
            Next::End { job, outcome } => {
                let ended = job.end(outcome, self.now);
                self.write(revision, ended);
            }
        }
    }

    fn happen(&mut self, event: &Event) {
        match *event {
            Event::Deliver { message, again } => self.deliver(message, again),
            Event::Work { step, answer, health } if !self.steps.is_empty() => {
                let step = self.steps.remove(step % self.steps.len());
                self.work(&step, answer, health);
            }
            Event::Die { step } if !self.steps.is_empty() => {
                self.steps.remove(step % self.steps.len());
            }
            Event::Work { .. } | Event::Die { .. } => {}
            Event::LoseMessages => self.messages.clear(),
            Event::Sweep => self.sweep(),
            Event::Cancel => self.cancel(),
            Event::Hide => {
                if self.job.status().is_terminal() {
                    self.write(self.revision, Job { hidden: true, ..self.job.clone() });
                }
            }
            Event::Wait { seconds } => self.now = self.now.plus_seconds(seconds),
            Event::Restart => {
                self.steps.clear();
                if !self.job.status().is_terminal() {
                    self.write(self.revision, self.job.clone().wake(self.now));
                }
            }
        }
        check_state(&self.job);
    }

    fn deliver(&mut self, message: usize, again: bool) {
        let Some(index) = message.checked_rem(self.messages.len()) else { return };
        let chain = if again { self.messages[index] } else { self.messages.remove(index) };
        if self.now >= self.job.deadline_at() {
            return self.expire();
        }
        let kind = self.job.request.kind();
        let claim = match self.job.stage() {
            Stage::Waiting => return self.look(chain),
            Stage::Saving => Claim::to_save(kind),
            Stage::Queued | Stage::Fetching if kind == Kind::Composite || !self.job.has_inputs() => {
                Claim::to_fetch(kind)
            }
            Stage::Rendering => Claim::to_fetch(kind),
            _ => Claim::to_start(kind),
        };
        self.claim(claim, chain);
    }

    fn claim(&mut self, claim: Claim, chain: u32) {
        let (job, now) = (self.job.clone(), self.now);
        let abandoned = job.schedule.is_abandoned(claim, chain, now);
        let from = if abandoned { job.stage() } else { claim.from() };
        if let Some(claimed) = job.claim(claim, from, chain, now) {
            assert!(!self.job.is_leased(now), "two steps hold the job");
            assert!(self.write(self.revision, claimed.clone()));
            self.steps.push(Step {
                job: claimed,
                revision: self.revision,
                took_over: abandoned,
                asking: false,
            });
        }
    }

    /// A look finds the tasks ready, or they still run.
    fn look(&mut self, chain: u32) {
        let next = self.job.look() + 1;
        if next.is_multiple_of(3) {
            return self.claim(Claim::to_save(self.job.request.kind()), chain);
        }
        let heartbeat = Heartbeat::new(chain, next, Some(50), self.model(), self.tick());
        if let Some(alive) = self.job.clone().heartbeat(heartbeat) {
            self.write(self.revision, alive);
            self.messages.push(chain);
        }
    }

    fn work(&mut self, step: &Step, answer: u8, health: u8) {
        let (model, tick) = (self.model(), self.tick());
        let Step { job, revision, .. } = step.clone();
        match job.stage() {
            Stage::Fetching => match answer % 6 {
                0 => self.carry_out(revision, job.wait_for_sources(1500, tick)),
                1 => self.carry_out(revision, job.retry_fetch(tick)),
                2 => self.carry_out(revision, job.give_up(&Failure::new(ErrorCode::InputUnreachable))),
                3 => {
                    let failure = Failure::new(ErrorCode::InputUnreachable);
                    let silent = vec![(format!("clips[{}].source", answer % 3), failure)];
                    self.carry_out(revision, job.ask_hosts_again(silent, tick));
                }
                _ if job.request.kind() == Kind::Composite => self.write_on(step, job.render(self.now)),
                _ => self.carry_out(revision, fetched_all(job).fetched(tick)),
            },
            Stage::Starting if step.took_over && job.route.is_some() => self.take_over(step, answer, health),
            // A fresh claim, or one that was taken over before anything was asked.
            Stage::Starting if !step.asking => self.pick_route(step, health),
            Stage::Starting => self.ask(step, answer, health),
            Stage::Rendering if answer.is_multiple_of(3) => self.write_on(step, job.progress(answer % 100)),
            Stage::Rendering => {
                let (job, outcome) = job.rendered(saved()).unwrap();
                self.carry_out(revision, Next::end(job, outcome));
            }
            Stage::Saving if answer.is_multiple_of(7) => {
                self.write(revision, job.keep_to_settle(tick));
            }
            Stage::Saving => {
                let running: Vec<usize> = job.running().map(|(index, ..)| index).collect();
                let arrivals = running.into_iter().map(|index| (index, arrival(answer >> index)));
                let (arrivals, look) = (arrivals.collect(), job.look());
                self.carry_out(revision, job.saved(arrivals, look, model, tick));
            }
            Stage::Queued | Stage::Waiting | Stage::Done => unreachable!("no step holds {:?}", job.stage()),
        }
    }

    /// What is known of the routes: the account of every second is paused, a breaker open, a key missing, by `bits`.
    fn facts(&self, bits: u8) -> RouteFacts {
        let mut facts = RouteFacts::default();
        for (place, route) in self.model().routes.iter().enumerate() {
            let until = Some(self.now.plus_seconds(20));
            match bits >> (2 * place) & 3 {
                0 => continue,
                1 => {
                    let pause = Health { cool_until: until, ..Health::default() };
                    facts.health.insert(account_key(route.vendor), pause);
                }
                2 => {
                    let breaker = Health { open_until: until, ..Health::default() };
                    facts.health.insert(route_key(self.model(), route), breaker);
                }
                _ => {}
            }
            facts.vendors_with_key.insert(route.vendor);
        }
        facts
    }

    fn pick_route(&mut self, step: &Step, health: u8) {
        let (model, tick, facts) = (self.model(), self.tick(), self.facts(health));
        let job = step.job.clone();
        match pick(&job, model, &facts, self.now) {
            Pick::Route(route) => {
                let asking = job.take_route(route, self.now);
                // A step that was overtaken asks nobody.
                if self.write(step.revision, asking.clone()) {
                    assert!(!self.refused.contains(&route.name), "a route is asked twice without a wait");
                    self.check_alone(&route.name);
                    self.possibly_at_work.push(route.name.clone());
                    let revision = self.revision;
                    self.steps.push(Step { job: asking, revision, took_over: false, asking: true });
                }
            }
            Pick::Wait { until } => {
                let written = self.revision;
                self.carry_out(step.revision, job.wait_for_route(until, model, tick));
                if self.revision != written {
                    self.refused.clear();
                }
            }
            Pick::None => {
                let ended = |index| (index, StartAnswer::Ended(failed()));
                let answers = job.unstarted().map(ended).collect();
                self.carry_out(step.revision, job.started(answers, None, model, &facts, tick));
            }
        }
    }

    /// While a vendor that can be asked about a lost answer may be at work, and once any vendor is at work for sure, no
    /// other one is asked.
    fn check_alone(&self, route: &str) {
        let model = self.model();
        let known = self.job.vendor.is_some();
        for other in self.possibly_at_work.iter().filter(|other| *other != route) {
            let lookup = model.route(other).is_some_and(|other| other.on_uncertain == OnUncertain::Lookup);
            assert!(!known && !lookup, "{route} is asked while {other} may be at work");
        }
    }

    /// The answers of the vendor that was asked.
    fn ask(&mut self, step: &Step, answer: u8, health: u8) {
        let unstarted: Vec<usize> = step.job.unstarted().collect();
        let answers = unstarted.into_iter().map(|index| (index, start_answer(answer >> index)));
        self.answered(step, answers.collect(), health);
    }

    /// A step that finds another one dead in its start asks the vendor about it, where it can.
    fn take_over(&mut self, step: &Step, answer: u8, health: u8) {
        let route = step.job.route.as_deref().and_then(|name| self.model().route(name));
        let can_ask = route.is_some_and(|route| route.on_uncertain == OnUncertain::Lookup);
        let answer = match answer % 3 {
            0 if can_ask => StartAnswer::NotKnown,
            1 if can_ask => StartAnswer::Accepted(Handle { id: "a".into(), url: None }),
            _ => StartAnswer::Uncertain,
        };
        let answers = step.job.unstarted().map(|index| (index, answer.clone()));
        self.answered(step, answers.collect(), health);
    }

    fn answered(&mut self, step: &Step, answers: Vec<(usize, StartAnswer)>, health: u8) {
        let (model, tick, facts) = (self.model(), self.tick(), self.facts(health));
        let Step { job, revision, .. } = step.clone();
        let route = job.route.as_deref().and_then(|name| model.route(name));
        let nothing_taken = answers
            .iter()
            .all(|(_, answer)| matches!(answer, StartAnswer::Busy { .. } | StartAnswer::Unavailable));
        let clear = answers.iter().all(|(_, answer)| {
            !matches!(answer, StartAnswer::Uncertain | StartAnswer::NotKnown | StartAnswer::Accepted(_))
        });
        let before = self.revision;
        let next = job.clone().started(answers, route, model, &facts, tick);
        let waits = match &next {
            Next::Continue { job, .. } => job.schedule.passed_over.is_empty(),
            Next::End { .. } => true,
        };
        self.carry_out(revision, next);
        if self.revision == before {
            return;
        }
        let name = route.map(|route| route.name.clone()).unwrap_or_default();
        if clear && !job.may_be_known_to(route.unwrap()) {
            self.possibly_at_work.retain(|at_work| *at_work != name);
        }
        if waits {
            self.refused.clear();
        } else if nothing_taken {
            self.refused.push(name);
        }
    }

    fn sweep(&mut self) {
        let job = self.job.clone();
        if !job.is_due(self.now) {
            return;
        }
        if job.status().is_terminal() {
            self.write(self.revision, job.announced());
        } else if self.now >= job.deadline_at() {
            self.expire();
        } else if let Some(again) = job.clone().resend(self.now, Pace::REAL) {
            self.messages.push(again.chain());
            self.write(self.revision, again);
        } else {
            self.write(self.revision, job.leave_to_deadline());
        }
    }

    fn expire(&mut self) {
        if let Some(next) = self.job.clone().expire(self.now) {
            self.carry_out(self.revision, next);
        }
    }

    fn cancel(&mut self) {
        let (job, model) = (self.job.clone(), self.model());
        if job.cancel_outcome.is_some() {
            return;
        }
        match job.cancellation(Some(model), self.now) {
            Cancellation::AtOnce => {
                self.write(self.revision, job.cancel(self.now));
                assert_eq!(self.job.cancel_outcome, Some(CancelOutcome::NotStarted));
            }
            Cancellation::Requestable => {
                let route = job.route.as_deref().and_then(|name| model.route(name));
                let is_ours = job.stage() == Stage::Rendering;
                assert!(is_ours || route.is_some_and(Route::stops_free_of_charge), "stopping is free");
                let requested = job.request_cancellation(Some(model), self.now);
                self.messages.push(requested.chain());
                self.write(self.revision, requested);
            }
            Cancellation::Soon | Cancellation::TooLate => {}
        }
    }
}

fn fetched_all(mut job: Job) -> Job {
    for input in &mut job.inputs {
        input.file = Some(file());
    }
    job
}

fn file() -> BucketFile {
    BucketFile {
        key: "k".into(),
        mime: "image/png".into(),
        bytes: 1,
        width: None,
        height: None,
        millis: None,
    }
}

fn saved() -> Variant {
    Variant::Saved { file: file() }
}

fn failed() -> Variant {
    Variant::Failed { failure: Failure::new(ErrorCode::ModerationRejected) }
}

fn start_answer(answer: u8) -> StartAnswer {
    match answer % 11 {
        8 => StartAnswer::NotHere(Failure::new(ErrorCode::InvalidInput)),
        9 => StartAnswer::Busy { retry_after: Some(120) },
        10 => StartAnswer::Useless(Failure::new(ErrorCode::ProviderFailed)),
        0 => StartAnswer::Ended(saved()),
        1 => StartAnswer::Ended(failed()),
        2 => StartAnswer::Busy { retry_after: Some(3) },
        3 => StartAnswer::Unavailable,
        4 => StartAnswer::RouteDown,
        5 => StartAnswer::Uncertain,
        _ => StartAnswer::Accepted(Handle { id: "a".into(), url: None }),
    }
}

fn arrival(answer: u8) -> Arrival {
    match answer % 7 {
        0 => Arrival::Ended(saved()),
        4 => Arrival::Failed { failure: Failure::new(ErrorCode::ProviderFailed), phase: Phase::Stopped },
        5 => Arrival::Failed { failure: Failure::new(ErrorCode::ProviderFailed), phase: Phase::Made },
        6 => Arrival::Failed { failure: Failure::new(ErrorCode::ProviderFailed), phase: Phase::Unreadable },
        1 => Arrival::Ended(failed()),
        2 => Arrival::NotSaved,
        _ => Arrival::Running,
    }
}

/// What holds of a job at any time.
fn check_state(job: &Job) {
    let Schedule { stage, lease_until, due_at, .. } = &job.schedule;
    if job.status().is_terminal() {
        assert_eq!((*stage, *lease_until), (Stage::Done, None));
        assert_eq!(due_at.is_some(), job.low_balance.is_some());
        assert_eq!(
            job.failure.is_some(),
            job.cost == Cents::ZERO,
            "a failed job costs nothing, others something"
        );
    } else {
        assert!(due_at.is_some(), "an open job is due some time, or nobody would find it");
        assert!(job.completed_at.is_none() && job.cost == Cents::ZERO);
        assert!(
            !matches!(stage, Stage::Queued | Stage::Waiting) || lease_until.is_none(),
            "nobody works on it"
        );
    }
}

/// What holds of the failures that are billed.
fn check_billed(job: &Job) {
    let of = |variant: usize, lost: bool| {
        let mut all = job.billed_failures.iter();
        let wanted = |reason| (reason == BilledReason::LostStart) == lost;
        all.by_ref().filter(|billed| billed.variant == variant && wanted(billed.reason)).count()
    };
    for (index, variant) in job.variants.iter().enumerate() {
        assert!(of(index, true) <= 2, "a start is repeated once");
        let has_failed = variant.status() == Status::Failed;
        assert!(
            of(index, false) <= usize::from(has_failed),
            "what was made is paid, and what failed is billed once"
        );
    }
    assert!(job.billed_failures.iter().all(|billed| billed.micro_usd.get() > 0));
    let counted: i64 = job.billed_counts().iter().map(|count| count.failures).sum();
    let due = if job.status().is_terminal() { job.billed_failures.len() } else { 0 };
    assert_eq!(usize::try_from(counted).unwrap(), due, "each is counted when the job ends, and then once");
}

/// What a vendor may be at work on when its time is over is billed.
fn check_given_up(before: &Job, after: &Job) {
    let new = after.billed_failures.get(before.billed_failures.len()..).expect("what is noted stays");
    for (index, (was, is)) in before.variants.iter().zip(&after.variants).enumerate() {
        let is_timed_out = matches!(is, Variant::Failed { failure } if failure.code == ErrorCode::TimedOut);
        let reason = match was {
            Variant::Running { .. } => BilledReason::TimedOut,
            Variant::Queued if before.stage() == Stage::Starting && before.route.is_some() => {
                BilledReason::LostStart
            }
            _ => continue,
        };
        let is_noted = new.iter().any(|billed| (billed.variant, billed.reason) == (index, reason));
        assert!(!is_timed_out || is_noted, "variant {index} was given up at work");
    }
}

/// What holds of every two neighbours in a job's history.
fn check_move(before: &Job, after: &Job, now: Timestamp) {
    let (from, to) = (&before.schedule, &after.schedule);
    assert!(to.chain >= from.chain, "a chain never goes back");
    assert!(to.attempts >= from.attempts && to.refusals >= from.refusals);
    assert!(to.deadline_at >= from.deadline_at || before.started_at.is_none(), "time is not taken away");
    let rank = |status: Status| Status::ALL.iter().position(|known| *known == status);
    assert!(rank(after.status()) >= rank(before.status()), "a status never goes back");
    assert!(after.billed_failures.starts_with(&before.billed_failures), "what is noted stays");
    check_billed(after);
    check_given_up(before, after);
    if before.status().is_terminal() {
        let facts =
            |job: &Job| (job.status(), job.cost, job.failure.clone(), job.completed_at, job.variants.clone());
        assert_eq!(facts(before), facts(after), "what has ended has ended");
    }
    let terminal = before.variants.iter().zip(&after.variants).filter(|(before, _)| before.is_terminal());
    for (before, after) in terminal {
        assert_eq!(before, after, "a variant ends once");
    }
    // While a lease lives, a claim is the holder's own: nobody else gets one.
    let is_new_claim =
        to.lease_until > from.lease_until && to.stage != from.stage && to.stage != Stage::Rendering;
    assert!(!(before.is_leased(now) && is_new_claim), "a live lease is one");
}

fn live(kind: Kind, events: Vec<Event>) {
    let mut world = World::new(kind);
    for event in events {
        world.happen(&event);
    }
    // Whatever happened, the sweeper ends the job once its time is over.
    world.steps.clear();
    for _ in 0..10 {
        world.now = world.now.plus_seconds(3_600);
        world.happen(&Event::Sweep);
    }
    assert!(world.job.status().is_terminal(), "a job that nobody moves never ends: {:?}", world.job);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_sequence_of_moves_breaks_the_invariants(
        kind in prop_oneof![Just(Kind::Image), Just(Kind::Video), Just(Kind::Tts), Just(Kind::Composite)],
        events in proptest::collection::vec(event(), 0..120),
    ) {
        live(kind, events);
    }
}
