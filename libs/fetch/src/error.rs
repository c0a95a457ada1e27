//! What can go wrong with a download. `Display` is for logs and never shows a query or userinfo. `public` is for the
//! client who gave the address, and never tells what is behind it.

use domain::ErrorClass;
use std::time::Duration;

/// `at` is always the host alone: what is behind it is the user's, and signatures must not reach the logs.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// We do not connect to this address.
    #[error("refused {at}: {why}")]
    Refused { at: String, why: &'static str },
    /// The name does not resolve, the connection failed, or no answer came over it.
    #[error("cannot reach {at}: {why}")]
    Unreachable { at: String, why: String },
    /// An answer that is neither a success nor a redirect.
    #[error("the address answered with status {0}")]
    Status(u16),
    /// There are more bytes than the caller accepts, announced or sent.
    #[error("the file is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    /// The total time has run out while resolving, connecting, following redirects or reading the body.
    #[error("the download took longer than {0:?}")]
    TooSlow(Duration),
    /// Less came in a window of time than a host has to send.
    #[error("fewer than {least_bytes} bytes came in {window:?}")]
    Drips { least_bytes: u64, window: Duration },
    /// The body ended before it was whole.
    #[error("the download broke off: {0}")]
    BrokeOff(String),
    /// The allow-list or the TLS settings of this deployment are wrong.
    #[error("fetch is set up wrongly: {0}")]
    Setup(String),
}

impl Error {
    pub fn class(&self) -> ErrorClass {
        match self {
            Self::Unreachable { .. }
            | Self::TooSlow(_)
            | Self::Drips { .. }
            | Self::BrokeOff(_)
            | Self::Status(408 | 425 | 429 | 500..) => ErrorClass::TryAgain,
            Self::Refused { .. } | Self::TooLarge { .. } | Self::Status(_) => ErrorClass::CallersFault,
            Self::Setup(_) => ErrorClass::OurBug,
        }
    }

    /// A sentence that clients may see. Refused and unreachable addresses read alike, so that nobody can use the
    /// answers to map our network.
    pub fn public(&self) -> &'static str {
        match self {
            Self::Refused { .. } | Self::Unreachable { .. } => "the address cannot be reached from here",
            Self::Status(_) => "the address answered with an error",
            Self::TooLarge { .. } => "the file at the address is too large",
            Self::TooSlow(_) | Self::Drips { .. } => "the address took too long to send it",
            Self::BrokeOff(_) => "the download broke off",
            Self::Setup(_) => "the address could not be read",
        }
    }
}
