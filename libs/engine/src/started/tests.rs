//! What each round of answers makes of a job.

use domain::BucketFile;
use domain::catalog::Vendor;
use domain::job::NewJob;
use domain::request::{Facts, Family, Request};
use domain::{Catalog, JobId, Kind, TeamId, UserId};
use serde_json::json;

use super::*;

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

type Answers = Vec<Result<Answer, NotStarted>>;

/// A round on the model's route of this name.
fn round(job: &mut Job, route: &str, answers: Answers, now: Timestamp) -> Started {
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(job.request.kind(), job.request.model()).unwrap();
    job.route = Some(route.to_owned());
    let answers = answers.into_iter().enumerate().collect();
    record(job, answers, model.route(route), model, now, Pace::REAL)
}

fn accepted() -> Answers {
    vec![Ok(Answer::Accepted(Handle { id: "a".into(), url: None }))]
}

fn stored() -> Answer {
    let (key, mime) = ("k".into(), "image/png".into());
    let file = BucketFile { key, mime, bytes: 1, width: None, height: None, millis: None };
    Answer::Ended(Variant::Saved { file })
}

const BUSY: Result<Answer, NotStarted> = Err(NotStarted::Busy { retry_after: None });

fn in_trouble() -> Result<Answer, NotStarted> {
    Err(NotStarted::Unavailable("HTTP 500".into()))
}

fn lost() -> Result<Answer, NotStarted> {
    Err(NotStarted::Uncertain("cut".into()))
}

fn down() -> Result<Answer, NotStarted> {
    Err(NotStarted::RouteDown("HTTP 401".into()))
}

fn ended(code: ErrorCode) -> Started {
    Started::AllEnded(Outcome::Failed { failure: Failure::new(code) })
}

#[test]
fn an_accepted_job_is_processing_and_looked_at_near_the_median() {
    let mut job = flux(1);
    assert_eq!(round(&mut job, "bfl", accepted(), NOW), Started::Next { delay_seconds: 6 });
    assert_eq!((job.status, job.stage, job.started_at), (Status::Processing, Stage::Waiting, Some(NOW)));
    assert_eq!((job.vendor, job.route.as_deref()), (Some(Vendor::Bfl), Some("bfl")));
}

#[test]
fn a_video_gets_its_running_time_from_when_it_was_accepted() {
    let mut job = job_of(Kind::Video, &json!({"prompt": "x"}));
    let later = NOW.plus_seconds(200);
    round(&mut job, "kling", accepted(), later);
    assert_eq!(job.deadline_at, later.plus_seconds(600));
}

#[test]
fn a_job_that_found_no_free_slot_stays_pending_and_waits() {
    let mut job = flux(1);
    assert_eq!(round(&mut job, "bfl", vec![BUSY], NOW), Started::Next { delay_seconds: 2 });
    assert_eq!((job.status, job.stage, job.lease_until), (Status::Pending, Stage::Queued, None));
    assert_eq!(job.route, None, "the next start is free to pick");
    assert_eq!(round(&mut job, "bfl", vec![BUSY], NOW), Started::Next { delay_seconds: 4 });
}

#[test]
fn server_errors_are_waited_out_five_times() {
    let mut job = flux(1);
    for _ in 1..MAX_START_ERRORS {
        assert!(matches!(round(&mut job, "bfl", vec![in_trouble()], NOW), Started::Next { .. }));
    }
    // Then it is another route's turn, with five of its own.
    assert_eq!(round(&mut job, "bfl", vec![in_trouble()], NOW), Started::Next { delay_seconds: 1 });
    assert_eq!(job.given_up, ["bfl"]);
    for _ in 1..MAX_START_ERRORS {
        assert!(matches!(round(&mut job, "fal", vec![in_trouble()], NOW), Started::Next { .. }));
    }
    assert_eq!(round(&mut job, "fal", vec![in_trouble()], NOW), ended(ErrorCode::ProviderUnavailable));
}

