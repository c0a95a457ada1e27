//! A single write with a condition, and what became of it.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::error::ConditionalCheckFailedException;

use crate::Error;
use crate::attribute::Item;

#[derive(Debug)]
pub(crate) enum Write<T> {
    Done(T),
    /// The condition failed. `found` is the item that was there, if the write asks for it with
    /// `ReturnValuesOnConditionCheckFailure` and there is one.
    Refused {
        found: Option<Item>,
    },
}

/// Reads the answer to a write with a condition.
pub(crate) fn conditional<T, E, R>(sent: Result<T, SdkError<E, R>>) -> Result<Write<T>, Error>
where
    E: ConditionalError + std::error::Error + ProvideErrorMetadata + 'static,
    R: std::fmt::Debug + 'static,
{
    match sent {
        Ok(done) => Ok(Write::Done(done)),
        Err(error) => match error.as_service_error().and_then(E::condition_failed) {
            Some(failed) => Ok(Write::Refused { found: failed.item().cloned() }),
            None => Err(error.into()),
        },
    }
}

/// The error of an operation that takes a condition.
pub(crate) trait ConditionalError {
    fn condition_failed(&self) -> Option<&ConditionalCheckFailedException>;
}

impl ConditionalError for PutItemError {
    fn condition_failed(&self) -> Option<&ConditionalCheckFailedException> {
        if let Self::ConditionalCheckFailedException(failed) = self { Some(failed) } else { None }
    }
}

impl ConditionalError for UpdateItemError {
    fn condition_failed(&self) -> Option<&ConditionalCheckFailedException> {
        if let Self::ConditionalCheckFailedException(failed) = self { Some(failed) } else { None }
    }
}
