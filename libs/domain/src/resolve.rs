//! What has become of the things that a request names: where its sources are, or why they are not to be had. Submit asks
//! before it takes a job on, and workers ask before they fetch. An https source is not opened here: `engine` finds out
//! whether there is a file behind it.

mod unusable;

use crate::brand::{BrandKit, no_kit};
use crate::drive::{DriveFile, Folder, no_folder};
use crate::job::Variant;
use crate::request::{Facts, InputRole, Length, References, Request, Source, SourceFile, longest_millis};
use crate::sentence::then;
use crate::{BucketFile, Caller, Failure, FieldError, FileId, Job, JobId, Medium, Status};

pub use unusable::UnusableSource;

/// The team's own things that a request names, as they were found. What is not there is left out.
#[derive(Debug, Clone, Default)]
pub struct Referenced {
    pub jobs: Vec<Job>,
    pub files: Vec<DriveFile>,
    pub folder: Option<Folder>,
    pub kit: Option<BrandKit>,
}

/// Where the bytes of a source are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    Bucket(BucketFile),
    /// At a foreign address, which nobody has opened yet.
    Web(String),
}

/// Why a source is not here. `N` says why it never will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing<N = Failure> {
    /// It never will be.
    Never(N),
    /// Something of ours is in trouble. It may be here another time.
    NotYet(String),
    /// The host of this field's address gave nothing. It is asked once more, and then it never will be here.
    Unreachable { field: String, why: N },
    /// The job that makes it has not ended.
    Unfinished(Length),
}

impl<N> Missing<N> {
    pub fn map_never<M>(self, map: impl FnOnce(N) -> M) -> Missing<M> {
        match self {
            Self::Never(why) => Missing::Never(map(why)),
            Self::Unreachable { field, why } => Missing::Unreachable { field, why: map(why) },
            Self::NotYet(why) => Missing::NotYet(why),
            Self::Unfinished(length) => Missing::Unfinished(length),
        }
    }
}

impl Missing {
    /// As the job's owner reads it: with what the request has in the field that the message begins with. Several files
    /// may have one field, so this is said where it is known which of them is meant.
    #[must_use]
    pub fn with_value(self, file: &SourceFile) -> Self {
        let value_of = |field: &str| (field == file.field).then(|| file.source.shown());
        self.map_never(|failure| failure.with_values(value_of))
    }
}

impl Referenced {
    /// Without the jobs that do not exist for this caller.
    #[must_use]
    pub fn visible_to(mut self, caller: &Caller) -> Self {
        self.jobs.retain(|job| caller.may_see(job));
        self
    }

    pub fn file(&self, id: FileId) -> Option<&DriveFile> {
        self.files.iter().find(|file| file.id == id)
    }

    fn job(&self, id: JobId) -> Option<&Job> {
        self.jobs.iter().find(|job| job.job_id == id)
    }

    pub fn resolve(&self, file: &SourceFile) -> Result<Location, Missing<UnusableSource>> {
        match &file.source {
            Source::Url(url) => Ok(Location::Web(url.clone())),
            Source::Asset(id) => {
                let asset = self.file(*id).ok_or(Missing::Never(UnusableSource::NoFile))?;
                in_bucket(&asset.stored, file.role, UnusableSource::WrongFile { wanted: file.role.wanted() })
            }
            Source::Job { job_id, result } => {
                let job = self.job(*job_id).ok_or(Missing::Never(UnusableSource::NoJob))?;
                resolve_result(job, *result, file.role)
            }
        }
    }

    /// What there is to know about a request before it is quoted. `asked` is what was looked up for it.
    pub fn facts(&self, asked: &References, request: &Request) -> Facts {
        let mut facts = Facts { kit: self.kit.clone(), ..Facts::default() };
        // Of a field that names several files, all are told in one complaint.
        let mut complain = |field: &str, problem: String| match facts.mistakes.last_mut() {
            Some(last) if last.field == field => last.message = then(&last.message, &problem),
            _ => facts.mistakes.push(FieldError::new(field, problem)),
        };
        if let (Some(id), None) = (asked.folder, &self.folder) {
            complain("drive_folder_id", no_folder(&id.to_string()));
        }
        for file in request.sources() {
            let length = match self.resolve(&file) {
                Ok(Location::Bucket(stored)) => length(&stored),
                Err(Missing::Unfinished(length)) => length,
                Ok(Location::Web(_)) | Err(Missing::NotYet(_) | Missing::Unreachable { .. }) => {
                    Length::Unknown
                }
                Err(Missing::Never(why)) => {
                    complain(&file.field, format!("'{}' {}", file.source.shown(), why.complaint()));
                    Length::Unknown
                }
            };
            facts.lengths.push(length);
        }
        if let (Some(id), None) = (asked.kit, &self.kit) {
            complain("brand_kit_id", no_kit(&id.to_string()));
        }
        facts
    }
}

fn resolve_result(job: &Job, result: usize, role: InputRole) -> Result<Location, Missing<UnusableSource>> {
    match job.status() {
        Status::Failed => Err(Missing::Never(UnusableSource::JobFailed)),
        Status::Pending | Status::Processing => Err(unfinished(job, result, role)),
        Status::Completed => {
            let mut made = job.variants.iter().filter_map(Variant::file);
            let no_result = UnusableSource::NoResult { result };
            let stored = made.nth(result).ok_or(Missing::Never(no_result))?;
            in_bucket(stored, role, UnusableSource::WrongResult { wanted: role.wanted() })
        }
    }
}

/// Waiting is of no use where the job will not make what is wanted.
fn unfinished(job: &Job, result: usize, role: InputRole) -> Missing<UnusableSource> {
    let variants = usize::try_from(job.request.variants()).unwrap_or(usize::MAX);
    if !role.takes(medium_of_result(&job.request)) {
        return Missing::Never(UnusableSource::WrongJob { wanted: role.wanted() });
    }
    if result >= variants {
        return Missing::Never(UnusableSource::TooFewVariants { result, variants });
    }
    Missing::Unfinished(longest_millis(&job.request, &job.applied).map_or(Length::Picture, Length::AtMost))
}

fn in_bucket(
    stored: &BucketFile,
    role: InputRole,
    wrong: UnusableSource,
) -> Result<Location, Missing<UnusableSource>> {
    if role.takes_mime(&stored.mime) {
        Ok(Location::Bucket(stored.clone()))
    } else {
        Err(Missing::Never(wrong))
    }
}

const fn medium_of_result(request: &Request) -> Medium {
    match request {
        Request::Image(_) => Medium::Picture,
        Request::Tts(_) => Medium::Sound,
        Request::Composite(composite) if composite.output.is_still() => Medium::Picture,
        Request::Video(_) | Request::Avatar(_) | Request::Composite(_) => Medium::Video,
    }
}

fn length(stored: &BucketFile) -> Length {
    match Medium::from_mime(&stored.mime) {
        Some(Medium::Picture) => Length::Picture,
        _ => stored.millis.map_or(Length::Unknown, Length::Exactly),
    }
}

#[cfg(test)]
mod tests;
