//! Calls of the API. A call is sent again where that can help, always under the same `Idempotency-Key`.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::environment::{FIRST_PAUSE, base_url};
use crate::failure::{Failure, Refusal};
use crate::keep::Login;
use crate::retry::{Missed, Outcome, persist};

/// The version of the API that this client was written for.
const HUB_VERSION: &str = "2026-11-27";
const CONNECT: Duration = Duration::from_secs(10);
/// The longest silence of a connection, also while a large file is on its way.
const SILENCE: Duration = Duration::from_mins(1);

/// The client for the API and for the links that it gives.
#[expect(clippy::disallowed_methods, reason = "a client of the API is not the service")]
pub fn http_client() -> reqwest::Result<reqwest::Client> {
    // An error means that a provider is installed already, and it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .read_timeout(SILENCE)
        // A key is for one host. The API redirects no client to another.
        .redirect(Policy::none())
        .user_agent(concat!("hub/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// The API, called with a key.
#[derive(Clone)]
pub struct Api {
    pub(crate) http: reqwest::Client,
    pub(crate) login: Login,
    pub(crate) first_pause: Duration,
    /// Whether a person is told of attempts that failed.
    pub(crate) is_terminal: bool,
}

/// One call, however often it is sent.
#[derive(Debug)]
pub struct Call {
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<Value>,
    idempotency_key: Option<String>,
}

/// What the API answered to a call that it took: its own text, which is empty where there is nothing to say.
#[derive(Debug)]
pub struct Answer {
    pub(crate) text: String,
}

impl Call {
    /// `path` is below `/api/v1`.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path.into(), None)
    }

    /// With a key of its own, since the same post may be sent several times.
    pub fn post(path: impl Into<String>, body: Option<Value>) -> Self {
        let idempotency_key = Some(format!("hub-{:032x}", rand::random::<u128>()));
        Self { idempotency_key, ..Self::new(Method::POST, path.into(), body) }
    }

    /// `path` is below `/api/v1`.
    pub fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path.into(), None)
    }

    fn new(method: Method, path: String, body: Option<Value>) -> Self {
        Self { method, path, query: Vec::new(), body, idempotency_key: None }
    }

    /// Under the caller's own key, if there is one.
    #[must_use]
    pub(crate) fn keyed(self, key: Option<String>) -> Self {
        Self { idempotency_key: key.or(self.idempotency_key), ..self }
    }

    /// With a parameter, if it has a value.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: Option<impl ToString>) -> Self {
        self.query.extend(value.map(|value| (name, value.to_string())));
        self
    }
}

impl Answer {
    /// The answer as a `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_str(&self.text).map_err(|error| {
            Failure::NoAnswer(format!("the API answered what this version of hub cannot read: {error}"))
        })
    }
}

impl std::fmt::Debug for Api {
    /// Without the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Api").field("url", &self.login.url).finish_non_exhaustive()
    }
}

impl Api {
    /// For a program that calls the API as `hub` does. `url` is the address with or without the base path.
    pub fn new(url: &str, key: &str) -> Result<Self, Failure> {
        let http = http_client().map_err(|error| Failure::NoAnswer(cause(&error)))?;
        let login = Login { url: base_url(url)?, key: key.to_owned() };
        Ok(Self { http, login, first_pause: FIRST_PAUSE, is_terminal: false })
    }

    /// Sends a call, and sends it again where that can help.
    pub async fn send(&self, call: &Call) -> Result<Answer, Failure> {
        let told = |failure: &Failure, pause: Duration| {
            if self.is_terminal {
                eprintln!("hub: {failure}\nhub: trying again in {:.1} s", pause.as_secs_f64());
            }
        };
        persist(self.first_pause, told, async || self.attempt(call).await).await
    }

    async fn attempt(&self, call: &Call) -> Result<Answer, Missed> {
        let no_answer = |error: reqwest::Error| self.no_answer(&error);
        let response = self.request(call).send().await.map_err(no_answer)?;
        let status = response.status();
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
        let retry_after = header("retry-after").and_then(|seconds| seconds.parse().ok());
        let text = response.text().await.map_err(no_answer)?;
        if status.is_success() {
            return Ok(Answer { text });
        }
        let status = status.as_u16();
        match serde_json::from_str(&text) {
            Ok(reply) => Err((
                Outcome::Refused { retry_after },
                Failure::Refused(Box::new(Refusal { status, text, reply })),
            )),
            Err(_) => Err((Outcome::Foreign { status }, self.foreign(status))),
        }
    }

    fn request(&self, call: &Call) -> RequestBuilder {
        let url = format!("{}{}", self.login.url, call.path);
        let mut request = self
            .http
            .request(call.method.clone(), url)
            .header("x-api-key", &self.login.key)
            .header("hub-version", HUB_VERSION)
            .query(&call.query);
        if let Some(key) = &call.idempotency_key {
            request = request.header("idempotency-key", key);
        }
        match &call.body {
            Some(body) => request.json(body),
            None => request,
        }
    }

    fn no_answer(&self, error: &reqwest::Error) -> Missed {
        let cause = cause(error);
        if error.is_builder() {
            // Such as a key with a control character in it.
            return (
                Outcome::Refused { retry_after: None },
                Failure::Usage(format!("this cannot be sent: {cause}")),
            );
        }
        (Outcome::NoAnswer, Failure::NoAnswer(format!("{} does not answer: {cause}", self.login.url)))
    }

    fn foreign(&self, status: u16) -> Failure {
        Failure::NoAnswer(format!(
            "{} answered {status}, and not as the API does. Is the address right?",
            self.login.url
        ))
    }
}

/// The innermost cause, which is the one that says something.
pub(crate) fn cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
