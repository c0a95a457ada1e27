//! What of the catalog ends soon or has ended. Vendors that tell when they shut a model down are asked once a run, and what
//! they say is kept beside the health of the route, so that every worker stops to use it on that day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use clock::Clock;
use domain::catalog::{Route, Vendor};
use domain::health::{self, route_key};
use domain::sunsets::{Finding, Severity, findings};
use domain::{Catalog, Model, Timestamp};
use futures::future::join_all;
use metrics::Metric;
use store::Healths;
use vendors::{Shutdown, Vendors};

#[derive(Debug, Clone)]
pub struct Sunsets {
    pub catalog: Arc<Catalog>,
    /// Vendors without a key are not asked.
    pub vendors: Vendors,
    pub healths: Healths,
    pub clock: Clock,
}

/// A vendor's name for a model.
type WireModel = (Vendor, String);

impl Sunsets {
    /// Tells operators in the log and in a metric. Nothing here is an error of the run: an end is no mistake in the books.
    pub async fn report(&self) -> Vec<Finding> {
        let findings = self.findings().await;
        for Finding { severity, subject, vendor, problem } in &findings {
            match severity {
                Severity::Warning => tracing::warn!(subject, problem, "something ends"),
                Severity::Error => {
                    tracing::error!(subject, problem, "something ends, and nothing takes over");
                }
            }
            let vendor = vendor.map_or("none", Vendor::as_str);
            metrics::count(Metric::Sunset, vendor, subject, problem);
        }
        findings
    }

    /// Asks the vendors, keeps their answers, and finds out what follows.
    pub async fn findings(&self) -> Vec<Finding> {
        let now = self.clock.now();
        let answers = self.ask(now).await;
        let mut unknown = Vec::new();
        for (model, route) in self.lasting(now) {
            let asked = wire_models(route);
            let told = |wire_model: &str| answers.get(&(route.vendor, wire_model.to_owned())).copied();
            let told: Vec<(&str, Shutdown)> =
                asked.iter().filter_map(|wire_model| Some((*wire_model, told(wire_model)?))).collect();
            for (wire_model, _) in told.iter().filter(|(_, told)| *told == Shutdown::UnknownModel) {
                unknown.push(Finding::unknown_to_vendor(model, route, wire_model));
            }
            // A question without an answer keeps what was told before.
            let all_told = !told.is_empty() && told.len() == asked.len();
            if all_told && told.iter().all(|(_, told)| *told != Shutdown::UnknownModel) {
                self.keep(model, route, told.iter().filter_map(|(_, told)| end(*told)).min(), now).await;
            }
        }
        let mut found = findings(&self.catalog, &self.told(now).await, now);
        found.extend(unknown);
        found
    }

    /// The routes that can be used today, with their models.
    fn lasting(&self, now: Timestamp) -> impl Iterator<Item = (&Model, &Route)> {
        let models = self.catalog.models().iter();
        let routes = models.flat_map(|model| model.routes.iter().map(move |route| (model, route)));
        routes.filter(move |(_, route)| !route.disabled && !route.has_sunset(now))
    }

    /// One question for each model of each vendor that tells. An answer that cannot be read changes nothing.
    async fn ask(&self, now: Timestamp) -> BTreeMap<WireModel, Shutdown> {
        let asked: BTreeSet<WireModel> = self
            .lasting(now)
            .filter(|(_, route)| self.vendors.has_key(route.vendor))
            .flat_map(|(_, route)| wire_models(route).into_iter().map(|it| (route.vendor, it.to_owned())))
            .collect();
        let answers = join_all(asked.into_iter().map(|wire_model| self.ask_one(wire_model))).await;
        answers.into_iter().flatten().collect()
    }

    async fn ask_one(&self, (vendor, wire_model): WireModel) -> Option<(WireModel, Shutdown)> {
        let host = self.catalog.host(vendor)?;
        match self.vendors.shutdown(vendor, host, &wire_model).await? {
            Ok(told) => Some(((vendor, wire_model), told)),
            Err(error) => {
                let vendor = vendor.as_str();
                tracing::warn!(vendor, wire_model, %error, "a vendor did not tell when a model ends");
                None
            }
        }
    }

    async fn keep(&self, model: &Model, route: &Route, end: Option<Timestamp>, now: Timestamp) {
        let name = route_key(model, route);
        if let Err(error) = self.healths.record_end(&name, end, now).await {
            tracing::warn!(name, %error, "the end of a route could not be written");
        }
    }

    /// What vendors have told, today or before.
    async fn told(&self, now: Timestamp) -> BTreeMap<String, Timestamp> {
        let names = self.catalog.models().iter().flat_map(health::keys);
        let healths = self.healths.read(names, now).await;
        healths.into_iter().filter_map(|(name, health)| Some((name, health.ends_at?))).collect()
    }
}

fn wire_models(route: &Route) -> BTreeSet<&str> {
    route.wire_models().collect()
}

const fn end(told: Shutdown) -> Option<Timestamp> {
    match told {
        Shutdown::At(end) => Some(end),
        Shutdown::NotAnnounced | Shutdown::UnknownModel => None,
    }
}
