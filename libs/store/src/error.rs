//! What can go wrong in DynamoDB, sorted by what the caller can do about it.

use aws_sdk_dynamodb::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use domain::ErrorClass;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A write collided with other writers for the whole retry budget. Nothing was written.
    #[error("the rows are contended")]
    Contended,
    /// DynamoDB did not answer, or answered that it is in trouble. The write may have happened.
    #[error("DynamoDB is not available: {0}")]
    Unavailable(String),
    /// The same, after a write that must not be sent twice.
    #[error("it is not known whether DynamoDB has written: {0}")]
    Unconfirmed(String),
    /// We sent something that DynamoDB does not understand, or an item has a shape that we do not.
    #[error("DynamoDB: {0}")]
    Bug(String),
}

impl Error {
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Contended | Self::Unavailable(_) | Self::Unconfirmed(_) => ErrorClass::TryAgain,
            Self::Bug(_) => ErrorClass::OurBug,
        }
    }

    /// Whether this crate itself may attempt the operation again.
    pub(crate) const fn may_be_repeated(&self) -> bool {
        matches!(self, Self::Contended | Self::Unavailable(_))
    }
}

impl From<serde_dynamo::Error> for Error {
    fn from(error: serde_dynamo::Error) -> Self {
        Self::Bug(error.to_string())
    }
}

/// For every failed call but a failed condition.
impl<E, R> From<SdkError<E, R>> for Error
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
    R: std::fmt::Debug + 'static,
{
    fn from(error: SdkError<E, R>) -> Self {
        let context = DisplayErrorContext(&error).to_string();
        match &error {
            // A single write that collided with a transaction.
            SdkError::ServiceError(answer) if answer.err().code() == Some("TransactionConflictException") => {
                Self::Contended
            }
            SdkError::ServiceError(answer) if is_our_fault(answer.err().code()) => Self::Bug(context),
            SdkError::ConstructionFailure(_) => Self::Bug(context),
            _ => Self::Unavailable(context),
        }
    }
}

fn is_our_fault(code: Option<&str>) -> bool {
    matches!(
        code,
        Some(
            "ValidationException"
                | "ResourceNotFoundException"
                | "AccessDeniedException"
                | "IdempotentParameterMismatchException"
                | "ConditionalCheckFailedException"
                | "TransactionCanceledException"
        )
    )
}
