//! What the vendor's answers to a start make of the job. Pure: the job goes in, the job comes out.

use domain::catalog::{OnUncertain, Route};
use domain::job::{Handle, Outcome, Variant};
use domain::schedule::{
    LOOKUP_AFTER_SECONDS, MAX_START_ERRORS, Pace, SLOT_WAIT_BESIDE_RUNNING_SECONDS, look_delay, retry_delay,
    until_proof,
};
use domain::{ErrorCode, Failure, Job, Model, Stage, Status, Timestamp};
use vendors::StartError;

use crate::routes::is_asked_about;

/// An answer that settles what becomes of a variant for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The vendor is at work.
    Accepted(Handle),
    /// A synchronous vendor is done, well or badly.
    Ended(Variant),
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Started {
    /// Nothing runs and nothing is left to start.
    AllEnded(Outcome),
    Next {
        delay_seconds: i64,
    },
}

/// What a round of answers asks for beside the variants themselves.
#[derive(Default)]
struct Round {
    asked_to_wait: Option<u32>,
    /// Answers were lost that the vendor can be asked about.
    look_up: bool,
    /// Another route is to be tried, or the same one once more: at once.
    at_once: bool,
}

pub(crate) fn record(
    job: &mut Job,
    answers: Vec<(usize, Result<Answer, StartError>)>,
    route: Option<&Route>,
    model: &Model,
    now: Timestamp,
    pace: Pace,
) -> Started {
    // Counted once a round, however many variants met the same trouble.
    let any = |wanted: fn(&StartError) -> bool| {
        answers.iter().any(|(_, answer)| answer.as_ref().err().is_some_and(wanted))
    };
    job.refusals += u32::from(any(|answer| matches!(answer, StartError::Busy { .. })));
    job.start_errors += u32::from(any(|answer| matches!(answer, StartError::Unavailable(_))));
    let uncertain = any(|answer| matches!(answer, StartError::Uncertain(_)));
    let may_repeat = job.uncertain_starts == 0;
    let accepted_before = job.vendor.is_some();
    let accepts = |answer: &Result<Answer, StartError>| {
        matches!(answer, Ok(Answer::Accepted(_) | Answer::Ended(Variant::Saved { .. })))
    };
    let accepted = accepted_before || answers.iter().any(|(_, answer)| accepts(answer));
    let mut round = Round::default();
    for (index, answer) in answers {
        let judged = Judge { job, route, may_repeat, accepted, now };
        let variant = judged.variant(index, answer, &mut round);
        if let Some(slot) = job.variants.get_mut(index) {
            *slot = variant;
        }
    }
    job.uncertain_starts += u32::from(uncertain);
    job.attempts += 1;
    if round.at_once
        && !accepted
        && let Some(route) = route
    {
        give_up_route(job, route, uncertain);
    }
    if let Some(route) = route {
        if accepted {
            begin(job, route, model, now);
        } else if job.start_errors >= MAX_START_ERRORS && has_another(job, route, model) {
            give_up_route(job, route, false);
            job.start_errors = 0;
            round.at_once = true;
        }
    }
    give_up_waiting(job, now);
    job.lease_until = None;
    job.resends = 0;
    if let Some(outcome) = job.outcome() {
        return Started::AllEnded(outcome);
    }
    let stays = accepted || round.look_up || route.is_some_and(|route| is_asked_about(job, route));
    if !stays {
        // Whoever finds the job abandoned in its next start knows that nothing was asked yet.
        job.route = None;
    }
    let (stage, delay, patience) = if round.look_up {
        // Found in this stage without a lease, the vendor is asked what it knows.
        (Stage::Starting, LOOKUP_AFTER_SECONDS, LOOKUP_AFTER_SECONDS)
    } else if job.variants.contains(&Variant::Queued) {
        let backoff = retry_delay(job.refusals.max(job.start_errors), round.asked_to_wait);
        let delay = if round.at_once { 1 } else { i64::from(backoff) };
        (Stage::Queued, delay, delay)
    } else {
        job.look = 0;
        (Stage::Waiting, look_delay(model, 0).into(), until_proof(model, 0))
    };
    job.stage = stage;
    job.due_at = Some(now.plus_seconds(pace.patience(patience)));
    Started::Next { delay_seconds: pace.seconds(delay) }
}

