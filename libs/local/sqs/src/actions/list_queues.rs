//! `ListQueues`.

use serde::{Deserialize, Serialize};

use super::within;
use crate::address;
use crate::refusal::Refusal;
use crate::router::Service;

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Input {
    queue_name_prefix: Option<String>,
    max_results: Option<i64>,
    /// The last name of the page before.
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Output {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    queue_urls: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

pub(crate) fn list_queues(service: &Service, input: Input) -> Result<Output, Refusal> {
    let prefix = input.queue_name_prefix.unwrap_or_default();
    let after = input.next_token.unwrap_or_default();
    let page = within("MaxResults", input.max_results, 1..=1000)?.unwrap_or(1000);
    // One more than the page tells whether there is another.
    let mut names = service.queues.names(&prefix, &after, page + 1)?;
    let page = usize::try_from(page).unwrap_or(usize::MAX);
    let has_more = names.len() > page;
    names.truncate(page);
    let next_token = if has_more { names.last().cloned() } else { None };
    let queue_urls = names.iter().map(|name| address::queue_url(&service.base_url, name)).collect();
    Ok(Output { queue_urls, next_token })
}
