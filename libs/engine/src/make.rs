//! Synchronous vendors: the call that starts a variant returns the result, which is saved at once. Several variants are
//! made side by side. Each is written down when it ends, so that a step that dies loses only what was still under way.
//! A result that is made and cannot be downloaded is kept as its link, so that nothing is bought twice for a download.

use domain::catalog::Route;
use domain::job::{Handle, Variant};
use domain::route_state::RouteFacts;
use domain::timing::start_time;
use domain::{Failure, Job, Model, Timestamp};
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use queue::Message;
use store::JobRecord;
use vendors::{Output, Start, StartError};

use crate::route_health::observations;
use crate::save_result::NotSaved;
use crate::start_answers::Answer;
use crate::tasks::Attached;
use crate::{Engine, Error};

/// This much of a step's time is kept for saving what the call brought.
const SAVING_SECONDS: u64 = 20;

impl Engine {
    pub(crate) async fn make(
        &self,
        message: &Message,
        (model, route, facts): (&Model, &Route, &RouteFacts),
        mut claimed: JobRecord,
        attached: &Attached,
    ) -> Result<(), Error> {
        let asked = claimed.job.clone();
        let references = attached.references();
        let mut under_way: FuturesUnordered<_> = asked
            .unstarted()
            .map(|index| {
                let (job, references) = (&asked, &references);
                async move { (index, self.make_one(job, route, index, attached, references).await) }
            })
            .collect();
        let mut answers = Vec::new();
        while let Some((index, answer)) = under_way.next().await {
            let (before, now) = (claimed.job.clone(), self.jobs.clock.now());
            let settled =
                if under_way.is_empty() { None } else { settled(before, index, &answer, route, model, now) };
            let Some(job) = settled else {
                answers.push((index, answer));
                continue;
            };
            // This variant is written down while the others are still being made.
            let Some(written) = self.jobs.store.replace(&claimed, &job).await? else { return Ok(()) };
            claimed = written;
        }
        drop(under_way);
        let now = self.jobs.clock.now();
        let observed =
            observations(model, route, &asked, answers.iter().map(|(_, answer)| answer.as_ref().err()));
        let started = self.started(message, &claimed, Some(route), facts, answers).await;
        self.record_observations(model, route, observed, now).await;
        started
    }

    async fn make_one(
        &self,
        job: &Job,
        route: &Route,
        variant: usize,
        attached: &Attached,
        references: &[vendors::Attachment],
    ) -> Result<Answer, StartError> {
        let limit = start_time(route, job.request.kind()).limit_seconds - SAVING_SECONDS;
        match self.ask(job, route, variant, attached, references, limit).await? {
            Start::Accepted(handle) => Ok(Answer::Accepted(handle)),
            Start::Made(output) => {
                let link = link(&output);
                match self.save_result(job, route, variant, output, SAVING_SECONDS).await {
                    Ok(file) => Ok(Answer::Ended(Variant::Saved { file })),
                    Err(NotSaved::For(code, why)) => {
                        tracing::warn!(job_id = %job.job_id, team_id = %job.team_id, variant, why, "a result is of no use");
                        Ok(Answer::Useless(Failure::new(code)))
                    }
                    Err(NotSaved::Damaged(why) | NotSaved::Yet(why) | NotSaved::Stale(why)) => {
                        not_saved(job, variant, link, &why)
                    }
                }
            }
        }
    }
}

/// What the job becomes by an answer that settles a variant. Only a variant that the vendor has taken on binds the job to
/// its route: a result of no use is over, and the others may be made elsewhere.
fn settled(
    job: Job,
    variant: usize,
    answer: &Result<Answer, StartError>,
    route: &Route,
    model: &Model,
    now: Timestamp,
) -> Option<Job> {
    match answer {
        Ok(Answer::Ended(ended)) => Some(job.save_one(variant, ended.clone()).accept(route, model, now)),
        Ok(Answer::Accepted(handle)) => {
            let running = Variant::Running { handle: handle.clone(), since: now };
            Some(job.save_one(variant, running).accept(route, model, now))
        }
        Ok(Answer::Useless(failure)) => Some(job.discard_one(variant, failure.clone(), route)),
        Ok(Answer::NotKnown) | Err(_) => None,
    }
}

/// The address of a result that stays where it is for a while.
fn link(output: &Output) -> Option<String> {
    match output {
        Output::Link(link) => Some(link.clone()),
        Output::KeyedLink(_) | Output::Bytes(_) => None,
    }
}

/// A result that is made and has a link is downloaded again by the looks that follow. Without one it is lost, which is
/// as uncertain as if the answer had never come.
fn not_saved(job: &Job, variant: usize, link: Option<String>, why: &str) -> Result<Answer, StartError> {
    let Some(link) = link else {
        return Err(StartError::Uncertain(format!("made, but not saved: {why}")));
    };
    tracing::warn!(job_id = %job.job_id, team_id = %job.team_id, variant, why, "a result is made and could not be downloaded; its link is kept");
    Ok(Answer::Accepted(Handle::to_result(link)))
}

#[cfg(test)]
mod tests {
    use domain::{Catalog, ErrorCode, Kind};
    use serde_json::json;

    use super::*;
    use crate::testing::job;

    #[test]
    fn a_useless_result_binds_no_job_to_its_route_in_whatever_order_it_comes() {
        let catalog = Catalog::shipped().unwrap();
        let body = json!({"prompt": "x", "provider": "gpt_image_1_5", "num_variants": 3});
        let asked = job(&catalog, Kind::Image, &body);
        let model = catalog.model(Kind::Image, "gpt_image_1_5").unwrap();
        let now = Timestamp::from_millis(2_000_000);
        let useless = || Ok(Answer::Useless(Failure::new(ErrorCode::ProviderFailed)));
        let running = || Ok(Answer::Accepted(Handle::to_result("https://example.com/a.png".to_owned())));
        let after = |answers: [Result<Answer, StartError>; 2]| {
            let settle = |job: Job, (index, answer): (usize, Result<Answer, StartError>)| {
                settled(job, index, &answer, &model.routes[0], model, now).unwrap()
            };
            answers.into_iter().enumerate().fold(asked.clone(), settle)
        };
        assert_eq!(after([useless(), useless()]).vendor, None);
        for answers in [[useless(), running()], [running(), useless()]] {
            assert_eq!(after(answers).vendor, Some(model.routes[0].vendor));
        }
    }
}
