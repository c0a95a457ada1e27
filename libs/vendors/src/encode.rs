//! Files inside JSON, in base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use crate::Attachment;

/// Larger results are not accepted: they have to fit into memory twice.
const LARGEST_RESULT_BYTES: usize = 64 * 1024 * 1024;

impl Attachment {
    pub(crate) fn base64(&self) -> String {
        STANDARD.encode(&self.bytes)
    }

    /// `data:image/png;base64,…`
    pub(crate) fn data_uri(&self) -> String {
        format!("data:{};base64,{}", self.mime, self.base64())
    }
}

/// A file that a vendor sent in base64; `None` where the text is no base64, is empty or is too large.
pub(crate) fn decoded(text: &str) -> Option<Bytes> {
    let bytes = STANDARD.decode(text.trim()).ok()?;
    (!bytes.is_empty() && bytes.len() <= LARGEST_RESULT_BYTES).then(|| bytes.into())
}
