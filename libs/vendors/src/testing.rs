//! What the tests of several adapters need.

use bytes::Bytes;
use domain::catalog::Route;
use domain::{Catalog, Kind};
use reqwest::Request;
use serde_json::Value;

use domain::Failure;

use crate::{Attachment, Look, LookError, StartError};

/// What a gateway answers in place of the vendor.
pub(crate) const HTML: &str = "<html><body>Bad Gateway</body></html>";

/// Ids that would lead to another address.
pub(crate) const UNSAFE_IDS: [&str; 8] = ["", ".", "..", "a/b", "a?b", "a b", "a%2e", "ä"];

/// A route of the shipped catalog.
pub(crate) fn route(kind: Kind, model: &str, name: &str) -> Route {
    Catalog::shipped().unwrap().model(kind, model).unwrap().route(name).unwrap().clone()
}

pub(crate) fn attachment(mime: &str, bytes: &'static [u8]) -> Attachment {
    Attachment { mime: mime.into(), bytes: Bytes::from_static(bytes), link: "https://files.example/x".into() }
}

/// Four bytes that are `iVBORw==` in base64.
pub(crate) fn picture() -> Attachment {
    attachment("image/png", b"\x89PNG")
}

/// The JSON that a request carries.
pub(crate) fn body(request: &Request) -> Value {
    serde_json::from_slice(request.body().unwrap().as_bytes().unwrap()).unwrap()
}

/// A refusal without its sentence, which only some tests are about.
pub(crate) fn plain(error: StartError) -> StartError {
    match error {
        StartError::Refused(failure) => StartError::Refused(Failure::new(failure.code)),
        StartError::NotHere(failure) => StartError::NotHere(Failure::new(failure.code)),
        other => other,
    }
}

/// The same for a look.
pub(crate) fn plain_look(look: Result<Look, LookError>) -> Result<Look, LookError> {
    look.map(|look| match look {
        Look::Failed(failure) => Look::Failed(Failure::new(failure.code)),
        other => other,
    })
}
