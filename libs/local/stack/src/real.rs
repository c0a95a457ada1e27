//! Vendors that a local stack calls in place of its own simulators: `local up --vendor NAME[=URL]`. It knows their keys,
//! and hands them to nobody but the functions: no file, no output and no embedded service has them.

mod address;
mod keys;
mod name;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use domain::catalog::Vendor;
use domain::timing::Pace;
use domain::{Catalog, Timestamp};
use serde_json::{Map, json};

use crate::Error;
use address::Address;
use keys::Key;
pub use keys::KeySource;
pub use name::Wanted;
pub use told::{list, warnings};

/// A vendor that is not simulated.
#[derive(Debug, Clone)]
pub struct RealVendor {
    /// `None`: where the catalog says.
    address: Option<Address>,
    key: Key,
    source: KeySource,
}

impl RealVendor {
    pub(crate) fn key(&self) -> &str {
        self.key.as_str()
    }

    /// Whether it can only be a simulator or a proxy on this machine.
    fn is_here(&self) -> bool {
        self.address.as_ref().is_some_and(Address::is_loopback)
    }

    pub(crate) fn base_url(&self) -> Option<&str> {
        self.address.as_ref().map(Address::as_str)
    }
}

/// Finds the key of every vendor that was asked for. `variable` reads the environment, and gives an empty text for what is
/// not set.
pub fn choose(
    wanted: &[Wanted],
    variable: impl Fn(&str) -> String,
) -> Result<BTreeMap<Vendor, RealVendor>, Error> {
    let mut chosen = BTreeMap::new();
    for Wanted { vendor, address } in wanted {
        let (key, source) = keys::find(*vendor, address.as_ref(), &variable)?;
        let real = RealVendor { address: address.clone(), key, source };
        if chosen.insert(*vendor, real).is_some() {
            return Err(format!("--vendor {} is given twice", vendor.as_str()).into());
        }
    }
    Ok(chosen)
}

/// A vendor elsewhere takes as long as it takes, and its limits count looks and starts by the real clock.
pub fn check_pace(real: &BTreeMap<Vendor, RealVendor>, pace: Pace) -> Result<(), Error> {
    let elsewhere = real.iter().find(|(_, real)| !real.is_here());
    match elsewhere {
        Some((vendor, _)) if pace.factor() < 1.0 => Err(format!(
            "--time-scale cannot shorten what {} takes: leave it out beside a real vendor",
            vendor.as_str()
        )
        .into()),
        _ => Ok(()),
    }
}

/// Sends the calls to the vendors, and closes the routes that would make a simulated result pass for a real one. A model
/// with a route at a real vendor is made there or not at all.
pub(crate) fn put_into(
    catalog: &mut Catalog,
    real: &BTreeMap<Vendor, RealVendor>,
    now: Timestamp,
) -> Result<(), Error> {
    for (vendor, real) in real {
        if let Some(base_url) = real.base_url() {
            catalog.redirect(*vendor, base_url);
        }
        if !real.is_here() && keys::TAKES_RECORDINGS_BY_LINK.contains(vendor) {
            catalog.take_no_recordings(*vendor);
        }
    }
    let closed = simulated_siblings(catalog, &real.keys().copied().collect(), now);
    let changes: Map<_, _> = closed.into_iter().map(|name| (name, json!({"disabled": true}))).collect();
    Ok(catalog.apply(&json!(changes).to_string())?)
}

/// Vendor → where it is called, for those that are not simulated.
pub(crate) fn base_urls(real: &BTreeMap<Vendor, RealVendor>, catalog: &Catalog) -> BTreeMap<String, String> {
    let hosts = real.keys().filter_map(|vendor| Some((*vendor, catalog.host(*vendor)?)));
    hosts.map(|(vendor, host)| (vendor.as_str().to_owned(), host.base_url.clone())).collect()
}

/// The routes of simulated vendors to models that a real vendor makes, by the names that overrides use.
fn simulated_siblings(catalog: &Catalog, real: &BTreeSet<Vendor>, now: Timestamp) -> Vec<String> {
    let lives_at_one = |route: &&domain::catalog::Route| {
        real.contains(&route.vendor) && !route.disabled && !route.has_sunset(now)
    };
    let made_by_one = catalog.models().iter().filter(|model| model.routes.iter().any(|it| lives_at_one(&it)));
    let siblings = made_by_one.flat_map(|model| {
        let simulated = model.routes.iter().filter(|route| !real.contains(&route.vendor));
        simulated.map(|route| format!("{}/{}/{}", model.kind.as_str(), model.id, route.name))
    });
    siblings.collect()
}

#[cfg(test)]
mod tests;
