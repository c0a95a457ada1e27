//! One message, one step.

use domain::ErrorClass;
use domain::Model;
use domain::timing::TROUBLE_DELAY_SECONDS;
use queue::{Action, Message};

use crate::{Engine, Error, Jobs};

impl Jobs {
    /// Takes a message's step, or ends a job past its deadline. An error means a bug of ours: the message goes back
    /// to the queue, and in the end to the dead letters. Trouble in AWS is waited out instead.
    pub async fn advance(
        &self,
        body: &str,
        step: impl AsyncFnOnce(&Message) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let message: Message = serde_json::from_str(body)?;
        let taken = if self.clock.now() >= message.deadline_at {
            self.expire(&message.team_id, message.job_id).await
        } else {
            step(&message).await
        };
        let Err(error) = taken else { return Ok(()) };
        if error.class() == ErrorClass::OurBug {
            return Err(error);
        }
        if self.clock.now() >= message.deadline_at {
            tracing::warn!(job_id = %message.job_id, team_id = %message.team_id, %error, "a job past its deadline is left to the sweeper");
            return Ok(());
        }
        tracing::warn!(job_id = %message.job_id, team_id = %message.team_id, %error, "a step met trouble in AWS; it is tried again");
        Ok(self.queues.send(&message, self.pace.seconds(TROUBLE_DELAY_SECONDS)).await?)
    }
}

impl Engine {
    /// Does what the message says.
    pub async fn advance(&self, body: &str) -> Result<(), Error> {
        self.jobs.advance(body, async |message| self.dispatch(message).await).await
    }

    async fn dispatch(&self, message: &Message) -> Result<(), Error> {
        match &message.next {
            Action::Fetch => Box::pin(self.fetch(message)).await,
            Action::Start => Box::pin(self.start(message)).await,
            Action::Look { look, route, tasks } => Box::pin(self.look(message, *look, route, tasks)).await,
            Action::Cancel { route, tasks } => Box::pin(self.cancel(message, route, tasks)).await,
        }
    }

    pub(crate) fn model(&self, message: &Message) -> Result<&Model, Error> {
        let model = self.catalog.model(message.kind, &message.model);
        model.ok_or_else(|| Error::UnknownModel(message.model.clone()))
    }
}
