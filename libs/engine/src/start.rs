//! Starting a job's variants at the vendor: all that are missing, together, once.

use std::time::Duration;

use domain::catalog::Route;
use domain::job::{Handle, Variant};
use domain::request::Request;
use domain::schedule::{START_LEASE_SECONDS, START_LIMIT_SECONDS};
use domain::{Job, Stage, Timestamp};
use futures::future::join_all;
use providers::{NotStarted, PictureTask};
use queue::Message;
use store::{Claim, Stored};

use crate::started::{Started, record};
use crate::{Engine, Error};

impl Engine {
    pub(crate) async fn start(&self, message: &Message) -> Result<(), Error> {
        let now = self.jobs.clock.now();
        match self.claim_start(message, Stage::Queued, now).await? {
            Ok(claimed) => self.start_variants(message, claimed).await,
            Err(Some(current)) if is_abandoned(&current.job, message, now) => {
                match self.claim_start(message, Stage::Starting, now).await? {
                    Ok(claimed) => self.give_up_uncertain(message, claimed).await,
                    Err(_) => Ok(()),
                }
            }
            // A second delivery, or a message of a chain that was replaced.
            Err(_) => Ok(()),
        }
    }

    async fn claim_start(
        &self,
        message: &Message,
        from: Stage,
        now: Timestamp,
    ) -> Result<Result<Stored, Option<Stored>>, Error> {
        let lease_until = now.plus_seconds(START_LEASE_SECONDS);
        let claim = Claim {
            team_id: &message.team_id,
            job_id: message.job_id,
            chain: message.chain,
            from,
            to: Stage::Starting,
            now,
            lease_until,
            due_at: lease_until,
        };
        Ok(self.jobs.store.claim(&claim).await?)
    }

    async fn start_variants(&self, message: &Message, claimed: Stored) -> Result<(), Error> {
        let model = self.model(&message.model)?;
        let Some(route) = model.usable_route(|vendor| self.providers.has_key(vendor)) else {
            let none = "no vendor of this model has a key".to_owned();
            let results =
                missing(&claimed.job).map(|index| (index, Err(NotStarted::RouteDown(none.clone()))));
            return self.started(message, &claimed, None, results.collect()).await;
        };
        let job = &claimed.job;
        let starts =
            missing(job).map(|index| async move { (index, self.start_one(job, route, index).await) });
        let results = join_all(starts).await;
        self.started(message, &claimed, Some(route), results).await
    }

    async fn start_one(&self, job: &Job, route: &Route, variant: usize) -> Result<Handle, NotStarted> {
        let Request::Image(image) = &job.request;
        let task = PictureTask {
            prompt: job.applied.prompt.as_deref().unwrap_or(&image.prompt),
            size: job.applied.native,
            seed: image.seed_of(u32::try_from(variant).unwrap_or_default()),
        };
        let limit = Duration::from_secs(START_LIMIT_SECONDS);
        tokio::time::timeout(limit, self.providers.start(route, task))
            .await
            .unwrap_or_else(|_| Err(NotStarted::Uncertain("no answer in time".to_owned())))
    }

    /// A step died between asking the vendor and writing the answer down: what may or may not run is dealt
    /// with as the route says, so that nothing is started twice unknowingly.
    async fn give_up_uncertain(&self, message: &Message, claimed: Stored) -> Result<(), Error> {
        let model = self.model(&message.model)?;
        let route = model.usable_route(|vendor| self.providers.has_key(vendor));
        let lost = "the step that started it died".to_owned();
        let results = missing(&claimed.job).map(|index| (index, Err(NotStarted::Uncertain(lost.clone()))));
        self.started(message, &claimed, route, results.collect()).await
    }

    async fn started(
        &self,
        message: &Message,
        claimed: &Stored,
        route: Option<&Route>,
        results: Vec<(usize, Result<Handle, NotStarted>)>,
    ) -> Result<(), Error> {
        let model = self.model(&message.model)?;
        let mut job = claimed.job.clone();
        match record(&mut job, results, route, model, self.jobs.clock.now(), self.jobs.pace) {
            Started::AllEnded(outcome) => self.jobs.finish(claimed, job, outcome).await,
            Started::Next { delay_seconds } => self.jobs.write_and_send(claimed, &job, delay_seconds).await,
        }
    }
}

fn is_abandoned(job: &Job, message: &Message, now: Timestamp) -> bool {
    job.stage == Stage::Starting && job.chain == message.chain && !job.is_leased(now)
}

fn missing(job: &Job) -> impl Iterator<Item = usize> {
    let open = job.variants.iter().enumerate().filter(|(_, variant)| matches!(variant, Variant::Queued));
    open.map(|(index, _)| index)
}
