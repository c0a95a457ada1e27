//! What ends, and what is left then: routes and voices whose last day is near or past, and models that one route, one
//! vendor or nobody can make. It looks at the catalog and at what vendors have told, and at no clock.

mod left;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::catalog::{Catalog, Model, Route, SpeechOptions, Vendor};
use crate::health::route_key;
use crate::{Kind, Timestamp};

use left::{Left, Slot};

/// What ends within so many days is a finding. Two months are time to find, try and ship a successor.
pub const WARN_DAYS: i64 = 60;

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Something that an operator has to know about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// A route as `kind/model/route`, or a model as `kind/model`.
    pub subject: String,
    /// The vendor whose route or voice it is; `None` where the finding is about the model.
    pub vendor: Option<Vendor>,
    /// What follows the subject in a sentence.
    pub problem: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Warning,
    /// Customers are refused, or will be if nobody acts.
    Error,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.subject, self.problem)
    }
}

impl Finding {
    /// The vendor was asked when it ends the model, and does not know the model.
    pub fn unknown_to_vendor(model: &Model, route: &Route, wire_model: &str) -> Self {
        let problem = format!("({wire_model}) is unknown to its vendor, which may have retired it");
        Self::of_route(Severity::Error, model, route, problem)
    }

    fn of_route(severity: Severity, model: &Model, route: &Route, problem: String) -> Self {
        Self { severity, subject: route_key(model, route), vendor: Some(route.vendor), problem }
    }

    fn of_model(severity: Severity, model: &Model, vendor: Option<Vendor>, problem: String) -> Self {
        Self { severity, subject: format!("{}/{}", model.kind.as_str(), model.id), vendor, problem }
    }
}

/// `told`: what vendors have said about the end of a route's model, by the name of [`route_key`].
pub fn findings(catalog: &Catalog, told: &BTreeMap<String, Timestamp>, now: Timestamp) -> Vec<Finding> {
    let calendar = Calendar { told, now };
    // Our own worker makes the others, so no vendor can end them.
    let models = catalog.models().iter().filter(|model| model.kind != Kind::Composite);
    models.flat_map(|model| calendar.of_model(model)).collect()
}

/// Every day on which something of the catalog ends.
pub fn days(catalog: &Catalog) -> BTreeSet<Timestamp> {
    let routes = catalog.models().iter().flat_map(|model| &model.routes).filter_map(|route| route.sunset_at);
    let speech = catalog.models().iter().filter_map(Model::speech);
    routes.chain(speech.flat_map(|options| options.voice_sunsets.values().copied())).collect()
}

struct Calendar<'a> {
    told: &'a BTreeMap<String, Timestamp>,
    now: Timestamp,
}

