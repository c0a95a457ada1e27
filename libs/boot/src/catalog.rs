//! The catalog of this deployment: the shipped one, with the deployment's vendor addresses and overrides.

use std::collections::BTreeMap;

use domain::catalog::Vendor;
use domain::{Catalog, Kind};

use crate::Env;

/// Reads `VENDOR_BASE_URLS` (a JSON object, vendor → base address) and `CATALOG_OVERRIDES` (a JSON object,
/// `kind/model/route` → changes). An empty text counts as an empty object.
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

/// The environment variable with the address of a kind's queue, such as `QUEUE_URL_IMAGE`.
pub fn queue_variable(kind: Kind) -> String {
    format!("QUEUE_URL_{}", kind.as_str().to_uppercase())
}

/// Reads the addresses of all kinds' queues.
pub fn queue_urls(env: &mut Env) -> BTreeMap<Kind, String> {
    Kind::ALL.into_iter().map(|kind| (kind, env.required(&queue_variable(kind)))).collect()
}
