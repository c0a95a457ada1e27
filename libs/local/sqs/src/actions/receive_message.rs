//! `ReceiveMessage`, short and long polling.
//!
//! A long poll holds no message while it waits: it takes and answers without an await in between, so a client that
//! hung up (axum then drops the future) never took anything.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep};

use super::received::{Received, Wanted};
use super::within;
use crate::refusal::Refusal;
use crate::router::Service;
use crate::store;

/// Longest sleep between two looks, because the injected clock may be moved by hand.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
    max_number_of_messages: Option<i64>,
    wait_time_seconds: Option<i64>,
    visibility_timeout: Option<i64>,
    #[serde(flatten)]
    wanted: Wanted,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Output {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    messages: Vec<Received>,
}

/// What one look at the queue found.
struct Look {
    messages: Vec<Received>,
    moved: usize,
    /// Milliseconds until the next hidden message becomes visible.
    next_in: Option<i64>,
}

pub(crate) async fn receive_message(service: &Service, input: Input) -> Result<Output, Refusal> {
    let wait = within("WaitTimeSeconds", input.wait_time_seconds, 0..=20)?.unwrap_or(0);
    let deadline = Instant::now() + Duration::from_secs(wait.unsigned_abs());
    loop {
        // Armed before the look, so that nothing slips in between.
        let mut change = std::pin::pin!(service.queues.change());
        change.as_mut().enable();
        let look = service.queues.in_queue(&input.queue_url, |visit| look(visit, &input))?;
        if look.moved > 0 || !look.messages.is_empty() {
            service.queues.announce();
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() || !look.messages.is_empty() {
            return Ok(Output { messages: look.messages });
        }
        tokio::select! {
            () = change => {}
            () = sleep(pause(look.next_in, left)) => {}
        }
    }
}

fn look(visit: &store::Visit<'_>, input: &Input) -> Result<Look, Refusal> {
    let most = within("MaxNumberOfMessages", input.max_number_of_messages, 1..=10)?.unwrap_or(1);
    let hidden = within("VisibilityTimeout", input.visibility_timeout, 0..=43_200)?
        .unwrap_or(i64::from(visit.queue.spec.visibility_timeout_seconds));
    input.wanted.check()?;
    let moved = store::redrive(visit)?;
    let taken = store::take(visit, most, hidden)?;
    let next_in = store::next_visible(visit)?.map(|at| at - visit.now);
    let messages =
        taken.into_iter().map(|message| input.wanted.show(&visit.queue.spec.name, message)).collect();
    Ok(Look { messages, moved, next_in })
}

fn pause(next_in: Option<i64>, left: Duration) -> Duration {
    let next = next_in.map_or(LOOK_AGAIN, |ms| Duration::from_millis(ms.unsigned_abs().max(1)));
    next.min(LOOK_AGAIN).min(left)
}