/// The vendor has taken on a part of the job: from here on its route stays.
pub(crate) fn begin(job: &mut Job, route: &Route, model: &Model, now: Timestamp) {
    job.status = Status::Processing;
    job.vendor = Some(route.vendor);
    job.route = Some(route.name.clone());
    if job.started_at.is_none() {
        job.started_at = Some(now);
        if let Some(running) = model.running_seconds {
            job.deadline_at = now.plus_seconds(running.into());
        }
    }
}

/// A route that is of no use is not tried again for this job; one whose answer was merely lost may be.
fn give_up_route(job: &mut Job, route: &Route, uncertain: bool) {
    if !uncertain && !job.given_up.contains(&route.name) {
        job.given_up.push(route.name.clone());
    }
}

/// Whether any other route could make this, as far as the catalog knows.
fn has_another(job: &Job, route: &Route, model: &Model) -> bool {
    let others = model.routes.iter().filter(|other| other.name != route.name);
    others.into_iter().any(|other| job.request.fits(other) && !job.given_up.contains(&other.name))
}

/// What one answer means for its variant.
struct Judge<'a> {
    job: &'a Job,
    route: Option<&'a Route>,
    /// A lost answer was not made good by a second start before.
    may_repeat: bool,
    /// The vendor has taken on a part of the job.
    accepted: bool,
    now: Timestamp,
}

impl Judge<'_> {
    fn variant(&self, index: usize, answer: Result<Answer, StartError>, round: &mut Round) -> Variant {
        let (job_id, team_id) = (self.job.job_id, &self.job.team_id);
        match answer {
            Ok(Answer::Accepted(handle)) => Variant::Running { handle, since: self.now },
            Ok(Answer::Ended(variant)) => variant,
            Err(StartError::Busy { retry_after }) => {
                round.asked_to_wait = round.asked_to_wait.max(retry_after);
                Variant::Queued
            }
            Err(StartError::Unavailable(why)) => {
                tracing::warn!(%job_id, %team_id, variant = index, why, "the vendor is in trouble; the start is tried again");
                Variant::Queued
            }
            Err(StartError::RouteDown(why)) => {
                tracing::error!(%job_id, %team_id, variant = index, why, "the route is of no use: check the vendor's key and account");
                if self.accepted {
                    return failed(ErrorCode::ProviderUnavailable);
                }
                round.at_once = true;
                Variant::Queued
            }
            Err(StartError::Refused(failure)) => Variant::Failed { failure },
            Err(StartError::Uncertain(why)) => self.uncertain(index, &why, round),
        }
    }

    fn uncertain(&self, index: usize, why: &str, round: &mut Round) -> Variant {
        let (job_id, team_id) = (self.job.job_id, &self.job.team_id);
        match self.route.map_or(OnUncertain::Fail, |route| route.on_uncertain) {
            OnUncertain::Lookup => {
                tracing::warn!(%job_id, %team_id, variant = index, why, "a start's answer was lost; the vendor is asked about it");
                round.look_up = true;
                Variant::Queued
            }
            OnUncertain::RetryOnce if self.may_repeat => {
                tracing::warn!(%job_id, %team_id, variant = index, why, "a start's answer was lost; it is repeated once, the vendor may bill both");
                round.at_once = true;
                Variant::Queued
            }
            OnUncertain::RetryOnce | OnUncertain::Fail => {
                tracing::error!(%job_id, %team_id, variant = index, why, "a start's answer was lost: given up free of charge, the vendor may bill it");
                failed(ErrorCode::ProviderFailed)
            }
        }
    }
}

fn failed(code: ErrorCode) -> Variant {
    Variant::Failed { failure: Failure::new(code) }
}

/// Server errors are waited out for a while, a full account longer; but not while a sibling's result may
/// expire meanwhile.
fn give_up_waiting(job: &mut Job, now: Timestamp) {
    let runs_since = job.running().map(|(_, _, since)| now.millis_since(since) / 1000).max();
    let too_long = runs_since.is_some_and(|seconds| seconds > SLOT_WAIT_BESIDE_RUNNING_SECONDS);
    if job.start_errors < MAX_START_ERRORS && !too_long {
        return;
    }
    for variant in job.variants.iter_mut().filter(|variant| **variant == Variant::Queued) {
        *variant = failed(ErrorCode::ProviderUnavailable);
    }
}

#[cfg(test)]
mod tests;
