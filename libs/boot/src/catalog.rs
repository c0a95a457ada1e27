//! The catalog as this deployment has it: the shipped one, with its vendors' addresses and its overrides.

use std::collections::BTreeMap;

use domain::catalog::Vendor;
use domain::{Catalog, Kind};

use crate::Env;

/// Reads `VENDOR_BASE_URLS` (a JSON object of vendor → base address) and `CATALOG_OVERRIDES` (a JSON object of
/// `kind/model/route` → changes); empty text is an empty object.
pub fn catalog(env: &mut Env) -> Catalog {
    let base_urls = env.parsed("VENDOR_BASE_URLS", read_base_urls);
    let mut catalog = match Catalog::shipped() {
        Ok(catalog) => catalog,
        Err(error) => {
            env.problem(format!("the shipped catalog: {error}"));
            return Catalog::default();
        }
    };
    for (vendor, base_url) in base_urls {
        catalog.redirect(vendor, &base_url);
    }
    env.parsed("CATALOG_OVERRIDES", |text| catalog.apply(text));
    catalog
}

fn read_base_urls(text: &str) -> Result<BTreeMap<Vendor, String>, serde_json::Error> {
    if text.is_empty() { Ok(BTreeMap::new()) } else { serde_json::from_str(text) }
}

/// The environment variable that names the queue of a kind: `QUEUE_URL_IMAGE`.
pub fn queue_variable(kind: Kind) -> String {
    format!("QUEUE_URL_{}", kind.as_str().to_uppercase())
}

/// The queues of all kinds.
pub fn queue_urls(env: &mut Env) -> BTreeMap<Kind, String> {
    Kind::ALL.into_iter().map(|kind| (kind, env.required(&queue_variable(kind)))).collect()
}
