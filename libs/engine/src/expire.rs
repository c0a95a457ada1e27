//! Ending a job whose deadline is past. What was made by then is delivered; a late result is dropped and never charged.

use domain::{JobId, TeamId};

use crate::{Error, Jobs};

impl Jobs {
    pub(crate) async fn expire(&self, team_id: &TeamId, job_id: JobId) -> Result<(), Error> {
        let Some(before) = self.store.job(team_id, job_id).await? else { return Ok(()) };
        match before.job.clone().expire(self.clock.now()) {
            Some(next) => self.carry_out(&before, next).await,
            None => Ok(()),
        }
    }
}
