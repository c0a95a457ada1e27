//! Vendors that are broken for some of their models, as real vendors are at times.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::catalog::{Route, Vendor};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tokio::net::TcpListener;

use crate::World;
use crate::client::plain_http;

/// What a broken vendor answers to a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    Status(u16),
    /// 429, with `Retry-After` or without.
    Busy(Option<u32>),
    /// A redirect with this status to where nobody listens.
    Redirect(u16),
}

/// A server in front of the simulators. It answers starts of broken routes by itself, and passes everything else on.
#[derive(Debug, Clone)]
pub struct Gate {
    origin: String,
    rules: Arc<Mutex<BTreeMap<(Vendor, String), Rule>>>,
    simulators: Arc<OnceLock<String>>,
    http: reqwest::Client,
}

#[derive(Debug, Clone, Copy)]
struct Rule {
    broken: Broken,
    asked: u32,
}

impl Gate {
    pub async fn open() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let gate = Self {
            origin: format!("http://{}", listener.local_addr().unwrap()),
            rules: Arc::default(),
            simulators: Arc::default(),
            http: plain_http().build().unwrap(),
        };
        let router = Router::new().fallback(pass).with_state(gate.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        gate
    }

    /// Where the vendor is reached through the gate.
    pub fn address(&self, vendor: Vendor) -> String {
        format!("{}/{}", self.origin, vendor.as_str())
    }

    /// From now on the gate passes on to the simulators of this world.
    pub fn lead_to(&self, world: &World) {
        let bfl = &world.stack.ready.simulators["bfl"];
        self.simulators.set(bfl.trim_end_matches("/bfl").to_owned()).unwrap();
    }

    /// Breaks a route's starts.
    pub fn break_route(&self, route: &Route, broken: Broken) {
        for name in route.wire_models() {
            let rule = Rule { broken, asked: 0 };
            self.rules.lock().unwrap().insert((route.vendor, name.to_owned()), rule);
        }
    }

    /// How often starts of the vendor were answered by the gate.
    pub fn asked(&self, vendor: Vendor) -> u32 {
        let rules = self.rules.lock().unwrap();
        rules.iter().filter(|((of, _), _)| *of == vendor).map(|(_, rule)| rule.asked).sum()
    }

    /// The vendor's models are in the path, or between quotes in the body.
    fn broken(&self, method: &Method, path: &str, body: &[u8]) -> Option<Broken> {
        let mut rules = self.rules.lock().unwrap();
        let broken = rules.iter_mut().find(|((vendor, model), _)| {
            let (vendor, in_body) = (format!("/{}/", vendor.as_str()), format!("\"{model}\""));
            let named = || body.windows(in_body.len()).any(|part| part == in_body.as_bytes());
            *method == Method::POST
                && path.starts_with(&vendor)
                && (path.split([':', '?']).next().is_some_and(|path| has_segments(path, model)) || named())
        })?;
        broken.1.asked += 1;
        Some(broken.1.broken)
    }
}

/// Whether the path has the model's own segments in a row.
fn has_segments(path: &str, model: &str) -> bool {
    format!("{path}/").contains(&format!("/{model}/"))
}

async fn pass(
    State(gate): State<Gate>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Some(broken) = gate.broken(&method, uri.path(), &body) {
        return answer(broken);
    }
    let url = format!("{}{uri}", gate.simulators.get().unwrap());
    let mut request = gate.http.request(method, url).body(body);
    for (name, value) in headers.iter().filter(|(name, _)| !is_of_the_connection(name)) {
        request = request.header(name, value);
    }
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = answer.bytes().await.unwrap().into_response();
    *response.status_mut() = status;
    let kept = headers.into_iter().filter_map(|(name, value)| Some((name?, value)));
    response.headers_mut().extend(kept.filter(|(name, _)| !is_of_the_connection(name)));
    response
}

fn is_of_the_connection(name: &header::HeaderName) -> bool {
    [header::HOST, header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::CONNECTION].contains(name)
}

fn answer(broken: Broken) -> Response {
    let status = |status| StatusCode::from_u16(status).unwrap();
    match broken {
        Broken::Status(code) => (status(code), "{}").into_response(),
        Broken::Busy(None) => (StatusCode::TOO_MANY_REQUESTS, "{}").into_response(),
        Broken::Busy(Some(seconds)) => {
            (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], "{}")
                .into_response()
        }
        Broken::Redirect(code) => {
            (status(code), [(header::LOCATION, "http://127.0.0.1:9/elsewhere")], "").into_response()
        }
    }
}

/// An address at which nobody listens.
pub async fn refused_address() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// An address that answers over TLS, with a certificate that nobody has issued, and how many requests came in over it.
pub fn self_signed_address() -> (String, Arc<AtomicUsize>) {
    const CERTIFICATE: &[u8] = include_bytes!("../../libs/fetch/src/tests/certificates/self_signed.der");
    const KEY: &[u8] = include_bytes!("../../libs/fetch/src/tests/certificates/key.der");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let key = PrivatePkcs8KeyDer::from(KEY).into();
    let config = Arc::new(config.with_single_cert(vec![CertificateDer::from(CERTIFICATE)], key).unwrap());
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let told = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&told);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            if stream.read(&mut [0; 64]).is_ok_and(|length| length > 0) {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    (format!("https://{address}"), told)
}
