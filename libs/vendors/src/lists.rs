//! The vendors' lists of voices and avatars, from which clients choose. What a client searches for is no part of a call:
//! whole lists are read, and searched by us.

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::CallError;
use crate::http::Answer;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// The cursor of the next page; `None` on the last one.
    pub next: Option<String>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { items: Vec::new(), next: None }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Voice {
    /// A request's `voice_id`.
    pub voice_id: String,
    /// Its name.
    pub name: String,
    /// The language that it speaks, by code or by name; null where that is unknown.
    pub language: Option<String>,
    /// All that the vendor says it speaks, by code or by name. Empty where that is unknown.
    #[serde(skip)]
    pub languages: Vec<String>,
    /// What else the vendor says about it, such as its accent or age.
    #[serde(skip)]
    pub labels: Vec<String>,
    /// `female`, `male` or another word of the provider; null where that is unknown.
    pub gender: Option<String>,
    /// The vendor's link to a sample.
    pub preview_url: Option<String>,
    /// `false` while the vendor is still making it, and where that failed.
    #[serde(skip)]
    pub is_ready: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Avatar {
    /// A request's `avatar_id`.
    pub avatar_id: String,
    /// Its name.
    pub name: String,
    /// `female`, `male` or another word of the provider; null where that is unknown.
    pub gender: Option<String>,
    /// The voice that it has where a request names none; null where a request has to name one.
    pub default_voice_id: Option<String>,
    /// The vendor's link to a picture.
    pub preview_url: Option<String>,
    /// `false` while the vendor is still making it, and where that failed.
    #[serde(skip)]
    pub is_ready: bool,
}

/// The parameters of a list call: the page size, and those of the others that are given.
pub(crate) fn parameters<'a, const N: usize>(
    page_size: (&'static str, &'a str),
    optional: [(&'static str, Option<&'a str>); N],
) -> Vec<(&'static str, &'a str)> {
    let given = optional.into_iter().filter_map(|(name, value)| Some((name, value?)));
    std::iter::once(page_size).chain(given).collect()
}

/// The body of an answer that has what was asked for. The error says what came instead.
pub(crate) fn body<T: DeserializeOwned>(answer: &Answer, wanted: &str) -> Result<T, CallError> {
    let body = answer.is_success().then(|| answer.json::<T>()).flatten();
    body.ok_or_else(|| CallError(format!("{} instead of {wanted}", answer.status_text())))
}

/// The cursor of the next page, from what the vendor says about it.
pub(crate) fn next_cursor(token: Option<String>, has_more: Option<bool>) -> Option<String> {
    token.filter(|token| !token.is_empty() && has_more != Some(false))
}
