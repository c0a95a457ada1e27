//! What a person is told about real vendors: the list of all, and what a stack that calls some may cost.

use std::collections::BTreeMap;

use domain::Catalog;
use domain::catalog::Vendor;

use super::RealVendor;
use super::keys::{self, KeySource};

/// One line for each vendor: its name, the variables for its key, its address, and what it can make.
pub fn list() -> String {
    let catalog = Catalog::shipped().unwrap_or_default();
    let lines = Vendor::ALL.into_iter().map(|vendor| {
        let address = catalog.host(vendor).map_or("", |host| host.base_url.as_str());
        let models = models(&catalog, vendor).join(", ");
        format!("{:<11} {}\n            {address}: {models}\n", vendor.as_str(), keys::named(vendor))
    });
    lines.collect()
}

/// Where money can be spent, one sentence for each vendor.
pub fn warnings(real: &BTreeMap<Vendor, RealVendor>) -> Vec<String> {
    let catalog = Catalog::shipped().unwrap_or_default();
    real.iter().map(|(vendor, real)| warning(&catalog, *vendor, real)).collect()
}

fn warning(catalog: &Catalog, vendor: Vendor, real: &RealVendor) -> String {
    let name = vendor.as_str();
    let own = catalog.host(vendor).map_or("", |host| host.base_url.as_str());
    let address = real.base_url().unwrap_or(own);
    let models = models(catalog, vendor).join(", ");
    match real.source {
        KeySource::Variable(variable) => format!(
            "Real money is spent at {name} ({address}, with the key in {variable}) for {models}. No simulator makes these now."
        ),
        KeySource::Simulated => {
            format!("{name} is called at {address}, with the key of the simulators, for {models}.")
        }
    }
}

/// Kinds are named where an id is not enough: `heygen` makes avatars and speech.
fn models(catalog: &Catalog, vendor: Vendor) -> Vec<String> {
    let made = catalog.models().iter().filter(|model| model.routes.iter().any(|it| it.vendor == vendor));
    made.map(|model| {
        let is_one = catalog.models().iter().filter(|other| other.id == model.id).count() == 1;
        if is_one { model.id.clone() } else { format!("{} ({})", model.id, model.kind.as_str()) }
    })
    .collect()
}
