//! Taking the lease on a job whose step can be repeated from the beginning.

use domain::Stage;
use domain::schedule::StepTime;
use queue::Message;
use store::{Claim, JobRecord};

use crate::{Error, Jobs};

impl Jobs {
    /// The job, taken from stage `from` into `to`; or taken over in `to` from a step that died there, since doing it
    /// again overwrites itself. `None`: another delivery is at it, or the job has moved on.
    pub async fn claim_or_take_over(
        &self,
        message: &Message,
        from: Stage,
        to: Stage,
        time: StepTime,
    ) -> Result<Option<JobRecord>, Error> {
        let now = self.clock.now();
        let lease_until = now.plus_seconds(time.lease_seconds);
        let claim = Claim {
            team_id: &message.team_id,
            job_id: message.job_id,
            chain: message.chain,
            from,
            to,
            now,
            lease_until,
            due_at: lease_until,
        };
        match self.store.claim(&claim).await? {
            Ok(claimed) => Ok(Some(claimed)),
            Err(Some(current)) if current.job.stage == to && !current.job.is_leased(now) => {
                Ok(self.store.claim(&Claim { from: to, ..claim }).await?.ok())
            }
            Err(_) => Ok(None),
        }
    }
}
