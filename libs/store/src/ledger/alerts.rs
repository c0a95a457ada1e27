//! From which balance on a team wants to be told.

use domain::ledger::Balance;
use domain::{Credits, Month, TeamId};

use crate::attribute::{credits, text};
use crate::{Error, Store};

impl Store {
    /// One write; two for a team without a row.
    pub async fn set_low_balance_threshold(
        &self,
        team_id: &TeamId,
        threshold: Option<Credits>,
        now: &Month,
    ) -> Result<(), Error> {
        self.open_team(&Balance::opening(team_id.clone(), now.clone())).await?;
        let update = self.client.update_item().table_name(&self.tables.balance).key("team_id", text(team_id));
        let update = match threshold {
            Some(threshold) => update
                .update_expression("SET low_balance_threshold = :threshold")
                .expression_attribute_values(":threshold", credits(threshold)),
            None => update.update_expression("REMOVE low_balance_threshold"),
        };
        update.condition_expression("attribute_exists(team_id)").send().await?;
        Ok(())
    }
}
