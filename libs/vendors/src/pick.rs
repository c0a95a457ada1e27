//! What can be picked at a vendor: voices and avatars, as its lists have them.

use serde::Serialize;

/// What to look for, and where to go on.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Query {
    /// Words that a name or description should hold; the vendor's search where it has one, else filtered here.
    pub words: Option<String>,
    pub language: Option<String>,
    /// The vendor's own token for the next page.
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { items: Vec::new(), next: None }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// What a request names as `voice_id`.
    pub voice_id: String,
    pub name: String,
    pub language: Option<String>,
    pub gender: Option<String>,
    /// A link of the vendor's to a sample.
    pub preview_url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Avatar {
    /// What a request names as `avatar_id`.
    pub avatar_id: String,
    pub name: String,
    pub gender: Option<String>,
    pub default_voice_id: Option<String>,
    /// A link of the vendor's to a picture.
    pub preview_url: Option<String>,
}
