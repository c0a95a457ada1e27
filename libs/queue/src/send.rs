//! Sending a message to the queue of its kind, at once or after a delay.

use std::collections::BTreeMap;

use aws_sdk_sqs::error::DisplayErrorContext;
use domain::Kind;

use crate::Message;

/// The queues of one deployment, one for each kind of job. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Queues {
    client: aws_sdk_sqs::Client,
    urls: BTreeMap<Kind, String>,
}

#[derive(Debug, thiserror::Error)]
#[error("SQS did not take the message: {0}")]
pub struct Error(String);

/// SQS delays a message by at most 15 minutes.
const MAX_DELAY_SECONDS: i64 = 900;

impl Queues {
    pub const fn new(client: aws_sdk_sqs::Client, urls: BTreeMap<Kind, String>) -> Self {
        Self { client, urls }
    }

    /// One call. Delays beyond what SQS can do are cut to it: a message that comes early does no harm.
    pub async fn send(&self, message: &Message, delay_seconds: i64) -> Result<(), Error> {
        let kind = message.kind;
        let url = self.urls.get(&kind).ok_or_else(|| Error(format!("no queue for {}", kind.as_str())))?;
        let delay = delay_seconds.clamp(0, MAX_DELAY_SECONDS);
        let body = serde_json::to_string(message).map_err(|error| Error(error.to_string()))?;
        self.client
            .send_message()
            .queue_url(url)
            .message_body(body)
            .delay_seconds(i32::try_from(delay).unwrap_or(0))
            .send()
            .await
            .map_err(|error| Error(DisplayErrorContext(&error).to_string()))?;
        Ok(())
    }
}
