//! Giving a team credits, or taking some back by an adjustment: the row, its ledger line and the request's idempotency
//! key are written in one transaction.

use aws_sdk_dynamodb::types::{Put, Update};
use domain::ledger::{Balance, Line, LineType};
use domain::{Credits, LineId, TeamId, Timestamp, UserId};

use super::Ledger;
use crate::attribute::{credits, number, to_item};
use crate::retry::{Attempt, retry_with_state};
use crate::transaction::{self, Sent, Transaction, put};
use crate::{Error, Idempotency, KeyUse, Store};

#[derive(Debug, Clone)]
pub struct Credit {
    pub team_id: TeamId,
    pub line_type: LineType,
    /// Negative only in an adjustment, which takes no more than is available.
    pub amount: Credits,
    pub reason: String,
    /// The operator who gives or takes them.
    pub granted_by: UserId,
    pub now: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credited {
    /// The new line, and the team's row as it was before.
    Now { line: Line, before: Box<Balance> },
    /// The key was used for this very request before, which got this reply.
    Replayed { reply: String },
    /// The key was used for another request.
    KeyTaken,
    /// The adjustment would take more than is available.
    Insufficient { available: Credits },
    /// There is no such team.
    NoTeam,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The team is one that there is.
    Listed,
    /// Its row.
    Team,
    Line,
    Key,
}

/// The attempt before, if DynamoDB did not answer it: perhaps it was written.
type Unanswered = Option<Credited>;

impl Store {
    /// One read and one transaction; both again while the row is contended. A team gets its row with its first credits.
    /// One that has a row, but is not listed because it is older than the list, is listed first, by one write. `reply` makes the
    /// reply that a repetition with the same key gets. Without a key, a write that DynamoDB did not answer is
    /// [`Error::Unconfirmed`]: to send it again could give the credits twice, so the caller must look first.
    pub async fn credit(
        &self,
        credit: &Credit,
        key: Option<&Idempotency>,
        reply: impl Fn(&Line) -> String,
    ) -> Result<Credited, Error> {
        let reply = &reply;
        retry_with_state(None, |unanswered: Unanswered| async move {
            let row = self.balance(&credit.team_id).await?;
            let before =
                row.clone().unwrap_or_else(|| Balance::opening(credit.team_id.clone(), credit.now.month()));
            let Some(after) = before.credit(credit.amount) else {
                let refused = self.insufficient(credit, &before, key, unanswered).await?;
                let is_new = row.is_none() && matches!(refused, Credited::Insufficient { .. });
                let is_none = is_new && self.listed_team(&credit.team_id).await?.is_none();
                return Ok(Attempt::Done(if is_none { Credited::NoTeam } else { refused }));
            };
            let line = line(credit, &after);
            let key = key.map(|key| key.with_reply(reply(&line)));
            let team = Transaction::new();
            let team = match &row {
                Some(row) => team.update(Part::Team, self.ledger().add(row, credit.amount)?),
                None => team.put(Part::Team, self.ledger().opening(&after)?),
            };
            let team = team.check(Part::Listed, self.team_check(&credit.team_id)?);
            let transaction = team.put(Part::Line, self.ledger().new_line(&line)?).key(
                Part::Key,
                self,
                key.as_ref(),
                credit.now,
            )?;
            let credited = Credited::Now { line, before: Box::new(before) };
            Ok(match transaction.send(&self.client).await {
                Ok(Sent::Written) => Attempt::Done(credited),
                Ok(Sent::Refused(refusals)) => {
                    let used = refusals.key_use(Part::Key, key.as_ref())?.unwrap_or(KeyUse::Free);
                    match known(used, &unanswered) {
                        Some(known) => Attempt::Done(known),
                        None if refusals.has(Part::Listed) && row.is_none() => {
                            Attempt::Done(Credited::NoTeam)
                        }
                        None if refusals.has(Part::Listed) => {
                            self.list_team_from_before(&credit.team_id).await?;
                            Attempt::Again(unanswered, Error::Contended)
                        }
                        // Another writer took the line's number.
                        None => Attempt::Again(unanswered, Error::Contended),
                    }
                }
                Err(Error::Unavailable(why)) if key.is_none() => return Err(Error::Unconfirmed(why)),
                Err(error @ Error::Unavailable(_)) => Attempt::Again(Some(credited), error),
                Err(error) => return Err(error),
            })
        })
        .await
    }

    /// A request that was accepted before is replayed, and perhaps it is this very adjustment, in the attempt before,
    /// that leaves too little.
    async fn insufficient(
        &self,
        credit: &Credit,
        row: &Balance,
        key: Option<&Idempotency>,
        unanswered: Unanswered,
    ) -> Result<Credited, Error> {
        let used = match key {
            Some(key) => self.key_use(key, credit.now).await?,
            None => KeyUse::Free,
        };
        Ok(known(used, &unanswered).unwrap_or(Credited::Insufficient { available: row.available }))
    }
}

/// What the use of the key says about the request. `None`: nothing.
fn known(used: KeyUse, unanswered: &Unanswered) -> Option<Credited> {
    match used {
        KeyUse::Free => None,
        KeyUse::Ours => unanswered.clone(),
        KeyUse::Answered { reply } => Some(Credited::Replayed { reply }),
        KeyUse::Taken => Some(Credited::KeyTaken),
    }
}

impl Ledger<'_> {
    fn opening(&self, row: &Balance) -> Result<Put, Error> {
        put(Put::builder()
            .table_name(&self.0.tables.balance)
            .set_item(Some(to_item(row)?))
            .condition_expression("attribute_not_exists(team_id)"))
    }

    fn add(&self, row: &Balance, amount: Credits) -> Result<Update, Error> {
        let taken = (-amount).max(Credits::ZERO);
        transaction::update(
            self.team(&row.team_id)
                .update_expression(
                    "SET balance = balance + :amount, available = available + :amount, ledger_seq = :next_seq",
                )
                .condition_expression("ledger_seq = :seq AND available >= :taken AND attribute_exists(#month)")
                .expression_attribute_values(":amount", credits(amount))
                .expression_attribute_values(":taken", credits(taken))
                .expression_attribute_values(":seq", number(row.ledger_seq))
                .expression_attribute_values(":next_seq", number(row.ledger_seq + 1)),
        )
    }
}

fn line(credit: &Credit, after: &Balance) -> Line {
    Line {
        id: LineId::new(credit.now, rand::random()),
        team_id: credit.team_id.clone(),
        seq: after.ledger_seq,
        amount: credit.amount,
        line_type: credit.line_type,
        job_id: None,
        user_id: None,
        reason: Some(credit.reason.clone()),
        granted_by: Some(credit.granted_by.clone()),
        balance_after: after.balance,
        created_at: credit.now,
    }
}
