//! What a vendor's answers to a round of starts make of a job.

use super::routes::Others;
use super::{Next, Stage, Tick};
use crate::catalog::{OnUncertain, Route};
use crate::job::{Handle, Variant};
use crate::route_state::RouteFacts;
use crate::sentence::ended;
use crate::timing::{
    LOOKUP_AFTER_SECONDS, MAX_START_ERRORS, NEXT_ROUTE_SECONDS, RESULT_DELAY_SECONDS,
    SLOT_WAIT_BESIDE_RUNNING_SECONDS, look_delay, until_heartbeat,
};
use crate::{BilledReason, ErrorCode, Failure, Job, Model, Phase, Timestamp};

/// What a vendor answered when it was asked to start a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartAnswer {
    /// The vendor is at work.
    Accepted(Handle),
    /// A synchronous vendor is done; or the vendor will never make this.
    Ended(Variant),
    /// A vendor made something at once that is of no use.
    Useless(Failure),
    /// It has no free slot, and perhaps says when to ask again.
    Busy { retry_after: Option<u32> },
    /// It is in trouble: nothing was started.
    Unavailable,
    /// The route is of no use to anybody: its key or its account.
    RouteDown,
    /// This route cannot do it, and another perhaps can.
    NotHere(Failure),
    /// The answer was lost. The vendor may be at work, or not.
    Uncertain,
    /// The vendor was asked about a lost answer and does not know the task. It is started again there, because only this
    /// vendor refuses a second start should it know the first one after all.
    NotKnown,
    /// A synchronous vendor did the work and made nothing of it. It is asked once more at once; after that, another
    /// route is.
    MadeNothing,
}

/// What a round of answers asks for beside the variants themselves.
#[derive(Default)]
struct Round {
    asked_to_wait: Option<u32>,
    /// Answers were lost that the vendor can be asked about.
    look_up: bool,
    /// Another route is to be tried, or the same one once more: at once.
    at_once: bool,
    /// Why this route cannot make it, where another perhaps can.
    not_here: Option<Failure>,
}

impl Job {
    /// Variants that no vendor was asked for, or that none has accepted.
    pub fn unstarted(&self) -> impl Iterator<Item = usize> {
        let variants = self.variants.iter().enumerate();
        variants.filter(|(_, variant)| **variant == Variant::Queued).map(|(index, _)| index)
    }

    /// Whether a vendor is being asked to start it, or its answer was lost.
    pub(super) fn is_being_asked_for(&self) -> bool {
        self.schedule.stage == Stage::Starting && self.route.is_some()
    }

    /// Why the job fails where no route is left to make it: what a route has said of it, or what is learned of its
    /// recording only when that is fetched and that no route takes.
    pub fn no_route(&self, model: &Model, facts: &RouteFacts, now: Timestamp) -> Failure {
        if let Some(not_here) = &self.schedule.not_here {
            return not_here.clone();
        }
        let lives = |route: &&Route| facts.state(model, route, now).lives();
        let living: Vec<&Route> = model.routes.iter().filter(lives).collect();
        match self.demand().complaints(model, &living).first() {
            Some(complaint) => Failure::because(
                ErrorCode::InvalidInput,
                format!("{} {} Change it and submit again.", complaint.field, ended(&complaint.message)),
            ),
            None => Failure::new(ErrorCode::ProviderUnavailable),
        }
    }

    /// Whether no start was made good by a second one yet: of a lost answer, or of a vendor that made nothing.
    pub const fn may_start_once_more(&self) -> bool {
        self.schedule.uncertain_starts == 0
    }

    /// Whether a start on this route may have been accepted although the vendor did not know it when asked.
    pub fn may_be_known_to(&self, route: &Route) -> bool {
        self.schedule.uncertain_starts > 0 && route.on_uncertain == OnUncertain::Lookup
    }

    /// The vendor has taken on a part of the job: from here on its route stays. Running has a deadline of its own.
    #[must_use]
    pub fn accept(mut self, route: &Route, model: &Model, now: Timestamp) -> Self {
        self.vendor = Some(route.vendor);
        self.route = Some(route.name.clone());
        if self.started_at.is_none() {
            self.started_at = Some(now);
            if let Some(running) = model.running_seconds {
                self.schedule.deadline_at = now.plus_seconds(running.into());
            }
        }
        self
    }

