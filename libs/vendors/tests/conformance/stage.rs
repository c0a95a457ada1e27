//! Simulators behind the meddler, adapters in front of it, and a clock in the hand.

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

use crate::meddler::Meddler;

pub(crate) struct Stage {
    pub(crate) meddler: Arc<Meddler>,
    pub(crate) vendors: Vendors,
    pub(crate) picture: Attachment,
    pub(crate) sound: Attachment,
    base_url: String,
    clock: Arc<AtomicI64>,
    _folder: TempDir,
}

impl Stage {
    pub(crate) async fn set() -> Self {
        // Whoever came first has installed the same provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let meddler = Arc::new(Meddler::default());
        let base_url = serve(Arc::clone(&meddler).router()).await;
        let clock = Arc::new(AtomicI64::new(1_795_000_000_000));
        let folder = tempfile::tempdir().unwrap();
        let told = Arc::clone(&clock);
        let simulator = Simulator::open(simulator::Options {
            dir: folder.path().to_owned(),
            base_url: base_url.clone(),
            time_scale: 0.001,
            clock: Arc::new(move || told.load(Ordering::SeqCst)),
        })
        .unwrap();
        *meddler.simulator.lock().unwrap() = serve(simulator.router()).await;
        let keys: BTreeMap<Vendor, String> = Vendor::ALL
            .into_iter()
            .map(|vendor| (vendor, Simulator::key(vendor.as_str()).unwrap()))
            .collect();
        let attach = |path: &str, mime: &str, bytes: Bytes| {
            meddler.keep_file(path, bytes.clone());
            Attachment { mime: mime.to_owned(), bytes, link: format!("{base_url}{path}") }
        };
        Self {
            picture: attach("/files/picture.png", "image/png", png()),
            sound: attach("/files/sound.wav", "audio/wav", wav()),
            vendors: Vendors::new(keys).unwrap(),
            meddler,
            base_url,
            clock,
            _folder: folder,
        }
    }

    /// A catalog whose vendors all stand behind the meddler.
    pub(crate) fn catalog(&self, text: &str) -> Catalog {
        let mut catalog = Catalog::parse(text).unwrap();
        for vendor in Vendor::ALL {
            catalog.redirect(vendor, &format!("{}/{}", self.base_url, vendor.as_str()));
        }
        catalog
    }

    /// Beyond the end of everything that is under way, within the ten minutes that BFL's links live.
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
