//! A file in our bucket, and what its bytes say about it. Every `BucketFile` is made by [`BucketFile::new`].

use serde::{Deserialize, Serialize};

/// A result, an input or an upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BucketFile {
    pub key: String,
    pub mime: String,
    pub bytes: u64,
    /// In pixels. Pictures and videos have a width and a height.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Videos and sounds have a length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub millis: Option<u64>,
}

/// What was measured in a file's bytes. Width and height are pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaFacts {
    Picture { width: u32, height: u32 },
    Video { width: u32, height: u32, millis: u64 },
    Sound { millis: u64 },
}

impl BucketFile {
    /// `bytes` is how many of them lie under `key`.
    pub fn new(key: String, mime: impl Into<String>, bytes: u64, facts: MediaFacts) -> Self {
        let (width, height, millis) = match facts {
            MediaFacts::Picture { width, height } => (Some(width), Some(height), None),
            MediaFacts::Video { width, height, millis } => (Some(width), Some(height), Some(millis)),
            MediaFacts::Sound { millis } => (None, None, Some(millis)),
        };
        Self { key, mime: mime.into(), bytes, width, height, millis }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_file_has_the_measures_of_its_medium_and_no_others() {
        for (facts, measures) in [
            (MediaFacts::Picture { width: 2, height: 3 }, json!({"width": 2, "height": 3})),
            (
                MediaFacts::Video { width: 2, height: 3, millis: 5 },
                json!({"width": 2, "height": 3, "millis": 5}),
            ),
            (MediaFacts::Sound { millis: 5 }, json!({"millis": 5})),
        ] {
            let file = json!(BucketFile::new("k".to_owned(), "a/b", 1, facts));
            let mut expected = json!({"key": "k", "mime": "a/b", "bytes": 1});
            expected.as_object_mut().unwrap().extend(measures.as_object().unwrap().clone());
            assert_eq!(file, expected);
        }
    }
}