    /// After a round of starts on `route`. Trouble is counted once a round, however many variants met it, and only where
    /// the job has to wait for it. `facts` is what is known of the other routes.
    #[must_use]
    pub fn started(
        mut self,
        answers: Vec<(usize, StartAnswer)>,
        route: Option<&Route>,
        model: &Model,
        facts: &RouteFacts,
        tick: Tick,
    ) -> Next {
        let any = |wanted: fn(&StartAnswer) -> bool| answers.iter().any(|(_, answer)| wanted(answer));
        let busy = any(|answer| matches!(answer, StartAnswer::Busy { .. }));
        let trouble = any(|answer| *answer == StartAnswer::Unavailable);
        let may_repeat = self.may_start_once_more();
        // What is given up keeps no sibling on the route.
        let lost = any(|answer| *answer == StartAnswer::NotKnown)
            || (may_repeat && any(|answer| *answer == StartAnswer::MadeNothing))
            || (when_lost(route, may_repeat).is_some() && any(|answer| *answer == StartAnswer::Uncertain));
        let accepted = self.vendor.is_some() || any(is_accepted);
        let may_be_known = |route: &Route| {
            self.may_be_known_to(route) || (lost && route.on_uncertain == OnUncertain::Lookup)
        };
        let bound = accepted || route.is_some_and(may_be_known);
        let free_to_leave = route.filter(|_| !bound && !lost);
        let others = free_to_leave.map(|route| self.others(route, busy, model, facts, tick.now));
        let others = others.unwrap_or_default();
        let judge = Judge { route, may_repeat, bound, elsewhere: others.live, now: tick.now };
        let mut round = Round::default();
        for (index, answer) in answers {
            let (phase, is_lost) = (phase(&answer), answer == StartAnswer::Uncertain);
            if answer == StartAnswer::MadeNothing {
                self.bill_nothing(index, route);
            }
            match judge.variant(answer, &mut round) {
                Variant::Failed { failure } => self.fail(index, failure, phase, route),
                Variant::Queued if is_lost && !round.look_up => {
                    self.bill(index, BilledReason::LostStart, route);
                }
                variant => self.set_variant(index, variant),
            }
        }
        let passes = others.free && (busy || trouble);
        if !passes {
            self.schedule.refusals += u32::from(busy);
            self.schedule.start_errors += u32::from(trouble);
        }
        self.schedule.uncertain_starts += u32::from(lost);
        self.schedule.attempts += 1;
        self.schedule.not_here = round.not_here.take().or(self.schedule.not_here);
        if let Some(route) = route {
            if accepted {
                self = self.accept(route, model, tick.now);
            } else if !lost {
                self.leave_or_pass_over(route, passes, &others, &round);
            }
        }
        self.give_up_waiting(tick.now);
        self.after_round(&round, route, passes, &others, model, tick)
    }

    /// The route stays once the vendor has accepted a part; a lost answer alone never makes the job give up a route. It is
    /// left for good where it is of no use, or where it has been in trouble for too long and there is another.
    fn leave_or_pass_over(&mut self, route: &Route, passes: bool, others: &Others, round: &Round) {
        if round.at_once {
            self.leave_route(route);
        } else if passes {
            self.pass_over(&route.name);
        }
        if self.schedule.start_errors >= MAX_START_ERRORS && others.live {
            self.leave_route(route);
            self.schedule.start_errors = 0;
        }
    }

    fn leave_route(&mut self, route: &Route) {
        if !self.given_up.contains(&route.name) {
            self.given_up.push(route.name.clone());
        }
    }

    /// Server errors are waited out for [`MAX_START_ERRORS`] rounds, and a full account until the deadline. Both end
    /// sooner if a sibling runs, because its result's link may expire.
    pub(super) fn give_up_waiting(&mut self, now: Timestamp) {
        let runs_since = self.running().map(|(_, _, since)| now.millis_since(since) / 1000).max();
        let too_long = runs_since.is_some_and(|seconds| seconds > SLOT_WAIT_BESIDE_RUNNING_SECONDS);
        if self.schedule.start_errors < MAX_START_ERRORS && !too_long {
            return;
        }
        self.fail_unstarted(&Failure::new(ErrorCode::ProviderUnavailable));
    }

    fn after_round(
        mut self,
        round: &Round,
        route: Option<&Route>,
        passes: bool,
        others: &Others,
        model: &Model,
        tick: Tick,
    ) -> Next {
        if let Some(outcome) = self.outcome() {
            return Next::end(self, outcome);
        }
        let stays =
            self.vendor.is_some() || round.look_up || route.is_some_and(|route| self.may_be_known_to(route));
        if !stays {
            // A step that finds the job abandoned in its next start knows that nothing was asked yet.
            self.route = None;
        }
        if round.look_up {
            return self.wait_to_look_up(tick);
        }
        if self.unstarted().next().is_none() {
            return self.wait(model, tick);
        }
        if passes || round.at_once {
            return self.requeue(tick.pace.seconds(NEXT_ROUTE_SECONDS), tick);
        }
        self.schedule.passed_over.clear();
        let seconds = self.wait_seconds(round.asked_to_wait, others, tick);
        self.requeue(seconds, tick)
    }

