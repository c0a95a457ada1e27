//! What a request names outside itself: files as sources, a folder, a brand kit.

use super::logo::LOGO_FIELD;
use super::{Applied, InputRole, Request, Source};
use crate::{FileId, FolderId, JobId, KitId};

/// One file that a request names, and the field that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    pub field: String,
    pub role: InputRole,
    pub source: Source,
}

impl SourceFile {
    pub fn new(field: impl Into<String>, role: InputRole, source: &Source) -> Self {
        Self { field: field.into(), role, source: source.clone() }
    }
}

/// The ids of the team's own things that a request names: at most 100 together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct References {
    pub jobs: Vec<JobId>,
    pub files: Vec<FileId>,
    pub folder: Option<FolderId>,
    pub kit: Option<KitId>,
}

impl References {
    pub fn from_sources(sources: &[SourceFile]) -> Self {
        let mut references = Self::default();
        for file in sources {
            match &file.source {
                Source::Job { job_id, .. } => references.jobs.push(*job_id),
                Source::Asset(id) => references.files.push(*id),
                Source::Url(_) => {}
            }
        }
        references
    }

    pub const fn is_empty(&self) -> bool {
        self.folder.is_none() && self.has_no_more_than_a_folder()
    }

    pub const fn has_no_more_than_a_folder(&self) -> bool {
        self.jobs.is_empty() && self.files.is_empty() && self.kit.is_none()
    }
}

impl Request {
    /// The files that are needed before the work can start, in the order in which the vendor gets them.
    pub fn sources(&self) -> Vec<SourceFile> {
        match self {
            Self::Image(image) => image.sources(),
            Self::Video(video) => video.sources(),
            Self::Avatar(avatar) => avatar.sources(),
            Self::Tts(_) => Vec::new(),
            Self::Composite(composite) => composite.sources(),
        }
    }

    pub fn references(&self) -> References {
        References {
            folder: self.extras().drive_folder_id,
            kit: self.brand_kit_id(),
            ..References::from_sources(&self.sources())
        }
    }

    const fn brand_kit_id(&self) -> Option<KitId> {
        match self {
            Self::Image(image) => image.brand_kit_id,
            Self::Video(video) => video.brand_kit_id,
            // Once it was read it counts as it was then.
            Self::Composite(composite) if composite.branding.is_some() => None,
            Self::Composite(composite) => composite.brand_kit_id,
            Self::Avatar(_) | Self::Tts(_) => None,
        }
    }
}

/// The files that a job needs. Its brand kit's logo comes after the request's own sources, whose order means something
/// to the prompt.
pub fn input_sources(request: &Request, applied: &Applied) -> Vec<SourceFile> {
    let logo = applied.logo.iter().map(|logo| SourceFile::new(LOGO_FIELD, InputRole::Reference, logo));
    request.sources().into_iter().chain(logo).collect()
}
