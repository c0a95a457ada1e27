//! What all batch actions share: the rules on entries, and an output in which entries succeed and fail one by one.

use std::collections::HashSet;

use serde::Serialize;

use crate::refusal::Refusal;

const MAX_ENTRIES: usize = 10;

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Outcome<S> {
    successful: Vec<S>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failed: Vec<Failure>,
}

/// An entry that succeeded and has nothing else to say.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Success {
    pub(crate) id: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Failure {
    id: String,
    sender_fault: bool,
    code: &'static str,
    message: String,
}

/// Refuses the whole batch for its ids, before any entry is looked at.
pub(crate) fn check_ids<'a>(ids: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let ids: Vec<_> = ids.collect();
    if ids.is_empty() {
        return Err(Refusal::EmptyBatch);
    }
    if ids.len() > MAX_ENTRIES {
        return Err(Refusal::TooManyEntries(ids.len()));
    }
    if !ids.iter().all(|id| is_id(id)) {
        return Err(Refusal::InvalidEntryId);
    }
    let mut seen = HashSet::new();
    match ids.into_iter().find(|id| !seen.insert(*id)) {
        Some(repeated) => Err(Refusal::RepeatedEntryId(repeated.to_owned())),
        None => Ok(()),
    }
}

/// Acts on each entry. An entry the caller got wrong fails alone; a fault of ours fails, and undoes, the whole batch.
pub(crate) fn each<E, S>(
    entries: impl IntoIterator<Item = (String, E)>,
    act: impl Fn(&str, E) -> Result<S, Refusal>,
) -> Result<Outcome<S>, Refusal> {
    let mut outcome = Outcome { successful: Vec::new(), failed: Vec::new() };
    for (id, entry) in entries {
        match act(&id, entry) {
            Ok(success) => outcome.successful.push(success),
            Err(refusal) if refusal.is_callers_fault() => outcome.failed.push(Failure {
                id,
                sender_fault: true,
                code: refusal.code(),
                message: refusal.to_string(),
            }),
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(outcome)
}

fn is_id(id: &str) -> bool {
    (1..=80).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}
