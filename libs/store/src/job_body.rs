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

/// Where a job's body is. It is decided when the job is created and never again: what is in the row stays in the row,
/// however a later version writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyPlace {
    Row,
    Bucket,
}

impl BodyPlace {
    pub(crate) fn for_new_job(job: &Job) -> Result<Self, Error> {
        let is_large = to_json(&Body::new(job))?.len() > LARGEST_IN_ROW_BYTES;
        Ok(if is_large { Self::Bucket } else { Self::Row })
    }
}

impl JobRow {
    /// The row as it is written. The key of a body in the bucket is derived from the job.
    pub(crate) fn with_body_in(mut self, place: BodyPlace) -> Self {
        if place == BodyPlace::Bucket {
            let prompt = self.body.prompt.map(|prompt| prompt.chars().take(PROMPT_IN_ROW_CHARS).collect());
            self.body = Body { prompt, ..Body::default() };
            self.body_key = Some(files::body_key(&self.team_id, self.id));
        }
        self
    }
}

impl Store {
    /// Puts the job's body into the bucket where it is too large for the row: one call, and none otherwise. Returns
    /// its key.
    pub(crate) async fn put_large_body(&self, job: &Job) -> Result<Option<String>, Error> {
        if BodyPlace::for_new_job(job)? == BodyPlace::Row {
            return Ok(None);
        }
        let body = to_json(&Body::new(job))?;
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

#[cfg(test)]
mod tests {
    use domain::job::NewJob;
    use domain::request::{Facts, Family, Request};
    use domain::{Catalog, JobId, Kind, TeamId, Timestamp, UserId};
    use serde_json::json;

    use super::*;

    fn job(prompt: &str) -> Job {
        let (catalog, now) = (Catalog::shipped().unwrap(), Timestamp::from_millis(0));
        let body = json!({"prompt": prompt, "negative_prompt": "\u{1F6B2}".repeat(500)});
        let request = Request::read(Kind::Image, Family::Studio, &body, &catalog).unwrap();
        Job::new(NewJob {
            job_id: JobId::new(now, [0; 10]),
            team_id: TeamId::new("t"),
            user_id: UserId::new("u"),
            plan: request.quote(&Facts::default(), &catalog).unwrap(),
            now,
            deadline_at: now.plus_seconds(600),
        })
    }

    #[test]
    fn a_body_stays_where_it_was_put_when_its_job_was_created() {
        let (small, large) = (job("a bicycle"), job(&"\u{1F6B2}".repeat(1500)));
        assert_eq!(BodyPlace::for_new_job(&small).unwrap(), BodyPlace::Row);
        assert_eq!(BodyPlace::for_new_job(&large).unwrap(), BodyPlace::Bucket);
        // As if a later version measured the same body differently.
        let kept = JobRow::new(&large).with_body_in(BodyPlace::Row);
        assert_eq!((kept.body_key.as_ref(), &kept.body), (None, &Body::new(&large)));
        let elsewhere = JobRow::new(&small).with_body_in(BodyPlace::Bucket);
        assert!(elsewhere.body_key.is_some() && elsewhere.body.settings.is_empty());
        assert_eq!(elsewhere.body.prompt.as_deref(), Some("a bicycle"));
    }
}
