//! Submitting: the job, the hold and the idempotency key in one transaction, so that none exists without
//! the others.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{CancellationReason, TransactWriteItem};
use domain::ledger::{Balance, Member, Refusal, refusal};
use domain::{Credits, Job, Month};

use crate::attribute::from_item;
use crate::error::{collided, condition_failed, unknown};
use crate::patience::Patience;
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
    Refused(Refusal),
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
            let mut parts = vec![
                TransactWriteItem::builder().put(self.creation(job)?).build(),
                TransactWriteItem::builder().update(team).build(),
                TransactWriteItem::builder().update(member).build(),
            ];
            if let Some(key) = key {
                let taking = self.key_taking(key, job.created_at)?;
                parts.push(TransactWriteItem::builder().put(taking).build());
            }
            let sent = self.client.transact_write_items().set_transact_items(Some(parts)).send().await;
            let Err(error) = sent else { return Ok(Submitted::Created) };
            let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) =
                error.as_service_error()
            else {
                patience.wait(error.into()).await?;
                continue;
            };
            let reasons = canceled.cancellation_reasons();
            match judge(reasons, key, quote, &job.hold_month, &mut rows)? {
                Some(submitted) => return Ok(submitted),
                None => patience.wait(Error::Contended).await?,
            }
        }
    }
}

/// The months that the two rows are believed to be in.
struct RowMonths {
    team: Month,
    member: Month,
}

/// Reads a refused transaction's reasons, which stand in the order of its parts: job, team, member, key.
/// `None`: send it again, to rows in the months noted in `rows`.
fn judge(
    reasons: &[CancellationReason],
    key: Option<&Idempotency>,
    quote: Credits,
    month: &Month,
    rows: &mut RowMonths,
) -> Result<Option<Submitted>, Error> {
    let failed = |part: usize| reasons.get(part).filter(|reason| condition_failed(Some(reason)));
    if failed(0).is_some() {
        // The id is random: only our own write, whose answer was lost, can have made this job. Its key is
        // taken, too, by ourselves.
        return Ok(Some(Submitted::Created));
    }
    if let (Some(key), Some(reason)) = (key, failed(3)) {
        let used: Idempotency = from_item(reason.item().cloned().unwrap_or_default())?;
        return Ok(Some(match key.compared_with(used) {
            KeyUse::Answered { reply } => Submitted::Replayed { reply },
            KeyUse::Ours => Submitted::Created,
            KeyUse::Taken | KeyUse::Free => Submitted::KeyTaken,
        }));
    }
    let team: Option<Balance> = match failed(1).map(CancellationReason::item) {
        Some(None) => {
            let none = Refusal::InsufficientCredits { available: Credits::ZERO };
            return Ok(Some(Submitted::Refused(none)));
        }
        Some(Some(row)) => Some(from_item(row.clone())?),
        None => None,
    };
    let member: Option<Member> =
        failed(2).and_then(CancellationReason::item).map(|row| from_item(row.clone())).transpose()?;
    if team.is_none() && member.is_none() && !collided(reasons) {
        return Err(unknown(reasons));
    }
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
