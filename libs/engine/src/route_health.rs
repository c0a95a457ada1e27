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
                    let (vendor, route) = (route.vendor.as_str(), route_key(model, route));
                    tracing::error!(vendor, route, closed_by = by.as_str(), "a route is closed for all jobs");
                    metrics::count(Metric::RouteClosed, vendor, &route, by.as_str());
                }
                (Ok(_), _) => {}
                (Err(error), _) => {
                    tracing::warn!(name, ?observation, %error, "the health of a route could not be written");
                }
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
            Some(StartError::RouteDown(why)) => (route_key(model, route), Observation::Down(closed_by(why))),
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

/// What an operator has to mend, by what the adapter wrote for the log: the HTTP status, and words or the vendor's code
/// where the status does not say it. What says nothing is looked for at the key first.
fn closed_by(why: &str) -> ClosedBy {
    let why = why.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| why.contains(word));
    if has(&[
        "credit",
        "quota",
        "balance",
        "billing",
        "overdue",
        "http 402",
        "code 1100",
        "code 1101",
        "code 1102",
    ]) {
        ClosedBy::Balance
    } else if has(&["key", "auth", "permission", "available to us", "http 401", "http 403"]) {
        ClosedBy::Key
    } else if has(&["model", "no such", "not found", "http 404", "http 405", "http 410"]) {
        ClosedBy::Model
    } else {
        ClosedBy::Key
    }
}

#[cfg(test)]
mod tests {
    use domain::job::NewJob;
    use domain::request::{Facts, Family, Request};
    use domain::{Catalog, ErrorCode, Failure, JobId, Kind, TeamId, UserId};

    use super::*;

    /// What one answer shows on the first route of this picture's model.
    fn observed(answer: Option<&StartError>) -> Vec<(String, Observation)> {
        let (catalog, now) = (Catalog::shipped().unwrap(), Timestamp::from_millis(1_000_000));
        let body = serde_json::json!({"prompt": "x", "provider": "flux_2_pro"});
        let request = Request::read(Kind::Image, Family::Studio, &body, &catalog).unwrap();
        let job = Job::new(NewJob {
            job_id: JobId::new(now, [0; 10]),
            team_id: TeamId::new("t"),
            user_id: UserId::new("u"),
            plan: request.quote(&Facts::default(), &catalog).unwrap(),
            now,
            deadline_at: now.plus_seconds(600),
        });
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
            (Some(StartError::RouteDown("HTTP 402".into())), route(Observation::Down(ClosedBy::Balance))),
            (Some(StartError::Busy { retry_after: Some(120) }), account(120)),
            (Some(StartError::Busy { retry_after: None }), account(2)),
            (Some(StartError::Uncertain("lost".into())), vec![]),
        ] {
            assert_eq!(observed(answer.as_ref()), expected, "{answer:?}");
        }
    }

    #[test]
    fn a_closed_route_says_what_is_to_be_mended() {
        for (why, expected) in [
            ("HTTP 401", ClosedBy::Key),
            ("HTTP 403", ClosedBy::Key),
            ("HTTP 400, the key is not valid", ClosedBy::Key),
            ("HTTP 403, not available to us", ClosedBy::Key),
            ("HTTP 401, code 1002", ClosedBy::Key),
            ("HTTP 403, code 1103", ClosedBy::Key),
            ("no key for luma", ClosedBy::Key),
            ("HTTP 402", ClosedBy::Balance),
            ("HTTP 401 quota_exceeded", ClosedBy::Balance),
            ("HTTP 403 insufficient_credit", ClosedBy::Balance),
            ("HTTP 400, not enough credits", ClosedBy::Balance),
            ("HTTP 429, out of quota or credits", ClosedBy::Balance),
            ("HTTP 429, code 1102", ClosedBy::Balance),
            ("HTTP 404", ClosedBy::Model),
            ("HTTP 410", ClosedBy::Model),
            ("HTTP 404, code 1203", ClosedBy::Model),
            ("HTTP 400, no such model", ClosedBy::Model),
            ("HTTP 501, no such call", ClosedBy::Model),
        ] {
            assert_eq!(closed_by(why), expected, "{why}");
        }
    }
}
