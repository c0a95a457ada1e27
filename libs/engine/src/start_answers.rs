//! Turns the vendors' answers to a round of starts into those that the job's life knows, and logs what is behind them.

use domain::catalog::Route;
use domain::job::{Handle, Variant};
use domain::lifecycle::{Next, StartAnswer, Tick};
use domain::route_state::RouteFacts;
use domain::{Failure, Job, Model};
use vendors::StartError;

/// An answer that settles what becomes of a variant for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The vendor is at work.
    Accepted(Handle),
    /// A synchronous vendor is done.
    Ended(Variant),
    /// A vendor made something at once that is of no use.
    Useless(Failure),
    /// Asked about a lost answer, the vendor does not know the task.
    NotKnown,
}

/// By variant.
pub(crate) type Answers = Vec<(usize, Result<Answer, StartError>)>;

pub(crate) fn record(
    job: &Job,
    answers: Answers,
    route: Option<&Route>,
    (model, facts): (&Model, &RouteFacts),
    tick: Tick,
) -> Next {
    let lost = answers.iter().filter_map(|(index, answer)| match answer {
        Err(StartError::Uncertain(why)) => Some((*index, why.clone())),
        _ => None,
    });
    let lost: Vec<(usize, String)> = lost.collect();
    let answers = answers.into_iter().map(|(index, answer)| (index, start_answer(job, index, answer)));
    let next = job.clone().started(answers.collect(), route, model, facts, tick);
    let (Next::Continue { job: after, .. } | Next::End { job: after, .. }) = &next;
    for (index, why) in lost {
        log_lost(after, index, &why);
    }
    next
}

fn start_answer(job: &Job, variant: usize, answer: Result<Answer, StartError>) -> StartAnswer {
    let (job_id, team_id) = (job.job_id, &job.team_id);
    match answer {
        Ok(Answer::Accepted(handle)) => StartAnswer::Accepted(handle),
        Ok(Answer::Ended(variant)) => StartAnswer::Ended(variant),
        Ok(Answer::Useless(failure)) => StartAnswer::Useless(failure),
        Ok(Answer::NotKnown) => StartAnswer::NotKnown,
        Err(StartError::Busy { retry_after }) => StartAnswer::Busy { retry_after },
        Err(StartError::Unavailable(why)) => {
            tracing::warn!(%job_id, %team_id, variant, why, "the vendor is in trouble; another route is asked, or this one again");
            StartAnswer::Unavailable
        }
        Err(StartError::RouteDown(_, why)) => {
            tracing::error!(%job_id, %team_id, variant, why, "the route is of no use: check the vendor's key and account");
            StartAnswer::RouteDown
        }
        Err(StartError::NotHere(failure)) => StartAnswer::NotHere(failure),
        Err(StartError::Refused(failure)) => StartAnswer::Ended(Variant::Failed { failure }),
        Err(StartError::Uncertain(_)) => StartAnswer::Uncertain,
        Err(StartError::MadeNothing(why)) if job.may_start_once_more() => {
            tracing::warn!(%job_id, %team_id, variant, why, "the vendor made nothing and is asked once more; it may bill both");
            StartAnswer::MadeNothing
        }
        Err(StartError::MadeNothing(why)) => {
            tracing::warn!(%job_id, %team_id, variant, why, "the vendor made nothing again");
            StartAnswer::MadeNothing
        }
    }
}

/// A start whose answer was lost may cost the operator money that no customer pays.
fn log_lost(after: &Job, variant: usize, why: &str) {
    let (job_id, team_id) = (after.job_id, &after.team_id);
    if after.variants.get(variant).is_some_and(Variant::is_terminal) {
        tracing::error!(%job_id, %team_id, variant, why, "a start's answer was lost: given up free of charge, the vendor may bill it");
    } else {
        tracing::warn!(%job_id, %team_id, variant, why, "a start's answer was lost: the vendor is asked about it, or it is repeated once and the vendor may bill both");
    }
}
