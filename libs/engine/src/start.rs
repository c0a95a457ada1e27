//! Starting a job's variants at a vendor: all that are missing, together, once.
//!
//! ```text
//! claim → pick a route → (write it down, if it is another) → ask → record what was answered
//! ```
//!
//! The route is on the job before the vendor is asked, so that a step which finds the job abandoned knows whom to ask
//! about it, or whether a second start is allowed.

use std::time::Duration;

use domain::catalog::{OnUncertain, Route};
use domain::health::route_key_of;
use domain::job::Variant;
use domain::lifecycle::Claim;
use domain::route_choice::{Pick, pick};
use domain::route_state::RouteFacts;
use domain::timing::{TROUBLE_DELAY_SECONDS, start_time};
use domain::{ErrorCode, Failure, Job};
use futures::future::join_all;
use queue::Message;
use store::JobRecord;
use vendors::{Start, StartError, Task};

use crate::claim::Claimed;
use crate::route_health::observations;
use crate::start_answers::{Answer, Answers, record};
use crate::tasks::{Attached, external_id, work};
use crate::{Engine, Error};

impl Engine {
    pub(crate) async fn start(&self, message: &Message) -> Result<(), Error> {
        match self.jobs.claim(message, Claim::to_start(message.kind)).await? {
            Some(Claimed::Fresh(claimed)) => Box::pin(self.start_variants(message, claimed)).await,
            Some(Claimed::Abandoned(claimed)) => Box::pin(self.take_over(message, claimed)).await,
            None => Ok(()),
        }
    }

    async fn start_variants(&self, message: &Message, claimed: JobRecord) -> Result<(), Error> {
        let model = self.model(message)?;
        let facts = self.route_facts(model).await;
        let route = match pick(&claimed.job, model, &facts, self.jobs.clock.now()) {
            Pick::Route(route) => route,
            Pick::Wait { until } => {
                let next = claimed.job.clone().wait_for_route(until, model, self.jobs.tick());
                return self.jobs.carry_out(&claimed, next).await;
            }
            Pick::None => return self.no_route(message, claimed).await,
        };
        let attached = match self.attach(&claimed.job).await {
            Ok(attached) => attached,
            // Nothing was asked of the vendor yet, so the start can be repeated.
            Err(error) => return self.back_to_queue(claimed, error).await,
        };
        let Some(claimed) = self.on_route(claimed, route).await? else { return Ok(()) };
        if route.synchronous {
            return Box::pin(self.make(message, (model, route, &facts), claimed, &attached)).await;
        }
        let job = &claimed.job;
        let references = attached.references();
        let limit = start_time(route, job.request.kind()).limit_seconds;
        let starts = job.unstarted().map(|index| {
            let (attached, references) = (&attached, &references);
            async move {
                (index, self.ask(job, route, index, attached, references, limit).await.map(Answer::from))
            }
        });
        let answers = join_all(starts).await;
        let now = self.jobs.clock.now();
        let observed =
            observations(model, route, job, answers.iter().map(|(_, answer)| answer.as_ref().err()));
        // First what the vendor accepted, then what this showed about the route.
        let started = self.started(message, &claimed, Some(route), &facts, answers).await;
        self.record_observations(model, route, observed, now).await;
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
        let route_key = route_key_of(job.request.kind(), job.request.model(), &route.name);
        let task = Task { external_id: &external_id, route_key: &route_key, work };
        tokio::time::timeout(Duration::from_secs(limit), self.vendors.start(route, &task))
            .await
            .unwrap_or_else(|_| Err(StartError::Uncertain("no answer in time".to_owned())))
    }

    /// `None`: another writer came first.
    async fn on_route(&self, claimed: JobRecord, route: &Route) -> Result<Option<JobRecord>, Error> {
        let job = claimed.job.clone().take_route(route, self.jobs.clock.now());
        Ok(self.jobs.store.replace(&claimed, &job).await?)
    }

