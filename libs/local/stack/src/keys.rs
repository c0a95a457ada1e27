//! The vendors' keys of a local stack, which its simulators accept.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalog::Vendor;
use simulator::Simulator;

/// `wanted` are the vendors that get a key; `None`: all that are simulated.
pub(crate) fn keys(wanted: Option<&BTreeSet<Vendor>>) -> BTreeMap<Vendor, String> {
    let wanted = Vendor::ALL.into_iter().filter(|vendor| wanted.is_none_or(|wanted| wanted.contains(vendor)));
    wanted.filter_map(|vendor| Some((vendor, Simulator::key(vendor.as_str())?))).collect()
}
