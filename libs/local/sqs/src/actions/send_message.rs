//! `SendMessage`.

use serde::{Deserialize, Serialize};

use crate::message::Draft;
use crate::refusal::Refusal;
use crate::router::Service;
use crate::store;

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_url: String,
    #[serde(flatten)]
    draft: Draft,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Output {
    message_id: String,
    #[serde(rename = "MD5OfMessageBody")]
    md5_of_message_body: String,
    #[serde(rename = "MD5OfMessageAttributes", skip_serializing_if = "Option::is_none")]
    md5_of_message_attributes: Option<String>,
}

pub(crate) fn send_message(service: &Service, input: Input) -> Result<Output, Refusal> {
    let sent = service.queues.in_queue(&input.queue_url, |visit| send(visit, input.draft))?;
    service.queues.announce();
    Ok(sent)
}

pub(super) fn send(visit: &store::Visit<'_>, draft: Draft) -> Result<Output, Refusal> {
    let message = draft.accept()?;
    Ok(Output {
        message_id: store::put(visit, &message)?,
        md5_of_message_body: message.md5_of_body(),
        md5_of_message_attributes: message.md5_of_attributes(),
    })
}
