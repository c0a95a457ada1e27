//! `DeleteMessageBatch`.

use serde::Deserialize;

use super::batch::{self, Outcome, Success};
use super::delete_message::delete;
use crate::refusal::Refusal;
use crate::router::Service;

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
    entries: Vec<Entry>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Entry {
    id: String,
    receipt_handle: String,
}

pub(crate) fn delete_message_batch(service: &Service, input: Input) -> Result<Outcome<Success>, Refusal> {
    service.queues.in_queue(&input.queue_url, |visit| {
        batch::check_ids(input.entries.iter().map(|entry| entry.id.as_str()))?;
        let entries = input.entries.into_iter().map(|entry| (entry.id, entry.receipt_handle));
        batch::each(entries, |id, handle| {
            delete(visit, &handle)?;
            Ok(Success { id: id.to_owned() })
        })
    })
}
