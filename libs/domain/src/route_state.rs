//! How a route stands at the moment.

use std::collections::{BTreeMap, BTreeSet};

use crate::Timestamp;
use crate::catalog::{Model, Route, Vendor};
use crate::health::{ClosedBy, Health, account_key, route_key};

/// Whether a route can be used now, later, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RouteState {
    Open,
    /// Its account has too many tasks at once, and is left alone until then.
    Paused {
        until: Timestamp,
    },
    /// Its breaker is open until then. Why is not known of breakers that an earlier version opened.
    Closed {
        until: Timestamp,
        by: Option<ClosedBy>,
    },
    /// Its last day is past, by the catalog or by what the vendor has told.
    Retired,
    /// The deployment has switched it off.
    Disabled,
    /// The deployment has no key for the vendor.
    NoKey,
}

impl RouteState {
    /// In the catalog that clients see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paused { .. } => "paused",
            Self::Closed { .. } => "closed",
            Self::Retired => "retired",
            Self::Disabled => "disabled",
            Self::NoKey => "no_key",
        }
    }

    pub const fn until(self) -> Option<Timestamp> {
        match self {
            Self::Paused { until } | Self::Closed { until, .. } => Some(until),
            Self::Open | Self::Retired | Self::Disabled | Self::NoKey => None,
        }
    }

    /// Whether it is or will soon be open: a job may wait for it.
    pub const fn lives(self) -> bool {
        matches!(self, Self::Open | Self::Paused { .. } | Self::Closed { .. })
    }

    /// Whether it lives, and nobody has to mend its key, its account or the catalog first.
    pub const fn comes_back_by_itself(self) -> bool {
        match self {
            Self::Closed { by, .. } => matches!(by, None | Some(ClosedBy::Trouble)),
            _ => self.lives(),
        }
    }
}

/// What has to be known about a model's routes in order to choose one.
#[derive(Debug, Clone, Default)]
pub struct RouteFacts {
    /// The vendors that the deployment has a key for.
    pub vendors_with_key: BTreeSet<Vendor>,
    /// The health of routes and accounts, by the names of [`route_key`] and [`account_key`]. What is not listed is
    /// healthy.
    pub health: BTreeMap<String, Health>,
}

impl RouteFacts {
    pub fn state(&self, model: &Model, route: &Route, now: Timestamp) -> RouteState {
        if route.disabled {
            return RouteState::Disabled;
        }
        if route.has_sunset(now) || self.has_ended(model, route, now) {
            return RouteState::Retired;
        }
        if !self.vendors_with_key.contains(&route.vendor) {
            return RouteState::NoKey;
        }
        let health = self.health.get(&route_key(model, route)).filter(|health| health.is_open(now));
        if let Some(Health { open_until: Some(until), closed_by, .. }) = health {
            return RouteState::Closed { until: *until, by: *closed_by };
        }
        self.paused_until(route.vendor, now).map_or(RouteState::Open, |until| RouteState::Paused { until })
    }

    /// Whether the vendor has said that it ends the model, and that day has come.
    fn has_ended(&self, model: &Model, route: &Route, now: Timestamp) -> bool {
        self.told_end(model, route).is_some_and(|end| end <= now)
    }

    fn told_end(&self, model: &Model, route: &Route) -> Option<Timestamp> {
        self.health.get(&route_key(model, route))?.ends_at
    }

    /// Its last day, by the catalog or by what the vendor has told: the earlier one.
    pub fn sunset_at(&self, model: &Model, route: &Route) -> Option<Timestamp> {
        earliest(route.sunset_at, self.told_end(model, route))
    }

    /// Until when the vendor's account is left alone. `None`: it is not paused.
    pub fn paused_until(&self, vendor: Vendor, now: Timestamp) -> Option<Timestamp> {
        self.health.get(&account_key(vendor))?.paused_until(now)
    }
}

/// The earlier of two times, of which either may be missing.
pub(crate) fn earliest(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}
