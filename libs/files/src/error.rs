//! What can go wrong with files.

use aws_sdk_s3::error::{DisplayErrorContext, SdkError};

#[derive(Debug, thiserror::Error)]
pub enum Error<S = std::convert::Infallible> {
    /// S3 has not answered, or has refused.
    #[error("S3: {0}")]
    Unavailable(String),
    /// The stream that was to be stored broke off.
    #[error("the source broke off: {0}")]
    Source(S),
}

impl<S, E, R> From<SdkError<E, R>> for Error<S>
where
    E: std::error::Error + 'static,
    R: std::fmt::Debug + 'static,
{
    fn from(error: SdkError<E, R>) -> Self {
        Self::Unavailable(DisplayErrorContext(&error).to_string())
    }
}
