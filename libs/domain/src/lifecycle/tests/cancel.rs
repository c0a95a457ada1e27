//! What can be done about a job that is to stop, by what its vendor has and says.

use super::*;
use crate::job::CancelOutcome;

fn video(provider: &str) -> Job {
    job_of(Kind::Video, &json!({"prompt": "x", "provider": provider}))
}

fn cancellation(job: &Job) -> Cancellation {
    let catalog = Catalog::shipped().unwrap();
    job.cancellation(catalog.model(job.request.kind(), job.request.model()), NOW)
}

fn starting(job: Job, route: &str) -> Job {
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(job.request.kind(), job.request.model()).unwrap();
    let claim = Claim::to_start(job.request.kind());
    job.claim(claim, Stage::Queued, 0, NOW).unwrap().take_route(model.route(route).unwrap(), NOW)
}

#[test]
fn what_runs_stops_only_where_stopping_is_free() {
    for (provider, route, expected) in [
        ("runway_gen4", "runway", Cancellation::TooLate),
        ("veo_3_1", "runway", Cancellation::TooLate),
        ("veo_3_1", "fal", Cancellation::Requestable),
        ("kling_2_6", "fal", Cancellation::Requestable),
        ("kling_2_6", "kling", Cancellation::TooLate),
        ("luma_ray3", "luma", Cancellation::TooLate),
        ("seedance_pro", "byteplus", Cancellation::Requestable),
    ] {
        let mut job = video(provider);
        assert_eq!(cancellation(&job), Cancellation::AtOnce, "{provider} has not started");
        assert!(round(&mut job, route, vec![accepted()], NOW).is_ok());
        assert_eq!(cancellation(&job), expected, "{provider} at {route}");
    }
}

#[test]
fn a_start_under_way_is_waited_for_where_it_may_still_be_canceled() {
    for (provider, route, expected) in [
        ("runway_gen4", "runway", Cancellation::Soon),
        ("veo_3_1", "fal", Cancellation::Soon),
        ("luma_ray3", "luma", Cancellation::TooLate),
    ] {
        assert_eq!(cancellation(&starting(video(provider), route)), expected, "{provider} at {route}");
    }
}

#[test]
fn a_busy_vendor_that_bills_stopped_tasks_leaves_the_job_free_to_cancel() {
    let mut job = video("runway_gen4");
    assert!(round(&mut job, "runway", vec![BUSY], NOW).is_ok());
    assert_eq!(cancellation(&job), Cancellation::AtOnce);
    let canceled = job.cancel(NOW);
    assert_eq!(
        (canceled.cancel_outcome, canceled.billed_failures.len()),
        (Some(CancelOutcome::NotStarted), 0)
    );
}

/// No shipped picture has such a route: the rule is the stage's, whatever the kind.
#[test]
fn a_queued_job_of_which_one_variant_runs_is_as_late_as_that_variant() {
    let text = Catalog::TEXT.replacen(
        "bills_on_failure = [\"moderated\", \"invalid_input\"]",
        "bills_on_failure = [\"stopped\"]",
        1,
    );
    let (shipped, strict) = (Catalog::shipped().unwrap(), Catalog::parse(&text).unwrap());
    let mut job = flux(2);
    assert!(round(&mut job, "fal", vec![accepted(), BUSY], NOW).is_ok());
    assert_eq!(job.stage(), Stage::Queued);
    for (catalog, expected) in [(shipped, Cancellation::Requestable), (strict, Cancellation::TooLate)] {
        assert_eq!(job.cancellation(catalog.model(Kind::Image, "flux_2_pro"), NOW), expected);
    }
}
