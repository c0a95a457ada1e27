//! What can go wrong with a composite.

use domain::ErrorClass;
use domain::sentence::seconds;
use std::io;

use crate::lettering::LetteringError;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or a text of the request cannot be used.
    #[error("{field}: {problem}")]
    Input { field: String, problem: String },
    /// This is known only once the files are here.
    #[error("the composite would last {} s, and may last {most} s", seconds(*.millis))]
    TooLong { millis: u64, most: u64 },
    #[error("the render was not done in time")]
    TimedOut,
    /// ffmpeg gave up, and no single file of the request explains it.
    #[error("ffmpeg failed ({status}): {tail}")]
    Ffmpeg { status: String, tail: String },
    /// ffmpeg succeeded, but its result is not what was planned.
    #[error("the render is not what was planned: {0}")]
    Result(String),
    /// This machine cannot render. Reported at start-up.
    #[error("{0}")]
    Unfit(String),
    #[error("the work folder cannot be used: {0}")]
    Io(#[from] io::Error),
}

impl Error {
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Input { .. } | Self::TooLong { .. } | Self::TimedOut => ErrorClass::CallersFault,
            Self::Ffmpeg { .. } | Self::Result(_) | Self::Unfit(_) | Self::Io(_) => ErrorClass::OurBug,
        }
    }

    pub(crate) fn input(field: &str, problem: impl Into<String>) -> Self {
        Self::Input { field: field.to_owned(), problem: problem.into() }
    }

    pub(crate) fn letters(field: String, error: &LetteringError) -> Self {
        Self::Input { field, problem: error.to_string() }
    }
}
