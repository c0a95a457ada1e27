//! What became of a request to create something, with an idempotency key or without one.

use domain::Timestamp;

use crate::transaction::Sent;
use crate::{Error, Idempotency, KeyUse, Store};

/// `R`: why it could not be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Created<R> {
    Now,
    /// The key was used for this very request before, which got this reply.
    Replayed {
        reply: String,
    },
    /// The key was used for another request.
    KeyTaken,
    Refused(R),
}

impl<R> From<KeyUse> for Created<R> {
    fn from(used: KeyUse) -> Self {
        match used {
            // Ours: an earlier attempt has created it, and the answer was lost.
            KeyUse::Free | KeyUse::Ours => Self::Now,
            KeyUse::Answered { reply } => Self::Replayed { reply },
            KeyUse::Taken => Self::KeyTaken,
        }
    }
}

impl<P: Copy + PartialEq> Sent<P> {
    /// What became of a row whose id is random, so that only our own earlier attempt, whose answer was lost, can have
    /// created it before. `None`: a part other than the row and the key refused.
    pub(crate) fn created<R>(
        &self,
        row: P,
        (key_part, key): (P, Option<&Idempotency>),
    ) -> Result<Option<Created<R>>, Error> {
        match self {
            Self::Written => Ok(Some(Created::Now)),
            Self::Refused(refusals) if refusals.has(row) => Ok(Some(Created::Now)),
            Self::Refused(refusals) => Ok(refusals.key_use(key_part, key)?.map(Created::from)),
        }
    }
}

impl Store {
    /// One read, if the request has a key: a request that was accepted before is replayed, even if it would be
    /// refused today.
    pub(crate) async fn replayed_or_refused<R>(
        &self,
        refusal: R,
        key: Option<&Idempotency>,
        now: Timestamp,
    ) -> Result<Created<R>, Error> {
        let used = match key {
            Some(key) => self.key_use(key, now).await?,
            None => KeyUse::Free,
        };
        Ok(if used == KeyUse::Free { Created::Refused(refusal) } else { used.into() })
    }
}
