//! A received message as its receiver sees it, with the attributes asked for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::address;
use crate::message::{self, Receipt, WireAttribute};
use crate::refusal::Refusal;
use crate::store::Taken;

const SYSTEM_ATTRIBUTES: [&str; 10] = [
    "All",
    "SenderId",
    "SentTimestamp",
    "ApproximateReceiveCount",
    "ApproximateFirstReceiveTimestamp",
    "DeadLetterQueueSourceArn",
    // Known to SQS, but never set here.
    "AWSTraceHeader",
    "MessageGroupId",
    "MessageDeduplicationId",
    "SequenceNumber",
];

/// Which attributes to tell; `AttributeNames` is the older name of `MessageSystemAttributeNames`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    #[serde(rename = "AttributeNames")]
    old_system: Vec<String>,
    #[serde(rename = "MessageSystemAttributeNames")]
    system: Vec<String>,
    #[serde(rename = "MessageAttributeNames")]
    custom: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Received {
    message_id: String,
    receipt_handle: String,
    #[serde(rename = "MD5OfBody")]
    md5_of_body: String,
    body: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<&'static str, String>,
    #[serde(rename = "MD5OfMessageAttributes", skip_serializing_if = "Option::is_none")]
    md5_of_message_attributes: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    message_attributes: BTreeMap<String, WireAttribute>,
}

impl Wanted {
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        match self.system_names().find(|name| !SYSTEM_ATTRIBUTES.contains(name)) {
            Some(unknown) => Err(Refusal::InvalidAttributeName(unknown.to_owned())),
            None => Ok(()),
        }
    }

    pub(crate) fn show(&self, queue: &str, taken: Taken) -> Received {
        let picked = taken.attributes.pick(&self.custom);
        let receipt = Receipt { message: taken.id.clone(), receive: taken.receive_count };
        Received {
            receipt_handle: receipt.write(queue),
            attributes: self.system_attributes(&taken),
            md5_of_body: message::of_body(&taken.body),
            md5_of_message_attributes: message::of_attributes(&picked),
            message_attributes: picked.to_wire(),
            message_id: taken.id,
            body: taken.body,
        }
    }

    fn system_attributes(&self, taken: &Taken) -> BTreeMap<&'static str, String> {
        let known = [
            ("SenderId", Some(address::sender())),
            ("SentTimestamp", Some(taken.sent_at.to_string())),
            ("ApproximateReceiveCount", Some(taken.receive_count.to_string())),
            ("ApproximateFirstReceiveTimestamp", Some(taken.first_received_at.to_string())),
            ("DeadLetterQueueSourceArn", taken.came_from.as_deref().map(address::queue_arn)),
        ];
        known
            .into_iter()
            .filter(|(name, _)| self.system_names().any(|wanted| wanted == "All" || wanted == *name))
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    fn system_names(&self) -> impl Iterator<Item = &str> {
        self.old_system.iter().chain(&self.system).map(String::as_str)
    }
}
