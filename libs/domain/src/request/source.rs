//! How a request names a file: by address, as a file of the team's drive, or as a result of another job. What is found
//! there is in [`crate::resolve`].

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::given;
use crate::{FileId, JobId};

/// The longest address that a request may name.
pub(super) const MAX_URL_CHARACTERS: usize = 2048;

/// Written as the client wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub enum Source {
    /// An https address. Whether we may go there is decided when it is opened.
    Url(String),
    /// A file in the team's drive.
    Asset(FileId),
    /// The n-th result, from 0, of a job of the same team.
    Job { job_id: JobId, result: usize },
}

impl Source {
    /// As a message shows it: an address without its query, which may hold a token, and not at full length.
    pub fn shown(&self) -> String {
        shown(&self.to_string())
    }
}

/// What was given for a source, as a message shows it: without anything that may be a token.
pub(super) fn shown(text: &str) -> String {
    let text = text.split(['?', '#']).next().unwrap_or_default();
    given::address(text).unwrap_or_else(|| given::shown(text))
}

impl TryFrom<String> for Source {
    type Error = String;

    /// The error completes the sentence "`field` …".
    fn try_from(text: String) -> Result<Self, String> {
        // Counted in bytes, since an address is ASCII when it is written out in full: thirty of them fit a job's row.
        if text.len() > MAX_URL_CHARACTERS {
            return Err(format!("must be at most {MAX_URL_CHARACTERS} characters long"));
        }
        if let Some(name) = text.strip_prefix("job:") {
            let (id, result) = name.split_once('/').unwrap_or((name, "0"));
            let job_id = id.parse().ok();
            let result = result.parse().ok().filter(|_| !result.starts_with('+'));
            return job_id
                .zip(result)
                .map(|(job_id, result)| Self::Job { job_id, result })
                .ok_or_else(|| "must name a job as job:<id> or job:<id>/<n>".to_owned());
        }
        if let Some(id) = text.strip_prefix("asset:") {
            return id.parse().map(Self::Asset).map_err(|_| "must name a file as asset:<id>".to_owned());
        }
        if is_web_address(&text) {
            return Ok(Self::Url(text));
        }
        Err("must be an https URL, asset:<id> or job:<id>".to_owned())
    }
}

/// An https address with a host. Plain http passes for this machine itself, where a local stack may allow it. Whether
/// we may go there is decided by `fetch` when it is opened.
fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let allowed = match scheme.to_ascii_lowercase().as_str() {
        "https" => true,
        "http" => host.starts_with("127.0.0.1:"),
        _ => false,
    };
    allowed
        && !host.is_empty()
        && !host.contains('@')
        && !text.chars().any(|character| character.is_whitespace() || character.is_control())
}

impl From<Source> for String {
    fn from(source: Source) -> Self {
        source.to_string()
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(url) => f.write_str(url),
            Self::Asset(id) => write!(f, "asset:{id}"),
            Self::Job { job_id, result: 0 } => write!(f, "job:{job_id}"),
            Self::Job { job_id, result } => write!(f, "job:{job_id}/{result}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::MOST_SHOWN;

    #[test]
    fn a_message_shows_no_token_and_no_long_address() {
        let id = "0198c0de-0000-7000-8000-000000000000";
        let long = format!("https://example.com/{}.png", "a".repeat(500));
        let shortened = format!("https://example.com/…{}.png", "a".repeat(MOST_SHOWN - 4));
        for (text, expected) in [
            ("https://example.com/a.png?token=secret#x", "https://example.com/a.png"),
            ("https://example.com/a/b/c.png", "https://example.com/…/c.png"),
            ("https://example.com?token=secret", "https://example.com/"),
            ("https://user:secret@example.com/a.png", "https://example.com/a.png"),
            ("ftp://example.com/a.png", "ftp://example.com/a.png"),
            (&format!("asset:{id}"), &format!("asset:{id}")),
            (&format!("job:{id}/2"), &format!("job:{id}/2")),
            ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
            (&long, &shortened),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(shown(&"x".repeat(5000)).chars().count(), MOST_SHOWN + 1);
    }

    #[test]
    fn a_source_is_an_address_a_file_or_a_job() {
        let id = "0198c0de-0000-7000-8000-000000000000";
        for (text, shown) in [
            ("https://example.com/a.png".to_owned(), "https://example.com/a.png".to_owned()),
            (format!("asset:{id}"), format!("asset:{id}")),
            (format!("job:{id}"), format!("job:{id}")),
            (format!("job:{id}/0"), format!("job:{id}")),
            (format!("job:{id}/2"), format!("job:{id}/2")),
        ] {
            assert_eq!(Source::try_from(text).unwrap().to_string(), shown);
        }
        for text in [
            "",
            "ftp://x/",
            "https://",
            "https://?a",
            "http://example.com/a.png",
            "http://127.0.0.1.evil/",
            "http://127.0.0.1:80@evil.example/",
            "https://a@b/",
            "https://a b/",
            "job:",
            "job:7",
            &format!("job:{id}/x"),
            &format!("job:{id}/-1"),
            "asset:1",
            &format!("asset:{id}/0"),
            "/etc/passwd",
            "data:image/png;base64,AA",
            &format!("https://x/{}", "a".repeat(2048)),
        ] {
            assert!(Source::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
