//! The HTTP client for the vendors' own API hosts, which reads answers within bounds.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use domain::health::ClosedBy;
use domain::{ErrorCode, Failure};
use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use reqwest::{RequestBuilder, Response};
use serde::de::DeserializeOwned;

use crate::{CallError, LookError, StartError, retry_after, unpack};

#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be built: {0}")]
pub struct Error(#[from] reqwest::Error);

/// How long an answer may take and how large it may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) total: Duration,
    pub(crate) max_bytes: usize,
}

/// For starts and looks, whose answers are small and quick. A vendor that sends more is broken.
pub(crate) const STATUS: Bounds = Bounds { total: Duration::from_secs(25), max_bytes: 1024 * 1024 };
/// For calls that bring the result: pictures of up to 64 MB, in base64. The engine's own time limit is tighter.
pub(crate) const RESULT: Bounds = Bounds { total: Duration::from_mins(3), max_bytes: 96 * 1024 * 1024 };

#[expect(clippy::disallowed_methods, reason = "this is the vendor client")]
pub(crate) fn client() -> Result<reqwest::Client, Error> {
    // An error means that a provider is installed already, and it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(3))
        .redirect(reqwest::redirect::Policy::none())
        // Connections are not reused: one that died while the sandbox was frozen would make a start uncertain.
        .pool_max_idle_per_host(0)
        .no_proxy()
        .user_agent("creative-hub")
        .build()?;
    Ok(client)
}

/// An answer, with its whole body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Seconds.
    pub(crate) retry_after: Option<u32>,
    pub(crate) body: Bytes,
}

impl Answer {
    /// The body as JSON; `None` where it is something else, such as an HTML error page.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.body).ok()
    }

    pub(crate) const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// What an answer other than a success means for a start, by its status alone. Adapters use it where the vendor's
    /// own error code says no more than the status.
    ///
    /// A route is closed for everybody only by what cannot be one customer's doing. So a 403 that is a web page closes
    /// nothing: a firewall in front of the vendor has read the request, and perhaps disliked one prompt. A request that
    /// names something of the customer's, such as a voice, is judged by [`Answer::refusal_of_named`].
    pub(crate) fn refusal_by_status(&self) -> StartError {
        match self.status {
            429 => StartError::Busy { retry_after: self.retry_after },
            400 | 413 | 415 | 422 => StartError::refused(ErrorCode::InvalidInput),
            403 if self.is_page() => StartError::NotHere(Failure::new(ErrorCode::ProviderUnavailable)),
            // We are out of credits, the key is bad, or the model or path is retired: an operator has to act.
            401..=405 | 410 => StartError::RouteDown(closed_by(self.status), self.status_text()),
            status if was_never_accepted(status) => StartError::Unavailable(self.status_text()),
            // 408, 502, 504, 520, 524, …: something between us and the vendor gave up. The vendor may be at work.
            _ => StartError::Uncertain(self.status_text()),
        }
    }

    /// The route is closed, and the vendor says more about it than the status does.
    pub(crate) fn down(&self, by: ClosedBy, why: &str) -> StartError {
        StartError::RouteDown(by, format!("{}, {why}", self.status_text()))
    }

    /// The same for a request that names something that a customer chose, where the answer does not say what is wrong:
    /// the vendor may refuse just that. `failure` names the field.
    pub(crate) fn refusal_of_named(&self, failure: Failure) -> StartError {
        match self.status {
            403 | 404 | 409 | 410 if !self.is_page() => StartError::NotHere(failure),
            _ => self.refusal_by_status(),
        }
    }

    /// A web page in place of what an API answers.
    fn is_page(&self) -> bool {
        self.body.trim_ascii_start().starts_with(b"<")
    }

    /// What an answer to a look means that says nothing about the task, by its status alone.
    pub(crate) fn look_error(&self) -> LookError {
        match self.status {
            401..=403 => LookError::Denied(self.status_text()),
            408 | 425 | 429 | 500.. => LookError::NoAnswer(self.status_text()),
            _ => LookError::Unreadable(self.status_text()),
        }
    }

    /// The status for the log. The body never goes there, since it may repeat a prompt.
    pub(crate) fn status_text(&self) -> String {
        format!("HTTP {}", self.status)
    }
}

