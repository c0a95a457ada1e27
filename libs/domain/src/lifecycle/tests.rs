//! What each round of answers makes of a job, and the moves that no round of answers makes.

mod billed;
mod cancel;

use serde_json::json;

use super::*;
use crate::catalog::Vendor;
use crate::job::{Handle, NewJob, Variant};
use crate::request::{Facts, Family, Request};
use crate::timing::{
    LOOKUP_AFTER_SECONDS, MAX_SAVE_ERRORS, MAX_START_ERRORS, RESULT_DELAY_SECONDS,
    SLOT_WAIT_BESIDE_RUNNING_SECONDS,
};
use crate::{
    BucketFile, Catalog, ErrorCode, Failure, Job, JobId, Kind, MediaFacts, Status, TeamId, Timestamp, UserId,
};

const NOW: Timestamp = Timestamp::from_millis(1_000_000);

fn job_of(kind: Kind, body: &serde_json::Value) -> Job {
    let catalog = Catalog::shipped().unwrap();
    let request = Request::read(kind, Family::Studio, body, &catalog).unwrap();
    Job::new(NewJob {
        job_id: JobId::new(NOW, [0; 10]),
        team_id: TeamId::new("t"),
        user_id: UserId::new("u"),
        plan: request.quote(&Facts::default(), &catalog).unwrap(),
        now: NOW,
        deadline_at: NOW.plus_seconds(300),
    })
}

fn flux(variants: u32) -> Job {
    job_of(Kind::Image, &json!({"prompt": "x", "provider": "flux_2_pro", "num_variants": variants}))
}

/// What a round of answers left: the job, and in how many seconds it goes on, or how it ends.
type After = Result<i64, Outcome>;

/// A round on the model's route of this name.
fn round(job: &mut Job, route: &str, answers: Vec<StartAnswer>, now: Timestamp) -> After {
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(job.request.kind(), job.request.model()).unwrap();
    job.route = Some(route.to_owned());
    let answers = job.clone().unstarted().zip(answers).collect();
    let tick = Tick { now, pace: Pace::REAL };
    match job.clone().started(answers, model.route(route), model, tick) {
        Next::Continue { job: next, delay_seconds } => {
            *job = *next;
            Ok(delay_seconds)
        }
        Next::End { job: next, outcome } => {
            *job = *next;
            Err(outcome)
        }
    }
}

fn accepted() -> StartAnswer {
    StartAnswer::Accepted(Handle { id: "a".into(), url: None })
}

fn saved() -> StartAnswer {
    let file = BucketFile::new("k".into(), "image/png", 1, MediaFacts::Picture { width: 1, height: 1 });
    StartAnswer::Ended(Variant::Saved { file })
}

const BUSY: StartAnswer = StartAnswer::Busy { retry_after: None };

fn ended(code: ErrorCode) -> After {
    Err(Outcome::Failed { failure: Failure::new(code) })
}

#[test]
fn an_accepted_job_is_processing_and_looked_at_near_the_median() {
    let mut job = flux(1);
    assert_eq!(round(&mut job, "bfl", vec![accepted()], NOW), Ok(6));
    assert_eq!((job.status(), job.stage(), job.started_at), (Status::Processing, Stage::Waiting, Some(NOW)));
    assert_eq!((job.vendor, job.route.as_deref()), (Some(Vendor::Bfl), Some("bfl")));
}

/// Of a synchronous vendor: the median would be the time that is over already.
#[test]
fn a_result_that_is_made_and_not_downloaded_is_looked_at_soon_and_never_started_again() {
    let link = Handle::to_result("https://files.example/a.png".to_owned());
    let body = json!({"prompt": "x", "provider": "seedream_4", "num_variants": 2});
    let mut job = job_of(Kind::Image, &body);
    let answers = vec![saved(), StartAnswer::Accepted(link.clone())];
    assert_eq!(round(&mut job, "byteplus", answers, NOW), Ok(RESULT_DELAY_SECONDS));
    assert_eq!((job.stage(), job.unstarted().count()), (Stage::Waiting, 0));
    let kept: Vec<_> = job.running().map(|(variant, handle, _)| (variant, handle.result_link())).collect();
    assert_eq!(kept, [(1, Some("https://files.example/a.png"))]);
    // Its looks fail as often as those of any result may.
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(Kind::Image, "seedream_4").unwrap();
    let tick = Tick { now: NOW, pace: Pace::REAL };
    for look in 0..MAX_SAVE_ERRORS - 1 {
        let next = job.clone().saved(vec![(1, Arrival::NotSaved)], look, model, tick);
        let Next::Continue { job: next, .. } = next else { panic!("round {look}: {next:?}") };
        assert_eq!(next.unstarted().count(), 0);
        job = *next;
    }
    let last = job.saved(vec![(1, Arrival::NotSaved)], MAX_SAVE_ERRORS, model, tick);
    assert!(
        matches!(last, Next::End { outcome: Outcome::Completed { .. }, .. }),
        "the other variant is delivered"
    );
}

#[test]
fn no_vendors_handle_is_taken_for_a_result() {
    for (id, url) in [("a", Some("https://a.example")), ("result", Some("https://a.example")), ("", None)] {
        let handle = Handle { id: id.to_owned(), url: url.map(str::to_owned) };
        assert_eq!(handle.result_link(), None);
    }
    let stored = serde_json::to_string(&Handle::to_result("https://a.example".to_owned())).unwrap();
    let read: Handle = serde_json::from_str(&stored).unwrap();
    assert_eq!(read.result_link(), Some("https://a.example"));
}