#[test]
fn four_variants_in_trouble_are_one_try() {
    let mut job = flux(4);
    round(&mut job, "bfl", vec![in_trouble(), in_trouble(), in_trouble(), in_trouble()], NOW);
    assert_eq!((job.start_errors, job.refusals, job.attempts), (1, 0, 1));
    let busy = round(&mut job, "bfl", vec![BUSY, BUSY, BUSY, BUSY], NOW);
    assert_eq!((busy, job.refusals), (Started::Next { delay_seconds: 2 }, 1));
}

#[test]
fn a_route_that_is_down_is_left_at_once_while_nothing_was_accepted() {
    let mut job = flux(1);
    assert_eq!(round(&mut job, "bfl", vec![down()], NOW), Started::Next { delay_seconds: 1 });
    assert_eq!((job.stage, job.given_up.as_slice()), (Stage::Queued, &["bfl".to_owned()][..]));
}

#[test]
fn once_a_part_is_accepted_the_rest_does_not_move_to_another_route() {
    let mut job = flux(2);
    round(&mut job, "bfl", [accepted(), vec![down()]].concat(), NOW);
    assert_eq!((job.stage, job.variants[1].status()), (Stage::Waiting, Status::Failed));
    assert_eq!((job.route.as_deref(), job.given_up.len()), (Some("bfl"), 0));
}

#[test]
fn a_dear_lost_answer_is_given_up_not_repeated() {
    let mut job = flux(1);
    assert_eq!(round(&mut job, "bfl", vec![lost()], NOW), ended(ErrorCode::ProviderFailed));
}

#[test]
fn a_cheap_lost_answer_is_repeated_once() {
    let mut job = job_of(Kind::Image, &json!({"prompt": "x", "provider": "seedream_4"}));
    assert_eq!(round(&mut job, "byteplus", vec![lost()], NOW), Started::Next { delay_seconds: 1 });
    assert_eq!((job.stage, job.given_up.len()), (Stage::Queued, 0));
    assert_eq!(round(&mut job, "byteplus", vec![lost()], NOW), ended(ErrorCode::ProviderFailed));
}

#[test]
fn an_answer_that_can_be_asked_for_is_asked_for() {
    let mut job = job_of(Kind::Video, &json!({"prompt": "x"}));
    let next = round(&mut job, "kling", vec![lost()], NOW);
    assert_eq!(next, Started::Next { delay_seconds: LOOKUP_AFTER_SECONDS });
    assert_eq!((job.stage, job.lease_until), (Stage::Starting, None));
    assert_eq!(job.route.as_deref(), Some("kling"), "it is known whom to ask");
}

#[test]
fn what_a_synchronous_vendor_made_ends_the_job() {
    let mut job = job_of(Kind::Image, &json!({"prompt": "x", "num_variants": 2}));
    let refused = Err(NotStarted::Refused(Failure::new(ErrorCode::ModerationRejected)));
    let Started::AllEnded(Outcome::Completed { cost }) =
        round(&mut job, "byteplus", vec![Ok(stored()), refused], NOW)
    else {
        panic!("one was made")
    };
    assert_eq!((job.quote.get(), cost.get()), (7, 4));
}

#[test]
fn a_variant_does_not_wait_for_a_slot_until_its_siblings_result_expires() {
    let mut job = flux(2);
    round(&mut job, "bfl", [accepted(), vec![BUSY]].concat(), NOW);
    assert_eq!((job.status, job.stage), (Status::Processing, Stage::Queued));
    let later = NOW.plus_seconds(SLOT_WAIT_BESIDE_RUNNING_SECONDS + 1);
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
    record(&mut job, vec![(1, BUSY)], model.route("bfl"), model, later, Pace::REAL);
    assert_eq!((job.stage, job.variants[1].status()), (Stage::Waiting, Status::Failed));
}
