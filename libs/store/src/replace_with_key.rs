//! Replacing a job that has not ended at a client's request. The request's idempotency key is taken in the same
//! transaction.

use domain::{Job, Timestamp};

use crate::jobs::{JobRecord, revision_of};
use crate::retry::retry;
use crate::transaction::{Sent, Transaction};
use crate::{Error, Idempotency, Store};

/// Whether a job was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    Now,
    /// Another writer replaced it first.
    Lost,
    /// The idempotency key was used for another request.
    KeyTaken,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Job,
    Key,
}

impl Store {
    /// One transaction. [`Store::replace`] is for requests without a key.
    pub async fn replace_with_key(
        &self,
        before: &JobRecord,
        job: &Job,
        (key, now): (&Idempotency, Timestamp),
    ) -> Result<Replaced, Error> {
        let next = before.replaced_by(job);
        retry(|| async {
            let transaction = Transaction::new().put(Part::Job, self.replacement(before, &next)?).key(
                Part::Key,
                self,
                Some(key),
                now,
            )?;
            match transaction.send(&self.client).await? {
                Sent::Written => Ok(Replaced::Now),
                Sent::Refused(refusals) if refusals.has(Part::Job) => {
                    let ours = self.written_as(&next).await?;
                    Ok(if ours.is_some() { Replaced::Now } else { Replaced::Lost })
                }
                Sent::Refused(_) => Ok(Replaced::KeyTaken),
            }
        })
        .await
    }

    /// One read, after a transaction that the job refused: the job as it is now, if it was our own earlier attempt
    /// that replaced it and the answer was lost. `None`: another writer came first.
    pub(crate) async fn written_as(&self, ours: &JobRecord) -> Result<Option<JobRecord>, Error> {
        let item = self.job_item(&ours.job.team_id, ours.job.job_id).await?;
        let is_ours = item.as_ref().and_then(revision_of) == Some(&ours.revision);
        Ok(is_ours.then(|| ours.clone()))
    }
}
