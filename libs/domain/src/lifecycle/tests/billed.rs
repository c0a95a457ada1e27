//! What a job notes that its vendor bills and no customer pays, by how it came to its end.

use super::*;
use crate::BilledReason::{self, LostStart, Moderated, RefusedStart, Stopped, UselessResult};
use crate::Phase;
use crate::catalog::Vendor;
use crate::money::MicroUsd;

fn billed(job: &Job) -> Vec<(usize, BilledReason)> {
    job.billed_failures.iter().map(|billed| (billed.variant, billed.reason)).collect()
}

fn refused(code: ErrorCode) -> StartAnswer {
    StartAnswer::Ended(Variant::Failed { failure: Failure::new(code) })
}

fn runway() -> Job {
    job_of(Kind::Video, &json!({"prompt": "x", "provider": "runway_gen4", "duration": 10}))
}

/// A job of one variant, accepted on the route, after a look that found `arrival`.
fn seen(mut job: Job, route: &str, arrival: Arrival) -> Job {
    assert!(round(&mut job, route, vec![accepted()], NOW).is_ok());
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(job.request.kind(), job.request.model()).unwrap();
    match job.saved(vec![(0, arrival)], 1, model, Tick { now: NOW, pace: Pace::REAL }) {
        Next::Continue { job, .. } | Next::End { job, .. } => *job,
    }
}

fn failed(code: ErrorCode) -> Arrival {
    Arrival::Ended(Variant::Failed { failure: Failure::new(code) })
}

fn failed_at(phase: Phase) -> Arrival {
    Arrival::Failed { failure: Failure::new(ErrorCode::ProviderFailed), phase }
}

#[test]
fn a_start_that_is_refused_is_billed_where_the_vendor_says_so() {
    for (job, route, code, expected) in [
        (runway(), "runway", ErrorCode::ModerationRejected, vec![(0, RefusedStart)]),
        (runway(), "runway", ErrorCode::InvalidInput, vec![]),
        (flux(1), "bfl", ErrorCode::ModerationRejected, vec![]),
        (flux(1), "fal", ErrorCode::ModerationRejected, vec![]),
    ] {
        let mut job = job;
        assert!(round(&mut job, route, vec![refused(code)], NOW).is_err());
        assert_eq!(billed(&job), expected, "{route}, {code:?}");
    }
}

#[test]
fn what_a_look_finds_is_billed_as_the_vendor_says() {
    let flux = || flux(1);
    let reason = |reason| vec![(0, reason)];
    for (job, route, arrival, expected) in [
        (runway(), "runway", failed(ErrorCode::ModerationRejected), reason(Moderated)),
        (runway(), "runway", failed(ErrorCode::ProviderFailed), vec![]),
        (runway(), "runway", failed_at(Phase::Stopped), reason(Stopped)),
        (runway(), "runway", failed_at(Phase::Made), reason(UselessResult)),
        (flux(), "bfl", failed(ErrorCode::ModerationRejected), vec![]),
        (flux(), "bfl", failed_at(Phase::Unreadable), reason(BilledReason::Unreadable)),
        (flux(), "fal", failed(ErrorCode::ModerationRejected), reason(Moderated)),
        (flux(), "fal", failed(ErrorCode::InvalidInput), reason(BilledReason::InvalidInput)),
        (flux(), "fal", failed_at(Phase::Stopped), vec![]),
        (flux(), "fal", failed_at(Phase::Made), reason(UselessResult)),
        (flux(), "fal", Arrival::Running, vec![]),
        (flux(), "fal", Arrival::NotSaved, vec![]),
    ] {
        let what = format!("{route}, {arrival:?}");
        assert_eq!(billed(&seen(job, route, arrival)), expected, "{what}");
    }
}

#[test]
fn a_result_that_could_not_be_saved_is_billed_once_it_is_given_up() {
    let mut job = flux(1);
    assert!(round(&mut job, "bfl", vec![accepted()], NOW).is_ok());
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
    let tick = Tick { now: NOW, pace: Pace::REAL };
    for tries in 1.. {
        match job.clone().saved(vec![(0, Arrival::NotSaved)], tries, model, tick) {
            Next::Continue { job: next, .. } => job = *next,
            Next::End { job: ended, .. } => {
                assert_eq!(billed(&ended), [(0, UselessResult)]);
                return;
            }
        }
        assert!(job.billed_failures.is_empty(), "it may still be saved");
    }
}

#[test]
fn a_vendor_that_runs_past_the_deadline_is_billed_and_what_none_has_is_not() {
    let mut job = flux(2);
    assert!(round(&mut job, "bfl", vec![accepted(), BUSY], NOW).is_ok());
    let Some(Next::End { job, .. }) = job.clone().expire(job.deadline_at()) else { panic!("it is over") };
    assert_eq!(billed(&job), [(0, BilledReason::TimedOut)]);
    let never = flux(2);
    let Some(Next::End { job, .. }) = never.clone().expire(never.deadline_at()) else { panic!("it is over") };
    assert_eq!(billed(&job), []);
}

