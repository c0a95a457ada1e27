//! Below which balance a team wants to be notified.

use domain::ledger::Balance;
use domain::{Credits, Month, TeamId};

use crate::attribute::{credits, text};
use crate::conditional::{Write, conditional};
use crate::retry::retry;
use crate::{Error, Store};

impl Store {
    /// One write; three for a team without a row.
    pub async fn set_low_balance_threshold(
        &self,
        team_id: &TeamId,
        threshold: Option<Credits>,
        now: &Month,
    ) -> Result<(), Error> {
        retry(|| async {
            match self.write_threshold(team_id, threshold).await? {
                Write::Done(()) => Ok(()),
                Write::Refused { .. } => {
                    self.open_team(&Balance::opening(team_id.clone(), now.clone())).await?;
                    // There is a row now, ours or another writer's: it is written by the next attempt.
                    Err(Error::Contended)
                }
            }
        })
        .await
    }

    /// Refused if the team has no row.
    async fn write_threshold(
        &self,
        team_id: &TeamId,
        threshold: Option<Credits>,
    ) -> Result<Write<()>, Error> {
        let update = self.client.update_item().table_name(&self.tables.balance).key("team_id", text(team_id));
        let update = match threshold {
            Some(threshold) => update
                .update_expression("SET low_balance_threshold = :threshold")
                .expression_attribute_values(":threshold", credits(threshold)),
            None => update.update_expression("REMOVE low_balance_threshold"),
        };
        let sent = update.condition_expression("attribute_exists(team_id)").send().await;
        conditional(sent.map(|_| ()))
    }
}
