//! What can go wrong, what is said of it, and the exit code that scripts see.

use std::fmt::Write;
use std::io;

use domain::JobId;

use crate::replies::ErrorReply;

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{}", .0.sentences())]
    Refused(Box<Refusal>),
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    JobFailed(String),
    #[error("{0}")]
    NoAnswer(String),
    #[error("{}", interrupted(*.0))]
    Interrupted(Option<JobId>),
    #[error("this cannot be printed: {0}")]
    Output(io::Error),
}

/// An error that the API answered.
#[derive(Debug)]
pub struct Refusal {
    pub(crate) status: u16,
    /// The body as it came.
    pub(crate) text: String,
    pub(crate) reply: ErrorReply,
}

impl Failure {
    pub(crate) fn usage(sentence: impl Into<String>) -> Self {
        Self::Usage(sentence.into())
    }

    /// The codes are documented in the README, and scripts rely on them.
    pub(crate) const fn exit_code(&self) -> u8 {
        match self {
            Self::Refused(_) => 1,
            Self::Usage(_) | Self::Output(_) => 2,
            Self::JobFailed(_) => 3,
            Self::NoAnswer(_) => 4,
            // As shells have it: 128 and the number of the signal.
            Self::Interrupted(_) => 130,
        }
    }

    /// Whoever read the output has enough of it, such as `head`.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The same failure of a job that goes on without us.
    pub(crate) fn while_waiting_for(self, job: JobId) -> Self {
        match self {
            Self::NoAnswer(sentence) => Self::NoAnswer(format!("{sentence}\n{}", how_to_go_on(job))),
            other => other,
        }
    }
}

impl Refusal {
    /// The API's sentence, each field that is wrong, and the request's id.
    fn sentences(&self) -> String {
        let reply = &self.reply;
        let mut said = format!("{} ({} {})", reply.error, self.status, reply.code);
        for field in reply.fields.iter().flatten() {
            let _ = write!(said, "\n  {}: {}", field.field, field.message);
        }
        if let Some(more) = reply.more_fields {
            let _ = write!(said, "\n  and {more} more fields");
        }
        if let (Some(required), Some(available)) = (reply.credits_required, reply.credits_available) {
            let _ = write!(said, "\n  credits required: {}, available: {}", required.get(), available.get());
        }
        if let Some(doc_url) = &reply.doc_url {
            let _ = write!(said, "\n  doc_url: {doc_url}");
        }
        let _ = write!(said, "\n  request_id: {}", reply.request_id);
        said
    }
}

pub(crate) fn how_to_go_on(job: JobId) -> String {
    format!("The job goes on. `hub wait {job}` waits for it, and `hub cancel {job}` stops it.")
}

fn interrupted(job: Option<JobId>) -> String {
    match job {
        Some(job) => how_to_go_on(job),
        None => {
            "interrupted. If a request was under way, `hub jobs` shows whether it was accepted.".to_owned()
        }
    }
}
