//! Asking a vendor to stop, as the job's owner requested. What stops is free of charge; what does not goes on.

use std::time::Duration;

use domain::Stage;
use domain::catalog::Route;
use futures::future::join_all;
use queue::{Message, Task};
use vendors::{CancelAnswer, Look};

use crate::seen::{Seen, any_is_over, tell_news, unusable};
use crate::{Engine, Error};

/// A vendor that does not answer in time is looked at like any other.
const LIMIT: Duration = Duration::from_secs(25);

impl Engine {
    pub(crate) async fn cancel(&self, message: &Message, route: &str, tasks: &[Task]) -> Result<(), Error> {
        let current = self.jobs.store.job(&message.team_id, message.job_id).await?;
        let Some(job) = current.map(|current| current.job) else { return Ok(()) };
        if job.chain() != message.chain || job.stage() != Stage::Waiting {
            return Ok(());
        }
        let asked = tasks.iter().map(|task| self.ask_to_stop(message, route, task));
        let seen: Vec<Seen> = join_all(asked).await;
        let model = self.model(message)?;
        tell_news(message, model, model.route(route), &seen);
        if seen.is_empty() || any_is_over(&seen) {
            return self.collect(message, job.look(), route, seen).await;
        }
        Ok(self.jobs.queues.send(&Message::next_for(&job).with_unusable(unusable(&seen)), 1).await?)
    }

    /// Looks first: to stop a task that is done would delete its result at some vendors, and it would still be
    /// billed. A vendor that bills what it has stopped is not asked: an earlier version may have promised to.
    async fn ask_to_stop(&self, message: &Message, route: &str, task: &Task) -> Seen {
        let Ok(model) = self.model(message) else { return Seen::goes_on(task) };
        let seen = self.look_at(message, model, route, task).await;
        let stops = |route: &&Route| route.stops_free_of_charge() && seen.is_running();
        let Some(route) = model.route(route).filter(stops) else { return seen };
        let (job_id, team_id, variant) = (message.job_id, &message.team_id, task.variant);
        match tokio::time::timeout(LIMIT, self.vendors.cancel(route, &task.handle)).await {
            Ok(Ok(CancelAnswer::Stopped)) => Seen::usable(task, Look::Canceled),
            Ok(Err(error)) => {
                tracing::warn!(%job_id, %team_id, variant, %error, "a vendor could not be asked to stop");
                seen
            }
            // It may still stop, or not, or did not say: the next looks show it.
            Ok(Ok(CancelAnswer::Requested | CancelAnswer::TooLate)) | Err(_) => seen,
        }
    }
}
