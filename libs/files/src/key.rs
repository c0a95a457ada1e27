//! The keys of files in the bucket. They are made of our own ids and never of a client's words.

use domain::{FileId, JobId, TeamId};

/// The prefix of a job's results. Results and inputs have different prefixes, because they are kept for different
/// times.
pub fn result_prefix(team_id: &TeamId, job_id: JobId) -> String {
    format!("results/{team_id}/{job_id}")
}

/// The key of a result. It follows from job and variant, so that saving a result again overwrites it.
pub fn result_key(team_id: &TeamId, job_id: JobId, variant: usize, extension: &str) -> String {
    format!("{}/{variant}.{extension}", result_prefix(team_id, job_id))
}

/// The body of a job that is too large for its row.
pub fn body_key(team_id: &TeamId, job_id: JobId) -> String {
    format!("requests/{team_id}/{job_id}.json")
}

/// The key of an input. It follows from the job and the input's place in the request.
pub fn input_key(team_id: &TeamId, job_id: JobId, index: usize, extension: &str) -> String {
    format!("inputs/{team_id}/{job_id}/{index}.{extension}")
}

/// The key to which a client's link writes the bytes of an upload. Nothing stays here.
pub fn upload_key(team_id: &TeamId, id: FileId) -> String {
    format!("uploads/{team_id}/{id}")
}

/// The key of an upload that has been checked. Each version of the bytes has a key of its own, so that bytes that
/// come later never overwrite a checked file.
pub fn file_key(team_id: &TeamId, id: FileId, etag: &str, extension: &str) -> String {
    let version: String = etag.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("files/{team_id}/{id}/{version}.{extension}")
}
