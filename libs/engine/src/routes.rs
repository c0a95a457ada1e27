//! Which route a job takes, and what its starts teach about it. Health is shared by all workers.

use std::collections::BTreeMap;

use domain::catalog::{OnUncertain, Route, Vendor};
use domain::health::{self, Health, Known, Lesson, Pick, account_key, route_key};
use domain::schedule::retry_delay;
use domain::{Job, Model};
use vendors::{StartError, Vendors};

use crate::Engine;

/// What is known right now.
struct Now<'a> {
    vendors: &'a Vendors,
    health: BTreeMap<String, Health>,
}

impl Known for Now<'_> {
    fn has_key(&self, vendor: Vendor) -> bool {
        self.vendors.has_key(vendor)
    }

    fn health(&self, key: &str) -> Health {
        self.health.get(key).cloned().unwrap_or_default()
    }
}

impl Engine {
    /// The route for a job's next start. Once a vendor has accepted a part of the job, the rest goes there, too.
    /// So it is after an answer was lost that the vendor can be asked about: it alone refuses a second start.
    pub(crate) async fn pick<'a>(&self, job: &Job, model: &'a Model) -> Pick<'a> {
        let now = self.jobs.clock.now();
        // What cannot be read counts as healthy: the start will tell.
        let health = self.healths.of(health::keys(model), now).await.unwrap_or_else(|error| {
            tracing::warn!(job_id = %job.job_id, %error, "the health of routes could not be read");
            BTreeMap::new()
        });
        let known = Now { vendors: &self.vendors, health };
        let route = job.route.as_deref().and_then(|name| model.route(name));
        let asked_about = route.filter(|route| is_asked_about(job, route));
        match (job.vendor, asked_about) {
            (None, None) => Pick::of(model, &job.request, &job.given_up, &known, now),
            _ => route.filter(|route| known.has_key(route.vendor)).map_or(Pick::None, Pick::Route),
        }
    }

    /// Writes lessons down. That one does not get written is no reason to stop: the next start teaches it again.
    pub(crate) async fn learn(&self, lessons: Vec<(String, Lesson)>) {
        let now = self.jobs.clock.now();
        for (name, lesson) in lessons {
            if let Err(error) = self.healths.learn(&name, lesson, self.jobs.pace, now).await {
                tracing::warn!(name, ?lesson, %error, "what a start taught was not written down");
            }
        }
    }
}

/// Whether a start on this route may have been accepted although the vendor did not know it when asked.
pub(crate) fn is_asked_about(job: &Job, route: &Route) -> bool {
    job.uncertain_starts > 0 && route.on_uncertain == OnUncertain::Lookup
}

/// What the answers to a start say about the route and the account.
pub(crate) fn lessons<'a>(
    model: &Model,
    route: &Route,
    job: &Job,
    answers: impl Iterator<Item = Option<&'a StartError>>,
) -> Vec<(String, Lesson)> {
    let mut lessons: Vec<(String, Lesson)> = Vec::new();
    for answer in answers {
        let lesson = match answer {
            None | Some(StartError::Refused(_)) => (route_key(model, route), Lesson::Works),
            Some(StartError::Unavailable(_)) => (route_key(model, route), Lesson::Trouble),
            Some(StartError::RouteDown(_)) => (route_key(model, route), Lesson::Down),
            Some(StartError::Busy { retry_after }) => {
                let seconds = retry_delay(job.refusals + 1, *retry_after);
                (account_key(route.vendor), Lesson::Busy { seconds })
            }
            // Whether it is the route or the line to it, nobody knows.
            Some(StartError::Uncertain(_)) => continue,
        };
        if !lessons.contains(&lesson) {
            lessons.push(lesson);
        }
    }
    lessons
}
