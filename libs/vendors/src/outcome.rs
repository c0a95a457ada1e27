//! What came of a call, in terms of what the engine can do about it.

use bytes::Bytes;
use domain::health::ClosedBy;
use domain::job::Handle;
use domain::{ErrorCode, Failure};

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
    /// The file's address. It is foreign and short-lived: only `fetch` may open it.
    Link(String),
    /// An address on the vendor's own host that demands the vendor's key: [`crate::Vendors::open`] opens it.
    KeyedLink(String),
    /// The file itself.
    Bytes(Bytes),
}

/// Why a task was not started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartError {
    /// The account has no free slot. The task was not accepted, and waiting helps. `retry_after`: for how many
    /// seconds, where the vendor says so.
    Busy { retry_after: Option<u32> },
    /// The vendor is in trouble. The task was not accepted, and trying again helps. The text is for the log.
    Unavailable(String),
    /// The route is of no use there before an operator has mended something. The task was not accepted, and trying again
    /// does not help. The text is for the log.
    RouteDown(ClosedBy, String),
    /// This task cannot be done on this route, and perhaps on another: a voice that our plan lacks, a limit of the route.
    /// It is nobody else's business. The failure is told where there is no other route.
    NotHere(Failure),
    /// The vendor refused this very task for good, or says that it could make nothing of it.
    Refused(Failure),
    /// The answer was lost: the vendor may or may not be at work. The text is for the log.
    Uncertain(String),
    /// A synchronous vendor did the work, has nothing to show for it and gives no reason. It may have billed. Another try
    /// may succeed, here or elsewhere. The text is for the log.
    MadeNothing(String),
}

/// What a look at a task found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// 0 to 100 percent, where the vendor says how far it is.
    Running {
        progress_percent: Option<u8>,
    },
    Ready(Output),
    Failed(Failure),
    /// The vendor stopped the task, as we asked.
    Canceled,
}

/// What a vendor answers when it is asked to stop a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelAnswer {
    /// The task is over, and nothing will come of it.
    Stopped,
    /// The task may stop or not: the next looks will show.
    Requested,
    /// The task goes on, or is done.
    TooLate,
}

/// Why a look brought nothing that can be used. How often and how long that is borne is the engine's to decide. The texts
/// are for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LookError {
    /// No answer came, or the vendor is in trouble. The task goes on regardless.
    #[error("no answer: {0}")]
    NoAnswer(String),
    /// Our key may not see the task, or we have none.
    #[error("our key is of no use: {0}")]
    Denied(String),
    /// An answer came that says nothing about the task.
    #[error("the answer cannot be read: {0}")]
    Unreadable(String),
    /// The task is in a state whose name we do not know.
    #[error("the task is in an unknown state: {0}")]
    UnknownState(String),
}

impl From<CallError> for LookError {
    fn from(CallError(why): CallError) -> Self {
        Self::NoAnswer(why)
    }
}

/// Why a call other than a start brought no usable answer. It changes nothing: a task goes on regardless. The text
/// is for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no usable answer of the vendor: {0}")]
pub struct CallError(pub String);

/// Why a result behind a vendor's key was not read. The texts are for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Trying again does not help.
    #[error("the result is of no use: {0}")]
    Unusable(String),
    /// The answer did not come, or not all of it.
    #[error(transparent)]
    Call(#[from] CallError),
}

impl StartError {
    /// The adapter cannot do on this route what it is asked for: the catalog has a model in the wrong place.
    pub(crate) fn not_done(why: impl Into<String>) -> Self {
        Self::RouteDown(ClosedBy::Model, why.into())
    }

    pub(crate) fn refused(code: ErrorCode) -> Self {
        Self::Refused(Failure::new(code))
    }
}

impl Look {
    /// Running, and the vendor does not say how far it is.
    pub(crate) const RUNNING: Self = Self::Running { progress_percent: None };

    pub(crate) fn failed(code: ErrorCode) -> Self {
        Self::Failed(Failure::new(code))
    }

    /// What a finished task is: ready where there is a link, and the vendor's failure where there is none.
    pub(crate) fn finished(link: Option<String>) -> Self {
        match link.filter(|link| !link.is_empty()) {
            Some(link) => Self::Ready(Output::Link(link)),
            None => Self::failed(ErrorCode::ProviderFailed),
        }
    }
}

/// A task may be unknown to its vendor for a moment right after it was accepted.
pub(crate) const UNKNOWN_GRACE_SECONDS: i64 = 60;

/// What a look at a task means that its vendor does not know. `why` is for the log.
pub(crate) fn look_at_unknown(age_seconds: i64, why: String) -> Result<Look, CallError> {
    if age_seconds < UNKNOWN_GRACE_SECONDS {
        Err(CallError(why))
    } else {
        Ok(Look::failed(ErrorCode::ProviderFailed))
    }
}

/// What a look means whose answer is a bare 404. It may be about the task, and it may be a gateway that does not know it
/// for a while (seen at fal, after the task was over). So it is not taken for the end at once: the engine bounds how
/// long what cannot be read is borne.
pub(crate) fn look_at_missing(age_seconds: i64, why: String) -> LookError {
    if age_seconds < UNKNOWN_GRACE_SECONDS { LookError::NoAnswer(why) } else { LookError::Unreadable(why) }
}

/// What an acceptance means. Where it names no task, we cannot know whether there is one.
pub(crate) fn accepted(id: Option<String>) -> Result<Handle, StartError> {
    match id {
        Some(id) => Ok(Handle { id, url: None }),
        None => Err(StartError::Uncertain("accepted, but the reply names no task".to_owned())),
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

/// Links may carry signatures and files are long: neither belongs in a log.
impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Link(_) => f.write_str("Link"),
            Self::KeyedLink(_) => f.write_str("KeyedLink"),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
        }
    }
}
