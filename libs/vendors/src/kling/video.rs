//! Clips, over the new standard: the model is in the path, and tasks are asked for as a list.

use reqwest::RequestBuilder;

use super::{errors, wire};
use crate::adapter::Call;
use crate::http::{self, STATUS};
use crate::ids::url_safe;
use crate::{CallError, LookError};

/// Whose id a task is asked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The vendor's.
    Id,
    /// Ours.
    ExternalId,
}

pub(super) fn create(call: Call<'_>, model: &str, clip: &wire::VideoRequest<'_>) -> RequestBuilder {
    let address = format!("{}/{}/{model}", call.route.base_url, clip.endpoint());
    call.http.post(address).bearer_auth(call.key).json(clip)
}

/// `None`: the vendor knows no such task.
pub(super) async fn find(call: Call<'_>, by: By, id: &str) -> Result<Option<wire::KnownTask>, LookError> {
    let query = query(call, by, id).map_err(|CallError(why)| LookError::Unreadable(why))?;
    errors::listed(&http::send(query, STATUS).await.map_err(CallError::from)?, by, id)
}

pub(super) fn query(call: Call<'_>, by: By, id: &str) -> Result<RequestBuilder, CallError> {
    let name = match by {
        By::Id => "task_ids",
        By::ExternalId => "external_task_ids",
    };
    let request = call.http.get(format!("{}/tasks", call.route.base_url)).query(&[(name, url_safe(id)?)]);
    Ok(request.bearer_auth(call.key))
}
