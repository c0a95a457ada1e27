//! What can go wrong in DynamoDB, sorted by what the caller can do about it.

use aws_sdk_dynamodb::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::CancellationReason;
use domain::ErrorClass;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A transaction kept colliding with others for the whole retry budget. Nothing was written.
    #[error("the team's credit row is contended")]
    Contended,
    /// DynamoDB did not answer, or answered that it is in trouble. The write may have happened.
    #[error("DynamoDB is not available: {0}")]
    Unavailable(String),
    /// We sent something DynamoDB does not understand, or an item has a shape we do not.
    #[error("DynamoDB: {0}")]
    Bug(String),
}

impl Error {
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Contended | Self::Unavailable(_) => ErrorClass::TryAgain,
            Self::Bug(_) => ErrorClass::OurBug,
        }
    }
}

impl From<serde_dynamo::Error> for Error {
    fn from(error: serde_dynamo::Error) -> Self {
        Self::Bug(error.to_string())
    }
}

/// Any failed call that is not an answer to a condition.
impl<E, R> From<SdkError<E, R>> for Error
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
    R: std::fmt::Debug + 'static,
{
    fn from(error: SdkError<E, R>) -> Self {
        let told = DisplayErrorContext(&error).to_string();
        match &error {
            // A plain write that met somebody's transaction.
            SdkError::ServiceError(answer) if answer.err().code() == Some("TransactionConflictException") => {
                Self::Contended
            }
            SdkError::ServiceError(answer) if is_our_fault(answer.err().code()) => Self::Bug(told),
            SdkError::ConstructionFailure(_) => Self::Bug(told),
            _ => Self::Unavailable(told),
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

/// Why one part of a transaction refused.
pub(crate) fn condition_failed(reason: Option<&CancellationReason>) -> bool {
    reason.and_then(CancellationReason::code) == Some("ConditionalCheckFailed")
}

/// What to make of a canceled transaction: failed conditions and collisions are worth another try on what
/// was read afresh, anything else is a bug.
pub(crate) fn again(reasons: &[CancellationReason]) -> Error {
    if collided(reasons) || reasons.iter().any(|reason| condition_failed(Some(reason))) {
        return Error::Contended;
    }
    unknown(reasons)
}

pub(crate) fn unknown(reasons: &[CancellationReason]) -> Error {
    Error::Bug(format!("a transaction was canceled for reasons we do not know: {reasons:?}"))
}

/// Whether a canceled transaction only met another one, or a throttle, and may be sent again.
pub(crate) fn collided(reasons: &[CancellationReason]) -> bool {
    reasons.iter().filter_map(CancellationReason::code).any(|code| {
        matches!(code, "TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded")
    })
}
