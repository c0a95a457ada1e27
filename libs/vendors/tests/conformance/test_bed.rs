//! What a scenario runs on: simulators behind the proxy, adapters in front of it, and a clock that is moved by hand.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use bytes::Bytes;
use domain::Catalog;
use domain::catalog::Vendor;
use simulator::Simulator;
use tempfile::TempDir;
use tokio::net::TcpListener;
use vendors::{Attachment, Vendors};

use crate::fault_proxy::FaultProxy;

pub(crate) struct TestBed {
    pub(crate) proxy: Arc<FaultProxy>,
    pub(crate) vendors: Vendors,
    pub(crate) picture: Attachment,
    pub(crate) references: [Attachment; 2],
    pub(crate) sound: Attachment,
    base_url: String,
    clock: Arc<AtomicI64>,
    _folder: TempDir,
}

impl TestBed {
    pub(crate) async fn new() -> Self {
        // An error means that a provider is installed already, and it is the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let proxy = Arc::new(FaultProxy::default());
        let base_url = serve(Arc::clone(&proxy).router()).await;
        let clock = Arc::new(AtomicI64::new(1_795_000_000_000));
        let folder = tempfile::tempdir().unwrap();
        let time = Arc::clone(&clock);
        let simulator = Simulator::open(simulator::Options {
            dir: folder.path().to_owned(),
            base_url: base_url.clone(),
            time_scale: 0.001,
            clock: Arc::new(move || time.load(Ordering::SeqCst)),
            style: simulator::MediaStyle::Plain,
        })
        .unwrap();
        *proxy.simulator.lock().unwrap() = serve(simulator.router()).await;
        let keys: BTreeMap<Vendor, String> = Vendor::ALL
            .into_iter()
            .map(|vendor| (vendor, Simulator::key(vendor.as_str()).unwrap()))
            .collect();
        let attach = |path: &str, mime: &str, bytes: Bytes| {
            proxy.keep_file(path, bytes.clone());
            Attachment { mime: mime.to_owned(), bytes, link: format!("{base_url}{path}") }
        };
        let picture = attach("/files/picture.png", "image/png", png());
        Self {
            references: [picture.clone(), picture.clone()],
            picture,
            sound: attach("/files/sound.wav", "audio/wav", wav()),
            vendors: Vendors::new(keys).unwrap(),
            proxy,
            base_url,
            clock,
            _folder: folder,
        }
    }

    /// A catalog whose vendors are all behind the proxy.
    pub(crate) fn catalog(&self, text: &str) -> Catalog {
        let mut catalog = Catalog::parse(text).unwrap();
        for vendor in Vendor::ALL {
            catalog.redirect(vendor, &format!("{}/{}", self.base_url, vendor.as_str()));
        }
        catalog
    }

    /// Lets everything that is under way finish. BFL's links live for ten minutes, and less than that passes.
    pub(crate) fn let_time_pass(&self) {
        self.clock.fetch_add(120_000, Ordering::SeqCst);
    }
}

async fn serve(router: axum::Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

fn png() -> Bytes {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(512, 512, image::Rgb([200, 40, 40]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner().into()
}

/// Three seconds of silence.
fn wav() -> Bytes {
    let samples = vec![0_u8; 3 * 8000 * 2];
    let length = u32::try_from(samples.len()).unwrap();
    let mut file = Vec::new();
    file.extend(b"RIFF");
    file.extend((36 + length).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(8000_u32.to_le_bytes());
    file.extend(16_000_u32.to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    file.into()
}
