//! What a client asks of the lists of voices and avatars.

use domain::Model;
use domain::near::must_be_one_of;
use picks::Search;
use web::{ApiError, Call};

/// The query. A parameter that the list does not have is absent.
pub(super) struct PickQuery {
    provider: Option<String>,
    pub(super) purpose: Option<String>,
    pub(super) search: Search,
    pub(super) cursor: Option<String>,
}

const MAX_BYTES: usize = 256;
/// Longer, because an id and what it is bound to are part of it.
const MAX_CURSOR_BYTES: usize = 4096;

impl PickQuery {
    pub(super) fn read(call: &Call<'_>) -> Result<Self, ApiError> {
        let mut query = call.query();
        let mut text = |name, most| {
            let fits = |text: &str| (1..=most).contains(&text.len()).then(|| text.to_owned());
            query.read(name, fits, &format!("must be 1 to {most} bytes long"))
        };
        let read = Self {
            provider: text("provider", MAX_BYTES),
            purpose: text("for", MAX_BYTES),
            search: Search { language: text("language", MAX_BYTES), words: text("q", MAX_BYTES) },
            cursor: text("cursor", MAX_CURSOR_BYTES),
        };
        query.finish()?;
        Ok(read)
    }

    /// The model that the client names. Where two have that id, the first of them.
    pub(super) fn model<'a>(&self, models: &[&'a Model], default: &str) -> Result<&'a Model, ApiError> {
        let wanted = self.provider.as_deref().unwrap_or(default);
        models.iter().copied().find(|model| model.id == wanted).ok_or_else(|| {
            let mut names = Vec::new();
            for model in models {
                if !names.contains(&model.id.as_str()) {
                    names.push(model.id.as_str());
                }
            }
            ApiError::field("provider", must_be_one_of(wanted, &names))
        })
    }
}