    /// Everything runs: the first look comes near the model's median. What is made already and only has to be
    /// downloaded is looked at soon.
    pub(super) fn wait(mut self, model: &Model, tick: Tick) -> Next {
        self.schedule.look = 0;
        self.unlease(Stage::Waiting, until_heartbeat(model, 0), tick);
        let is_made = self.running().any(|(_, handle, _)| handle.result_link().is_some());
        let delay = if is_made { RESULT_DELAY_SECONDS } else { look_delay(model, 0).into() };
        Next::continue_with(self, tick.pace.seconds(delay))
    }

    /// Found in this stage without a lease, the vendor is asked what it knows.
    fn wait_to_look_up(mut self, tick: Tick) -> Next {
        self.unlease(Stage::Starting, LOOKUP_AFTER_SECONDS, tick);
        Next::continue_with(self, tick.pace.seconds(LOOKUP_AFTER_SECONDS))
    }

    /// The step is over; the next one is due in so many seconds.
    fn unlease(&mut self, stage: Stage, seconds: i64, tick: Tick) {
        self.schedule.stage = stage;
        self.schedule.lease_until = None;
        self.schedule.resends = 0;
        self.schedule.due_at = Some(tick.now.plus_seconds(tick.pace.patience(seconds)));
    }
}

/// How far the vendor is if this answer ends the variant.
const fn phase(answer: &StartAnswer) -> Phase {
    match answer {
        StartAnswer::Useless(_) => Phase::Made,
        StartAnswer::Uncertain => Phase::LostStart,
        _ => Phase::Start,
    }
}

/// How a lost answer is made good.
enum Remedy {
    /// The vendor is asked what it knows.
    LookUp,
    StartOnceMore,
}

/// As the route says, so that nothing is started twice unknowingly. `None`: the variant is given up.
fn when_lost(route: Option<&Route>, may_repeat: bool) -> Option<Remedy> {
    match route.map_or(OnUncertain::Fail, |route| route.on_uncertain) {
        OnUncertain::Lookup => Some(Remedy::LookUp),
        OnUncertain::RetryOnce => may_repeat.then_some(Remedy::StartOnceMore),
        OnUncertain::Fail => None,
    }
}

const fn is_accepted(answer: &StartAnswer) -> bool {
    matches!(answer, StartAnswer::Accepted(_) | StartAnswer::Ended(Variant::Saved { .. }))
}

/// What one answer means for its variant.
struct Judge<'a> {
    route: Option<&'a Route>,
    /// No lost answer was made good by a second start before.
    may_repeat: bool,
    /// The vendor has taken on a part of the job, or may have: no other vendor may.
    bound: bool,
    /// There is another route that could make it.
    elsewhere: bool,
    now: Timestamp,
}

impl Judge<'_> {
    fn variant(&self, answer: StartAnswer, round: &mut Round) -> Variant {
        match answer {
            StartAnswer::Accepted(handle) => Variant::Running { handle, since: self.now },
            StartAnswer::Ended(variant) => variant,
            StartAnswer::Useless(failure) => Variant::Failed { failure },
            StartAnswer::Busy { retry_after } => {
                round.asked_to_wait = round.asked_to_wait.max(retry_after);
                Variant::Queued
            }
            StartAnswer::Unavailable => Variant::Queued,
            StartAnswer::MadeNothing if !self.may_repeat => {
                self.variant(StartAnswer::NotHere(Failure::new(ErrorCode::ProviderFailed)), round)
            }
            StartAnswer::RouteDown if self.bound => failed(ErrorCode::ProviderUnavailable),
            StartAnswer::NotHere(failure) if !self.elsewhere => Variant::Failed { failure },
            StartAnswer::NotHere(failure) => {
                round.not_here = Some(failure);
                round.at_once = true;
                Variant::Queued
            }
            StartAnswer::RouteDown | StartAnswer::NotKnown | StartAnswer::MadeNothing => {
                round.at_once = true;
                Variant::Queued
            }
            StartAnswer::Uncertain => self.uncertain(round),
        }
    }

    fn uncertain(&self, round: &mut Round) -> Variant {
        match when_lost(self.route, self.may_repeat) {
            Some(Remedy::LookUp) => round.look_up = true,
            Some(Remedy::StartOnceMore) => round.at_once = true,
            None => return failed(ErrorCode::ProviderFailed),
        }
        Variant::Queued
    }
}

fn failed(code: ErrorCode) -> Variant {
    Variant::Failed { failure: Failure::new(code) }
}
