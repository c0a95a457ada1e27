//! Which routes a job has tried, and where else it could go.
//!
//! A route that took nothing passes the job over: the next route that is free is asked at once, because nothing was
//! accepted and so nothing can be bought twice. Once all have passed it over, the job waits and begins with the first
//! again.
//!
//! ```text
//! bfl: 429 ─1 s→ fal: 503 ─backoff, at most 30 s→ bfl: …
//! ```

use super::{Next, Tick};
use crate::catalog::Route;
use crate::route_state::{RouteFacts, RouteState, earliest};
use crate::timing::{LONGEST_WAIT_SECONDS, next_start_delay};
use crate::{Job, Model, Timestamp};

/// Where a job could go from the route that it has just asked.
#[derive(Debug, Default)]
pub(super) struct Others {
    /// There is another route that can do it, now or soon, without the operator's doing.
    pub(super) live: bool,
    /// One of them can be asked now.
    pub(super) free: bool,
    /// When the first that is paused or closed comes back.
    pub(super) back_at: Option<Timestamp>,
    /// One works as far as we know, and has just passed the job over.
    pub(super) may_be_asked_again: bool,
}

impl Job {
    /// Routes that have refused the job for the moment, since it last waited.
    pub(crate) fn has_passed_over(&self, route: &Route) -> bool {
        self.schedule.passed_over.contains(&route.name)
    }

    pub(crate) fn pass_over(&mut self, route: &str) {
        if !self.schedule.passed_over.iter().any(|name| name == route) {
            self.schedule.passed_over.push(route.to_owned());
        }
    }

    /// Whether the route can make it, as far as the job knows.
    pub(crate) fn could_take(&self, route: &Route) -> bool {
        self.demand().fits(route) && !self.given_up.contains(&route.name)
    }

    /// Whether the job has to stay on its route: the vendor has accepted a part of it, or may have.
    pub(crate) fn is_bound(&self, model: &Model) -> bool {
        let route = self.route.as_deref().and_then(|name| model.route(name));
        self.vendor.is_some() || route.is_some_and(|route| self.may_be_known_to(route))
    }

    /// The other routes, once `route` has been asked. If it was `busy`, so are the other routes of its account.
    pub(super) fn others(
        &self,
        route: &Route,
        busy: bool,
        model: &Model,
        facts: &RouteFacts,
        now: Timestamp,
    ) -> Others {
        let mut others = Others::default();
        let able = model.routes.iter().filter(|other| other.name != route.name && self.could_take(other));
        for other in able {
            let state = facts.state(model, other, now);
            others.live |= state.comes_back_by_itself();
            match state {
                RouteState::Open if busy && other.vendor == route.vendor => {}
                RouteState::Open if self.has_passed_over(other) => others.may_be_asked_again = true,
                RouteState::Open => others.free = true,
                _ => others.back_at = earliest(others.back_at, state.until()),
            }
        }
        others
    }

    /// How long the job waits after all routes have refused it: its backoff, or as long as the vendor asked; less where
    /// another route is worth a look sooner, and never so long that the end of a pause is missed by much.
    pub(super) fn wait_seconds(&self, asked: Option<u32>, others: &Others, tick: Tick) -> i64 {
        let asked = asked.filter(|_| !others.may_be_asked_again);
        let backoff = tick.pace.seconds(self.backoff_seconds(asked));
        let back = others.back_at.map_or(backoff, |until| until.seconds_from(tick.now));
        backoff.min(back)
    }

    fn backoff_seconds(&self, asked: Option<u32>) -> i64 {
        let refusals = self.schedule.refusals.max(self.schedule.start_errors);
        i64::from(next_start_delay(refusals, asked)).min(LONGEST_WAIT_SECONDS)
    }

    /// No route that could do it is free before `until`. The job looks again then, or in
    /// [`LONGEST_WAIT_SECONDS`], because pauses may be lifted or another route come back.
    #[must_use]
    pub fn wait_for_route(mut self, until: Timestamp, model: &Model, tick: Tick) -> Next {
        let mut seconds = until.seconds_from(tick.now).min(LONGEST_WAIT_SECONDS);
        if !self.schedule.passed_over.is_empty() {
            self.schedule.refusals += 1;
            seconds = seconds.max(tick.pace.seconds(self.backoff_seconds(None)));
        }
        self.schedule.passed_over.clear();
        self.give_up_waiting(tick.now);
        if let Some(outcome) = self.outcome() {
            return Next::end(self, outcome);
        }
        if self.unstarted().next().is_none() {
            return self.wait(model, tick);
        }
        self.requeue(seconds, tick)
    }
}
