//! Does what Lambda's event source mapping does for SQS: receives batches of messages, invokes the worker, and
//! deletes the messages that the worker has not reported as failed.

use std::time::Duration;

use aws_lambda_events::event::sqs::SqsBatchResponse;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{DeleteMessageBatchRequestEntry, Message, MessageSystemAttributeName};
use serde_json::{Map, Value, json};

use crate::Error;
use crate::invoke::Function;

/// How much of a queue is worked on at once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    /// Batches in flight.
    pollers: usize,
    /// Messages in a batch.
    batch: i32,
}

impl Load {
    pub(crate) const LIGHT: Self = Self { pollers: 4, batch: 10 };
    /// For messages that keep the whole machine busy.
    pub(crate) const HEAVY: Self = Self { pollers: 2, batch: 1 };
}

pub(crate) fn start(sqs: &Client, queue_name: &str, queue_url: &str, worker: &Function, load: Load) {
    for _ in 0..load.pollers {
        let (sqs, worker) = (sqs.clone(), worker.clone());
        let (name, url) = (queue_name.to_owned(), queue_url.to_owned());
        tokio::spawn(async move {
            loop {
                if let Err(error) = serve_batch(&sqs, &name, &url, &worker, load.batch).await {
                    tracing::warn!(error, queue = name, "a batch was not served");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        });
    }
}

async fn serve_batch(
    sqs: &Client,
    queue_name: &str,
    url: &str,
    worker: &Function,
    batch: i32,
) -> Result<(), Error> {
    let received = sqs
        .receive_message()
        .queue_url(url)
        .max_number_of_messages(batch)
        .wait_time_seconds(20)
        .message_system_attribute_names(MessageSystemAttributeName::All)
        .send()
        .await?;
    let messages = received.messages.unwrap_or_default();
    if messages.is_empty() {
        return Ok(());
    }
    let records: Vec<Value> = messages.iter().map(|message| record(message, queue_name)).collect();
    // After a failed invocation nothing is deleted, and the messages come back after their visibility timeout.
    let response = worker.invoke(json!({"Records": records}).to_string()).await?;
    let response: SqsBatchResponse = serde_json::from_str(&response)?;
    let failed: Vec<Option<String>> =
        response.batch_item_failures.into_iter().map(|failure| Some(failure.item_identifier)).collect();
    let mut delete = sqs.delete_message_batch().queue_url(url);
    let done = messages.iter().filter(|message| !failed.contains(&message.message_id));
    let mut any = false;
    for (index, message) in done.enumerate() {
        let receipt = message.receipt_handle.clone().unwrap_or_default();
        let entry = DeleteMessageBatchRequestEntry::builder().id(index.to_string()).receipt_handle(receipt);
        delete = delete.entries(entry.build()?);
        any = true;
    }
    if any {
        delete.send().await?;
    }
    Ok(())
}

/// A message in the form that it has in an SQS event.
fn record(message: &Message, queue_name: &str) -> Value {
    let attributes: Map<String, Value> = message
        .attributes
        .iter()
        .flatten()
        .map(|(name, value)| (name.as_str().to_owned(), Value::String(value.clone())))
        .collect();
    json!({
        "messageId": message.message_id,
        "receiptHandle": message.receipt_handle,
        "body": message.body,
        "attributes": attributes,
        "messageAttributes": {},
        "md5OfBody": message.md5_of_body,
        "eventSource": "aws:sqs",
        "eventSourceARN": format!("arn:aws:sqs:us-east-1:000000000000:{queue_name}"),
        "awsRegion": "us-east-1",
    })
}
