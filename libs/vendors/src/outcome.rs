//! What became of a call, in terms of what the engine can do about it.

use bytes::Bytes;
use domain::Failure;
use domain::job::Handle;

/// A start that the vendor accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// The vendor is at work.
    Accepted(Handle),
    /// A synchronous vendor is done already.
    Made(Output),
}

/// A result as the vendor hands it over.
#[derive(Clone, PartialEq, Eq)]
pub enum Output {
    /// Its address: foreign, short-lived, to be opened by `fetch` only.
    Link(String),
    /// An address on the vendor's own host that wants its key: to be opened by [`crate::Vendors::open`].
    KeyedLink(String),
    /// The file itself.
    Bytes(Bytes),
}

/// Why a task was not started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartError {
    /// No free slot: not accepted, worth waiting for. Seconds, where the vendor named them.
    Busy { retry_after: Option<u32> },
    /// The vendor is in trouble: not accepted, worth trying again. The text is for the log.
    Unavailable(String),
    /// Our key, account or path is of no use there: not accepted, and no repeat will change that.
    RouteDown(String),
    /// The vendor refused this very task, for good; or made nothing of it, and said so.
    Refused(Failure),
    /// The answer was lost: the vendor may or may not be at work.
    Uncertain(String),
}

/// What a look at a task found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// 0–100, where the vendor says.
    Running {
        progress_percent: Option<u8>,
    },
    Ready(Output),
    Failed(Failure),
    /// Stopped, as we asked.
    Canceled,
}

/// What a vendor made of the wish to stop a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelAnswer {
    /// It is over, nothing will come of it.
    Stopped,
    /// It may stop, or not: looks tell.
    Requested,
    /// It goes on, or is done.
    TooLate,
}

/// The call itself did not work; the task goes on regardless. The text is for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no answer about the task: {0}")]
pub struct CallError(pub String);

/// Why a result behind a vendor's key was not read. The texts are for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// No repeat will change that.
    #[error("the result is of no use: {0}")]
    Unusable(String),
    /// No answer, or not all of it.
    #[error(transparent)]
    Call(#[from] CallError),
}

/// Links may carry signatures, files are long: neither belongs into a log.
impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Link(_) => f.write_str("Link"),
            Self::KeyedLink(_) => f.write_str("KeyedLink"),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
        }
    }
}

/// A vendor's 0–1 as whole percent; `None` where it is out of range.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked first"
)]
pub(crate) fn percent(progress: f64) -> Option<u8> {
    (0.0..=1.0).contains(&progress).then_some((progress * 100.0) as u8)
}
