//! `GetQueueUrl`.

use serde::{Deserialize, Serialize};

use crate::address;
use crate::refusal::Refusal;
use crate::router::Service;

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_name: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Output {
    queue_url: String,
}

pub(crate) fn get_queue_url(service: &Service, input: Input) -> Result<Output, Refusal> {
    let Input { queue_name } = input;
    if !service.queues.exists(&queue_name)? {
        return Err(Refusal::QueueDoesNotExist);
    }
    Ok(Output { queue_url: address::queue_url(&service.base_url, &queue_name) })
}