/// What an operator has to mend, by the status of a refused start. What says nothing is looked for at the key first.
pub(crate) const fn closed_by(status: u16) -> ClosedBy {
    match status {
        402 => ClosedBy::Balance,
        404 | 405 | 410 => ClosedBy::Model,
        _ => ClosedBy::Key,
    }
}

/// Whether a start with this status was certainly not accepted.
const fn was_never_accepted(status: u16) -> bool {
    match status {
        // Vendors document these for their own trouble.
        500 | 503 | 529
        // An edge never reached the vendor: it is down, has no address or a bad certificate.
        | 521 | 522 | 523 | 525 | 526 | 530
        // The call was sent elsewhere, and we do not follow. 421 and 425 were turned away before they were read.
        | 300..=399 | 421 | 425 => true,
        _ => false,
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum NoAnswer {
    /// The request was never sent: the vendor cannot know of it.
    NotSent(String),
    /// The request was sent, and what came of it is unknown.
    Lost(String),
}

impl From<NoAnswer> for StartError {
    fn from(reason: NoAnswer) -> Self {
        match reason {
            NoAnswer::NotSent(why) => Self::Unavailable(why),
            NoAnswer::Lost(why) => Self::Uncertain(why),
        }
    }
}

impl From<NoAnswer> for CallError {
    fn from(reason: NoAnswer) -> Self {
        match reason {
            NoAnswer::NotSent(why) | NoAnswer::Lost(why) => Self(why),
        }
    }
}

impl From<NoAnswer> for LookError {
    fn from(reason: NoAnswer) -> Self {
        CallError::from(reason).into()
    }
}

pub(crate) async fn send(request: RequestBuilder, bounds: Bounds) -> Result<Answer, NoAnswer> {
    let mut response = sent(request.timeout(bounds.total)).await?;
    let status = response.status().as_u16();
    let retry_after = retry_after::seconds(response.headers());
    let encoding = encoding(response.headers());
    let mut body = BytesMut::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| NoAnswer::Lost(chain(&without_url(error))))?
    {
        body.extend_from_slice(&chunk);
        if body.len() > bounds.max_bytes {
            return Err(NoAnswer::Lost(format!("an answer of more than {} bytes", bounds.max_bytes)));
        }
    }
    let sent = body.freeze();
    let body = match unpack::unpacked(sent.clone(), &encoding, bounds.max_bytes) {
        // The status of a refusal says enough.
        Err(_) if !(200..=299).contains(&status) => sent,
        unpacked => unpacked.map_err(NoAnswer::Lost)?,
    };
    Ok(Answer { status, retry_after, body })
}

/// How the body is compressed, in small letters. We ask for no compression, and some answer with one.
fn encoding(headers: &HeaderMap) -> String {
    let encoding = headers.get(CONTENT_ENCODING).and_then(|encoding| encoding.to_str().ok());
    encoding.unwrap_or_default().trim().to_ascii_lowercase()
}

pub(crate) async fn sent(request: RequestBuilder) -> Result<Response, NoAnswer> {
    request.send().await.map_err(|error| {
        let error = without_url(error);
        if error.is_connect() || error.is_builder() {
            NoAnswer::NotSent(chain(&error))
        } else {
            NoAnswer::Lost(chain(&error))
        }
    })
}

/// Addresses may carry signatures, so they stay out of the log.
pub(crate) fn without_url(error: reqwest::Error) -> reqwest::Error {
    error.without_url()
}

/// An error with all its causes.
pub(crate) fn chain(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[cfg(test)]
impl Answer {
    pub(crate) fn new(status: u16, body: &str) -> Self {
        Self { status, retry_after: None, body: Bytes::copy_from_slice(body.as_bytes()) }
    }
}

#[cfg(test)]
mod tests;
