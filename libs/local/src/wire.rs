//! The functions of a local stack, built as their `main.rs` would build them, on the stack's own clients.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use alerts::Alerts;
use domain::catalog::Vendor;
use domain::{Catalog, Kind};
use engine::{Engine, Jobs};
use fetch::{Fetcher, Policy};
use files::Files;
use providers::Providers;
use queue::Queues;
use simulator::Simulator;
use store::Store;
use web::{Callers, Target};

use crate::aws::{ALERT_TOPIC, BUCKET};
use crate::invoke::Function;
use crate::stack::{authority, image_queue_url};
use crate::{Clients, Error, Options};

pub(crate) struct Parts {
    pub(crate) functions: HashMap<Target, Function>,
    pub(crate) engine: Engine,
    pub(crate) jobs: Jobs,
}

/// `endpoints`: service → address; `simulators`: vendor → base URL.
pub(crate) fn wire(
    options: &Options,
    clients: &Clients,
    endpoints: &BTreeMap<String, String>,
    simulators: &BTreeMap<String, String>,
) -> Result<Parts, Error> {
    let queue_urls = BTreeMap::from([(Kind::Image, image_queue_url(endpoints))]);
    let jobs = Jobs {
        store: Store::new(clients.dynamodb.clone(), ""),
        queues: Queues::new(clients.sqs.clone(), queue_urls),
        alerts: Alerts::new(clients.sns.clone(), ALERT_TOPIC.to_owned()),
        clock: options.clock.clone(),
        pace: options.pace,
    };
    let files = Files::new(clients.s3.clone(), BUCKET.to_owned());
    let (catalog, keys) = simulated_vendors(simulators)?;
    let functions = http_functions(&jobs, &files, &catalog, keys.keys().copied().collect());
    // The local stack allows its own simulators and nothing else.
    let policy = Policy::parse(simulators.values().map(|base_url| authority(base_url)))?;
    let engine = Engine::new(jobs.clone(), files, Providers::new(keys)?, Fetcher::new(policy)?, catalog);
    Ok(Parts { functions, engine, jobs })
}

/// The shipped catalog with every vendor at its simulator, and the keys that those accept.
fn simulated_vendors(
    simulators: &BTreeMap<String, String>,
) -> Result<(Arc<Catalog>, BTreeMap<Vendor, String>), Error> {
    let mut catalog = Catalog::shipped()?;
    let mut keys = BTreeMap::new();
    for vendor in Vendor::ALL {
        let name = vendor.as_str();
        if let (Some(base_url), Some(key)) = (simulators.get(name), Simulator::key(name)) {
            catalog.redirect(vendor, base_url);
            keys.insert(vendor, key);
        }
    }
    Ok((Arc::new(catalog), keys))
}

fn http_functions(
    jobs: &Jobs,
    files: &Files,
    catalog: &Arc<Catalog>,
    vendors: BTreeSet<Vendor>,
) -> HashMap<Target, Function> {
    let Jobs { store, queues, alerts, clock, .. } = jobs.clone();
    let callers = Callers::new(store.clone(), clock.clone());
    let submit = submit::App {
        store: store.clone(),
        queues,
        callers: callers.clone(),
        catalog: Arc::clone(catalog),
        vendors,
        clock: clock.clone(),
    };
    let poll = poll::App {
        store: store.clone(),
        files: files.clone(),
        callers: callers.clone(),
        clock: clock.clone(),
    };
    let account = account::App { store, callers, alerts, clock };
    let submit = move |request| {
        let app = submit.clone();
        async move { submit::handle(&app, request).await }
    };
    let poll = move |request| {
        let app = poll.clone();
        async move { poll::handle(&app, request).await }
    };
    let account = move |request| {
        let app = account.clone();
        async move { account::handle(&app, request).await }
    };
    HashMap::from([
        (Target::Submit, Function::http(submit)),
        (Target::Poll, Function::http(poll)),
        (Target::Account, Function::http(account)),
    ])
}
