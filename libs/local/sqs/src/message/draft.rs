//! A message as a sender writes it, and the check that turns it into one a queue accepts.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::attributes::{Attributes, WireAttribute};
use super::{body, digest};
use crate::actions::within;
use crate::refusal::Refusal;

/// Body and attributes of one message, and of a whole batch. Amazon SQS quotas, "Message size".
pub(crate) const MAX_BYTES: usize = 1_048_576;

/// Shared by `SendMessage` and the entries of `SendMessageBatch`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Draft {
    message_body: String,
    delay_seconds: Option<i64>,
    message_attributes: Option<BTreeMap<String, WireAttribute>>,
    message_system_attributes: Option<serde_json::Map<String, serde_json::Value>>,
    message_group_id: Option<String>,
    message_deduplication_id: Option<String>,
}

/// A message that keeps every rule.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) body: String,
    pub(crate) attributes: Attributes,
    pub(crate) delay_seconds: i64,
}

impl Draft {
    /// What counts towards [`MAX_BYTES`]: body, and name, type and value of each attribute.
    pub(crate) fn size(&self) -> usize {
        let attributes = self.message_attributes.iter().flatten();
        self.message_body.len() + attributes.map(|(name, wire)| name.len() + wire.size()).sum::<usize>()
    }

    pub(crate) fn accept(self) -> Result<Message, Refusal> {
        self.refuse_what_is_not_kept()?;
        body::check(&self.message_body)?;
        if self.size() > MAX_BYTES {
            return Err(Refusal::InvalidParameterValue(format!(
                "One or more parameters are invalid. Reason: Message must be shorter than {MAX_BYTES} bytes."
            )));
        }
        let delay_seconds = within("DelaySeconds", self.delay_seconds, 0..=900)?.unwrap_or(0);
        let attributes = Attributes::parse(self.message_attributes.unwrap_or_default())?;
        Ok(Message { body: self.message_body, attributes, delay_seconds })
    }

    /// Dropping these silently would make a test pass that fails on AWS.
    fn refuse_what_is_not_kept(&self) -> Result<(), Refusal> {
        if self.message_deduplication_id.is_some() {
            return Err(Refusal::InvalidParameterValue(
                "The request includes MessageDeduplicationId, which is not valid for this queue type."
                    .to_owned(),
            ));
        }
        if self.message_group_id.is_some() {
            return Err(Refusal::Unsupported("MessageGroupId"));
        }
        if self.message_system_attributes.as_ref().is_some_and(|attributes| !attributes.is_empty()) {
            return Err(Refusal::Unsupported("MessageSystemAttributes"));
        }
        Ok(())
    }
}

impl Message {
    pub(crate) fn md5_of_body(&self) -> String {
        digest::of_body(&self.body)
    }

    pub(crate) fn md5_of_attributes(&self) -> Option<String> {
        digest::of_attributes(&self.attributes)
    }
}