    /// A step died between asking the vendor and writing the answer down. A task may be running or not, and the route
    /// says what to do about that, so that nothing is started twice unknowingly.
    async fn take_over(&self, message: &Message, claimed: JobRecord) -> Result<(), Error> {
        let model = self.model(message)?;
        if claimed.job.route.is_none() {
            // It died before it asked.
            return Box::pin(self.start_variants(message, claimed)).await;
        }
        let route = claimed.job.route.as_deref().and_then(|name| model.route(name));
        let facts = self.route_facts(model).await;
        let lost = || StartError::Uncertain("the step that started it died".to_owned());
        let Some(route) = route.filter(|route| route.on_uncertain == OnUncertain::Lookup) else {
            let answers = claimed.job.unstarted().map(|index| (index, Err(lost())));
            return self.started(message, &claimed, route, &facts, answers.collect()).await;
        };
        let asked = claimed.job.unstarted().map(|index| {
            let job = &claimed.job;
            async move { (index, self.found(job, route, index).await) }
        });
        let answers = join_all(asked).await;
        self.started(message, &claimed, Some(route), &facts, answers).await
    }

    /// Asks the vendor whether it knows a task that we may have started.
    async fn found(&self, job: &Job, route: &Route, variant: usize) -> Result<Answer, StartError> {
        let external_id = external_id(job, variant);
        match self.vendors.look_up(route, job.request.kind(), &external_id).await {
            Ok(Some(handle)) => Ok(Answer::Accepted(handle)),
            Ok(None) => Ok(Answer::NotKnown),
            // It is still unknown: the vendor is asked once more later.
            Err(error) => Err(StartError::Uncertain(error.to_string())),
        }
    }

    pub(crate) async fn started(
        &self,
        message: &Message,
        claimed: &JobRecord,
        route: Option<&Route>,
        facts: &RouteFacts,
        answers: Answers,
    ) -> Result<(), Error> {
        let model = self.model(message)?;
        let next = record(&claimed.job, answers, route, (model, facts), self.jobs.tick());
        self.carry_out_or_keep(claimed, next).await
    }

    async fn back_to_queue(&self, claimed: JobRecord, error: Error) -> Result<(), Error> {
        let (job_id, team_id) = (claimed.job.job_id, &claimed.job.team_id);
        tracing::warn!(%job_id, %team_id, %error, "a job's files could not be read; its start is tried again");
        let tick = self.jobs.tick();
        let delay = tick.pace.seconds(TROUBLE_DELAY_SECONDS);
        self.jobs.carry_out(&claimed, claimed.job.clone().requeue(delay, tick)).await
    }

    /// No route can do this any more: keys were taken away, routes retired, or all were given up.
    async fn no_route(&self, message: &Message, claimed: JobRecord) -> Result<(), Error> {
        let (job_id, team_id) = (claimed.job.job_id, &claimed.job.team_id);
        tracing::error!(%job_id, %team_id, model = message.model, "no route is left for a job");
        let model = self.model(message)?;
        let facts = self.route_facts(model).await;
        let failure = claimed.job.no_route(model, &facts, self.jobs.clock.now());
        let answers = claimed
            .job
            .unstarted()
            .map(|index| (index, Ok(Answer::Ended(Variant::Failed { failure: failure.clone() }))));
        let next = record(&claimed.job, answers.collect(), None, (model, &facts), self.jobs.tick());
        // No vendor was asked, so nothing has to be kept: where AWS is in trouble, the message comes again.
        self.jobs.carry_out(&claimed, next).await
    }
}

impl From<Start> for Answer {
    /// For an asynchronous route. A result that comes at once is not expected, and could not be saved here.
    fn from(start: Start) -> Self {
        match start {
            Start::Accepted(handle) => Self::Accepted(handle),
            Start::Made(_) => Self::Useless(Failure::new(ErrorCode::ProviderFailed)),
        }
    }
}
