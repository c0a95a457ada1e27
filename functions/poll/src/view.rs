//! Jobs as clients see them: each kind of reply is a type.

pub(crate) mod generation;
pub(crate) mod job;
pub(crate) mod receipt;
mod variant;

use domain::request::Family;
use domain::{Job, Status};
use files::SignedLink;
use web::ApiError;

use crate::App;

/// Links to the results of a completed job: one for each variant that has a file.
pub(crate) async fn sign(app: &App, job: &Job) -> Result<Vec<Option<SignedLink>>, ApiError> {
    let now = app.clock.now();
    let filed = job.result_files();
    let mut links = Vec::new();
    for variant in &job.variants {
        let result = variant.file().and_then(|file| filed.iter().find(|filed| filed.stored.key == file.key));
        links.push(match result {
            Some(result) => {
                let link = app.files.link(&result.stored.key, &result.name, now).await;
                Some(link.map_err(ApiError::internal)?)
            }
            None => None,
        });
    }
    Ok(links)
}

/// How long to wait before an unfinished job is read again.
fn polling_interval_ms(job: &Job, family: Family) -> Option<u32> {
    (!job.status().is_terminal()).then(|| web::polling_interval_ms(family))
}

/// From 0 to 1; null where the vendor has not said.
fn progress(job: &Job) -> Option<f64> {
    match job.status() {
        Status::Completed => Some(1.0),
        Status::Failed => None,
        Status::Pending | Status::Processing => {
            job.progress_percent.map(|percent| f64::from(percent) / 100.0)
        }
    }
}

/// It never has a vendor's words in it, and always says that a failed job is free.
fn error_message(job: &Job) -> Option<String> {
    job.failure.as_ref().map(|failure| format!("{} Nothing was charged.", failure.message))
}
