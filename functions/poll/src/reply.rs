//! The reply that shows one job: while it runs, it says when to look again.

use domain::Job;
use domain::request::Family;
use http::{StatusCode, header::RETRY_AFTER};
use serde_json::Value;
use web::Reply;

pub(crate) fn of_job(job: &Job, view: &Value, family: Family) -> Reply {
    let mut reply = web::json(StatusCode::OK, view);
    if !job.status().is_terminal() {
        reply.headers_mut().insert(RETRY_AFTER, (web::polling_interval_ms(family) / 1000).into());
    }
    reply
}
