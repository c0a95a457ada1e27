//! Starts all parts of the stack and connects them.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use books::Sunsets;
use clock::Clock;
use domain::Kind;
use domain::api_key::KeyPrefix;
use domain::catalog::Vendor;
use domain::timing::Pace;
use engine::{Engine, Jobs};
use files::Files;
use hub_console::SignIn;
use simulator::{MediaStyle, Simulator};
use store::Store;
use tokio::net::TcpListener;
use web::JwtSettings;

use crate::aws::{self, ALERT_TOPIC, BUCKET, VENDOR_SECRET};
use crate::gateway::{Functions, Gateway};
use crate::invoke::Function;
use crate::keys::keys;
use crate::lifecycle::Lifecycle;
use crate::poller::Load;
use crate::real::{self, RealVendor};
use crate::state::{Folder, State};
use crate::template::Template;
use crate::wire::{self, FFMPEG, FONTS, wire};
use crate::{Clients, Cors, Error, Ready, WireTap, poller, ports, seed, sweeps};

#[derive(Debug, Clone)]
pub struct Options {
    pub data: PathBuf,
    /// The API's port; 0 picks a free one.
    pub port: u16,
    pub pace: Pace,
    pub clock: Clock,
    /// Every AWS call of the functions passes through it.
    pub tap: WireTap,
    /// Whether the stack delivers messages and sweeps by itself, or a test does both by hand.
    pub delivery: Delivery,
    /// The vendors whose key is configured; `None`: all that are simulated.
    pub vendors: Option<BTreeSet<Vendor>>,
    /// Another catalog than the shipped one.
    pub catalog: Option<String>,
    /// The value of `CATALOG_OVERRIDES`.
    pub overrides: String,
    /// Hosts beside the simulators that files may come from.
    pub allow: Vec<String>,
    /// Vendors that are called at another address than their simulator's, such as a test's own server.
    pub elsewhere: BTreeMap<Vendor, String>,
    /// How the media of the simulated vendors look.
    pub media: MediaStyle,
    /// Vendors that are not simulated.
    pub real: BTreeMap<Vendor, RealVendor>,
    /// The identity provider whose tokens are taken.
    pub jwt: Option<JwtSettings>,
    /// How people sign in to the console at the identity provider; `None`: with keys only.
    pub sign_in: Option<SignIn>,
}