#[test]
fn lost_answers_are_billed_each_time_that_a_start_may_be_bought() {
    let mut dear = flux(2);
    let after = round(&mut dear, "bfl", vec![StartAnswer::Uncertain, accepted()], NOW);
    assert_eq!((after.is_ok(), billed(&dear)), (true, vec![(0, LostStart)]));

    let mut cheap = job_of(Kind::Image, &json!({"prompt": "x", "provider": "seedream_4"}));
    assert!(round(&mut cheap, "byteplus", vec![StartAnswer::Uncertain], NOW).is_ok());
    assert_eq!(billed(&cheap), [(0, LostStart)], "the first is lost, whatever becomes of the second");
    let mut made = cheap.clone();
    assert!(matches!(round(&mut made, "byteplus", vec![saved()], NOW), Err(Outcome::Completed { .. })));
    assert_eq!(billed(&made), [(0, LostStart)], "two are billed, and one is paid");
    assert!(round(&mut cheap, "byteplus", vec![StartAnswer::Uncertain], NOW).is_err());
    assert_eq!(billed(&cheap), [(0, LostStart), (0, LostStart)]);
}

#[test]
fn an_answer_that_can_be_asked_for_is_billed_only_if_nobody_gives_it_in_time() {
    let mut job = job_of(Kind::Video, &json!({"prompt": "x", "provider": "kling_2_6"}));
    assert!(round(&mut job, "kling", vec![StartAnswer::Uncertain], NOW).is_ok());
    assert_eq!(billed(&job), []);
    let mut unknown = job.clone();
    assert!(round(&mut unknown, "kling", vec![BUSY], NOW).is_ok(), "the vendor does not know it");
    job.asked_vendor = Some(Vendor::Kling);
    for (job, expected) in [(job, vec![(0, LostStart)]), (unknown, vec![])] {
        let Some(Next::End { job, .. }) = job.clone().expire(job.deadline_at()) else { panic!("it is over") };
        assert_eq!(billed(&job), expected);
    }
}

#[test]
fn a_useless_result_of_a_synchronous_vendor_is_billed_beside_what_was_made() {
    let mut job = job_of(Kind::Image, &json!({"prompt": "x", "num_variants": 2, "provider": "seedream_4"}));
    let useless = StartAnswer::Useless(Failure::new(ErrorCode::ProviderFailed));
    assert!(matches!(
        round(&mut job, "byteplus", vec![saved(), useless], NOW),
        Err(Outcome::Completed { .. })
    ));
    assert_eq!(billed(&job), [(1, UselessResult)]);
}

#[test]
fn it_is_worth_the_list_price_of_one_variant() {
    let job = seen(runway(), "runway", failed(ErrorCode::ModerationRejected));
    let one = &job.billed_failures[0];
    assert_eq!(
        (one.vendor, one.route.as_str(), one.micro_usd),
        (Vendor::Runway, "runway", MicroUsd::new(1_200_000))
    );
    let pictures = flux(4);
    assert_eq!(pictures.list_price(), MicroUsd::new(45_000));
    // A job of an earlier version has only its quote of $0.20, which is rounded up.
    let earlier = Job { list_price: None, ..pictures };
    assert_eq!(earlier.list_price(), MicroUsd::new(45_454));
    let speech = job_of(Kind::Avatar, &json!({"script": "Hello.", "avatar_id": "a", "provider": "heygen"}));
    assert!(speech.list_price().get() > 0);
}

#[test]
fn an_ended_job_adds_to_its_months_counts_and_an_open_one_adds_nothing() {
    let open = seen(runway(), "runway", failed_at(Phase::Stopped));
    assert_eq!(open.billed_counts(), []);
    let outcome = open.outcome().unwrap();
    let ended = open.end(outcome, NOW);
    let [count] = &ended.billed_counts()[..] else { panic!("one vendor, one reason") };
    assert_eq!((count.entry().as_str(), count.failures), ("1970-01/runway/video/runway_gen4/stopped", 1));
    assert_eq!(count.micro_usd, MicroUsd::new(1_200_000));
}

#[test]
fn each_time_that_a_vendor_makes_nothing_is_billed_where_it_bills_failures() {
    let catalog = Catalog::shipped().unwrap();
    for (bills, expected) in [(vec![BilledReason::Failed], 2), (vec![], 0)] {
        let mut job = job_of(Kind::Image, &json!({"prompt": "x", "provider": "seedream_4"}));
        let model = catalog.model(job.request.kind(), job.request.model()).unwrap();
        let mut route = model.route("byteplus").unwrap().clone();
        route.bills_on_failure = bills.into_iter().collect();
        for goes_on in [true, false] {
            let answers = vec![(0, StartAnswer::MadeNothing)];
            let facts = RouteFacts::default();
            let next = job.clone().started(answers, Some(&route), model, &facts, at(NOW));
            assert_eq!(after(&mut job, next).is_ok(), goes_on);
        }
        assert_eq!(billed(&job), vec![(0, BilledReason::Failed); expected]);
    }
}
