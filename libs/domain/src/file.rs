//! A file in our bucket, and the facts about it that its bytes told.

use serde::{Deserialize, Serialize};

/// A result, an input or an upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BucketFile {
    pub key: String,
    pub mime: String,
    pub bytes: u64,
    /// Of pictures and videos, in pixels, where the file says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Of videos and sounds, where the file says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub millis: Option<u64>,
}
