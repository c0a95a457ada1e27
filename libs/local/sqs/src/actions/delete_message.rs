//! `DeleteMessage`.

use serde::{Deserialize, Serialize};

use crate::queues::Queues;
use crate::receipt::Receipt;
use crate::refusal::Refusal;
use crate::store::{self, OpenQueue};

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
    receipt_handle: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Output {}

pub(crate) fn delete_message(queues: &Queues, input: Input) -> Result<Output, Refusal> {
    let Input { queue_url, receipt_handle } = input;
    queues.in_queue(&queue_url, |queue| delete(queue, &receipt_handle))?;
    Ok(Output {})
}

/// Any handle of the message deletes it, even after a later receive. A message that is gone or has moved on is no
/// error.
pub(super) fn delete(queue: &OpenQueue<'_>, handle: &str) -> Result<(), Refusal> {
    let receipt = Receipt::read(handle, &queue.spec.name)?;
    Ok(store::delete(queue, &receipt.message)?)
}
