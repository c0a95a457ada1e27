//! The reply to all requests that change something (PATCH).

use http::StatusCode;
use serde::Serialize;
use store::Changed;
use web::{ApiError, Handled};

/// The reply shows what was changed as it is now.
pub(crate) fn reply<T, R, V: Serialize>(
    changed: Changed<T, R>,
    view: impl FnOnce(&T) -> V,
    refusal: impl FnOnce(R) -> ApiError,
) -> Handled {
    match changed {
        Changed::Now(thing) => Ok(web::json(StatusCode::OK, &view(&thing))),
        Changed::NotFound => Err(ApiError::NotFound),
        Changed::Refused(refused) => Err(refusal(refused)),
    }
}
