//! The functions of a local stack, built as their `main.rs` would build them, on the stack's own clients.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use alerts::Alerts;
use books::Sunsets;
use compositor::Compositor;
use domain::Catalog;
use domain::api_key::KeyPrefix;
use domain::catalog::Vendor;
use engine::{Engine, Jobs};
use fetch::{Fetcher, Policy};
use files::Files;
use picks::Picks;
use queue::Queues;
use store::{Healths, Store};
use tokio::sync::OnceCell;
use vendors::Vendors;
use web::{Callers, Jwt, MethodAndPath};

use crate::aws::{ALERT_TOPIC, BUCKET};
use crate::gateway::Functions;
use crate::invoke::Function;
use crate::real::{self, RealVendor};
use crate::stack::{authority, queue_urls};
use crate::{Clients, Error, Options};

pub(crate) struct Parts {
    pub(crate) functions: Functions,
    pub(crate) engine: Engine,
    pub(crate) composite: composite_worker::App,
    pub(crate) jobs: Jobs,
    pub(crate) sunsets: Sunsets,
}

/// `endpoints`: service → address; `simulators`: vendor → address; `keys`: vendor → key of its simulator.
pub(crate) async fn wire(
    options: &Options,
    clients: &Clients,
    endpoints: &BTreeMap<String, String>,
    simulators: &BTreeMap<String, String>,
    catalog: Arc<Catalog>,
    mut keys: BTreeMap<Vendor, String>,
) -> Result<Parts, Error> {
    let files = Files::new(clients.s3.clone(), BUCKET.to_owned());
    let jobs = Jobs {
        store: Store::new(clients.dynamodb.clone(), "").with_bodies(files.clone()),
        queues: Queues::new(clients.sqs.clone(), queue_urls(endpoints)),
        alerts: Alerts::new(clients.sns.clone(), ALERT_TOPIC.to_owned()),
        clock: options.clock.clone(),
        pace: options.pace,
    };
    // The local stack allows the vendors that were given to it and nothing else. Real ones have links like anybody's.
    let is_played = |vendor: &Vendor| !options.real.contains_key(vendor);
    let played = Vendor::ALL.into_iter().filter(is_played);
    let played = played.filter_map(|vendor| simulators.get(vendor.as_str())).map(String::as_str);
    let given = options.real.values().filter_map(RealVendor::base_url);
    let allowed = played.chain(given).map(authority);
    let policy = Policy::parse(allowed.chain(options.allow.iter().map(String::as_str)))?;
    keys.extend(options.real.iter().map(|(vendor, real)| (*vendor, real.key().to_owned())));
    let vendors = Vendors::new(keys)?;
    let callers = Callers::new(jobs.store.clone(), jobs.clock.clone());
    let callers = callers.with_jwt(Jwt::new(options.jwt.clone(), &jobs.clock)?);
    let console = hub_console::App::new(&hub_console::Settings {
        files: endpoints.get("s3").cloned().unwrap_or_default(),
        previews: previews(options, simulators, &catalog),
        sign_in: options.sign_in.clone(),
    })?;
    let functions = http_functions(&jobs, callers, &files, &vendors, &catalog, console);
    let composite = composite_worker::App {
        jobs: jobs.clone(),
        files: files.clone(),
        fetcher: Fetcher::new(policy.clone())?,
        compositor: compositor().await?,
        scratch: composite_worker::scratch(&options.data)?,
    };
    let healths = Healths::new(jobs.store.clone());
    let (clock, asked) = (jobs.clock.clone(), vendors.clone());
    let sunsets = Sunsets { catalog: Arc::clone(&catalog), vendors: asked, healths, clock };
    let engine = Engine::new(jobs.clone(), files, vendors, Fetcher::new(policy)?, catalog);
    Ok(Parts { functions, engine, composite, jobs, sunsets })
}

/// Where previews of voices and avatars are: at the simulators, and where real vendors have them.
fn previews(options: &Options, simulators: &BTreeMap<String, String>, catalog: &Catalog) -> Vec<String> {
    let is_played = |vendor: &Vendor| !options.real.contains_key(vendor);
    let played = Vendor::ALL.into_iter().filter(is_played);
    let played = played.filter_map(|vendor| origin(simulators.get(vendor.as_str())?));
    let real = options.real.keys().filter_map(|vendor| catalog.host(*vendor));
    let real = real.flat_map(|host| &host.preview_sources).cloned();
    // The simulators share one origin.
    let all: BTreeSet<String> = played.chain(real).collect();
    all.into_iter().collect()
}

