//! The vendors' lists of voices and avatars, from which clients choose.

use serde::Serialize;

/// What to search for, and where to go on.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Query {
    /// Words that the name or description should hold. The vendor searches where it can; else the page is filtered
    /// here.
    pub words: Option<String>,
    pub language: Option<String>,
    /// The vendor's own token for the next page.
    pub cursor: Option<String>,
}

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

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// A request's `voice_id`.
    pub voice_id: String,
    pub name: String,
    pub language: Option<String>,
    pub gender: Option<String>,
    /// The vendor's link to a sample.
    pub preview_url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Avatar {
    /// A request's `avatar_id`.
    pub avatar_id: String,
    pub name: String,
    pub gender: Option<String>,
    pub default_voice_id: Option<String>,
    /// The vendor's link to a picture.
    pub preview_url: Option<String>,
}

/// The parameters of a list call: the page size, and those of the others that are given.
pub(crate) fn parameters<'a, const N: usize>(
    page_size: (&'static str, &'a str),
    optional: [(&'static str, Option<&'a str>); N],
) -> Vec<(&'static str, &'a str)> {
    let given = optional.into_iter().filter_map(|(name, value)| Some((name, value?)));
    std::iter::once(page_size).chain(given).collect()
}

/// The cursor of the next page, from what the vendor says about it.
pub(crate) fn next_cursor(token: Option<String>, has_more: Option<bool>) -> Option<String> {
    token.filter(|token| !token.is_empty() && has_more != Some(false))
}

/// Whether a voice with these languages speaks the one that is asked for. A voice whose languages are unknown may
/// speak any.
pub(crate) fn speaks<'a>(known: impl IntoIterator<Item = &'a str>, query: &Query) -> bool {
    let Some(wanted) = query.language.as_deref() else { return true };
    let mut known = known.into_iter().peekable();
    known.peek().is_none() || known.any(|language| base_language(language) == base_language(wanted))
}

/// `en` of `en-US`.
fn base_language(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}
