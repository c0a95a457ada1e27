//! Taking a message's job for one step.

use domain::lifecycle::Claim;
use queue::Message;
use store::{ClaimOutcome, JobRecord};

use crate::{Error, Jobs};

/// A job, taken for one step.
#[derive(Debug)]
pub enum Claimed {
    /// Nobody was at work on it.
    Fresh(JobRecord),
    /// A step that died left it.
    Abandoned(JobRecord),
}

impl Claimed {
    /// For a step that is done from the beginning either way, since doing it again overwrites itself.
    pub fn either(self) -> JobRecord {
        match self {
            Self::Fresh(record) | Self::Abandoned(record) => record,
        }
    }
}

impl Jobs {
    /// One write, and a second one to take over from a step that died. `None`: another delivery is at it, or the job
    /// has moved on.
    pub async fn claim(&self, message: &Message, claim: Claim) -> Result<Option<Claimed>, Error> {
        let (team_id, job_id, chain) = (&message.team_id, message.job_id, message.chain);
        let now = self.clock.now();
        let current = match self.store.claim(team_id, job_id, claim, claim.from(), chain, now).await? {
            ClaimOutcome::Claimed(record) => return Ok(Some(Claimed::Fresh(*record))),
            ClaimOutcome::Refused(current) => current,
        };
        let Some(abandoned) = current.filter(|current| current.is_abandoned(claim, chain, now)) else {
            return Ok(None);
        };
        Ok(match self.store.claim(team_id, job_id, claim, abandoned.stage(), chain, now).await? {
            ClaimOutcome::Claimed(record) => Some(Claimed::Abandoned(*record)),
            ClaimOutcome::Refused(_) => None,
        })
    }
}
