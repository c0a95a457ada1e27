//! From which balance on a team wants to be told.

use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use domain::ledger::Balance;
use domain::{Credits, Month, TeamId};

use crate::attribute::{credits, text};
use crate::patience::Patience;
use crate::{Error, Store};

impl Store {
    /// One write; three for a team without a row.
    pub async fn set_low_balance_threshold(
        &self,
        team_id: &TeamId,
        threshold: Option<Credits>,
        now: &Month,
    ) -> Result<(), Error> {
        let mut patience = Patience::new();
        loop {
            let written = match self.write_threshold(team_id, threshold).await {
                Ok(false) => {
                    self.open_team(&Balance::opening(team_id.clone(), now.clone())).await.map(|()| false)
                }
                written => written,
            };
            match written {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(error) => patience.wait(error).await?,
            }
        }
    }

    /// `false`: the team has no row.
    async fn write_threshold(&self, team_id: &TeamId, threshold: Option<Credits>) -> Result<bool, Error> {
        let update = self.client.update_item().table_name(&self.tables.balance).key("team_id", text(team_id));
        let update = match threshold {
            Some(threshold) => update
                .update_expression("SET low_balance_threshold = :threshold")
                .expression_attribute_values(":threshold", credits(threshold)),
            None => update.update_expression("REMOVE low_balance_threshold"),
        };
        match update.condition_expression("attribute_exists(team_id)").send().await {
            Ok(_) => Ok(true),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(false),
                _ => Err(error.into()),
            },
        }
    }
}
