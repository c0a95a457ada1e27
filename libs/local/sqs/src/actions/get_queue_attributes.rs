//! `GetQueueAttributes`: the queue's rules and exact counts of its messages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::address;
use crate::message::MAX_BYTES;
use crate::refusal::Refusal;
use crate::router::Service;
use crate::spec::DeadLetter;
use crate::store::{self, Counts, Queue};

/// Known to SQS, but never set here.
const UNSET: [&str; 6] =
    ["All", "FifoQueue", "Policy", "RedriveAllowPolicy", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds"];

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
    attribute_names: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Output {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<&'static str, String>,
}

pub(crate) fn get_queue_attributes(service: &Service, input: Input) -> Result<Output, Refusal> {
    let known = service
        .queues
        .in_queue(&input.queue_url, |visit| Ok(attributes(&visit.queue, &store::count(visit)?)))?;
    let wanted = input.attribute_names;
    let is_known = |name: &str| UNSET.contains(&name) || known.iter().any(|(known, _)| *known == name);
    if let Some(unknown) = wanted.iter().find(|name| !is_known(name)) {
        return Err(Refusal::InvalidAttributeName(unknown.clone()));
    }
    let attributes = known
        .into_iter()
        .filter(|(name, _)| wanted.iter().any(|wanted| wanted == "All" || wanted == name))
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
    Ok(Output { attributes })
}

fn attributes(queue: &Queue, counts: &Counts) -> [(&'static str, Option<String>); 13] {
    let spec = &queue.spec;
    [
        ("QueueArn", Some(address::queue_arn(&spec.name))),
        ("ApproximateNumberOfMessages", Some(counts.visible.to_string())),
        ("ApproximateNumberOfMessagesNotVisible", Some(counts.in_flight.to_string())),
        ("ApproximateNumberOfMessagesDelayed", Some(counts.delayed.to_string())),
        ("CreatedTimestamp", Some(seconds(queue.created_at))),
        ("LastModifiedTimestamp", Some(seconds(queue.modified_at))),
        ("VisibilityTimeout", Some(spec.visibility_timeout_seconds.to_string())),
        ("MessageRetentionPeriod", Some(spec.retention_seconds.to_string())),
        ("MaximumMessageSize", Some(MAX_BYTES.to_string())),
        ("DelaySeconds", Some("0".to_owned())),
        ("ReceiveMessageWaitTimeSeconds", Some("0".to_owned())),
        ("SqsManagedSseEnabled", Some("true".to_owned())),
        ("RedrivePolicy", spec.dead_letter.as_ref().map(redrive_policy)),
    ]
}

fn seconds(unix_ms: i64) -> String {
    unix_ms.div_euclid(1000).to_string()
}

fn redrive_policy(dead_letter: &DeadLetter) -> String {
    json!({
        "deadLetterTargetArn": address::queue_arn(&dead_letter.queue),
        "maxReceiveCount": dead_letter.max_receive_count,
    })
    .to_string()
}
