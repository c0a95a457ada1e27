//! What each round of answers makes of a job, and the moves that no round of answers makes.

mod billed;
mod cancel;

use serde_json::json;

use super::*;
use crate::catalog::Vendor;
use crate::health::Health;
use crate::job::{Handle, NewJob, Variant};
use crate::request::{Facts, Family, InputRole, Request};
use crate::route_choice::{Pick, pick};
use crate::route_state::RouteFacts;
use crate::timing::{
    LOOKUP_AFTER_SECONDS, MAX_SAVE_ERRORS, MAX_START_ERRORS, RESULT_DELAY_SECONDS,
    SLOT_WAIT_BESIDE_RUNNING_SECONDS,
};
use crate::{
    BucketFile, Catalog, ErrorCode, Failure, Job, JobId, Kind, MediaFacts, Model, Phase, Status, TeamId,
    Timestamp, UserId,
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

fn model_of(job: &Job) -> Model {
    let catalog = Catalog::shipped().unwrap();
    catalog.model(job.request.kind(), job.request.model()).unwrap().clone()
}

fn flux(variants: u32) -> Job {
    job_of(Kind::Image, &json!({"prompt": "x", "provider": "flux_2_pro", "num_variants": variants}))
}

#[test]
fn a_picture_is_adapted_to_the_route_that_is_taken() {
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(Kind::Image, "gpt_image_1_5").unwrap();
    let body = json!({"prompt": "x", "provider": model.id, "aspect_ratio": "9:16"});
    let mut job = job_of(Kind::Image, &body);
    for (route, height) in [("openai", 1536), ("openai_2_6", 1920), ("fal_2_5", 1536)] {
        job = job.take_route(model.route(route).unwrap(), NOW);
        assert_eq!(job.applied.native().unwrap().size.height, height, "{route}");
    }
}

/// What a round of answers left: the job, and in how many seconds it goes on, or how it ends.
type After = Result<i64, Outcome>;

/// A round on the model's route of this name, where there is no other.
fn round(job: &mut Job, route: &str, answers: Vec<StartAnswer>, now: Timestamp) -> After {
    round_among(job, route, answers, &RouteFacts::default(), now)
}

fn round_among(
    job: &mut Job,
    route: &str,
    answers: Vec<StartAnswer>,
    facts: &RouteFacts,
    now: Timestamp,
) -> After {
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(job.request.kind(), job.request.model()).unwrap();
    job.route = Some(route.to_owned());
    let answers = job.clone().unstarted().zip(answers).collect();
    let next = job.clone().started(answers, model.route(route), model, facts, at(now));
    after(job, next)
}

const fn at(now: Timestamp) -> Tick {
    Tick { now, pace: Pace::REAL }
}

fn after(job: &mut Job, next: Next) -> After {
    match next {
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

/// All vendors have a key, and these accounts are paused until then.
fn all_but(paused: &[(&str, Timestamp)]) -> RouteFacts {
    let pause = |until| Health { cool_until: Some(until), ..Health::default() };
    let health = paused.iter().map(|(name, until)| ((*name).to_owned(), pause(*until)));
    RouteFacts { vendors_with_key: Vendor::ALL.into_iter().collect(), health: health.collect() }
}

/// The job's next route; else in how many seconds there may be one.
fn next_route(job: &Job, facts: &RouteFacts) -> Result<String, Option<i64>> {
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(job.request.kind(), job.request.model()).unwrap();
    match pick(job, model, facts, NOW) {
        Pick::Route(route) => Ok(route.name.clone()),
        Pick::Wait { until } => Err(Some(until.millis_since(NOW) / 1000)),
        Pick::None => Err(None),
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
fn a_server_error_is_waited_out_five_times_where_there_is_no_other_route() {
    let mut job = flux(1);
    let mut waited = 0;
    for _ in 1..MAX_START_ERRORS {
        waited += round(&mut job, "bfl", vec![StartAnswer::Unavailable], NOW).unwrap();
    }
    assert_eq!(waited, 30);
    assert_eq!(
        round(&mut job, "bfl", vec![StartAnswer::Unavailable], NOW),
        ended(ErrorCode::ProviderUnavailable)
    );
}

#[test]
fn two_routes_in_trouble_are_waited_out_for_a_minute() {
    let (mut job, facts) = (flux(1), all_but(&[]));
    let (mut waited, mut asked) = (0, Vec::new());
    let outcome = loop {
        let Ok(route) = next_route(&job, &facts) else { panic!("a route is open: {job:?}") };
        asked.push(route.clone());
        match round_among(&mut job, &route, vec![StartAnswer::Unavailable], &facts, NOW) {
            Ok(seconds) => waited += seconds,
            Err(outcome) => break outcome,
        }
    };
    assert_eq!(Err(outcome), ended(ErrorCode::ProviderUnavailable));
    // Five rounds of both, with 1 s between the two and 2, 4, 8 and 16 s between the rounds; then five of the first.
    assert_eq!(asked[..4], ["bfl", "fal", "bfl", "fal"]);
    assert_eq!((asked.len(), waited), (15, 30 + 5 + 2 + 30));
    assert_eq!(job.given_up, ["fal"]);
}

#[test]
fn a_route_that_takes_nothing_passes_the_job_on_at_once() {
    for answer in [BUSY, StartAnswer::Busy { retry_after: Some(120) }, StartAnswer::Unavailable] {
        let (mut job, facts) = (flux(2), all_but(&[]));
        let answers = vec![answer.clone(), answer.clone()];
        assert_eq!(round_among(&mut job, "bfl", answers.clone(), &facts, NOW), Ok(1), "{answer:?}");
        assert_eq!((job.stage(), job.given_up.len(), job.refusals()), (Stage::Queued, 0, 0));
        assert_eq!(next_route(&job, &facts), Ok("fal".to_owned()), "{answer:?}");
        // The second takes nothing either: now the job waits, and begins with the first again.
        let waited = round_among(&mut job, "fal", answers, &facts, NOW);
        assert_eq!(waited, Ok(2), "{answer:?}");
        assert_eq!(next_route(&job, &facts), Ok("bfl".to_owned()), "{answer:?}");
    }
}

#[test]
fn a_job_waits_for_what_is_free_first_and_never_longer_than_half_a_minute() {
    let busy = |seconds| vec![StartAnswer::Busy { retry_after: Some(seconds) }];
    for (paused, asked, expected) in [
        (vec![("account/fal", NOW.plus_seconds(3))], 120, 3),
        (vec![("account/fal", NOW.plus_seconds(90))], 120, 30),
        (vec![("account/fal", NOW.plus_seconds(90))], 7, 7),
    ] {
        let (mut job, facts) = (flux(1), all_but(&paused));
        assert_eq!(round_among(&mut job, "bfl", busy(asked), &facts, NOW), Ok(expected), "{paused:?}");
    }
    assert_eq!(round(&mut flux(1), "bfl", busy(120), NOW), Ok(30), "the only route");
}

#[test]
fn another_model_of_a_busy_account_is_not_asked_at_once() {
    let mut job = job_of(Kind::Tts, &json!({"text": "x"}));
    // Gemini speaks, too; here it is busy itself.
    let facts = all_but(&[("account/google", NOW.plus_seconds(60))]);
    assert_eq!(round_among(&mut job, "openai", vec![BUSY], &facts, NOW), Ok(2));
    let mut job = job_of(Kind::Tts, &json!({"text": "x"}));
    assert_eq!(round_among(&mut job, "openai", vec![StartAnswer::Unavailable], &all_but(&[]), NOW), Ok(1));
    assert_eq!(next_route(&job, &all_but(&[])), Ok("openai_4o".to_owned()));
}

#[test]
fn a_route_that_has_passed_a_job_over_is_not_asked_before_the_job_has_waited() {
    let mut job = flux(1);
    assert_eq!(round_among(&mut job, "bfl", vec![BUSY], &all_but(&[]), NOW), Ok(1));
    // Meanwhile the other route was paused.
    let facts = all_but(&[("account/fal", NOW.plus_seconds(60))]);
    assert_eq!(next_route(&job, &facts), Err(Some(0)));
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
    let next = job.clone().wait_for_route(NOW, model, at(NOW));
    assert_eq!(after(&mut job, next), Ok(2));
    assert_eq!(next_route(&job, &facts), Ok("bfl".to_owned()));
}

#[test]
fn a_job_that_waits_for_a_long_pause_looks_every_half_minute() {
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
    for (until, expected) in [(300, 30), (30, 30), (7, 7), (0, 1)] {
        let mut job = flux(1);
        let next = job.clone().wait_for_route(NOW.plus_seconds(until), model, at(NOW));
        assert_eq!(after(&mut job, next), Ok(expected));
    }
    // Not while its sibling's link may expire.
    let mut job = flux(2);
    assert!(round(&mut job, "bfl", vec![accepted(), BUSY], NOW).is_ok());
    let later = NOW.plus_seconds(SLOT_WAIT_BESIDE_RUNNING_SECONDS + 1);
    let next = job.clone().wait_for_route(later.plus_seconds(60), model, at(later));
    assert_eq!(after(&mut job, next), Ok(6));
    assert_eq!((job.stage(), job.variants[1].status()), (Stage::Waiting, Status::Failed));
}

#[test]
fn a_job_of_which_the_vendor_has_a_part_stays_there() {
    let (mut job, facts) = (flux(2), all_but(&[]));
    assert_eq!(round_among(&mut job, "bfl", vec![accepted(), BUSY], &facts, NOW), Ok(2));
    assert_eq!(next_route(&job, &facts), Ok("bfl".to_owned()));
    assert_eq!(round_among(&mut job, "bfl", vec![BUSY], &facts, NOW), Ok(4));
    let long = vec![StartAnswer::Busy { retry_after: Some(120) }];
    assert_eq!(round_among(&mut job, "bfl", long, &facts, NOW), Ok(30));
}

#[test]
fn a_job_whose_answer_was_lost_stays_with_the_vendor_that_may_know_it() {
    let facts = all_but(&[]);
    for after_it in [BUSY, StartAnswer::Unavailable, StartAnswer::NotKnown] {
        let mut job = job_of(Kind::Video, &json!({"prompt": "x"}));
        let lost = round_among(&mut job, "kling", vec![StartAnswer::Uncertain], &facts, NOW);
        assert_eq!(lost, Ok(LOOKUP_AFTER_SECONDS));
        assert!(round_among(&mut job, "kling", vec![after_it.clone()], &facts, NOW).is_ok());
        assert_eq!(next_route(&job, &facts), Ok("kling".to_owned()), "{after_it:?}");
    }
    // A step that died may have started it, too.
    let mut job = job_of(Kind::Video, &json!({"prompt": "x"}));
    assert_eq!(round_among(&mut job, "kling", vec![StartAnswer::NotKnown], &facts, NOW), Ok(1));
    assert_eq!(next_route(&job, &facts), Ok("kling".to_owned()));
    // If the vendor is of no use then, nobody else is asked: the task may be running.
    let down = round_among(&mut job, "kling", vec![StartAnswer::RouteDown], &facts, NOW);
    assert_eq!(down, ended(ErrorCode::ProviderUnavailable));
}

#[test]
fn what_one_route_cannot_do_is_told_where_no_other_route_is_left() {
    let failure = Failure::because(ErrorCode::InvalidInput, "The voice is of no use.");
    let not_here = || vec![StartAnswer::NotHere(failure.clone())];
    let alone = round(&mut flux(1), "bfl", not_here(), NOW);
    assert_eq!(alone, Err(Outcome::Failed { failure: failure.clone() }));
    let (mut job, facts) = (flux(1), all_but(&[]));
    assert_eq!(round_among(&mut job, "bfl", not_here(), &facts, NOW), Ok(1));
    assert_eq!((next_route(&job, &facts), &job.given_up), (Ok("fal".to_owned()), &vec!["bfl".to_owned()]));
    let model = model_of(&job);
    assert_eq!(job.no_route(&model, &facts, NOW), failure);
    let nothing_known = flux(1).no_route(&model, &facts, NOW);
    assert_eq!(nothing_known, Failure::new(ErrorCode::ProviderUnavailable));
}

#[test]
fn a_recording_that_turns_out_too_long_for_every_route_is_told_with_both_lengths() {
    let body = json!({
        "provider": "veed", "image_url": "https://example.com/a.png", "audio_url": "https://example.com/a.mp3",
    });
    let mut job = job_of(Kind::Avatar, &body);
    let mut model = model_of(&job);
    for route in &mut model.routes {
        route.limits.audio_seconds = Some([1, 30]);
    }
    let facts = all_but(&[]);
    assert_eq!(job.no_route(&model, &facts, NOW), Failure::new(ErrorCode::ProviderUnavailable));
    let recording = job.inputs.iter_mut().find(|input| input.role == InputRole::Audio).unwrap();
    recording.file = Some(BucketFile {
        key: "in/recording".to_owned(),
        mime: "audio/mpeg".to_owned(),
        bytes: 1,
        width: None,
        height: None,
        millis: Some(30_001),
    });
    let told = job.no_route(&model, &facts, NOW);
    assert_eq!(told.code, ErrorCode::InvalidInput);
    assert_eq!(
        told.message,
        "audio_url must last from 1 to 30 seconds for veed at the moment, and lasts 30.001. Change it and submit again."
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

/// The health of a route that its breaker closed for this reason, and of which nobody knows when it ends.
fn closed(facts: &mut RouteFacts, name: &str, by: Option<crate::health::ClosedBy>) {
    let health = Health { open_until: Some(NOW.plus_seconds(60)), closed_by: by, ..Health::default() };
    facts.health.insert(name.to_owned(), health);
}

#[test]
fn a_known_reason_does_not_wait_for_a_route_that_the_operator_has_to_open() {
    use crate::health::ClosedBy;
    let failure = Failure::because(ErrorCode::InvalidInput, "The voice is of no use.");
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(Kind::Image, flux(1).request.model()).unwrap();
    let other = crate::health::route_key(model, model.route("fal").unwrap());
    let cases = [
        (Some(ClosedBy::Key), false),
        (Some(ClosedBy::Balance), false),
        (Some(ClosedBy::Model), false),
        (None, true),
    ];
    for (by, waits) in cases {
        let mut facts = all_but(&[]);
        closed(&mut facts, &other, by);
        let mut job = flux(1);
        let answers = vec![StartAnswer::NotHere(failure.clone())];
        let after = round_among(&mut job, "bfl", answers, &facts, NOW);
        assert_eq!(after.is_ok(), waits, "{by:?}: {after:?}");
    }
}

#[test]
fn a_deadline_tells_the_reason_that_is_known() {
    let failure = Failure::because(ErrorCode::InvalidInput, "The voice is of no use.");
    let (mut job, facts) = (flux(1), all_but(&[]));
    round_among(&mut job, "bfl", vec![StartAnswer::NotHere(failure.clone())], &facts, NOW).unwrap();
    let late = NOW.plus_seconds(100_000);
    assert_eq!(after(&mut job.clone(), job.expire(late).unwrap()), Err(Outcome::Failed { failure }));
    assert_eq!(after(&mut flux(1), flux(1).expire(late).unwrap()), ended(ErrorCode::TimedOut));
}

#[test]
fn whoever_fails_a_job_the_failure_tells_the_value_of_the_field_that_it_names() {
    let body = json!({
        "avatar_id": "ann", "voice_id": "jon", "script": "Good morning to all of you.",
    });
    let model = model_of(&job_of(Kind::Avatar, &body));
    let failure = Failure::because(ErrorCode::InvalidInput, "avatar_id or voice_id: there is none.");
    let failed = || Variant::Failed { failure: failure.clone() };
    let asked = || job_of(Kind::Avatar, &body);
    let started = |answer| {
        let route = model.routes.first();
        asked().started(vec![(0, answer)], route, &model, &RouteFacts::default(), at(NOW))
    };
    let looked = |arrival| asked().saved(vec![(0, arrival)], 0, &model, at(NOW));
    let rendered = asked().rendered(failed()).unwrap();
    for next in [
        asked().give_up(&failure),
        started(StartAnswer::Ended(failed())),
        started(StartAnswer::NotHere(failure.clone())),
        looked(Arrival::Ended(failed())),
        looked(Arrival::Failed { failure: failure.clone(), phase: Phase::Work }),
        Next::end(rendered.0, rendered.1),
    ] {
        let Next::End { outcome: Outcome::Failed { failure }, .. } = next else { panic!("{next:?}") };
        assert_eq!(failure.message, "avatar_id 'ann' or voice_id 'jon': there is none.");
    }
}

#[test]
fn a_lost_start_that_is_given_up_keeps_no_sibling_from_another_route() {
    let failure = Failure::because(ErrorCode::InvalidInput, "The voice is of no use.");
    for sibling in [BUSY, StartAnswer::Unavailable, StartAnswer::NotHere(failure)] {
        for answers in
            [vec![StartAnswer::Uncertain, sibling.clone()], vec![sibling.clone(), StartAnswer::Uncertain]]
        {
            let (mut job, facts) = (flux(2), all_but(&[]));
            assert_eq!(round_among(&mut job, "bfl", answers, &facts, NOW), Ok(1), "{sibling:?}");
            assert_eq!(next_route(&job, &facts), Ok("fal".to_owned()), "{sibling:?}");
            assert_eq!(job.unstarted().count(), 1, "{sibling:?}");
        }
    }
}

#[test]
fn a_host_is_asked_twice_for_each_file_and_there_is_an_end_to_ever_other_ones() {
    let unread = |field: &str| {
        let why = Failure::because(ErrorCode::InputUnreachable, format!("{field} could not be read."));
        (field.to_owned(), why)
    };
    let ended = |rounds: &[&[&str]]| {
        let mut job = flux(1);
        for (number, fields) in (1..).zip(rounds) {
            let silent = fields.iter().map(|field| unread(field)).collect();
            let next = job.clone().ask_hosts_again(silent, at(NOW));
            if let Err(Outcome::Failed { failure }) = after(&mut job, next) {
                return Some((number, failure.message));
            }
        }
        None
    };
    let told = |round: usize, field: &str| Some((round, format!("{field} could not be read.")));
    assert_eq!(ended(&[&["a"], &["a"]]), told(2, "a"));
    assert_eq!(ended(&[&["a"], &["b"]]), None);
    assert_eq!(ended(&[&["a", "b"], &["c"], &["b"]]), told(3, "b"));
    assert_eq!(ended(&[&["a"], &["b"], &["c"], &["d"], &["e"]]), told(5, "e"));
}
