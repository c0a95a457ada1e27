//! What became of a request to make something, under an idempotency key or without one.

use domain::Timestamp;

use crate::{Error, Idempotency, KeyUse, Store};

/// `R`: why it could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made<R> {
    Now,
    /// The key was used for this very request before: the reply given then.
    Replayed {
        reply: String,
    },
    /// The key was used for another request.
    KeyTaken,
    Refused(R),
}

impl<R> From<KeyUse> for Made<R> {
    fn from(used: KeyUse) -> Self {
        match used {
            // Ours: an earlier try acted, and its answer was lost.
            KeyUse::Free | KeyUse::Ours => Self::Now,
            KeyUse::Answered { reply } => Self::Replayed { reply },
            KeyUse::Taken => Self::KeyTaken,
        }
    }
}

impl Store {
    /// An idempotency hit wins over a refusal: one read, where the request has a key.
    pub(crate) async fn not_made<R>(
        &self,
        refusal: R,
        key: Option<&Idempotency>,
        now: Timestamp,
    ) -> Result<Made<R>, Error> {
        let used = match key {
            Some(key) => self.key_use(key, now).await?,
            None => KeyUse::Free,
        };
        Ok(if used == KeyUse::Free { Made::Refused(refusal) } else { used.into() })
    }
}
