//! Submitting: the job, the hold and the idempotency key are written in one transaction, so that none of them exists
//! without the others.

use domain::ledger::{Balance, Member, MonthCount, Refusal, refusal};
use domain::{Credits, Job, Month};

use crate::attribute::from_item;
use crate::retry::{Attempt, retry_with_state};
use crate::transaction::{Refusals, Sent, Transaction};
use crate::{Error, Idempotency, KeyUse, Store};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    Created,
    /// The key was used for this very request before, which got this reply.
    Replayed {
        reply: String,
    },
    /// The key was used for another request.
    KeyTaken,
    /// The team does not have the folder that the results are to be filed in.
    NoFolder,
    Refused(Refusal),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Job,
    Team,
    Member,
    ApiKey,
    Key,
    Folder,
}

/// The months that the credit rows are believed to be in. A refusal corrects them.
#[derive(Debug, Clone)]
struct RowMonths {
    team: Month,
    member: Month,
    /// Of the API key, if the job counts against its cap.
    api_key: Month,
}

impl RowMonths {
    /// If the clock is behind a row's month, the hold belongs to the row's month.
    fn hold_month(&self, now: Month) -> Month {
        [&self.team, &self.member, &self.api_key].into_iter().fold(now, |latest, row| latest.max(row.clone()))
    }
}

impl Store {
    /// One transaction, sent again while the credit rows are contended, and before it one upload if the request is
    /// large. `job.hold_month` is set to the month that the hold was taken in.
    pub async fn submit(&self, job: &mut Job, key: Option<&Idempotency>) -> Result<Submitted, Error> {
        let body = Box::pin(self.put_large_body(job)).await?;
        let submitted = self.submit_row(job, key).await;
        // As long as it is not known that the job was not written, its body has to stay.
        if submitted.as_ref().is_ok_and(|submitted| *submitted != Submitted::Created) {
            Box::pin(self.forget_body(body)).await;
        }
        submitted
    }

    async fn submit_row(&self, job: &mut Job, key: Option<&Idempotency>) -> Result<Submitted, Error> {
        let now = job.created_at.month();
        let first = RowMonths { team: now.clone(), member: now.clone(), api_key: now };
        let wanted: &Job = job;
        let (submitted, hold_month) = retry_with_state(first, |rows| async move {
            let mut job = wanted.clone();
            job.hold_month = rows.hold_month(job.created_at.month());
            let attempt = match self.submission(&job, key, &rows)?.send(&self.client).await? {
                Sent::Written => Attempt::Done(Submitted::Created),
                Sent::Refused(refusals) => refused(&refusals, key, &job, rows)?,
            };
            Ok(attempt.map(|submitted| (submitted, job.hold_month)))
        })
        .await?;
        job.hold_month = hold_month;
        Ok(submitted)
    }

    fn submission(
        &self,
        job: &Job,
        key: Option<&Idempotency>,
        rows: &RowMonths,
    ) -> Result<Transaction<Part>, Error> {
        let (ledger, hold) = (self.ledger(), job.hold());
        let mut transaction = Transaction::new()
            .put(Part::Job, self.creation(job)?)
            .update(Part::Team, ledger.hold(&job.team_id, &hold, &rows.team)?)
            .update(Part::Member, ledger.member_hold(&job.team_id, &job.user_id, &hold, &rows.member)?)
            .key(Part::Key, self, key, job.created_at)?;
        if let Some(id) = job.capped_key {
            transaction =
                transaction.update(Part::ApiKey, ledger.key_hold(&job.team_id, id, &hold, &rows.api_key)?);
        }
        Ok(match job.folder_id {
            Some(folder) => transaction.check(Part::Folder, self.folder_exists(&job.team_id, folder)?),
            None => transaction,
        })
    }
}

/// What a refusal means. If only the rows' months were wrong, the submission is sent again with the right ones.
fn refused(
    refusals: &Refusals<Part>,
    key: Option<&Idempotency>,
    job: &Job,
    mut rows: RowMonths,
) -> Result<Attempt<Submitted, RowMonths>, Error> {
    if refusals.has(Part::Job) {
        // The id is random: only our own earlier attempt, whose answer was lost, can have created this job. Then its
        // key refuses, too.
        return Ok(Attempt::Done(Submitted::Created));
    }
    if let Some(used) = refusals.key_use(Part::Key, key)? {
        return Ok(Attempt::Done(match used {
            KeyUse::Answered { reply } => Submitted::Replayed { reply },
            KeyUse::Ours => Submitted::Created,
            KeyUse::Taken | KeyUse::Free => Submitted::KeyTaken,
        }));
    }
    if refusals.has(Part::Folder) {
        return Ok(Attempt::Done(Submitted::NoFolder));
    }
    let team: Option<Balance> = refusals.found(Part::Team).map(from_item).transpose()?;
    if team.is_none() && refusals.has(Part::Team) {
        let no_credits = Refusal::InsufficientCredits { available: Credits::ZERO };
        return Ok(Attempt::Done(Submitted::Refused(no_credits)));
    }
    let member: Option<Member> = refusals.found(Part::Member).map(from_item).transpose()?;
    let api_key: Option<MonthCount> = refusals.found(Part::ApiKey).map(from_item).transpose()?;
    let quote = job.quote.credits();
    let refusal = refusal(team.as_ref(), member.as_ref(), api_key.as_ref(), quote, &job.hold_month);
    if let Some(refusal) = refusal {
        return Ok(Attempt::Done(Submitted::Refused(refusal)));
    }
    rows.team = team.map_or(rows.team, |team| team.count.month);
    rows.member = member.map_or(rows.member, |member| member.count.month);
    rows.api_key = api_key.map_or(rows.api_key, |count| count.month);
    Ok(Attempt::Again(rows, Error::Contended))
}
