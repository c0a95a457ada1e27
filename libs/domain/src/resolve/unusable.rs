//! Why a source is of no use, and how that is put: to a client that submits, and on a job that fails.

use crate::{ErrorCode, Failure};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnusableSource {
    /// The drive does not have the file, or not any more.
    NoFile,
    NoJob,
    JobFailed,
    /// The job has ended, and made fewer results.
    NoResult {
        result: usize,
    },
    /// The job has not ended, and will make fewer results.
    TooFewVariants {
        result: usize,
        variants: usize,
    },
    /// The file is there and is something else.
    WrongFile {
        wanted: &'static str,
    },
    WrongResult {
        wanted: &'static str,
    },
    WrongJob {
        wanted: &'static str,
    },
}

impl UnusableSource {
    /// Completes the sentence "`field` …", for a client that submits. Whether somebody else has such a file or job is not
    /// said.
    pub fn complaint(self) -> String {
        match self {
            Self::NoFile => "is not a file in your team's drive".to_owned(),
            Self::NoJob => "is not a job of your team".to_owned(),
            Self::JobFailed => "names a job that failed".to_owned(),
            Self::NoResult { result } => format!("names result {result}, which that job does not have"),
            Self::TooFewVariants { result, variants } => {
                format!("names result {result} of a job that makes {variants}")
            }
            Self::WrongFile { wanted } => format!("names a file that is not {wanted}"),
            Self::WrongResult { wanted } => format!("names a result that is not {wanted}"),
            Self::WrongJob { wanted } => format!("names a job that does not make {wanted}"),
        }
    }

    /// On a job that fails because of it. What was in order at submit has changed since. Which file or job it is, the
    /// field's value says ([`Missing::with_value`](super::Missing::with_value)).
    pub fn failure(self, field: &str) -> Failure {
        let why = match self {
            Self::NoFile => "it is not in the drive any more".to_owned(),
            Self::NoJob => "that job is not there any more".to_owned(),
            Self::JobFailed => "that job failed".to_owned(),
            Self::NoResult { result } => format!("that job has no result {result}"),
            other => format!("it {}", other.complaint()),
        };
        let message = format!("{field}: {why}. Name another file and submit again.");
        Failure::because(ErrorCode::InputUnreachable, message)
    }
}
