//! The HTTP client for vendors' own API hosts, and reading their answers within bounds.

use std::time::Duration;

use reqwest::header::RETRY_AFTER;

#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be built: {0}")]
pub struct Error(#[from] reqwest::Error);

/// Status replies are small; a vendor that sends more is broken.
const MAX_BODY_BYTES: usize = 1024 * 1024;

#[expect(clippy::disallowed_methods, reason = "this is the vendor client")]
pub(crate) fn client() -> Result<reqwest::Client, Error> {
    // Whoever came first has installed the same provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(25))
        .redirect(reqwest::redirect::Policy::none())
        // A connection that died while the sandbox was frozen would make a start uncertain.
        .pool_max_idle_per_host(0)
        .no_proxy()
        .user_agent("creative-hub")
        .build()?;
    Ok(client)
}

/// An answer, whole or not at all.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<u32>,
    pub(crate) body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum NoAnswer {
    /// The request never left: the vendor cannot know of it.
    NotSent(String),
    /// It left, and what came of it is unknown.
    Lost(String),
}

pub(crate) async fn send(request: reqwest::RequestBuilder) -> Result<Answer, NoAnswer> {
    let mut response = request.send().await.map_err(|error| {
        let told = without_url(error);
        if told.is_connect() || told.is_builder() {
            NoAnswer::NotSent(chain(&told))
        } else {
            NoAnswer::Lost(chain(&told))
        }
    })?;
    let status = response.status().as_u16();
    let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    let mut body = Vec::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| NoAnswer::Lost(chain(&without_url(error))))?
    {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_BODY_BYTES {
            return Err(NoAnswer::Lost(format!("an answer of more than {MAX_BODY_BYTES} bytes")));
        }
    }
    Ok(Answer { status, retry_after, body })
}

/// Addresses may carry signatures: they stay out of the logs.
fn without_url(error: reqwest::Error) -> reqwest::Error {
    error.without_url()
}

fn chain(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
