//! `ChangeMessageVisibility`: a receiver prolongs its hold on a message, or gives it back.

use serde::Deserialize;

use super::{Done, within};
use crate::message::Receipt;
use crate::refusal::Refusal;
use crate::router::Service;
use crate::store::{self, Lease};

/// A message is hidden at most 12 hours from its receive, however often that is prolonged.
const LONGEST_HOLD_SECONDS: i64 = 43_200;

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
    #[serde(flatten)]
    change: Change,
}

/// Shared with the entries of `ChangeMessageVisibilityBatch`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Change {
    receipt_handle: String,
    /// Seconds from now; 0 gives the message back at once.
    visibility_timeout: Option<i64>,
}

pub(crate) fn change_message_visibility(service: &Service, input: Input) -> Result<Done, Refusal> {
    let Input { queue_url, change: wanted } = input;
    service.queues.in_queue(&queue_url, |visit| change(visit, &wanted))?;
    service.queues.announce();
    Ok(Done {})
}

pub(super) fn change(visit: &store::Visit<'_>, change: &Change) -> Result<(), Refusal> {
    let receipt = Receipt::read(&change.receipt_handle, &visit.queue.spec.name)?;
    let seconds = within("VisibilityTimeout", change.visibility_timeout, 0..=LONGEST_HOLD_SECONDS)?
        .ok_or(Refusal::MissingParameter("VisibilityTimeout"))?;
    let lease = store::lease(visit, &receipt.message)?;
    let until = visit.now + seconds * 1000;
    check(lease, receipt.receive, visit.now, until)?;
    Ok(store::show_at(visit, &receipt.message, until)?)
}

/// Only the latest receiver decides: an earlier one must not cut short or prolong a hold that is not its own.
fn check(lease: Option<Lease>, receive: i64, now: i64, until: i64) -> Result<(), Refusal> {
    let Some((lease, received_at)) = lease
        .filter(|lease| lease.receive_count == receive)
        .and_then(|lease| lease.received_at.map(|at| (lease, at)))
    else {
        return Err(Refusal::InvalidParameterValue(
            "Value for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for \
             visibility timeout change."
                .to_owned(),
        ));
    };
    if lease.visible_at <= now {
        return Err(Refusal::MessageNotInflight);
    }
    if until > received_at + LONGEST_HOLD_SECONDS * 1000 {
        return Err(Refusal::InvalidParameterValue(format!(
            "Total VisibilityTimeout for the message is beyond the limit [{LONGEST_HOLD_SECONDS} seconds]."
        )));
    }
    Ok(())
}
