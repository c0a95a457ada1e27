//! Bodies of jobs that are too large for a row: they are in the bucket, and the row says where. A row is written many
//! times in a job's life and copied into an index each time; a body is written once, before the job is.

use std::convert::Infallible;

use bytes::Bytes;
use domain::Job;
use files::Files;
use futures::stream;

use crate::job_row::{Body, JobRow};
use crate::{Error, Store};

/// A larger body goes to the bucket.
const LARGEST_IN_ROW_BYTES: usize = 8 * 1024;
/// The row keeps the beginning of the prompt for people who query it.
const PROMPT_IN_ROW_CHARS: usize = 200;
/// Far more than a request can be.
const LARGEST_BODY_BYTES: usize = 4 * 1024 * 1024;

impl JobRow {
    /// The row without its body, where that is too large. The key is derived from the job, so that every later write
    /// of the row names the same body.
    pub(crate) fn without_large_body(mut self) -> Result<Self, Error> {
        if to_json(&self.body)?.len() > LARGEST_IN_ROW_BYTES {
            let prompt = self.body.prompt.map(|prompt| prompt.chars().take(PROMPT_IN_ROW_CHARS).collect());
            self.body = Body { prompt, ..Body::default() };
            self.body_key = Some(files::body_key(&self.team_id, self.id));
        }
        Ok(self)
    }
}

impl Store {
    /// Puts the job's body into the bucket where it is too large for the row: one call, and none otherwise. Returns
    /// its key.
    pub(crate) async fn put_large_body(&self, job: &Job) -> Result<Option<String>, Error> {
        let body = to_json(&Body::new(job))?;
        if body.len() <= LARGEST_IN_ROW_BYTES {
            return Ok(None);
        }
        let key = files::body_key(&job.team_id, job.job_id);
        let whole = stream::iter([Ok::<_, Infallible>(Bytes::from(body))]);
        let put = self.bodies()?.save(&key, "application/json", whole).await;
        put.map(|_| Some(key)).map_err(|error| Error::Unavailable(error.to_string()))
    }

    /// Deletes the body of a job that was not accepted after all. If that fails, some bytes stay that nobody reads.
    pub(crate) async fn forget_body(&self, key: Option<String>) {
        if let Some(key) = key
            && let Ok(files) = self.bodies()
            && let Err(error) = files.delete(&key).await
        {
            tracing::warn!(key, %error, "the body of a job that was not accepted stays in the bucket");
        }
    }

    /// The row with its body: one more call where that is in the bucket.
    pub(crate) async fn with_body(&self, mut row: JobRow) -> Result<JobRow, Error> {
        if let Some(key) = &row.body_key {
            let read = self.bodies()?.read(key, LARGEST_BODY_BYTES).await;
            let bytes = read.map_err(|error| Error::Unavailable(error.to_string()))?;
            let bytes = bytes.ok_or_else(|| Error::Bug(format!("{key} is larger than any body")))?;
            row.body =
                serde_json::from_slice(&bytes).map_err(|error| Error::Bug(format!("{key}: {error}")))?;
        }
        Ok(row)
    }

    fn bodies(&self) -> Result<&Files, Error> {
        self.bodies
            .as_ref()
            .ok_or_else(|| Error::Bug("this function does not read bodies of jobs".to_owned()))
    }
}

fn to_json(body: &Body) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(body).map_err(|error| Error::Bug(error.to_string()))
}
