//! Notifying a team that its balance has fallen below its threshold. The ended job is the outbox: it stays due until
//! the notification is out.

use store::JobRecord;

use crate::Jobs;

impl Jobs {
    /// What goes wrong here, the sweeper makes good: the job stays due.
    pub(crate) async fn announce(&self, ended: &JobRecord) {
        let Some(low) = ended.job.low_balance else { return };
        let (job_id, team_id) = (ended.job.job_id, &ended.job.team_id);
        if let Err(error) = self.alerts.low_balance(team_id, low).await {
            tracing::warn!(%job_id, %team_id, %error, "a low balance is not announced yet");
            return;
        }
        if let Err(error) = self.store.replace(ended, &ended.job.clone().announced()).await {
            tracing::warn!(%job_id, %team_id, %error, "a low balance may be announced again");
        }
    }
}
