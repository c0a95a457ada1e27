//! Why a step ended badly.

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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// AWS is in trouble: the job is found again by its `due_at`.
    TryAgain,
    OurBug,
}

impl Error {
    pub const fn class(&self) -> Class {
        match self {
            Self::Store(error) => match error.class() {
                store::Class::TryAgain => Class::TryAgain,
                store::Class::OurBug => Class::OurBug,
            },
            Self::Queue(_) | Self::Files(_) => Class::TryAgain,
            Self::Message(_) | Self::UnknownModel(_) => Class::OurBug,
        }
    }
}
