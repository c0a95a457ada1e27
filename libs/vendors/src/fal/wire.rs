//! fal's answers, from its Queue API schema and its own clients. They may have new fields and nulls. The requests are in
//! `inputs`.

use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Debug, Deserialize)]
pub(super) struct Accepted {
    pub(super) request_id: Option<String>,
    pub(super) response_url: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct TaskState {
    pub(super) status: Option<String>,
    /// Only a task that is over and failed has these two.
    pub(super) error: Option<IgnoredAny>,
    pub(super) error_type: Option<String>,
}

/// What a model made. Which of these it is depends on the kind.
#[derive(Debug, Deserialize)]
pub(super) struct Output {
    pub(super) images: Option<Vec<File>>,
    pub(super) video: Option<File>,
    pub(super) audio: Option<File>,
    /// Models with a safety checker send this. Where it is true, the picture is black.
    pub(super) has_nsfw_concepts: Option<Vec<Option<bool>>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub(super) url: Option<String>,
}

/// Any error, whether of the model, of the infrastructure or about the key.
#[derive(Debug, Deserialize)]
pub(super) struct Complaint {
    pub(super) detail: Option<Detail>,
    pub(super) error_type: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Detail {
    Faults(Vec<Fault>),
    Fault(Fault),
    /// A sentence, or something new.
    Other(IgnoredAny),
}

#[derive(Debug, Deserialize)]
pub(super) struct Fault {
    #[serde(rename = "type")]
    pub(super) name: Option<String>,
}
