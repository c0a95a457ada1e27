//! Why a request has no success, at any vendor.

use axum::response::{IntoResponse, Response};

use crate::accept::Refused;
use crate::fields::Wrong;
use crate::workshop::MediaError;

/// What every vendor may say, or something of a vendor's own.
#[derive(Debug)]
pub(crate) enum Failure<Own> {
    Refused(Refused),
    Own(Own),
}

/// A vendor's own errors, and how it says what every vendor may say.
pub(crate) trait ErrorBody: IntoResponse {
    fn refused(refused: Refused) -> Response;
}

impl<Own> From<Refused> for Failure<Own> {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl<Own> From<MediaError> for Failure<Own> {
    fn from(reason: MediaError) -> Self {
        tracing::error!(%reason, "a simulator could not make or keep a file");
        Self::Refused(Refused::Simulator)
    }
}

impl<Own> From<crate::Error> for Failure<Own> {
    fn from(reason: crate::Error) -> Self {
        tracing::error!(%reason, "a simulator cannot go on");
        Self::Refused(Refused::Simulator)
    }
}

impl<Own: ErrorBody> From<Own> for Failure<Own> {
    fn from(own: Own) -> Self {
        Self::Own(own)
    }
}

impl<Own: ErrorBody + From<Wrong>> From<Wrong> for Failure<Own> {
    fn from(wrong: Wrong) -> Self {
        Self::Own(wrong.into())
    }
}

impl<Own: ErrorBody> IntoResponse for Failure<Own> {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refused) => Own::refused(refused),
            Self::Own(own) => own.into_response(),
        }
    }
}
