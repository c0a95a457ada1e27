//! A message as its receiver sees it, with the system attributes that the request asks for.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::receipt::Receipt;
use crate::refusal::Refusal;
use crate::store::Taken;
use crate::{address, message};

/// The attributes that Lambda puts into its events.
const SYSTEM_ATTRIBUTES: [&str; 4] =
    ["SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp"];
const ALL: &str = "All";

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
}

/// Refuses names of system attributes that are unknown here.
pub(super) fn check_names(names: &[String]) -> Result<(), Refusal> {
    let is_known = |name: &str| name == ALL || SYSTEM_ATTRIBUTES.contains(&name);
    match names.iter().find(|name| !is_known(name)) {
        Some(unknown) => Err(Refusal::InvalidAttributeName(unknown.clone())),
        None => Ok(()),
    }
}

impl Received {
    pub(super) fn new(taken: Taken, queue_name: &str, attribute_names: &[String]) -> Self {
        let receipt = Receipt { message: taken.id.clone(), receive: taken.receive_count };
        Self {
            receipt_handle: receipt.write(queue_name),
            attributes: system_attributes(&taken, attribute_names),
            md5_of_body: message::md5(&taken.body),
            message_id: taken.id,
            body: taken.body,
        }
    }
}

fn system_attributes(taken: &Taken, names: &[String]) -> BTreeMap<&'static str, String> {
    let values = [
        address::sender(),
        taken.sent_at.to_string(),
        taken.receive_count.to_string(),
        taken.first_received_at.to_string(),
    ];
    let is_wanted = |name: &str| names.iter().any(|wanted| wanted == ALL || wanted == name);
    SYSTEM_ATTRIBUTES.into_iter().zip(values).filter(|(name, _)| is_wanted(name)).collect()
}
