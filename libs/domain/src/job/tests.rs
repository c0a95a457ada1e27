use serde_json::json;

use super::*;
use crate::request::{Facts, Family, Request};
use crate::{Catalog, Kind, MediaFacts};

fn job(variants: Vec<Variant>) -> Job {
    let body = json!({"prompt": "x", "num_variants": variants.len()});
    let catalog = Catalog::shipped().unwrap();
    let request = Request::read(Kind::Image, Family::Legacy, &body, &catalog).unwrap();
    let plan = request.quote(&Facts::default(), &catalog).unwrap();
    let now = Timestamp::from_millis(0);
    let mut job = Job::new(NewJob {
        job_id: JobId::new(now, [0; 10]),
        team_id: TeamId::new("t"),
        user_id: UserId::new("u"),
        plan,
        now,
        deadline_at: now.plus_seconds(600),
    });
    job.variants = variants;
    job
}

fn saved() -> Variant {
    let file = BucketFile::new("k".into(), "image/png", 1, MediaFacts::Picture { width: 1, height: 1 });
    Variant::Saved { file }
}

fn failed(code: ErrorCode) -> Variant {
    Variant::Failed { failure: Failure::new(code) }
}

#[test]
fn a_job_has_no_outcome_while_a_variant_is_open() {
    assert_eq!(job(vec![saved(), Variant::Queued]).outcome(), None);
}

#[test]
fn what_was_made_is_charged_by_its_share() {
    let part = job(vec![saved(), failed(ErrorCode::ModerationRejected), saved(), saved()]);
    assert_eq!(part.quote, Cents::new(14));
    assert_eq!(part.outcome(), Some(Outcome::Completed { cost: Cents::new(11) }));
}

#[test]
fn what_was_made_becomes_files_of_the_drive() {
    let part = job(vec![saved(), failed(ErrorCode::ModerationRejected), saved()]);
    assert!(part.result_files().is_empty(), "it has not ended");
    let ended_at = Timestamp::from_millis(1_000_000);
    let outcome = part.outcome().unwrap();
    let part = part.end(outcome, ended_at);
    let files = part.result_files();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["flux_2_pro-1970-01-01-00000000-1.png", "flux_2_pro-1970-01-01-00000000-3.png"]);
    assert_ne!(files[0].id, files[1].id);
    assert_eq!(part.result_files(), files, "the same as often as one asks");
    assert!(files.iter().all(|file| file.job_id == Some(part.job_id) && file.created_at == ended_at));
}

#[test]
fn none_made_is_a_failure_with_the_first_reason() {
    let none = job(vec![failed(ErrorCode::ModerationRejected), failed(ErrorCode::ProviderFailed)]);
    let Some(Outcome::Failed { failure }) = none.outcome() else { panic!("it failed") };
    assert_eq!(failure.code, ErrorCode::ModerationRejected);
}
