//! SNS: the notifications that a team has asked for.

use aws_sdk_sns::Client;
use aws_sdk_sns::error::DisplayErrorContext;
use domain::TeamId;
use domain::job::LowBalance;
use serde_json::json;

/// The topic of one deployment. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Alerts {
    client: Client,
    topic_arn: String,
}

#[derive(Debug, thiserror::Error)]
#[error("SNS did not take the notification: {0}")]
pub struct Error(String);

impl Alerts {
    pub const fn new(client: Client, topic_arn: String) -> Self {
        Self { client, topic_arn }
    }

    /// Announces a low balance, with one call. Subscribers may filter by the attribute `team_id`.
    pub async fn low_balance(&self, team_id: &TeamId, low: LowBalance) -> Result<(), Error> {
        let message = json!({
            "event": "low_balance",
            "team_id": team_id,
            "balance": low.balance,
            "low_balance_threshold": low.threshold,
            "seq": low.seq,
        });
        let team = aws_sdk_sns::types::MessageAttributeValue::builder()
            .data_type("String")
            .string_value(team_id.as_str())
            .build()
            .map_err(|error| Error(error.to_string()))?;
        self.client
            .publish()
            .topic_arn(&self.topic_arn)
            .subject("Creative Hub: low balance")
            .message(message.to_string())
            .message_attributes("team_id", team)
            .send()
            .await
            .map_err(|error| Error(DisplayErrorContext(&error).to_string()))?;
        Ok(())
    }
}
