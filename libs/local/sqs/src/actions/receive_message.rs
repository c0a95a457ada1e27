//! `ReceiveMessage`, with short and long polling.
//!
//! A long poll holds no message while it waits. It takes messages and answers without an await in between, so a
//! client that has hung up, whose future axum drops, has never taken anything.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep};

use super::received::{Received, check_names};
use super::within;
use crate::queues::Queues;
use crate::refusal::Refusal;
use crate::spec::MAX_VISIBILITY_SECONDS;
use crate::store::{self, OpenQueue};

/// The longest sleep between two looks at the queue, because a test may move the clock by hand.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
    max_number_of_messages: Option<i64>,
    wait_time_seconds: Option<i64>,
    visibility_timeout: Option<i64>,
    message_system_attribute_names: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Output {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    messages: Vec<Received>,
}

/// What one look at the queue has found.
struct Look {
    messages: Vec<Received>,
    /// How many messages have moved to the dead-letter queue.
    moved: usize,
    /// Milliseconds until the next hidden message becomes visible.
    next_in: Option<i64>,
}

pub(crate) async fn receive_message(queues: &Queues, input: Input) -> Result<Output, Refusal> {
    let wait = within("WaitTimeSeconds", input.wait_time_seconds, 0..=20)?.unwrap_or(0);
    let deadline = Instant::now() + Duration::from_secs(wait.unsigned_abs());
    loop {
        // Enabled before the look, so that no change is missed in between.
        let mut change = std::pin::pin!(queues.change());
        change.as_mut().enable();
        let look = queues.in_queue(&input.queue_url, |queue| look(queue, &input))?;
        if look.moved > 0 || !look.messages.is_empty() {
            queues.announce();
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

fn look(queue: &OpenQueue<'_>, input: &Input) -> Result<Look, Refusal> {
    let most = within("MaxNumberOfMessages", input.max_number_of_messages, 1..=10)?.unwrap_or(1);
    let hidden =
        within("VisibilityTimeout", input.visibility_timeout, 0..=i64::from(MAX_VISIBILITY_SECONDS))?;
    let hidden = hidden.unwrap_or(i64::from(queue.spec.visibility_timeout_seconds));
    let names = &input.message_system_attribute_names;
    check_names(names)?;
    let moved = store::redrive(queue)?;
    let taken = store::take(queue, most, hidden)?;
    let next_in = store::next_visible(queue)?.map(|at| at - queue.now);
    let messages = taken.into_iter().map(|message| Received::new(message, &queue.spec.name, names)).collect();
    Ok(Look { messages, moved, next_in })
}

fn pause(next_in: Option<i64>, left: Duration) -> Duration {
    let next = next_in.map_or(LOOK_AGAIN, |ms| Duration::from_millis(ms.unsigned_abs().max(1)));
    next.min(LOOK_AGAIN).min(left)
}
