//! Short names for attribute values.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Credits, Timestamp};
use serde::{Serialize, de::DeserializeOwned};

use crate::Error;

pub(crate) type Item = HashMap<String, AttributeValue>;

pub(crate) fn text(value: &(impl ToString + ?Sized)) -> AttributeValue {
    AttributeValue::S(value.to_string())
}

pub(crate) fn number(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

pub(crate) fn credits(value: Credits) -> AttributeValue {
    number(value.get())
}

/// A time in a column that DynamoDB computes with.
pub(crate) fn instant(value: Timestamp) -> AttributeValue {
    number(value.as_millis())
}

/// A time in a column that people query (`domain::time::as_text`).
pub(crate) fn instant_text(value: Timestamp) -> AttributeValue {
    text(&value.rfc3339())
}

pub(crate) fn to_item(value: &impl Serialize) -> Result<Item, Error> {
    let item: serde_dynamo::Item = serde_dynamo::to_item(value)?;
    Ok(item.into())
}

pub(crate) fn from_item<T: DeserializeOwned>(item: Item) -> Result<T, Error> {
    Ok(serde_dynamo::from_item(serde_dynamo::Item::from(item))?)
}
