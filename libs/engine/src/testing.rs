//! What the tests of several modules need.

use domain::job::NewJob;
use domain::request::{Facts, Family, Request};
use domain::{Catalog, Job, JobId, Kind, TeamId, Timestamp, UserId};
use serde_json::Value;

/// A new job of this request to a studio.
pub(crate) fn job(catalog: &Catalog, kind: Kind, body: &Value) -> Job {
    let request = Request::read(kind, Family::Studio, body, catalog).unwrap();
    let now = Timestamp::from_millis(1_000_000);
    Job::new(NewJob {
        job_id: JobId::new(now, [0; 10]),
        team_id: TeamId::new("t"),
        user_id: UserId::new("u"),
        plan: request.quote(&Facts::default(), catalog).unwrap(),
        now,
        deadline_at: now.plus_seconds(300),
    })
}
