//! `GET /_sim/ledger`: what was started, refused and billed, so that a double start shows. `?prompt=` keeps
//! the jobs with exactly this prompt. At the address of all vendors it also says how often which list was read.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::routing::{MethodRouter, get};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::usage::JobLine;
use crate::vendor::Vendor;
use crate::world::World;

pub(crate) fn of_all_vendors() -> MethodRouter<Arc<World>> {
    get(|State(world): State<Arc<World>>, Query(wanted): Query<Wanted>| async move {
        let mut report = report(&world, |line| wanted.fits(line));
        report.reads = Some(world.reads.counts());
        Json(report)
    })
}

pub(crate) fn of_one_vendor(vendor: Vendor) -> Router<Arc<World>> {
    let route = get(move |State(world): State<Arc<World>>, Query(wanted): Query<Wanted>| async move {
        Json(report(&world, |line| line.job.vendor == vendor && wanted.fits(line)))
    });
    Router::new().route("/_sim/ledger", route)
}

#[derive(Debug, Deserialize)]
struct Wanted {
    prompt: Option<String>,
}

impl Wanted {
    fn fits(&self, line: &JobLine) -> bool {
        self.prompt.as_ref().is_none_or(|prompt| *prompt == line.job.prompt)
    }
}

#[derive(Debug, Serialize)]
struct Report {
    jobs: Vec<JobLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reads: Option<BTreeMap<String, u64>>,
}

fn report(world: &World, fits: impl Fn(&JobLine) -> bool) -> Report {
    let mut jobs = world.usage.lines(world.now_ms());
    jobs.retain(fits);
    Report { jobs, reads: None }
}
