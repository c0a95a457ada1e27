//! Picks the route that a job takes, and records what its starts show about the health of routes, which all workers
//! share. The rule itself is in `domain::route_choice`.

use domain::catalog::Route;
use domain::health::{self, Observation, account_key, route_key};
use domain::route_choice::{self, Pick, RouteFacts};
use domain::timing::next_start_delay;
use domain::{Job, Model};
use vendors::StartError;

use crate::Engine;

impl Engine {
    /// The route for a job's next start. Once a vendor has accepted a part of the job, the rest goes there, too. The same
    /// holds after a lost answer that the vendor can be asked about: only this vendor refuses a second start.
    pub(crate) async fn pick<'a>(&self, job: &Job, model: &'a Model) -> Pick<'a> {
        let now = self.jobs.clock.now();
        let health = self.healths.read(health::keys(model), now).await;
        let facts = RouteFacts { vendors_with_key: self.vendors.with_key(), health };
        let route = job.route.as_deref().and_then(|name| model.route(name));
        let asked_about = route.filter(|route| job.may_be_known_to(route));
        match (job.vendor, asked_about) {
            (None, None) => route_choice::pick(model, &job.request, &job.given_up, &facts, now),
            _ => route.filter(|route| self.vendors.has_key(route.vendor)).map_or(Pick::None, Pick::Route),
        }
    }

    /// Records observations. Where one cannot be written, the job goes on: the next start makes the same observation.
    pub(crate) async fn record_observations(&self, observations: Vec<(String, Observation)>) {
        let now = self.jobs.clock.now();
        for (name, observation) in observations {
            if let Err(error) = self.healths.record(&name, observation, self.jobs.pace, now).await {
                tracing::warn!(name, ?observation, %error, "the health of a route could not be written");
            }
        }
    }
}

/// What the answers to a job's starts show about the route and the account, by the names that their health is stored
/// under. Each observation comes once, however many variants made it.
pub(crate) fn observations<'a>(
    model: &Model,
    route: &Route,
    job: &Job,
    answers: impl Iterator<Item = Option<&'a StartError>>,
) -> Vec<(String, Observation)> {
    let mut observations = Vec::new();
    for answer in answers {
        let observation = match answer {
            None | Some(StartError::Refused(_) | StartError::NotHere(_) | StartError::MadeNothing(_)) => {
                (route_key(model, route), Observation::Works)
            }
            Some(StartError::Unavailable(_)) => (route_key(model, route), Observation::Trouble),
            Some(StartError::RouteDown(_)) => (route_key(model, route), Observation::Down),
            Some(StartError::Busy { retry_after }) => {
                let seconds = next_start_delay(job.refusals() + 1, *retry_after);
                (account_key(route.vendor), Observation::Busy { seconds })
            }
            // Nobody knows whether the route has failed or the connection to it.
            Some(StartError::Uncertain(_)) => continue,
        };
        if !observations.contains(&observation) {
            observations.push(observation);
        }
    }
    observations
}
