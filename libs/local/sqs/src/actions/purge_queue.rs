//! `PurgeQueue`: everything goes, in-flight and delayed messages too.
//! AWS refuses a second purge within 60 seconds; here it is welcome, because tests purge between scenarios.

use serde::Deserialize;

use super::Done;
use crate::refusal::Refusal;
use crate::router::Service;
use crate::store;

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
}

pub(crate) fn purge_queue(service: &Service, input: Input) -> Result<Done, Refusal> {
    let Input { queue_url } = input;
    service.queues.in_queue(&queue_url, |visit| Ok(store::forget_all(visit)?))?;
    Ok(Done {})
}
