//! What comes back over the wire, from fal's Queue API schema and its own clients: tolerant of new fields and
//! nulls. What goes out is in `inputs`.

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
    /// Both only of a task that is over and failed.
    pub(super) error: Option<IgnoredAny>,
    pub(super) error_type: Option<String>,
}

/// What a model made: one of these, by its kind.
#[derive(Debug, Deserialize)]
pub(super) struct Output {
    pub(super) images: Option<Vec<File>>,
    pub(super) video: Option<File>,
    pub(super) audio: Option<File>,
    /// Of models with a safety checker: the picture is black where this is true.
    pub(super) has_nsfw_concepts: Option<Vec<Option<bool>>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub(super) url: Option<String>,
}

/// Any error: of the model, of the infrastructure, of the key.
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
