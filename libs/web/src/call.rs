//! A call: a request to an endpoint, from a caller who may make it.

use std::str::FromStr;

use domain::{ApiKey, Caller, FieldError};
use http::Method;
use lambda_http::{Request, RequestExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::body::read_json;
use crate::parameter::{CURSOR, ID};
use crate::{ApiError, Credential, IdempotencyKey, Identity, Parameter, Parameters, Query, cursor};

/// The largest body that an endpoint takes, unless it says otherwise.
pub const MAX_BODY_BYTES: usize = 64 * 1024;

#[derive(Debug)]
pub struct Call<'a> {
    pub request: &'a Request,
    identity: Option<Identity>,
    parameters: Parameters,
}

/// How many items a page has at most, and where it begins; `None`: at the beginning of the list.
pub type PageAsked<P> = Result<(usize, Option<P>), ApiError>;

impl<'a> Call<'a> {
    pub(crate) const fn new(
        request: &'a Request,
        identity: Option<Identity>,
        parameters: Parameters,
    ) -> Self {
        Self { request, identity, parameters }
    }

    /// There is none at an endpoint that is for anyone: 401.
    pub fn caller(&self) -> Result<&Caller, ApiError> {
        Ok(&self.key()?.caller)
    }

    /// What the caller may do, as a key has it, whatever they called with; 401 where there is no caller.
    pub fn key(&self) -> Result<&ApiKey, ApiError> {
        Ok(&self.identity()?.key)
    }

    /// What identifies the caller; 401 where there is none.
    pub fn credential(&self) -> Result<&Credential, ApiError> {
        Ok(&self.identity()?.by)
    }

    pub fn identity(&self) -> Result<&Identity, ApiError> {
        self.identity.as_ref().ok_or(ApiError::Unauthenticated)
    }

    /// The value of a placeholder of the path; empty where the path has no such placeholder.
    pub fn path_parameter(&self, name: &str) -> String {
        self.request.path_parameters().first(name).unwrap_or_default().to_owned()
    }

    /// The same, where a value that the placeholder may not have is the name of nothing: 404.
    pub fn path_name(&self, parameter: &Parameter) -> Result<String, ApiError> {
        let name = self.path_parameter(parameter.name);
        if parameter.admits(&name) { Ok(name) } else { Err(ApiError::NotFound) }
    }

    /// The `{id}` in the path. A text that is no id is the id of nothing: 404.
    pub fn path_id<T: FromStr>(&self) -> Result<T, ApiError> {
        self.path_parameter(ID.name).parse().map_err(|_| ApiError::NotFound)
    }

    /// The query, of which the endpoint's parameters are known.
    pub fn query(&self) -> Query {
        Query::new(self.request, self.parameters)
    }

    /// The endpoint's one parameter, which is `true` or `false`; `false` where being absent says nothing.
    pub fn switch(&self, parameter: &Parameter) -> Result<bool, Vec<FieldError>> {
        let mut query = self.query();
        let value = query.switch(parameter);
        query.finish().map(|()| value.unwrap_or_default())
    }

    /// Which page is asked for, in a list whose only other parameter is `limit`. `listed` is what its cursors are bound to.
    pub fn page<P: DeserializeOwned>(&self, limit: &Parameter, listed: &impl Serialize) -> PageAsked<P> {
        self.page_of(limit, |text| cursor::read(text, listed))
    }

    /// The same where the list goes on behind the key of a row.
    pub fn page_by_key(&self, limit: &Parameter, listed: &impl Serialize) -> PageAsked<String> {
        self.page_of(limit, |text| cursor::read_key(text, listed))
    }

    fn page_of<P>(&self, limit: &Parameter, place: impl FnOnce(&str) -> Option<P>) -> PageAsked<P> {
        let mut query = self.query();
        let (limit, place) = (query.limit(limit), query.read(&CURSOR, place));
        query.finish()?;
        Ok((limit, place))
    }

    /// The body, of at most [`MAX_BODY_BYTES`].
    pub fn json(&self) -> Result<Value, ApiError> {
        self.json_up_to(MAX_BODY_BYTES)
    }

    /// The same where a request may have no body, which counts as one without fields.
    pub fn json_or_nothing(&self) -> Result<Value, ApiError> {
        if self.request.body().is_empty() { Ok(Value::Object(Map::new())) } else { self.json() }
    }

    pub fn json_up_to(&self, limit: usize) -> Result<Value, ApiError> {
        read_json(self.request, limit)
    }

    /// What `read` makes of the body. The mistakes of query and body are refused at once.
    pub fn read<T>(&self, read: impl FnOnce(&Value) -> Result<T, Vec<FieldError>>) -> Result<T, ApiError> {
        let (body, ()) = both(read(&self.json()?), self.query().finish())?;
        Ok(body)
    }

    /// The key of a request that reads no parameters. The mistakes of header and query are refused at once.
    pub fn key_and_query(&self) -> Result<Option<IdempotencyKey>, Vec<FieldError>> {
        let (key, ()) = both(self.idempotency_key(), self.query().finish())?;
        Ok(key)
    }

    /// Every `POST` takes one, and nothing else does: the description of the API says so.
    pub fn idempotency_key(&self) -> Result<Option<IdempotencyKey>, Vec<FieldError>> {
        debug_assert_eq!(self.request.method(), Method::POST, "only a POST takes an idempotency key");
        IdempotencyKey::from_headers(self.request.headers())
    }
}

/// Both, or the mistakes of both.
pub fn both<A, B>(
    one: Result<A, Vec<FieldError>>,
    other: Result<B, Vec<FieldError>>,
) -> Result<(A, B), Vec<FieldError>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => Err([one.err(), other.err()].into_iter().flatten().flatten().collect()),
    }
}
