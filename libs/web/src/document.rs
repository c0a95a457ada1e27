//! A document that is part of the program, and the same for everybody. Who has it already is told so.

use std::sync::OnceLock;

use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderValue, StatusCode};
use lambda_http::{Body, Request};
use sha2::{Digest, Sha256};

use crate::callers::hex;
use crate::reply::{Reply, empty};

/// A copy may be used for so long without asking. After a deployment it may be old for that time.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=300");

#[derive(Debug)]
pub struct Document {
    text: &'static str,
    content_type: &'static str,
    etag: OnceLock<String>,
}

impl Document {
    pub const fn new(content_type: &'static str, text: &'static str) -> Self {
        Self { text, content_type, etag: OnceLock::new() }
    }

    /// The document; 304 without it for a client that has the same one.
    pub fn reply(&self, request: &Request) -> Reply {
        let etag = self.etag();
        let is_known = is_known(request, etag);
        let mut reply = empty(if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
        let headers = reply.headers_mut();
        headers.insert(CACHE_CONTROL, KEPT);
        if let Ok(etag) = HeaderValue::from_str(etag) {
            headers.insert(ETAG, etag);
        }
        if !is_known {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
            *reply.body_mut() = Body::Text(self.text.to_owned());
        }
        reply
    }

    fn etag(&self) -> &str {
        self.etag.get_or_init(|| etag(self.text.as_bytes()))
    }
}

/// The tag of a content: another content has another one.
pub fn etag(content: &[u8]) -> String {
    let hash = hex(&Sha256::digest(content));
    format!("\"{}\"", hash.get(..32).unwrap_or_default())
}

/// Whether a client has the content with this tag already.
pub fn is_known(request: &Request, etag: &str) -> bool {
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    known.is_some_and(|known| known.split(',').any(|one| is_same(one, etag)))
}

/// A weak tag will do: a proxy that packs the document makes it weak.
fn is_same(given: &str, etag: &str) -> bool {
    let given = given.trim();
    given == "*" || given.strip_prefix("W/").unwrap_or(given) == etag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_the_document_is_not_sent_it_again() {
        static DOCUMENT: Document = Document::new("text/plain", "Hello.");
        let ask = |known: Option<&str>| {
            let request = http::Request::builder();
            let request =
                known.into_iter().fold(request, |request, known| request.header(IF_NONE_MATCH, known));
            DOCUMENT.reply(&request.body(Body::Empty).unwrap())
        };
        let first = ask(None);
        let etag = first.headers()[ETAG].to_str().unwrap().to_owned();
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(first.headers()[CONTENT_TYPE], "text/plain");
        assert!(matches!(first.body(), Body::Text(text) if text == "Hello."));
        for (known, status) in [
            (etag.clone(), StatusCode::NOT_MODIFIED),
            (format!("W/{etag}"), StatusCode::NOT_MODIFIED),
            (format!("\"other\", {etag}"), StatusCode::NOT_MODIFIED),
            ("*".to_owned(), StatusCode::NOT_MODIFIED),
            ("\"other\"".to_owned(), StatusCode::OK),
        ] {
            let again = ask(Some(&known));
            assert_eq!(again.status(), status, "{known}");
            assert_eq!(again.headers()[ETAG], etag);
            assert_eq!(matches!(again.body(), Body::Empty), status == StatusCode::NOT_MODIFIED);
        }
    }
}