impl Default for Options {
    /// At the pace of reality, on a free port, in the folder `.data`.
    fn default() -> Self {
        Self {
            data: PathBuf::from(".data"),
            port: 0,
            pace: Pace::REAL,
            clock: Clock::system(),
            tap: WireTap::default(),
            delivery: Delivery::Automatic,
            vendors: None,
            catalog: None,
            overrides: String::new(),
            allow: Vec::new(),
            elsewhere: BTreeMap::new(),
            media: MediaStyle::Plain,
            real: BTreeMap::new(),
            jwt: None,
            sign_in: None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    Automatic,
    ByHand,
}

/// A running stack. It stops with the process, which may end at any moment without harm.
#[derive(Debug)]
pub struct Stack {
    pub ready: Ready,
    /// Clients whose calls do not count as calls of the functions.
    pub clients: Clients,
    pub store: Store,
    /// The worker's engine and what the sweeper needs of it. A test can call both by hand.
    pub engine: Engine,
    pub composite: composite_worker::App,
    pub jobs: Jobs,
    /// The nightly check of what ends, for tests.
    pub sunsets: Sunsets,
    /// Deletes expired objects. A test can run it by hand, too.
    pub lifecycle: Lifecycle,
    overrides: String,
    _folder: Folder,
}

impl Stack {
    pub async fn start(options: Options) -> Result<Self, Error> {
        let folder = Folder::open(&options.data)?;
        let mut state = folder.load()?;
        let template = Template::shipped()?;
        real::check_pace(&options.real, options.pace)?;
        let mut keys = keys(options.vendors.as_ref());
        // The embedded secret never has a real key, because anybody on this machine may read it.
        keys.retain(|vendor, _| !options.real.contains_key(vendor));
        let endpoints = aws::start(&folder, &mut state, &template, &options.clock, &keys).await?;
        let mut simulators = start_simulators(&folder, &mut state, &options).await?;
        // From here on, others know the ports.
        folder.save(&state)?;

        let clients = Clients::new(&endpoints, None);
        let bucket = Files::new(clients.s3.clone(), BUCKET.to_owned());
        let store = Store::new(clients.dynamodb.clone(), "").with_bodies(bucket);
        seed::seed(&store, &state, &options.clock).await?;
        let lifecycle =
            Lifecycle::new(clients.s3.clone(), template.expirations.clone(), options.clock.clone());

        let tapped = Clients::new(&endpoints, Some(&options.tap));
        let catalog = wire::catalog(&options, &simulators)?;
        simulators.extend(real::base_urls(&options.real, &catalog));
        let parts = wire(&options, &tapped, &endpoints, &simulators, catalog, keys).await?;
        let worker = Function::worker(parts.engine.clone());
        let renderer = Function::composite_worker(parts.composite.clone());
        if options.delivery == Delivery::Automatic {
            // Only this process uses the folder. No step of an earlier process can be alive, so no job has to wait
            // for the lease of one.
            let woken = store.wake_all(options.clock.now()).await?;
            tracing::info!(woken, "open jobs of an earlier run are taken up");
            for (kind, url) in queue_urls(&endpoints) {
                let (serving, load) = match kind {
                    Kind::Composite => (&renderer, Load::HEAVY),
                    _ => (&worker, Load::LIGHT),
                };
                poller::start(&clients.sqs, kind.as_str(), &url, serving, load);
            }
            sweeps::start(parts.jobs.clone(), lifecycle.clone(), options.pace);
        }
        let api = serve_api(&options, parts.functions, template.api_cors).await?;
        let real_vendors = options.real.keys().map(|vendor| vendor.as_str().to_owned()).collect();
        let ready = Ready { real_vendors, ..ready(api, state, simulators, endpoints) };
        let (engine, composite, jobs, sunsets) = (parts.engine, parts.composite, parts.jobs, parts.sunsets);
        let overrides = options.overrides;
        Ok(Self {
            ready,
            clients,
            store,
            engine,
            composite,
            jobs,
            sunsets,
            lifecycle,
            overrides,
            _folder: folder,
        })
    }

    pub fn queue_url(&self, kind: Kind) -> String {
        queue_url(&self.ready.aws, kind)
    }

    /// The environment that a function's `main.rs` reads, for runs under the Lambda emulator. It cannot pass on
    /// another catalog.
    pub fn environment(&self) -> BTreeMap<String, String> {
        let simulators = self.ready.simulators.values();
        let allowed: Vec<&str> = simulators.map(|base_url| authority(base_url)).collect();
        let mut environment = BTreeMap::from([
            ("AWS_REGION".to_owned(), crate::clients::REGION.to_owned()),
            ("AWS_ACCESS_KEY_ID".to_owned(), crate::clients::ACCESS_KEY_ID.to_owned()),
            ("AWS_SECRET_ACCESS_KEY".to_owned(), crate::clients::SECRET_ACCESS_KEY.to_owned()),
            ("TABLE_PREFIX".to_owned(), String::new()),
            ("BUCKET".to_owned(), BUCKET.to_owned()),
            ("FILES_ORIGIN".to_owned(), self.ready.aws.get("s3").cloned().unwrap_or_default()),
            ("ALERT_TOPIC_ARN".to_owned(), ALERT_TOPIC.to_owned()),
            ("KEY_PREFIX".to_owned(), KeyPrefix::Test.as_str().to_owned()),
            ("VENDOR_SECRET_ID".to_owned(), VENDOR_SECRET.to_owned()),
            (
                "VENDOR_BASE_URLS".to_owned(),
                serde_json::to_string(&self.ready.simulators).unwrap_or_default(),
            ),
            ("CATALOG_OVERRIDES".to_owned(), self.overrides.clone()),
            ("FFMPEG".to_owned(), FFMPEG.to_owned()),
            ("FONTS".to_owned(), FONTS.to_owned()),
            ("FETCH_ALLOW".to_owned(), allowed.join(",")),
        ]);
        environment.extend(
            queue_urls(&self.ready.aws).into_iter().map(|(kind, url)| (boot::queue_variable(kind), url)),
        );
        for (service, endpoint) in &self.ready.aws {
            let name = match service.as_str() {
                "secretsmanager" => "AWS_ENDPOINT_URL_SECRETS_MANAGER".to_owned(),
                service => format!("AWS_ENDPOINT_URL_{}", service.to_uppercase()),
            };
            environment.insert(name, endpoint.clone());
        }
        environment
    }
}

async fn start_simulators(
    folder: &Folder,
    state: &mut State,
    options: &Options,
) -> Result<BTreeMap<String, String>, Error> {
    let (listener, base_url) = ports::listen(&mut state.ports, "simulator").await?;
    let clock = options.clock.clone();
    let simulator = Simulator::open(simulator::Options {
        dir: folder.path("simulator"),
        base_url,
        time_scale: options.pace.factor(),
        clock: Arc::new(move || clock.now().as_millis()),
        style: options.media,
    })?;
    let router = simulator.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(simulator.vendors().into_iter().map(|(vendor, base_url)| (vendor.to_owned(), base_url)).collect())
}

async fn serve_api(options: &Options, functions: Functions, cors: Cors) -> Result<String, Error> {
    let listener = TcpListener::bind(("127.0.0.1", options.port))
        .await
        .map_err(|error| format!("port {} cannot be used: {error}", options.port))?;
    let domain_name = listener.local_addr()?.to_string();
    let api = format!("http://{domain_name}");
    let gateway = Gateway { functions: Arc::new(functions), clock: options.clock.clone(), domain_name, cors };
    let service = gateway.router().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(api)
}

fn ready(
    api: String,
    state: State,
    simulators: BTreeMap<String, String>,
    aws: BTreeMap<String, String>,
) -> Ready {
    let teams = vec![state.team_id, state.other_team_id, state.operator_team_id];
    Ready { api, keys: state.keys, teams, simulators, real_vendors: Vec::new(), aws }
}

/// A queue has the name of the kind of job whose messages it holds.
fn queue_url(endpoints: &BTreeMap<String, String>, kind: Kind) -> String {
    aws::queue_url(endpoints.get("sqs").map_or("", String::as_str), kind.as_str())
}

pub(crate) fn queue_urls(endpoints: &BTreeMap<String, String>) -> BTreeMap<Kind, String> {
    Kind::ALL.into_iter().map(|kind| (kind, queue_url(endpoints, kind))).collect()
}

/// The `host:port` of an address.
pub(crate) fn authority(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
