//! `DeleteMessage`.

use serde::Deserialize;

use super::Done;
use crate::message::Receipt;
use crate::refusal::Refusal;
use crate::router::Service;
use crate::store;

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
    receipt_handle: String,
}

pub(crate) fn delete_message(service: &Service, input: Input) -> Result<Done, Refusal> {
    let Input { queue_url, receipt_handle } = input;
    service.queues.in_queue(&queue_url, |visit| delete(visit, &receipt_handle))?;
    Ok(Done {})
}

/// Any handle of the message will do, even after a later receive; a message that is gone or moved on is no error.
pub(super) fn delete(visit: &store::Visit<'_>, handle: &str) -> Result<(), Refusal> {
    let receipt = Receipt::read(handle, &visit.queue.spec.name)?;
    Ok(store::forget(visit, &receipt.message)?)
}