fn origin(address: &str) -> Option<String> {
    Some(url::Url::parse(address).ok()?.origin().ascii_serialization())
}

/// The fonts of this source tree, and the ffmpeg of this machine.
pub(crate) const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../compositor/fonts");
pub(crate) const FFMPEG: &str = "ffmpeg";

/// Checked and opened once per process, however many stacks it runs.
pub(crate) async fn compositor() -> Result<Compositor, Error> {
    static COMPOSITOR: OnceCell<Compositor> = OnceCell::const_new();
    let open = || Compositor::open(Path::new(FFMPEG), Path::new(FONTS));
    Ok(COMPOSITOR.get_or_try_init(open).await?.clone())
}

/// The catalog with every vendor at its simulator, or where the options say.
pub(crate) fn catalog(
    options: &Options,
    simulators: &BTreeMap<String, String>,
) -> Result<Arc<Catalog>, Error> {
    let mut catalog = Catalog::parse(options.catalog.as_deref().unwrap_or(Catalog::TEXT))?;
    catalog.apply(&options.overrides)?;
    for vendor in Vendor::ALL.into_iter().filter(|vendor| !options.real.contains_key(vendor)) {
        let base_url = options.elsewhere.get(&vendor).or_else(|| simulators.get(vendor.as_str()));
        if let Some(base_url) = base_url {
            catalog.redirect(vendor, base_url);
        }
    }
    real::put_into(&mut catalog, &options.real, options.clock.now())?;
    Ok(Arc::new(catalog))
}

fn http_functions(
    jobs: &Jobs,
    callers: Callers,
    files: &Files,
    vendors: &Vendors,
    catalog: &Arc<Catalog>,
    console: hub_console::App,
) -> Functions {
    let Jobs { store, queues, alerts, clock, .. } = jobs.clone();
    let submit = submit::App {
        store: store.clone(),
        healths: Healths::new(store.clone()),
        queues,
        files: files.clone(),
        callers: callers.clone(),
        catalog: Arc::clone(catalog),
        picks: Picks::new(vendors.clone(), clock.clone()),
        clock: clock.clone(),
    };
    let poll = poll::App {
        store: store.clone(),
        files: files.clone(),
        callers: callers.clone(),
        clock: clock.clone(),
        catalog: Arc::clone(catalog),
        vendors: vendors.clone(),
        healths: Healths::new(store.clone()),
        picks: Picks::new(vendors.clone(), clock.clone()),
        guidance: poll::GuidanceOfDay::default(),
    };
    let drive = drive::App {
        store: store.clone(),
        files: files.clone(),
        callers: callers.clone(),
        clock: clock.clone(),
    };
    let account = account::App {
        store,
        callers,
        alerts,
        catalog: Arc::clone(catalog),
        key_prefix: KeyPrefix::Test,
        clock,
    };
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
    let drive = move |request| {
        let app = drive.clone();
        async move { drive::handle(&app, request).await }
    };
    let console = move |request| {
        let app = console.clone();
        async move { hub_console::handle(&app, request).await }
    };
    let default = Function::http(poll);
    let endpoints = [
        serving(&submit::METHODS_AND_PATHS, &Function::http(submit)),
        serving(&poll::METHODS_AND_PATHS, &default),
        serving(&account::METHODS_AND_PATHS, &Function::http(account)),
        serving(&drive::METHODS_AND_PATHS, &Function::http(drive)),
        serving(&docs::METHODS_AND_PATHS, &Function::http(docs::handle)),
        serving(&hub_console::METHODS_AND_PATHS, &Function::http(console)),
    ]
    .concat();
    Functions { endpoints, default }
}

fn serving(endpoints: &[MethodAndPath], function: &Function) -> Vec<(MethodAndPath, Function)> {
    endpoints.iter().map(|endpoint| (*endpoint, function.clone())).collect()
}
