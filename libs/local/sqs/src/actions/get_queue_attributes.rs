//! `GetQueueAttributes`: how many messages a queue has in each state. The numbers are exact.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::queues::Queues;
use crate::refusal::Refusal;
use crate::store;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
    attribute_names: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Output {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<String, String>,
}

pub(crate) fn get_queue_attributes(queues: &Queues, input: Input) -> Result<Output, Refusal> {
    let counts = queues.in_queue(&input.queue_url, |queue| Ok(store::count(queue)?))?;
    let mut attributes = BTreeMap::new();
    for name in input.attribute_names {
        let count = match name.as_str() {
            "ApproximateNumberOfMessages" => counts.visible,
            "ApproximateNumberOfMessagesNotVisible" => counts.in_flight,
            "ApproximateNumberOfMessagesDelayed" => counts.delayed,
            _ => return Err(Refusal::InvalidAttributeName(name)),
        };
        attributes.insert(name, count.to_string());
    }
    Ok(Output { attributes })
}
