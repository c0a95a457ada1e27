//! `SendMessage`.

use serde::{Deserialize, Serialize};

use super::within;
use crate::message;
use crate::queues::Queues;
use crate::refusal::Refusal;
use crate::store;

/// The longest delay of a message, in seconds.
const MAX_DELAY_SECONDS: i64 = 900;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
    message_body: String,
    delay_seconds: Option<i64>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Output {
    message_id: String,
    #[serde(rename = "MD5OfMessageBody")]
    md5_of_message_body: String,
}

pub(crate) fn send_message(queues: &Queues, input: Input) -> Result<Output, Refusal> {
    let Input { queue_url, message_body, delay_seconds } = input;
    let message_id = queues.in_queue(&queue_url, |queue| {
        message::check(&message_body)?;
        let delay = within("DelaySeconds", delay_seconds, 0..=MAX_DELAY_SECONDS)?.unwrap_or(0);
        Ok(store::insert(queue, &message_body, delay)?)
    })?;
    queues.announce();
    Ok(Output { message_id, md5_of_message_body: message::md5(&message_body) })
}
