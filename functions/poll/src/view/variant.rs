//! One of the pictures, videos or recordings that a job makes.

use std::time::Duration;

use domain::drive::DriveFile;
use domain::job::Variant;
use domain::{BucketFile, ErrorCode, FileId, Job, Status};
use files::SignedLink;
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Variant")]
pub(crate) struct VariantView {
    /// Its place among the job's variants, from 0.
    index: usize,
    /// How far it is.
    status: Status,
    /// A link to the file, which ends at the job's `result_urls_expire_at`; null where there is no file to show.
    url: Option<String>,
    /// The file of the drive that it was filed as, which may have been deleted since; null until the job has completed.
    file_id: Option<FileId>,
    /// In pixels; null where there is no picture yet, and for speech.
    width: Option<u32>,
    /// In pixels; null where there is no picture yet, and for speech.
    height: Option<u32>,
    /// In seconds; null where it is not made yet, and for a picture.
    duration: Option<f64>,
    /// Why it failed, as a word for programs; null where it has not failed.
    error_code: Option<ErrorCode>,
    /// Why it failed, as a sentence; null where it has not failed.
    error_message: Option<String>,
}

impl VariantView {
    pub(super) fn all(job: &Job, links: &[Option<SignedLink>]) -> Vec<Self> {
        let filed = job.result_files();
        let variants = job.variants.iter().zip(links).enumerate();
        variants.map(|(index, (variant, link))| Self::new(index, variant, link.as_ref(), &filed)).collect()
    }

    fn new(index: usize, variant: &Variant, link: Option<&SignedLink>, filed: &[DriveFile]) -> Self {
        let failure = match variant {
            Variant::Failed { failure } => Some(failure),
            _ => None,
        };
        let made: Option<&BucketFile> = variant.file();
        let filed = made.and_then(|made| filed.iter().find(|filed| filed.stored.key == made.key));
        let millis = made.and_then(|made| made.millis);
        Self {
            index,
            status: variant.status(),
            url: link.map(|link| link.url.clone()),
            file_id: filed.map(|filed| filed.id),
            width: made.and_then(|made| made.width),
            height: made.and_then(|made| made.height),
            duration: millis.map(|millis| Duration::from_millis(millis).as_secs_f64()),
            error_code: failure.map(|failure| failure.code),
            error_message: failure.map(|failure| failure.message.clone()),
        }
    }
}
