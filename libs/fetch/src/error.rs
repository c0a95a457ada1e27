//! What can go wrong with a download. Display is for logs and never holds a query part or userinfo;
//! `public` is for the person who named the address and never says what stands behind it.

use domain::ErrorClass;
use std::time::Duration;

/// `at` is always scheme, host, port and path: signed links live in the query and must not reach the logs.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// We will not connect there.
    #[error("refused {at}: {why}")]
    Refused { at: String, why: &'static str },
    /// The name does not resolve, the connection failed, or no answer came over it.
    #[error("cannot reach {at}: {why}")]
    Unreachable { at: String, why: String },
    /// An answer that is neither a success nor a redirect.
    #[error("the address answered with status {0}")]
    Status(u16),
    /// More bytes than the caller takes, announced or sent.
    #[error("the file is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    /// The total time ran out, wherever it went: resolving, connecting, redirects or the body.
    #[error("the download took longer than {0:?}")]
    TooSlow(Duration),
    /// The body ended before it was whole.
    #[error("the download broke off: {0}")]
    BrokeOff(String),
    /// The allow-list or the TLS set-up of this deployment is wrong.
    #[error("fetch is set up wrongly: {0}")]
    Setup(String),
}

impl Error {
    pub fn class(&self) -> ErrorClass {
        match self {
            Self::Unreachable { .. }
            | Self::TooSlow(_)
            | Self::BrokeOff(_)
            | Self::Status(408 | 425 | 429 | 500..) => ErrorClass::TryAgain,
            Self::Refused { .. } | Self::TooLarge { .. } | Self::Status(_) => ErrorClass::CallersFault,
            Self::Setup(_) => ErrorClass::OurBug,
        }
    }

    /// A sentence that may be shown. Refused and unreachable read alike, so that the answer cannot be used to
    /// map what is behind us.
    pub fn public(&self) -> &'static str {
        match self {
            Self::Refused { .. } | Self::Unreachable { .. } => "the address cannot be reached from here",
            Self::Status(_) => "the address answered with an error",
            Self::TooLarge { .. } => "the file at the address is too large",
            Self::TooSlow(_) => "the address took too long to answer",
            Self::BrokeOff(_) => "the download broke off",
            Self::Setup(_) => "the address could not be read",
        }
    }
}
