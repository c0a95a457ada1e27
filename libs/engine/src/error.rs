//! Why a step ended badly.

use domain::ErrorClass;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Queue(#[from] queue::Error),
    #[error(transparent)]
    Files(#[from] files::Error),
    #[error("the message cannot be read: {0}")]
    Message(#[from] serde_json::Error),
    #[error("the catalog has no model {0}")]
    UnknownModel(String),
}

impl Error {
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Store(error) => error.class(),
            Self::Queue(_) | Self::Files(_) => ErrorClass::TryAgain,
            Self::Message(_) | Self::UnknownModel(_) => ErrorClass::OurBug,
        }
    }
}
