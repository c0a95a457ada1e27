//! Keys. Only our own ids go into them, never a client's words.

use domain::{FileId, JobId, TeamId};

/// Results are kept apart from inputs by prefix, so that each has its own retention.
pub fn result_prefix(team_id: &TeamId, job_id: JobId) -> String {
    format!("results/{team_id}/{job_id}")
}

/// Derived from job and variant, so that saving again overwrites itself.
pub fn result_key(team_id: &TeamId, job_id: JobId, variant: usize, extension: &str) -> String {
    format!("{}/{variant}.{extension}", result_prefix(team_id, job_id))
}

/// The body of a job that is too large for its row.
pub fn body_key(team_id: &TeamId, job_id: JobId) -> String {
    format!("requests/{team_id}/{job_id}.json")
}

/// A file that a request names, as it was brought in; derived from job and place, too.
pub fn input_key(team_id: &TeamId, job_id: JobId, index: usize, extension: &str) -> String {
    format!("inputs/{team_id}/{job_id}/{index}.{extension}")
}

/// Where a client's link puts the bytes of an upload. Nothing stays here.
pub fn upload_key(team_id: &TeamId, id: FileId) -> String {
    format!("uploads/{team_id}/{id}")
}

/// Where the bytes of an upload stay once they are checked. Each version has a place of its own: what is found to be the
/// file is never overwritten by what came later.
pub fn file_key(team_id: &TeamId, id: FileId, etag: &str, extension: &str) -> String {
    let version: String = etag.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("files/{team_id}/{id}/{version}.{extension}")
}
