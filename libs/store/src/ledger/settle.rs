//! Ending a completed job: job terminal, hold turned into charge, one ledger line, the results filed in the drive; all
//! or nothing, once.

use domain::job::LowBalance;
use domain::ledger::{Balance, Line, LineType};
use domain::schedule::UNSENT_AFTER_SECONDS;
use domain::{Credits, Job, LineId};

use crate::jobs::{JobRecord, new_revision};
use crate::patience::Patience;
use crate::transaction::Transaction;
use crate::{Error, Store};

/// Whether an ending took effect.
#[derive(Debug, Clone, PartialEq)]
pub enum Ended {
    /// The job as it stands now.
    Now(Box<JobRecord>),
    /// Somebody else moved the job first. It may have ended, or be leased by another step.
    Lost,
    /// The idempotency key of the request to end it was used for another request.
    KeyTaken,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Job,
    Team,
    Line,
    Member,
    File,
    Folder,
}

impl Store {
    /// One read and one transaction; both again while the row is contended. `job` is the job as it ends;
    /// its `cost` is charged, never more than its quote. Where its folder is gone, its results are filed in the
    /// root.
    pub async fn settle(&self, before: &JobRecord, job: &Job) -> Result<Ended, Error> {
        let (hold, charge) = (job.hold(), job.cost.min(job.quote).credits());
        let mut next = JobRecord { job: job.clone(), revision: new_revision() };
        let mut member_counts = true;
        let mut patience = Patience::new();
        loop {
            let row = match self.balance(&job.team_id).await {
                Ok(row) => row,
                Err(error) => {
                    patience.wait(error).await?;
                    continue;
                }
            };
            let row =
                row.ok_or_else(|| Error::Bug(format!("team {} holds credits on no row", job.team_id)))?;
            let line = line(job, &row, charge);
            next.job.ledger_seq = Some(line.seq);
            announce(&mut next.job, job, &row, &line);
            let ledger = self.ledger();
            let mut transaction = Transaction::new()
                .put(Part::Job, self.replacement(before, &next)?)
                .update(Part::Team, ledger.charge(&row, &hold, charge)?)
                .put(Part::Line, ledger.line(&line)?);
            if member_counts {
                let member = ledger.member_charge(&job.team_id, &job.user_id, &hold, charge)?;
                transaction = transaction.update(Part::Member, member);
            }
            let filing = self.filing(&job.team_id, next.job.folder_id, &next.job.result_files())?;
            let transaction = filing.added_to(transaction, (Part::File, Part::Folder));
            let trouble = match transaction.send(&self.client).await {
                Ok(refusals) if refusals.is_written() => return Ok(Ended::Now(Box::new(next))),
                Ok(refusals) if refusals.has(Part::Job) => return self.who_ended(&next).await,
                Ok(refusals) => {
                    // The member has begun a later month; that never goes back.
                    member_counts &= !refusals.has(Part::Member);
                    if refusals.has(Part::Folder) {
                        next.job.folder_id = None;
                    }
                    // Another settlement took the number: read the row afresh.
                    Error::Contended
                }
                Err(error) => error,
            };
            patience.wait(trouble).await?;
        }
    }

    /// After a refused ending: was it our own earlier attempt, whose answer was lost?
    pub(super) async fn who_ended(&self, ours: &JobRecord) -> Result<Ended, Error> {
        let mut patience = Patience::new();
        let current = loop {
            match self.job(&ours.job.team_id, ours.job.job_id).await {
                Ok(current) => break current,
                Err(error) => patience.wait(error).await?,
            }
        };
        Ok(match current {
            Some(current) if current.revision == ours.revision => Ended::Now(Box::new(current)),
            _ => Ended::Lost,
        })
    }
}

/// The charge that takes the balance below the team's threshold is to be announced: the ended job stays due
/// until that is done.
fn announce(next: &mut Job, job: &Job, row: &Balance, line: &Line) {
    let falls = row.falls_below_threshold(line.balance_after);
    next.low_balance = row.low_balance_threshold.filter(|_| falls).map(|threshold| LowBalance {
        threshold,
        balance: line.balance_after,
        seq: line.seq,
    });
    next.due_at = job.completed_at.filter(|_| falls).map(|at| at.plus_seconds(UNSENT_AFTER_SECONDS));
}

fn line(job: &Job, row: &Balance, charge: Credits) -> Line {
    let created_at = job.completed_at.unwrap_or(job.created_at);
    Line {
        id: LineId::new(created_at, rand::random()),
        team_id: job.team_id.clone(),
        seq: row.ledger_seq + 1,
        amount: -charge,
        line_type: LineType::of(job.request.kind()),
        job_id: Some(job.job_id),
        user_id: Some(job.user_id.clone()),
        reason: None,
        balance_after: row.balance - charge,
        created_at,
    }
}
