//! Looking at what the vendor is doing. "Still running" costs one vendor call and one message; every fourth look is
//! also a heartbeat.

use domain::Model;
use domain::lifecycle::Heartbeat;
use domain::timing::{LOOKS_PER_HEARTBEAT, look_delay};
use futures::future::join_all;
use queue::{Action, Message, Task};
use vendors::Look;

use crate::seen::{Seen, any_is_over, tell_news, unusable};
use crate::{Engine, Error};

impl Engine {
    pub(crate) async fn look(
        &self,
        message: &Message,
        look: u32,
        route: &str,
        tasks: &[Task],
    ) -> Result<(), Error> {
        let model = self.model(message)?;
        let looks = tasks.iter().map(|task| self.look_at(message, model, route, task));
        let seen: Vec<Seen> = join_all(looks).await;
        tell_news(message, model, model.route(route), &seen);
        // Without a task left, everything is saved and only the settling is missing.
        if seen.is_empty() || any_is_over(&seen) {
            self.collect(message, look, route, seen).await
        } else {
            self.look_again(message, model, look, &seen).await
        }
    }

    /// A look that brought nothing usable tells nothing: the task goes on regardless, for some time.
    pub(crate) async fn look_at(&self, message: &Message, model: &Model, route: &str, task: &Task) -> Seen {
        // A route that a later catalog dropped: the deadline ends the job.
        let Some(route) = model.route(route) else { return Seen::goes_on(task) };
        let age_seconds = self.jobs.pace.vendors_seconds(self.jobs.clock.now().millis_since(task.since));
        match self.vendors.look(route, message.kind, &task.handle, age_seconds).await {
            Ok(look) => Seen::usable(task, look),
            Err(error) => self.bear(message, model, route, task, &error),
        }
    }

    async fn look_again(
        &self,
        message: &Message,
        model: &Model,
        look: u32,
        seen: &[Seen],
    ) -> Result<(), Error> {
        let next = look + 1;
        if next.is_multiple_of(LOOKS_PER_HEARTBEAT) {
            let (team_id, job_id, chain) = (&message.team_id, message.job_id, message.chain);
            let heartbeat = Heartbeat::new(chain, next, slowest(seen), model, self.jobs.tick());
            if !self.jobs.store.heartbeat(team_id, job_id, &heartbeat).await? {
                tracing::info!(%job_id, %team_id, chain, "a chain that was replaced ends");
                return Ok(());
            }
        }
        let mut again = message.clone().with_unusable(unusable(seen));
        if let Action::Look { look, .. } = &mut again.next {
            *look = next;
        }
        Ok(self.jobs.queues.send(&again, self.jobs.pace.seconds(look_delay(model, next).into())).await?)
    }
}

/// A job is as far as its slowest variant, if the vendor says how far that is.
fn slowest(seen: &[Seen]) -> Option<u8> {
    let progress = seen.iter().filter_map(|seen| match seen.look {
        Look::Running { progress_percent } => progress_percent,
        _ => None,
    });
    progress.min()
}
