//! What several routes answer alike, and how a request to make something is bound to its key.

use std::str::FromStr;

use domain::drive::{Misplaced, NO_FOLDER};
use domain::{Caller, FieldError, Timestamp};
use http::StatusCode;
use lambda_http::Request;
use serde::Serialize;
use serde_json::{Map, Value, json};
use store::{Created, Idempotency};
use web::{ApiError, BoundRequest, Handled, IdempotencyKey};

use crate::MAX_BODY_BYTES;

/// The id in the path. What is none names nothing.
pub(crate) fn path_id<T: FromStr>(request: &Request) -> Result<T, ApiError> {
    web::path_parameter(request, "id").parse().map_err(|_| ApiError::NotFound)
}

/// A request to make something, and its key: all complaints about header, query and body at once.
pub(crate) fn read_new<T>(
    request: &Request,
    read: impl FnOnce(&Value) -> Result<T, Vec<FieldError>>,
) -> Result<(T, Option<IdempotencyKey>), ApiError> {
    let body = read(&web::read_json(request, MAX_BODY_BYTES)?);
    match (body, idempotency_key(request)) {
        (Ok(body), Ok(key)) => Ok((body, key)),
        (body, key) => {
            Err(ApiError::Fields([key.err(), body.err()].into_iter().flatten().flatten().collect()))
        }
    }
}

/// The key of a request without parameters.
pub(crate) fn idempotency_key(request: &Request) -> Result<Option<IdempotencyKey>, Vec<FieldError>> {
    match (IdempotencyKey::of(request.headers()), web::read_no_parameters(request)) {
        (Ok(key), Ok(())) => Ok(key),
        (key, parameters) => Err([key.err(), parameters.err()].into_iter().flatten().collect()),
    }
}

/// `asked`: the request with its defaults. `reply`: what a repetition is answered with.
pub(crate) fn bound(
    request: &Request,
    caller: &Caller,
    key: Option<IdempotencyKey>,
    asked: &impl Serialize,
    reply: &Value,
    now: Timestamp,
) -> Option<Idempotency> {
    let bound = BoundRequest { method: request.method(), path: request.uri().path(), body: json!(asked) };
    key.map(|key| key.bind(caller, &bound, reply, now))
}

pub(crate) fn created<R>(created: Created<R>, reply: &Value, refuse: impl FnOnce(R) -> ApiError) -> Handled {
    match created {
        Created::Now => Ok(web::json(StatusCode::CREATED, reply)),
        Created::Replayed { reply } => Ok(web::replay(StatusCode::CREATED, reply)),
        Created::KeyTaken => Err(ApiError::KeyReused),
        Created::Refused(refusal) => Err(refuse(refusal)),
    }
}

pub(crate) fn wrong(field: &str, message: &str) -> ApiError {
    ApiError::Fields(vec![FieldError::new(field, message)])
}

pub(crate) fn no_folder(field: &str) -> ApiError {
    wrong(field, NO_FOLDER)
}

pub(crate) fn misplaced(misplaced: Misplaced) -> ApiError {
    match misplaced {
        Misplaced::NoSuchFolder => no_folder("parent_id"),
        Misplaced::WithinItself => wrong("parent_id", "is the folder itself or lies within it"),
        Misplaced::TooDeep => wrong("parent_id", "is too deep: folders lie at most 10 levels deep"),
        Misplaced::TooMany => ApiError::Conflict {
            code: "too_many_folders",
            message: "The team has 1000 folders already. Delete some first.",
            details: Map::new(),
        },
    }
}

pub(crate) fn told(error: &::files::Error) -> ApiError {
    ApiError::Internal(error.to_string())
}
