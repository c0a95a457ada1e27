//! What can go wrong when the local stack opens and declares queues. Errors on the wire are in `refusal`.

/// Why the queues cannot be opened or declared.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be opened, is not ours, or cannot be written.
    #[error("queue storage: {0}")]
    Storage(#[from] rusqlite::Error),
    /// The declaration breaks a rule of SQS. Nothing was changed.
    #[error("queue {queue}: {rule}")]
    Spec { queue: String, rule: &'static str },
}
