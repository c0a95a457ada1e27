//! When a key was last used, to the hour.

use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use domain::{ApiKey, Timestamp};

use super::KeyRecord;
use crate::attribute::{instant_text, text, to_item};
use crate::conditional::{Write, conditional};
use crate::{Error, Store};

impl Store {
    /// One write, which changes nothing if the hour is known. One more for a key that was put into the table by hand: it
    /// comes to be on its team's list so.
    pub async fn note_use(&self, key: &ApiKey, key_hash: &str, hour: Timestamp) -> Result<(), Error> {
        let update = self
            .client
            .update_item()
            .table_name(&self.tables.team_api_key)
            .key("team_id", text(&key.caller.team_id))
            .key("id", text(&key.id))
            .update_expression("SET last_used_at = :hour")
            .condition_expression(
                "attribute_exists(id) AND (attribute_not_exists(last_used_at) OR last_used_at < :hour)",
            )
            .expression_attribute_values(":hour", instant_text(hour))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        match conditional(update.send().await)? {
            Write::Refused { found: None } => self.list_key_from_before(key, key_hash, hour).await,
            Write::Done(_) | Write::Refused { found: Some(_) } => Ok(()),
        }
    }

    async fn list_key_from_before(&self, key: &ApiKey, key_hash: &str, hour: Timestamp) -> Result<(), Error> {
        let record = KeyRecord::new(ApiKey { last_used_at: Some(hour), ..key.clone() }, key_hash);
        let put = self.client.put_item().table_name(&self.tables.team_api_key);
        let put = put.set_item(Some(to_item(&record)?)).condition_expression("attribute_not_exists(id)");
        conditional(put.send().await).map(|_| ())
    }
}
