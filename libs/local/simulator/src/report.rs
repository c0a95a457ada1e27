//! `GET /_sim/ledger`: what was started, refused and billed, so that a double start shows. `?prompt=` keeps
//! the jobs with exactly this prompt.

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
        report(&world, |line| wanted.fits(line))
    })
}

pub(crate) fn of_one_vendor(vendor: Vendor) -> Router<Arc<World>> {
    let route = get(move |State(world): State<Arc<World>>, Query(wanted): Query<Wanted>| async move {
        report(&world, |line| line.job.vendor == vendor && wanted.fits(line))
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
}

fn report(world: &World, fits: impl Fn(&JobLine) -> bool) -> Json<Report> {
    let mut jobs = world.usage.lines(world.now_ms());
    jobs.retain(fits);
    Json(Report { jobs })
}
