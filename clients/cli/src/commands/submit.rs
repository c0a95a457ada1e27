//! Submits and quotes.

use super::Hub;
use crate::api::{Answer, Call};
use crate::args::{Nothing, Then};
use crate::download;
use crate::failure::Failure;
use crate::making::Making;
use crate::replies::{Accepted, Quote};
use crate::source::{refuse_files, upload_files};
use crate::wait::follow;

/// Submits a request, and waits for its job unless that is not wanted.
pub(super) async fn make(hub: &mut Hub<'_>, what: &Making<Then>) -> Result<(), Failure> {
    let then = what.then();
    download::check(then.follow.out.as_deref())?;
    let mut draft = what.draft()?;
    upload_files(hub, &mut draft).await?;
    send(hub, Call::post(draft.path, Some(draft.body)), then).await
}

pub(super) async fn send(hub: &mut Hub<'_>, call: Call, then: &Then) -> Result<(), Failure> {
    let answer = hub.api()?.send(&call.keyed(then.idempotency_key.clone())).await?;
    let job = answer.read::<Accepted>()?.job();
    if !then.no_wait {
        return follow(hub, job, &then.follow).await;
    }
    if hub.json {
        return hub.shell.say(&answer.text);
    }
    hub.shell.say(&job.to_string())
}

pub(super) async fn cost(hub: &mut Hub<'_>, what: &Making<Nothing>) -> Result<(), Failure> {
    let mut draft = what.draft()?;
    refuse_files(&mut draft)?;
    let call = Call::post(draft.path, Some(draft.body)).with("dry_run", Some("true"));
    let answer = hub.api()?.send(&call).await?;
    if hub.json {
        return hub.shell.say(&answer.text);
    }
    quote(hub, &answer)
}

fn quote(hub: &mut Hub<'_>, answer: &Answer) -> Result<(), Failure> {
    let quote: Quote = answer.read()?;
    let (credits, cost) = (quote.credits_estimated.get(), quote.estimated_cost_cents);
    let expected = quote.expected_seconds;
    hub.shell.say(&format!(
        "{}: {credits} credits ({cost}), {}–{} s",
        quote.provider, expected.low, expected.high
    ))?;
    for warning in &quote.warnings {
        hub.shell.say(&format!("note: {}", warning.message))?;
    }
    match quote.would_fail {
        Some(why) => hub.shell.say(&format!("It would be refused now: {why}")),
        None => Ok(()),
    }
}
