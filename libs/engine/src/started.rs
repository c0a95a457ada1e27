//! What the vendor's answers to a start make of the job. Pure: the job goes in, the job comes out.

use domain::catalog::{OnUncertain, Route};
use domain::job::{Handle, Outcome, Variant};
use domain::schedule::{
    MAX_START_ERRORS, Pace, SLOT_WAIT_BESIDE_RUNNING_SECONDS, look_delay, retry_delay, until_proof,
};
use domain::{ErrorCode, Failure, Job, Model, Stage, Status, Timestamp};
use providers::NotStarted;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Started {
    /// Nothing runs and nothing is left to start.
    AllEnded(Outcome),
    Next {
        delay_seconds: i64,
    },
}

pub(crate) fn record(
    job: &mut Job,
    results: Vec<(usize, Result<Handle, NotStarted>)>,
    route: Option<&Route>,
    model: &Model,
    now: Timestamp,
    pace: Pace,
) -> Started {
    let mut asked_to_wait = None;
    let on_uncertain = route.map_or(OnUncertain::Fail, |route| route.on_uncertain);
    // Counted once a round, however many variants met the same trouble.
    let busy = results.iter().any(|(_, result)| matches!(result, Err(NotStarted::Busy { .. })));
    let in_trouble = results.iter().any(|(_, result)| matches!(result, Err(NotStarted::Unavailable(_))));
    job.refusals += u32::from(busy);
    job.start_errors += u32::from(in_trouble);
    for (index, result) in results {
        if let Err(NotStarted::Busy { retry_after }) = &result {
            asked_to_wait = asked_to_wait.max(*retry_after);
        }
        let variant = judge(job, index, result, on_uncertain, now);
        if let Some(slot) = job.variants.get_mut(index) {
            *slot = variant;
        }
    }
    job.attempts += 1;
    give_up_waiting(job, now);
    if job.running().next().is_some() && job.started_at.is_none() {
        job.status = Status::Processing;
        job.started_at = Some(now);
        job.vendor = route.map(|route| route.vendor);
    }
    job.lease_until = None;
    job.resends = 0;
    if let Some(outcome) = job.outcome() {
        return Started::AllEnded(outcome);
    }
    let (stage, delay, patience) = if job.variants.contains(&Variant::Queued) {
        let delay = retry_delay(job.refusals.max(job.start_errors), asked_to_wait);
        (Stage::Queued, delay, i64::from(delay))
    } else {
        job.look = 0;
        (Stage::Waiting, look_delay(model, 0), until_proof(model, 0))
    };
    job.stage = stage;
    job.due_at = Some(now.plus_seconds(pace.patience(patience)));
    Started::Next { delay_seconds: pace.seconds(delay.into()) }
}

fn judge(
    job: &Job,
    index: usize,
    result: Result<Handle, NotStarted>,
    on_uncertain: OnUncertain,
    now: Timestamp,
) -> Variant {
    let failed = |code| Variant::Failed { failure: Failure::new(code) };
    let (job_id, team_id) = (job.job_id, job.team_id.clone());
    match result {
        Ok(handle) => Variant::Running { handle, since: now },
        Err(NotStarted::Busy { .. }) => Variant::Queued,
        Err(NotStarted::Unavailable(why)) => {
            tracing::warn!(%job_id, %team_id, variant = index, why, "the vendor is in trouble; the start is tried again");
            Variant::Queued
        }
        Err(NotStarted::RouteDown(why)) => {
            tracing::error!(%job_id, %team_id, variant = index, why, "the route is of no use: check the vendor's key and account");
            failed(ErrorCode::ProviderUnavailable)
        }
        Err(NotStarted::Refused(failure)) => Variant::Failed { failure },
        Err(NotStarted::Uncertain(why)) => {
            tracing::error!(%job_id, %team_id, variant = index, why, "a start's answer was lost: given up free of charge, the vendor may bill it");
            match on_uncertain {
                OnUncertain::Fail => failed(ErrorCode::ProviderFailed),
            }
        }
    }
}

/// Server errors are waited out for a while, a full account longer; but not while a sibling's result may
/// expire meanwhile.
fn give_up_waiting(job: &mut Job, now: Timestamp) {
    let runs_since = job.started_at.map(|started| now.millis_since(started) / 1000);
    let too_long = runs_since.is_some_and(|seconds| seconds > SLOT_WAIT_BESIDE_RUNNING_SECONDS);
    if job.start_errors < MAX_START_ERRORS && !too_long {
        return;
    }
    for variant in job.variants.iter_mut().filter(|variant| **variant == Variant::Queued) {
        *variant = Variant::Failed { failure: Failure::new(ErrorCode::ProviderUnavailable) };
    }
}

