//! Starting a job's variants at a vendor: all that are missing, together, once.
//!
//! ```text
//! claim → pick a route → (write it down, if it is another) → ask → record what was answered
//! ```
//!
//! The route is on the job before the vendor is asked, so that whoever finds the job abandoned knows whom to ask
//! about it, or whether a second start is allowed.

use std::time::Duration;

use domain::catalog::{OnUncertain, Route};
use domain::job::Variant;
use domain::route_choice::Pick;
use domain::schedule::{self, StepTime};
use domain::{ErrorCode, Failure, Job, Kind, Stage, Status, Timestamp};
use futures::future::join_all;
use queue::Message;
use store::{Claim, JobRecord};
use vendors::{Start, StartError, Task};

use crate::routes::observations;
use crate::started::{Answer, Started, record};
use crate::tasks::{Attached, external_id, work};
use crate::{Engine, Error};

impl Engine {
    pub(crate) async fn start(&self, message: &Message) -> Result<(), Error> {
        let now = self.jobs.clock.now();
        match self.claim_start(message, Stage::Queued, now).await? {
            Ok(claimed) => Box::pin(self.start_variants(message, claimed)).await,
            Err(Some(current)) if is_abandoned(&current.job, message, now) => {
                match self.claim_start(message, Stage::Starting, now).await? {
                    Ok(claimed) => Box::pin(self.take_over(message, claimed)).await,
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
    ) -> Result<Result<JobRecord, Option<JobRecord>>, Error> {
        let lease_until = now.plus_seconds(schedule::starting(message.kind).lease_seconds);
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

    async fn start_variants(&self, message: &Message, claimed: JobRecord) -> Result<(), Error> {
        let model = self.model(message)?;
        let route = match self.pick(&claimed.job, model).await {
            Pick::Route(route) => route,
            Pick::Wait { until } => return self.wait_for_route(claimed, until).await,
            Pick::None => return self.no_route(message, claimed).await,
        };
        let attached = match self.attach(&claimed.job).await {
            Ok(attached) => attached,
            // Nothing was asked of the vendor yet: back into the queue, and again.
            Err(error) => return self.back_to_queue(claimed, error).await,
        };
        let Some(claimed) = self.on_route(claimed, route).await? else { return Ok(()) };
        if route.synchronous {
            return Box::pin(self.make(message, model, route, claimed, &attached)).await;
        }
        let job = &claimed.job;
        let references = attached.references();
        let limit = time_of(route, job.request.kind()).limit_seconds;
        let starts = missing(job).map(|index| {
            let (attached, references) = (&attached, &references);
            async move {
                (index, self.ask(job, route, index, attached, references, limit).await.map(Answer::from))
            }
        });
        let answers = join_all(starts).await;
        let observed =
            observations(model, route, job, answers.iter().map(|(_, answer)| answer.as_ref().err()));
        // First what the vendor accepted, then what this showed about the route.
        let started = self.started(message, &claimed, Some(route), answers).await;
        self.record_observations(observed).await;
        started
    }

    /// One call, within `limit` seconds.
    pub(crate) async fn ask(
        &self,
        job: &Job,
        route: &Route,
        variant: usize,
        attached: &Attached,
        references: &[vendors::Attachment],
        limit: u64,
    ) -> Result<Start, StartError> {
        let work = work(&self.catalog, job, variant, attached, references).map_err(StartError::Refused)?;
        let external_id = external_id(job, variant);
        let task = Task { external_id: &external_id, work };
        tokio::time::timeout(Duration::from_secs(limit), self.vendors.start(route, &task))
            .await
            .unwrap_or_else(|_| Err(StartError::Uncertain("no answer in time".to_owned())))
    }

    /// The job with the route in use on it, and a lease long enough for it. `None`: overtaken.
    async fn on_route(&self, claimed: JobRecord, route: &Route) -> Result<Option<JobRecord>, Error> {
        let time = time_of(route, claimed.job.request.kind());
        let now = self.jobs.clock.now();
        let lease_until = now.plus_seconds(time.lease_seconds);
        let mut job = Job {
            route: Some(route.name.clone()),
            lease_until: Some(lease_until),
            due_at: Some(lease_until),
            ..claimed.job.clone()
        };
        if route.synchronous {
            // The vendor works within this very step.
            job.status = Status::Processing;
            job.started_at = job.started_at.or(Some(now));
        }
        Ok(self.jobs.store.replace(&claimed, &job).await?)
    }

    /// A step died between asking the vendor and writing the answer down: what may or may not run is dealt
    /// with as the route says, so that nothing is started twice unknowingly.
    async fn take_over(&self, message: &Message, claimed: JobRecord) -> Result<(), Error> {
        let model = self.model(message)?;
        if claimed.job.route.is_none() {
            // It died before it asked.
            return Box::pin(self.start_variants(message, claimed)).await;
        }
        let route = claimed.job.route.as_deref().and_then(|name| model.route(name));
        let lost = || StartError::Uncertain("the step that started it died".to_owned());
        let Some(route) = route.filter(|route| route.on_uncertain == OnUncertain::Lookup) else {
            let answers = missing(&claimed.job).map(|index| (index, Err(lost())));
            return self.started(message, &claimed, route, answers.collect()).await;
        };
        let asked = missing(&claimed.job).map(|index| {
            let job = &claimed.job;
            async move { (index, self.found(job, route, index).await) }
        });
        let answers = join_all(asked).await;
        self.started(message, &claimed, Some(route), answers).await
    }

    /// Asks the vendor whether it knows a task that we may have started.
    async fn found(&self, job: &Job, route: &Route, variant: usize) -> Result<Answer, StartError> {
        let external_id = external_id(job, variant);
        match self.vendors.look_up(route, job.request.kind(), &external_id).await {
            Ok(Some(handle)) => Ok(Answer::Accepted(handle)),
            Ok(None) => Err(StartError::Busy { retry_after: Some(1) }),
            // Nobody knows still: ask once more later.
            Err(error) => Err(StartError::Uncertain(error.to_string())),
        }
    }

    pub(crate) async fn started(
        &self,
        message: &Message,
        claimed: &JobRecord,
        route: Option<&Route>,
        answers: Vec<(usize, Result<Answer, StartError>)>,
    ) -> Result<(), Error> {
        let model = self.model(message)?;
        let mut job = claimed.job.clone();
        match record(&mut job, answers, route, model, self.jobs.clock.now(), self.jobs.pace) {
            Started::AllEnded(outcome) => self.finish_or_keep(claimed, job, outcome).await,
            Started::Next { delay_seconds } => self.jobs.write_and_send(claimed, &job, delay_seconds).await,
        }
    }

    /// All accounts that could do it are to be left alone, or all breakers are open.
    async fn wait_for_route(&self, claimed: JobRecord, until: Timestamp) -> Result<(), Error> {
        let now = self.jobs.clock.now();
        let seconds = (until.millis_since(now) + 999).div_euclid(1000).clamp(1, 30);
        self.requeue(claimed, seconds).await
    }

    async fn back_to_queue(&self, claimed: JobRecord, error: Error) -> Result<(), Error> {
        let (job_id, team_id) = (claimed.job.job_id, &claimed.job.team_id);
        tracing::warn!(%job_id, %team_id, %error, "a job's files could not be read; its start is tried again");
        self.requeue(claimed, self.jobs.pace.seconds(10)).await
    }

    async fn requeue(&self, claimed: JobRecord, seconds: i64) -> Result<(), Error> {
        let now = self.jobs.clock.now();
        let job = Job {
            stage: Stage::Queued,
            lease_until: None,
            due_at: Some(now.plus_seconds(seconds + self.jobs.pace.patience(0))),
            ..claimed.job.clone()
        };
        self.jobs.write_and_send(&claimed, &job, seconds).await
    }

    /// No route can do this any more: keys were taken away, routes retired, or all were given up.
    async fn no_route(&self, message: &Message, claimed: JobRecord) -> Result<(), Error> {
        let (job_id, team_id) = (claimed.job.job_id, &claimed.job.team_id);
        tracing::error!(%job_id, %team_id, model = message.model, "no route is left for a job");
        let failure = Failure::new(ErrorCode::ProviderUnavailable);
        let answers = missing(&claimed.job)
            .map(|index| (index, Ok(Answer::Ended(Variant::Failed { failure: failure.clone() }))));
        self.started(message, &claimed, None, answers.collect()).await
    }
}

impl From<Start> for Answer {
    /// Of an asynchronous route: a result that comes at once is not expected, and could not be stored here.
    fn from(start: Start) -> Self {
        match start {
            Start::Accepted(handle) => Self::Accepted(handle),
            Start::Made(_) => {
                Self::Ended(Variant::Failed { failure: Failure::new(ErrorCode::ProviderFailed) })
            }
        }
    }
}

pub(crate) fn time_of(route: &Route, kind: Kind) -> StepTime {
    if route.synchronous { schedule::making(kind) } else { schedule::starting(kind) }
}

fn is_abandoned(job: &Job, message: &Message, now: Timestamp) -> bool {
    job.stage == Stage::Starting && job.chain == message.chain && !job.is_leased(now)
}

pub(crate) fn missing(job: &Job) -> impl Iterator<Item = usize> {
    let open = job.variants.iter().enumerate().filter(|(_, variant)| matches!(variant, Variant::Queued));
    open.map(|(index, _)| index)
}
