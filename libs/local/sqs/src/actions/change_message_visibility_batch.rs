//! `ChangeMessageVisibilityBatch`.

use serde::Deserialize;

use super::batch::{self, Outcome, Success};
use super::change_message_visibility::{Change, change};
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
    #[serde(flatten)]
    change: Change,
}

pub(crate) fn change_message_visibility_batch(
    service: &Service,
    input: Input,
) -> Result<Outcome<Success>, Refusal> {
    let outcome = service.queues.in_queue(&input.queue_url, |visit| {
        batch::check_ids(input.entries.iter().map(|entry| entry.id.as_str()))?;
        let entries = input.entries.into_iter().map(|entry| (entry.id, entry.change));
        batch::each(entries, |id, entry| {
            change(visit, &entry)?;
            Ok(Success { id: id.to_owned() })
        })
    })?;
    service.queues.announce();
    Ok(outcome)
}
