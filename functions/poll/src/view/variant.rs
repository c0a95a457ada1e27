//! One of the pictures, videos or recordings that a job makes.

use domain::job::Variant;
use domain::{ErrorCode, Job, Status};
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
    /// Why it failed, as a word for programs; null where it has not failed.
    error_code: Option<ErrorCode>,
    /// Why it failed, as a sentence; null where it has not failed.
    error_message: Option<String>,
}

impl VariantView {
    pub(super) fn all(job: &Job, links: &[Option<SignedLink>]) -> Vec<Self> {
        let variants = job.variants.iter().zip(links).enumerate();
        variants.map(|(index, (variant, link))| Self::new(index, variant, link.as_ref())).collect()
    }

    fn new(index: usize, variant: &Variant, link: Option<&SignedLink>) -> Self {
        let failure = match variant {
            Variant::Failed { failure } => Some(failure),
            _ => None,
        };
        Self {
            index,
            status: variant.status(),
            url: link.map(|link| link.url.clone()),
            error_code: failure.map(|failure| failure.code),
            error_message: failure.map(|failure| failure.message.clone()),
        }
    }
}