impl Calendar<'_> {
    fn horizon(&self) -> Timestamp {
        self.now.plus_millis(WARN_DAYS * DAY_MILLIS)
    }

    fn is_near(&self, end: Timestamp) -> bool {
        self.now < end && end <= self.horizon()
    }

    fn days_until(&self, end: Timestamp) -> i64 {
        end.as_millis().div_euclid(DAY_MILLIS) - self.now.as_millis().div_euclid(DAY_MILLIS)
    }

    /// The earlier of what the catalog says and what the vendor has told.
    fn end(&self, model: &Model, route: &Route) -> Option<Timestamp> {
        let told = self.told.get(&route_key(model, route)).copied();
        route.sunset_at.into_iter().chain(told).min()
    }

    fn lives(&self, model: &Model, route: &Route, day: Timestamp) -> bool {
        !route.disabled && self.end(model, route).is_none_or(|end| day < end)
    }

    fn of_model(&self, model: &Model) -> Vec<Finding> {
        let routes = model.routes.iter().filter_map(|route| self.of_route(model, route));
        let voices = model.speech().map(|options| self.of_voices(model, options));
        routes.chain(voices.into_iter().flatten()).chain(self.of_what_is_left(model)).collect()
    }

    fn of_route(&self, model: &Model, route: &Route) -> Option<Finding> {
        let end = self.end(model, route)?;
        let (wire_model, day) = (route.wire_models().next().unwrap_or_default(), end.date());
        let source = if route.sunset_at == Some(end) { "" } else { ", by the vendor's own word" };
        let problem = if end <= self.now {
            format!("({wire_model}) ended on {day}{source} and is never picked")
        } else if self.is_near(end) {
            format!("({wire_model}) ends on {day}, in {} days{source}", self.days_until(end))
        } else {
            return None;
        };
        Some(Finding::of_route(Severity::Warning, model, route, problem))
    }

    /// One finding for all voices that end on the same day.
    fn of_voices(&self, model: &Model, options: &SpeechOptions) -> Vec<Finding> {
        let mut by_day: BTreeMap<Timestamp, Vec<&str>> = BTreeMap::new();
        for (voice, sunset) in &options.voice_sunsets {
            by_day.entry(*sunset).or_default().push(voice);
        }
        let vendor = model.routes.first().map(|route| route.vendor);
        let warning = |problem| Finding::of_model(Severity::Warning, model, vendor, problem);
        let mut found: Vec<Finding> = Vec::new();
        for (sunset, voices) in by_day {
            let (count, day) = (voices.len(), sunset.date());
            let names = voices.join(", ");
            if sunset <= self.now {
                found.push(warning(format!("lost {count} voices on {day}: {names}")));
            } else if self.is_near(sunset) {
                let left = self.days_until(sunset);
                let default = options.default_voice(self.now).filter(|voice| voices.contains(voice));
                let default = default.map(|voice| format!(", the default voice {voice} among them"));
                let default = default.unwrap_or_default();
                found.push(warning(format!(
                    "loses {count} voices on {day}, in {left} days{default}: {names}"
                )));
            }
        }
        if !options.default_voices.is_empty() && options.default_voice(self.horizon()).is_none() {
            let problem = "has no default voice that lasts".to_owned();
            found.push(Finding::of_model(Severity::Error, model, vendor, problem));
        }
        found
    }

    /// What is left of the ways to make it. Where all uses of a model are left with the same, it is said once.
    fn of_what_is_left(&self, model: &Model) -> Vec<Finding> {
        let slots: Vec<(&str, Slot)> =
            uses::of(model).into_iter().map(|(name, able)| (name, self.slot(model, &*able))).collect();
        let whole = slots.first().map(|(_, first)| first);
        let whole = whole.filter(|first| slots.iter().all(|(_, slot)| slot == *first));
        let finding = |name: &str, slot: &Slot| {
            let problem = slot.problem(name, WARN_DAYS)?;
            Some(Finding::of_model(slot.severity(), model, slot.vendor(), problem))
        };
        match whole {
            Some(slot) => finding("", slot).into_iter().collect(),
            None => slots.iter().filter_map(|(name, slot)| finding(name, slot)).collect(),
        }
    }

    /// The least that is left of one use, today or within the coming days, and since when.
    fn slot(&self, model: &Model, able: &dyn Fn(&Route, Timestamp) -> bool) -> Slot {
        let left = |day| {
            let able = model.routes.iter().filter(|route| self.lives(model, route, day) && able(route, day));
            Left::from_routes(&able.collect::<Vec<_>>())
        };
        let mut slot = Slot { left: left(self.now), from: None };
        for day in self.changes(model) {
            let then = left(day);
            if then > slot.left {
                slot = Slot { left: then, from: Some(day) };
            }
        }
        slot
    }

    /// The coming days on which something of this model ends.
    fn changes(&self, model: &Model) -> BTreeSet<Timestamp> {
        let routes = model.routes.iter().filter_map(|route| self.end(model, route));
        let voices = model.speech().into_iter().flat_map(|options| options.voice_sunsets.values().copied());
        routes.chain(voices).filter(|end| self.is_near(*end)).collect()
    }
}

#[cfg(test)]
mod tests;