#[test]
fn a_video_gets_its_running_time_from_when_it_was_accepted() {
    let mut job = job_of(Kind::Video, &json!({"prompt": "x"}));
    let later = NOW.plus_seconds(200);
    assert!(round(&mut job, "kling", vec![accepted()], later).is_ok());
    assert_eq!(job.deadline_at(), later.plus_seconds(600));
}

#[test]
fn a_job_that_found_no_free_slot_stays_pending_and_waits() {
    let mut job = flux(1);
    assert_eq!(round(&mut job, "bfl", vec![BUSY], NOW), Ok(2));
    assert_eq!((job.status(), job.stage(), job.schedule.lease_until), (Status::Pending, Stage::Queued, None));
    assert_eq!(job.route, None, "the next start is free to pick");
    assert_eq!(round(&mut job, "bfl", vec![BUSY], NOW), Ok(4));
}

#[test]
fn server_errors_are_waited_out_five_times() {
    let mut job = flux(1);
    for _ in 1..MAX_START_ERRORS {
        assert!(round(&mut job, "bfl", vec![StartAnswer::Unavailable], NOW).is_ok());
    }
    // Then it is another route's turn, with five of its own.
    assert_eq!(round(&mut job, "bfl", vec![StartAnswer::Unavailable], NOW), Ok(1));
    assert_eq!(job.given_up, ["bfl"]);
    for _ in 1..MAX_START_ERRORS {
        assert!(round(&mut job, "fal", vec![StartAnswer::Unavailable], NOW).is_ok());
    }
    assert_eq!(
        round(&mut job, "fal", vec![StartAnswer::Unavailable], NOW),
        ended(ErrorCode::ProviderUnavailable)
    );
}

#[test]
fn four_variants_in_trouble_are_one_try() {
    let mut job = flux(4);
    let trouble = vec![StartAnswer::Unavailable; 4];
    assert!(round(&mut job, "bfl", trouble, NOW).is_ok());
    assert_eq!((job.schedule.start_errors, job.refusals(), job.attempts()), (1, 0, 1));
    let busy = round(&mut job, "bfl", vec![BUSY, BUSY, BUSY, BUSY], NOW);
    assert_eq!((busy, job.refusals()), (Ok(2), 1));
}

#[test]
fn a_route_that_is_down_is_left_at_once_while_nothing_was_accepted() {
    let mut job = flux(1);
    assert_eq!(round(&mut job, "bfl", vec![StartAnswer::RouteDown], NOW), Ok(1));
    assert_eq!((job.stage(), job.given_up.as_slice()), (Stage::Queued, &["bfl".to_owned()][..]));
}

#[test]
fn once_a_part_is_accepted_the_rest_does_not_move_to_another_route() {
    let mut job = flux(2);
    assert!(round(&mut job, "bfl", vec![accepted(), StartAnswer::RouteDown], NOW).is_ok());
    assert_eq!((job.stage(), job.variants[1].status()), (Stage::Waiting, Status::Failed));
    assert_eq!((job.route.as_deref(), job.given_up.len()), (Some("bfl"), 0));
}

#[test]
fn a_dear_lost_answer_is_given_up_not_repeated() {
    let mut job = flux(1);
    assert_eq!(round(&mut job, "bfl", vec![StartAnswer::Uncertain], NOW), ended(ErrorCode::ProviderFailed));
}

#[test]
fn a_cheap_lost_answer_is_repeated_once() {
    let mut job = job_of(Kind::Image, &json!({"prompt": "x", "provider": "seedream_4"}));
    assert_eq!(round(&mut job, "byteplus", vec![StartAnswer::Uncertain], NOW), Ok(1));
    assert_eq!((job.stage(), job.given_up.len()), (Stage::Queued, 0));
    assert_eq!(
        round(&mut job, "byteplus", vec![StartAnswer::Uncertain], NOW),
        ended(ErrorCode::ProviderFailed)
    );
}

#[test]
fn an_answer_that_can_be_asked_for_is_asked_for() {
    let mut job = job_of(Kind::Video, &json!({"prompt": "x"}));
    let next = round(&mut job, "kling", vec![StartAnswer::Uncertain], NOW);
    assert_eq!(next, Ok(LOOKUP_AFTER_SECONDS));
    assert_eq!((job.stage(), job.schedule.lease_until), (Stage::Starting, None));
    assert_eq!(job.route.as_deref(), Some("kling"), "it is known whom to ask");
}

#[test]
fn what_a_synchronous_vendor_made_ends_the_job() {
    let mut job = job_of(Kind::Image, &json!({"prompt": "x", "num_variants": 2}));
    let refused =
        StartAnswer::Ended(Variant::Failed { failure: Failure::new(ErrorCode::ModerationRejected) });
    let Err(Outcome::Completed { cost }) = round(&mut job, "byteplus", vec![saved(), refused], NOW) else {
        panic!("one was made")
    };
    assert_eq!((job.quote.get(), cost.get()), (7, 4));
}

#[test]
fn a_variant_does_not_wait_for_a_slot_until_its_siblings_result_expires() {
    let mut job = flux(2);
    assert!(round(&mut job, "bfl", vec![accepted(), BUSY], NOW).is_ok());
    assert_eq!((job.status(), job.stage()), (Status::Processing, Stage::Queued));
    let later = NOW.plus_seconds(SLOT_WAIT_BESIDE_RUNNING_SECONDS + 1);
    round(&mut job, "bfl", vec![BUSY], later).unwrap();
    assert_eq!((job.stage(), job.variants[1].status()), (Stage::Waiting, Status::Failed));
}
