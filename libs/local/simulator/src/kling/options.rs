//! What a client may ask for besides the clip itself; `options` in the new standard, in the body itself in
//! the legacy one.

use url::Url;

use super::errors::ApiError;
use crate::fields::Fields;
use crate::usage::ExternalId;

#[derive(Debug, Default)]
pub(super) struct Options {
    pub(super) external_id: Option<ExternalId>,
    pub(super) watermark: bool,
}

pub(super) fn read(given: &Fields<'_>) -> Result<Options, ApiError> {
    // The documentation has it unique, without an end.
    let external_id = given.text_within("external_task_id", 1, 256)?;
    let external_id = external_id.map(|id| ExternalId { id: id.to_owned(), binds_until_ms: i64::MAX });
    if let Some(callback) = given.text("callback_url")? {
        let usable = Url::parse(callback).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        if !usable {
            return Err(given.other("callback_url", "must be a URL").into());
        }
    }
    let watermark = match given.object("watermark_info")? {
        Some(info) => info.flag("enabled")?.unwrap_or(false),
        None => false,
    };
    Ok(Options { external_id, watermark })
}
