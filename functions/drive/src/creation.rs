//! What all requests that make something have in common: they may carry an idempotency key, and they have no query.

use domain::{FieldError, Timestamp};
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use store::{Created, Idempotency};
use web::{ApiError, BoundRequest, Call, Handled, IdempotencyKey};

/// The body and the key. All mistakes in header, query and body are refused at once.
pub(crate) fn read<T>(
    call: &Call<'_>,
    read: impl FnOnce(&Value) -> Result<T, Vec<FieldError>>,
) -> Result<(T, Option<IdempotencyKey>), ApiError> {
    let body = read(&call.json()?);
    let (key, body) = web::both(call.key_and_query(), body)?;
    Ok((body, key))
}

/// `body`: the request's, with its defaults filled in. `reply`: what a repetition gets.
pub(crate) fn bind(
    call: &Call<'_>,
    key: Option<IdempotencyKey>,
    body: &impl Serialize,
    reply: &impl Serialize,
    now: Timestamp,
) -> Result<Option<Idempotency>, ApiError> {
    let (caller, bound) = (call.caller()?, BoundRequest::new(call.request, json!(body)));
    Ok(key.map(|key| key.bind(caller, &bound, reply, now)))
}

/// The reply to a request that made something, or made it before.
pub(crate) fn reply<R>(
    made: Created<R>,
    reply: &impl Serialize,
    refusal: impl FnOnce(R) -> ApiError,
) -> Handled {
    match made {
        Created::Now => Ok(web::json(StatusCode::CREATED, reply)),
        Created::Replayed { reply } => Ok(web::replay(StatusCode::CREATED, reply)),
        Created::KeyTaken => Err(ApiError::KeyReused),
        Created::Refused(refused) => Err(refusal(refused)),
    }
}
