//! Submitting: the job, the hold and the idempotency key in one transaction, so that none exists without
//! the others.

use domain::ledger::{Balance, Member, Refusal, refusal};
use domain::{Credits, Job, Month};

use crate::attribute::from_item;
use crate::patience::Patience;
use crate::transaction::{Refusals, Transaction};
use crate::{Error, Idempotency, KeyUse, Store};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    Created,
    /// The key was used for this very request before: the reply given then.
    Replayed {
        reply: String,
    },
    /// The key was used for another request.
    KeyTaken,
    /// The team has no such folder to file the results in.
    NoFolder,
    Refused(Refusal),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Job,
    Team,
    Member,
    Key,
    Folder,
}

impl Store {
    /// One transaction, sent again while the credit row is contended. `job.hold_month` is set to the month
    /// the hold was taken in.
    pub async fn submit(&self, job: &mut Job, key: Option<&Idempotency>) -> Result<Submitted, Error> {
        let quote = job.quote.credits();
        let now = job.created_at.month();
        let mut rows = RowMonths { team: now.clone(), member: now.clone() };
        let mut patience = Patience::new();
        loop {
            // A clock behind a row's month holds in the row's month.
            job.hold_month = now.clone().max(rows.team.clone()).max(rows.member.clone());
            let hold = job.hold();
            let team = self.ledger().hold(&job.team_id, &hold, &rows.team)?;
            let member = self.ledger().member_hold(&job.team_id, &job.user_id, &hold, &rows.member)?;
            let mut transaction = Transaction::new()
                .put(Part::Job, self.creation(job)?)
                .update(Part::Team, team)
                .update(Part::Member, member)
                .key(Part::Key, self, key, job.created_at)?;
            if let Some(folder) = job.folder_id {
                transaction = transaction.check(Part::Folder, self.folder_exists(&job.team_id, folder)?);
            }
            let trouble = match transaction.send(&self.client).await {
                Ok(refusals) if refusals.is_written() => return Ok(Submitted::Created),
                Ok(refusals) => match judge(&refusals, key, quote, &job.hold_month, &mut rows)? {
                    Some(submitted) => return Ok(submitted),
                    None => Error::Contended,
                },
                Err(error) => error,
            };
            patience.wait(trouble).await?;
        }
    }
}

/// The months that the two rows are believed to be in.
struct RowMonths {
    team: Month,
    member: Month,
}

/// `None`: send it again, to rows in the months noted in `rows`.
fn judge(
    refusals: &Refusals<Part>,
    key: Option<&Idempotency>,
    quote: Credits,
    month: &Month,
    rows: &mut RowMonths,
) -> Result<Option<Submitted>, Error> {
    if refusals.has(Part::Job) {
        // The id is random: only our own write, whose answer was lost, can have made this job. Its key is
        // taken, too, by ourselves.
        return Ok(Some(Submitted::Created));
    }
    if let Some(used) = refusals.key_use(Part::Key, key)? {
        return Ok(Some(match used {
            KeyUse::Answered { reply } => Submitted::Replayed { reply },
            KeyUse::Ours => Submitted::Created,
            KeyUse::Taken | KeyUse::Free => Submitted::KeyTaken,
        }));
    }
    if refusals.has(Part::Folder) {
        return Ok(Some(Submitted::NoFolder));
    }
    let team: Option<Balance> = refusals.found(Part::Team).map(from_item).transpose()?;
    if team.is_none() && refusals.has(Part::Team) {
        let none = Refusal::InsufficientCredits { available: Credits::ZERO };
        return Ok(Some(Submitted::Refused(none)));
    }
    let member: Option<Member> = refusals.found(Part::Member).map(from_item).transpose()?;
    if let Some(refusal) = refusal(team.as_ref(), member.as_ref(), quote, month) {
        return Ok(Some(Submitted::Refused(refusal)));
    }
    if let Some(team) = team {
        rows.team = team.count.month;
    }
    if let Some(member) = member {
        rows.member = member.count.month;
    }
    Ok(None)
}
