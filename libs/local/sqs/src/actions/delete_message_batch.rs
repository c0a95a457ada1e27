//! `DeleteMessageBatch`: entries succeed and fail one by one.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::delete_message::delete;
use crate::queues::Queues;
use crate::refusal::Refusal;
use crate::spec::is_name;
use crate::store::OpenQueue;

const MAX_ENTRIES: usize = 10;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
    entries: Vec<Entry>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "PascalCase")]
struct Entry {
    id: String,
    receipt_handle: String,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Output {
    successful: Vec<Success>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failed: Vec<Failure>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Success {
    id: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Failure {
    id: String,
    sender_fault: bool,
    code: &'static str,
    message: String,
}

pub(crate) fn delete_message_batch(queues: &Queues, input: Input) -> Result<Output, Refusal> {
    queues.in_queue(&input.queue_url, |queue| {
        check_ids(&input.entries)?;
        delete_each(queue, input.entries)
    })
}

/// Refuses the whole batch for its ids, before any entry is looked at.
fn check_ids(entries: &[Entry]) -> Result<(), Refusal> {
    if entries.is_empty() {
        return Err(Refusal::EmptyBatch);
    }
    if entries.len() > MAX_ENTRIES {
        return Err(Refusal::TooManyEntries(entries.len()));
    }
    if !entries.iter().all(|entry| is_name(&entry.id)) {
        return Err(Refusal::InvalidEntryId);
    }
    let mut seen = HashSet::new();
    match entries.iter().find(|entry| !seen.insert(&entry.id)) {
        Some(repeated) => Err(Refusal::RepeatedEntryId(repeated.id.clone())),
        None => Ok(()),
    }
}

/// An entry that the caller got wrong fails alone. A fault of ours fails the whole batch, and undoes it.
fn delete_each(queue: &OpenQueue<'_>, entries: Vec<Entry>) -> Result<Output, Refusal> {
    let mut output = Output::default();
    for Entry { id, receipt_handle } in entries {
        match delete(queue, &receipt_handle) {
            Ok(()) => output.successful.push(Success { id }),
            Err(refusal) if refusal.is_callers_fault() => output.failed.push(Failure {
                id,
                sender_fault: true,
                code: refusal.code(),
                message: refusal.to_string(),
            }),
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(output)
}
