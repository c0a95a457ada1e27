//! What is known of routes, and what a job's starts show about their health, which all workers share. How a route is chosen
//! is in `domain::route_choice`.

use domain::catalog::Route;
use domain::health::{self, ClosedBy, Observation, account_key, route_key};
use domain::route_state::RouteFacts;
use domain::timing::next_start_delay;
use domain::{Job, Model, Timestamp};
use metrics::Metric;
use vendors::StartError;

use crate::Engine;

impl Engine {
    pub(crate) async fn route_facts(&self, model: &Model) -> RouteFacts {
        let health = self.healths.read(health::keys(model), self.jobs.clock.now()).await;
        RouteFacts { vendors_with_key: self.vendors.with_key(), health }
    }

    /// Records observations that were made at `now`. Where one cannot be written, the job goes on: the next start makes
    /// the same observation. A route that is closed because of something that an operator has to mend is counted once,
    /// by the start that closes it.
    pub(crate) async fn record_observations(
        &self,
        model: &Model,
        route: &Route,
        observations: Vec<(String, Observation)>,
        now: Timestamp,
    ) {
        for (name, observation) in observations {
            match (self.healths.record(&name, observation, self.jobs.pace, now).await, observation) {
                (Ok(true), Observation::Down(by)) => {
                    tell_closed(model, route, by);
                }
                (Ok(_), _) => {}
                (Err(error), _) => {
                    tracing::warn!(name, ?observation, %error, "the health of a route could not be written");
                }
            }
        }
    }
}

fn tell_closed(model: &Model, route: &Route, by: ClosedBy) {
    let (vendor, route) = (route.vendor.as_str(), route_key(model, route));
    tracing::error!(vendor, route, closed_by = by.as_str(), "a route is closed for all jobs");
    metrics::count(Metric::RouteClosed, vendor, &route, by.as_str());
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
            Some(StartError::RouteDown(by, _)) => (route_key(model, route), Observation::Down(*by)),
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

#[cfg(test)]
mod tests {
    use domain::{Catalog, ErrorCode, Failure, Kind};

    use metrics::testing::counted;

    use super::*;
    use crate::testing;

    #[test]
    fn a_route_that_is_closed_is_one_count_by_its_key_and_with_its_reason() {
        let catalog = Catalog::shipped().unwrap();
        let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
        for (route, by, reason) in [
            ("bfl", ClosedBy::Balance, "balance"),
            ("bfl", ClosedBy::Key, "key"),
            ("fal", ClosedBy::Model, "model"),
        ] {
            let counts = counted(|| tell_closed(model, model.route(route).unwrap(), by));
            let key = format!("image/flux_2_pro/{route}");
            assert_eq!(counts.len(), 1);
            assert_eq!(counts[0].fields(), ("RouteClosed", route, key.as_str(), reason));
        }
    }

    /// What one answer shows on the first route of this picture's model.
    fn observed(answer: Option<&StartError>) -> Vec<(String, Observation)> {
        let catalog = Catalog::shipped().unwrap();
        let body = serde_json::json!({"prompt": "x", "provider": "flux_2_pro"});
        let job = testing::job(&catalog, Kind::Image, &body);
        let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
        observations(model, model.route("bfl").unwrap(), &job, [answer, answer].into_iter())
    }

    #[test]
    fn only_what_is_everybodys_business_changes_the_health_of_a_route() {
        let failure = || Failure::new(ErrorCode::InvalidInput);
        let route = |observation| vec![("image/flux_2_pro/bfl".to_owned(), observation)];
        let account = |seconds| vec![("account/bfl".to_owned(), Observation::Busy { seconds })];
        for (answer, expected) in [
            (None, route(Observation::Works)),
            (Some(StartError::NotHere(failure())), route(Observation::Works)),
            (Some(StartError::Refused(failure())), route(Observation::Works)),
            (Some(StartError::Unavailable("HTTP 503".into())), route(Observation::Trouble)),
            (
                Some(StartError::RouteDown(ClosedBy::Balance, "HTTP 402".into())),
                route(Observation::Down(ClosedBy::Balance)),
            ),
            (Some(StartError::Busy { retry_after: Some(120) }), account(120)),
            (Some(StartError::Busy { retry_after: None }), account(2)),
            (Some(StartError::Uncertain("lost".into())), vec![]),
        ] {
            assert_eq!(observed(answer.as_ref()), expected, "{answer:?}");
        }
    }
}