#[cfg(test)]
mod tests {
    use domain::catalog::Vendor;
    use domain::job::NewJob;
    use domain::{Catalog, JobId, TeamId, UserId, request};
    use serde_json::json;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    fn job(variants: u32) -> Job {
        let body = json!({"prompt": "x", "num_variants": variants});
        Job::new(NewJob {
            job_id: JobId::new(NOW, [0; 10]),
            team_id: TeamId::new("t"),
            user_id: UserId::new("u"),
            plan: request::image::plan(&body, &Catalog::shipped().unwrap()).unwrap(),
            now: NOW,
            deadline_at: NOW.plus_seconds(600),
        })
    }

    fn recorded(job: &mut Job, results: Vec<Result<Handle, NotStarted>>, now: Timestamp) -> Started {
        let catalog = Catalog::shipped().unwrap();
        let results = results.into_iter().enumerate().collect();
        {
            let model = catalog.model("flux_2_pro").unwrap();
            record(job, results, model.routes.first(), model, now, Pace::REAL)
        }
    }

    fn accepted() -> Vec<Result<Handle, NotStarted>> {
        vec![Ok(Handle { id: "a".into(), url: None })]
    }

    const BUSY: Result<Handle, NotStarted> = Err(NotStarted::Busy { retry_after: None });

    #[test]
    fn an_accepted_job_is_processing_and_looked_at_near_the_median() {
        let mut job = job(1);
        assert_eq!(recorded(&mut job, accepted(), NOW), Started::Next { delay_seconds: 6 });
        assert_eq!((job.status, job.stage, job.started_at), (Status::Processing, Stage::Waiting, Some(NOW)));
        assert_eq!(job.vendor, Some(Vendor::Bfl));
    }

    #[test]
    fn a_job_that_found_no_free_slot_stays_pending_and_waits() {
        let mut job = job(1);
        assert_eq!(recorded(&mut job, vec![BUSY], NOW), Started::Next { delay_seconds: 2 });
        assert_eq!((job.status, job.stage, job.lease_until), (Status::Pending, Stage::Queued, None));
        assert_eq!(recorded(&mut job, vec![BUSY], NOW), Started::Next { delay_seconds: 4 });
    }

    #[test]
    fn server_errors_are_waited_out_five_times() {
        let mut job = job(1);
        let down = || vec![Err(NotStarted::Unavailable("HTTP 500".into()))];
        for _ in 1..MAX_START_ERRORS {
            assert!(matches!(recorded(&mut job, down(), NOW), Started::Next { .. }));
        }
        let failure = Failure::new(ErrorCode::ProviderUnavailable);
        assert_eq!(recorded(&mut job, down(), NOW), Started::AllEnded(Outcome::Failed { failure }));
    }

    #[test]
    fn four_variants_in_trouble_are_one_try() {
        let mut job = job(4);
        let down = || Err(NotStarted::Unavailable("HTTP 500".into()));
        recorded(&mut job, vec![down(), down(), down(), down()], NOW);
        assert_eq!((job.start_errors, job.refusals, job.attempts), (1, 0, 1));
        let busy = recorded(&mut job, vec![BUSY, BUSY, BUSY, BUSY], NOW);
        assert_eq!((busy, job.refusals), (Started::Next { delay_seconds: 2 }, 1));
    }

    #[test]
    fn a_lost_answer_is_given_up_not_repeated() {
        let mut job = job(1);
        let lost = vec![Err(NotStarted::Uncertain("cut".into()))];
        let failure = Failure::new(ErrorCode::ProviderFailed);
        assert_eq!(recorded(&mut job, lost, NOW), Started::AllEnded(Outcome::Failed { failure }));
    }

    #[test]
    fn a_variant_does_not_wait_for_a_slot_until_its_siblings_result_expires() {
        let mut job = job(2);
        recorded(&mut job, [accepted(), vec![BUSY]].concat(), NOW);
        assert_eq!((job.status, job.stage), (Status::Processing, Stage::Queued));
        let later = NOW.plus_seconds(SLOT_WAIT_BESIDE_RUNNING_SECONDS + 1);
        let catalog = Catalog::shipped().unwrap();
        let model = catalog.model("flux_2_pro").unwrap();
        record(&mut job, vec![(1, BUSY)], model.routes.first(), model, later, Pace::REAL);
        assert_eq!((job.stage, job.variants[1].status()), (Stage::Waiting, Status::Failed));
    }
}
