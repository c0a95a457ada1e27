//! Ending a failed job: the job ends, its hold is given back, and what its vendor bills all the same is counted, in one
//! transaction. There is no ledger line, and the cost is 0.

use domain::ledger::Balance;
use domain::{Credits, Job, Month, Timestamp};

use super::Ended;
use crate::attribute::from_item;
use crate::jobs::JobRecord;
use crate::retry::{Attempt, retry_with_state};
use crate::transaction::{Sent, Transaction};
use crate::{Error, Idempotency, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Job,
    Team,
    Key,
    Member,
    ApiKey,
    Billed,
}

/// What a refusal teaches. The team's row is not read: a refusal says which month it is in.
#[derive(Debug, Clone)]
struct Known {
    /// The member's row is still in the month of the hold. Once it is in a later one, it never goes back.
    member_counts: bool,
    /// The same of the row of the API key, if the job counts against its cap.
    key_counts: bool,
    /// The month that the team's row is believed to be in.
    row_month: Month,
}

impl Store {
    /// One transaction, sent again where a row has moved on to another month. `job` is the job as it is to end.
    pub async fn release(&self, before: &JobRecord, job: &Job) -> Result<Ended, Error> {
        self.release_with_key(before, job, None).await
    }

    /// The same at a client's request, whose idempotency key is taken in the same transaction.
    pub async fn release_with_key(
        &self,
        before: &JobRecord,
        job: &Job,
        key: Option<(&Idempotency, Timestamp)>,
    ) -> Result<Ended, Error> {
        let next = &before.replaced_by(job);
        let first = Known { member_counts: true, key_counts: true, row_month: job.hold().month };
        retry_with_state(first, |mut known| async move {
            let mut release = self.released(before, next, &known)?;
            if let Some((key, now)) = key {
                release = release.key(Part::Key, self, Some(key), now)?;
            }
            Ok(match release.send(&self.client).await? {
                Sent::Written => Attempt::Done(Ended::Now(Box::new(next.clone()))),
                Sent::Refused(refusals) if refusals.has(Part::Job) => {
                    Attempt::Done(self.ended_as(next).await?)
                }
                Sent::Refused(refusals) if refusals.has(Part::Key) => Attempt::Done(Ended::KeyTaken),
                Sent::Refused(refusals) => {
                    known.member_counts &= !refusals.has(Part::Member);
                    known.key_counts &= !refusals.has(Part::ApiKey);
                    if refusals.has(Part::Team) {
                        let row: Balance = from_item(refusals.found(Part::Team).unwrap_or_default())?;
                        known.row_month = row.count.month;
                    }
                    Attempt::Again(known, Error::Contended)
                }
            })
        })
        .await
    }

    fn released(
        &self,
        before: &JobRecord,
        next: &JobRecord,
        known: &Known,
    ) -> Result<Transaction<Part>, Error> {
        let (ledger, job, hold) = (self.ledger(), &next.job, next.job.hold());
        let transaction = Transaction::new()
            .put(Part::Job, self.replacement(before, next)?)
            .update(Part::Team, ledger.give_back(&job.team_id, &hold, &known.row_month)?);
        let mut transaction = ledger.counted(transaction, Part::Billed, job)?;
        if known.member_counts {
            let member = ledger.member_charge(&job.team_id, &job.user_id, &hold, Credits::ZERO)?;
            transaction = transaction.update(Part::Member, member);
        }
        if let Some(key) = job.capped_key.filter(|_| known.key_counts) {
            let key = ledger.key_charge(&job.team_id, key, &hold, Credits::ZERO)?;
            transaction = transaction.update(Part::ApiKey, key);
        }
        Ok(transaction)
    }
}
