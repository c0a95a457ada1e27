//! `SendMessageBatch`.

use serde::{Deserialize, Serialize};

use super::batch::{self, Outcome};
use super::send_message::{self, send};
use crate::message::{Draft, MAX_BYTES};
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
    draft: Draft,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Sent {
    id: String,
    #[serde(flatten)]
    message: send_message::Output,
}

pub(crate) fn send_message_batch(service: &Service, input: Input) -> Result<Outcome<Sent>, Refusal> {
    let outcome = service.queues.in_queue(&input.queue_url, |visit| {
        batch::check_ids(input.entries.iter().map(|entry| entry.id.as_str()))?;
        check_size(&input.entries)?;
        let entries = input.entries.into_iter().map(|entry| (entry.id, entry.draft));
        batch::each(entries, |id, draft| Ok(Sent { id: id.to_owned(), message: send(visit, draft)? }))
    })?;
    service.queues.announce();
    Ok(outcome)
}

fn check_size(entries: &[Entry]) -> Result<(), Refusal> {
    match entries.iter().map(|entry| entry.draft.size()).sum() {
        size if size > MAX_BYTES => Err(Refusal::BatchTooLong(size)),
        _ => Ok(()),
    }
}
