//! Ending a completed job: the job ends, its hold becomes a charge with one ledger line, its results are filed in the
//! drive, and variants that failed although their vendor bills them are counted. All of it happens in one transaction, and once.

use domain::job::LowBalance;
use domain::ledger::{Balance, Line, LineType};
use domain::{Credits, FolderId, Job, LineId};

use super::Ended;
use crate::jobs::JobRecord;
use crate::retry::{Attempt, retry_with_state};
use crate::transaction::{Sent, Transaction};
use crate::{Error, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Job,
    Team,
    Line,
    Member,
    ApiKey,
    File,
    Folder,
    Billed,
}

/// What a refusal teaches. The team's row is read before every attempt, so nothing needs to be known about it.
#[derive(Debug, Clone)]
struct Known {
    /// The member's row is still in the month of the hold. Once it is in a later one, it never goes back.
    member_counts: bool,
    /// The same of the row of the API key, if the job counts against its cap.
    key_counts: bool,
    /// Where the results are filed: in the root, once the job's folder is gone.
    folder_id: Option<FolderId>,
}

impl Store {
    /// One read and one transaction; both again while the rows are contended. `job` is the job as it is to end. Its
    /// `cost` is charged, never more than its quote.
    pub async fn settle(&self, before: &JobRecord, job: &Job) -> Result<Ended, Error> {
        let replacement = &before.replaced_by(job);
        let first = Known { member_counts: true, key_counts: true, folder_id: job.folder_id };
        retry_with_state(first, |mut known| async move {
            let row = self.balance(&job.team_id).await?;
            let row =
                row.ok_or_else(|| Error::Bug(format!("team {} holds credits on no row", job.team_id)))?;
            let mut next = replacement.clone();
            next.job.folder_id = known.folder_id;
            let settlement = self.settlement(before, &mut next, &row, &known)?;
            Ok(match settlement.send(&self.client).await? {
                Sent::Written => Attempt::Done(Ended::Now(Box::new(next))),
                Sent::Refused(refusals) if refusals.has(Part::Job) => {
                    Attempt::Done(self.ended_as(&next).await?)
                }
                Sent::Refused(refusals) => {
                    known.member_counts &= !refusals.has(Part::Member);
                    known.key_counts &= !refusals.has(Part::ApiKey);
                    known.folder_id = known.folder_id.filter(|_| !refusals.has(Part::Folder));
                    // If neither refused, another settlement took the line's number.
                    Attempt::Again(known, Error::Contended)
                }
            })
        })
        .await
    }

    /// Completes `next` with what the ledger says about it.
    fn settlement(
        &self,
        before: &JobRecord,
        next: &mut JobRecord,
        row: &Balance,
        known: &Known,
    ) -> Result<Transaction<Part>, Error> {
        let (hold, charge) = (next.job.hold(), next.job.cost.min(next.job.quote).credits());
        let line = charge_line(&next.job, row, charge);
        next.job.ledger_seq = Some(line.seq);
        next.job = next.job.clone().announce_low_balance(low_balance(row, &line));
        let (ledger, job) = (self.ledger(), &next.job);
        let mut transaction = Transaction::new()
            .put(Part::Job, self.replacement(before, next)?)
            .update(Part::Team, ledger.charge(row, &hold, charge)?)
            .put(Part::Line, ledger.new_line(&line)?);
        if known.member_counts {
            let member = ledger.member_charge(&job.team_id, &job.user_id, &hold, charge)?;
            transaction = transaction.update(Part::Member, member);
        }
        if let Some(key) = job.capped_key.filter(|_| known.key_counts) {
            let key = ledger.key_charge(&job.team_id, key, &hold, charge)?;
            transaction = transaction.update(Part::ApiKey, key);
        }
        transaction = ledger.counted(transaction, Part::Billed, job)?;
        let filing = self.filing(&job.team_id, job.folder_id, &job.result_files())?;
        Ok(filing.added_to(transaction, (Part::File, Part::Folder)))
    }
}

/// What is to be announced if the charge takes the balance below the team's threshold.
fn low_balance(row: &Balance, line: &Line) -> Option<LowBalance> {
    let falls = row.falls_below_threshold(line.balance_after);
    let threshold = row.low_balance_threshold.filter(|_| falls)?;
    Some(LowBalance { threshold, balance: line.balance_after, seq: line.seq })
}

fn charge_line(job: &Job, row: &Balance, charge: Credits) -> Line {
    let created_at = job.completed_at.unwrap_or(job.created_at);
    Line {
        id: LineId::new(created_at, rand::random()),
        team_id: job.team_id.clone(),
        seq: row.ledger_seq + 1,
        amount: -charge,
        line_type: LineType::from_kind(job.request.kind()),
        job_id: Some(job.job_id),
        user_id: Some(job.user_id.clone()),
        reason: None,
        granted_by: None,
        balance_after: row.balance - charge,
        created_at,
    }
}
