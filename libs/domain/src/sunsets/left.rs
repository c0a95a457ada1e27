//! How many ways are left to make something.

use super::Severity;
use crate::Timestamp;
use crate::catalog::{Route, Vendor};

/// In ascending order of trouble.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Left {
    SeveralVendors,
    OneVendor(Vendor),
    OneRoute(Vendor, String),
    Nobody,
}

impl Left {
    pub(super) fn from_routes(routes: &[&Route]) -> Self {
        match routes {
            [] => Self::Nobody,
            [only] => Self::OneRoute(only.vendor, only.name.clone()),
            [first, rest @ ..] if rest.iter().all(|other| other.vendor == first.vendor) => {
                Self::OneVendor(first.vendor)
            }
            _ => Self::SeveralVendors,
        }
    }
}

/// What is left of one use of a model at the worst time, and since when. `None`: that is so today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) left: Left,
    pub(super) from: Option<Timestamp>,
}

impl Slot {
    pub(super) fn severity(&self) -> Severity {
        if self.left == Left::Nobody { Severity::Error } else { Severity::Warning }
    }

    pub(super) fn vendor(&self) -> Option<Vendor> {
        match self.left {
            Left::OneVendor(vendor) | Left::OneRoute(vendor, _) => Some(vendor),
            Left::SeveralVendors | Left::Nobody => None,
        }
    }

    /// What follows the model in a sentence; `None` where nothing is wrong. `name`: the use, empty for all of them.
    pub(super) fn problem(&self, name: &str, within_days: i64) -> Option<String> {
        let name = if name.is_empty() { String::new() } else { format!(" for {name}") };
        let from = match self.from {
            None => "today".to_owned(),
            Some(day) => format!("from {} on, within {within_days} days", day.date()),
        };
        Some(match &self.left {
            Left::SeveralVendors => return None,
            Left::OneVendor(vendor) => format!("has one vendor left{name}, {}, {from}", vendor.as_str()),
            Left::OneRoute(vendor, route) => {
                format!("has one route left{name}, {route}, and so one vendor, {}, {from}", vendor.as_str())
            }
            Left::Nobody => format!("has no route left{name}, {from}: nobody will sell it"),
        })
    }
}
