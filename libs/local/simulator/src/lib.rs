//! Plays the vendors' HTTP protocols for the local stack and the tests, as far as the catalog's routes and the
//! vendors' own clients in `tests/clients` call them. It knows what a vendor's API looks like from outside; it
//! knows nothing of our own back end.
//!
//! Words in a prompt make a vendor misbehave on demand; `sim_words.rs` lists them. Everything a vendor
//! accepted is in a journal before it is answered, so a restart on the same directory goes on where the
//! previous run stopped. A task's state is never stored: it follows from its start and the clock. Files are
//! made when they are asked for; clips and compressed speech need the system's `ffmpeg`.

mod accept;
pub mod answers;
mod auth;
mod bfl;
mod byteplus;
mod course;
mod cut;
mod delivery;
mod elevenlabs;
mod endpoints;
mod ends;
mod error;
mod failure;
mod fal;
mod fields;
mod google;
mod heygen;
mod hostile;
mod journal;
mod json;
mod kling;
mod link;
mod luma;
mod numbers;
mod openai;
mod paging;
mod picture;
mod play;
mod preview;
mod reads;
mod report;
mod request_id;
mod runway;
mod sim_words;
mod usage;
mod vendor;
mod workshop;
mod world;

#[cfg(test)]
mod kit;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::middleware;
use axum::routing::get;

pub use crate::error::Error;
pub use crate::picture::MediaStyle;
use crate::vendor::Vendor;
use crate::world::World;

/// All simulated vendors behind one port. Clones share the same state.
#[derive(Clone)]
pub struct Simulator {
    world: Arc<World>,
}

/// What a simulator needs to know of its surroundings.
pub struct Options {
    /// Where the journal and the files live; created if absent. One process at a time.
    pub dir: PathBuf,
    /// Where [`Simulator::router`] will be reachable, `http://127.0.0.1:PORT`, no trailing slash. It is part
    /// of the links in the answers.
    pub base_url: String,
    /// Every simulated vendor duration is multiplied by it: above 0, at most 1. The time for which a delivery
    /// link is valid is not.
    pub time_scale: f64,
    /// Unix time in milliseconds.
    pub clock: Arc<dyn Fn() -> i64 + Send + Sync>,
    pub style: MediaStyle,
}

impl Simulator {
    /// Loads what a previous run on the same directory left.
    pub fn open(options: Options) -> Result<Self, Error> {
        Ok(Self { world: Arc::new(World::open(options)?) })
    }

    /// To be mounted at the root of its own port and served by `axum::serve`: `sim:drop-answer` relies on
    /// HTTP/1.1 as hyper speaks it.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/_sim/ledger", report::of_all_vendors())
            .route("/_sim/delivery/{number}", get(play::kept))
            .nest("/bfl", bfl::routes())
            .nest("/openai", openai::routes())
            .nest("/google", google::routes())
            .nest("/byteplus", byteplus::routes())
            .nest("/luma", luma::routes())
            .nest("/runway", runway::routes())
            .nest("/kling", kling::routes())
            .nest("/heygen", heygen::routes())
            .nest("/elevenlabs", elevenlabs::routes())
            .nest("/fal", fal::routes())
            .layer(middleware::from_fn_with_state(Arc::clone(&self.world), play::play))
            .with_state(Arc::clone(&self.world))
    }

    /// The base URL an adapter uses instead of the vendor's own, by vendor.
    pub fn vendors(&self) -> BTreeMap<&'static str, String> {
        Vendor::ALL.into_iter().map(|vendor| (vendor.name(), self.world.base_url(vendor))).collect()
    }

    /// The one API key the simulated vendor accepts.
    pub fn key(vendor: &str) -> Option<String> {
        Vendor::from_name(vendor).map(|vendor| vendor.key().to_owned())
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("vendors", &self.vendors()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("dir", &self.dir)
            .field("base_url", &self.base_url)
            .field("time_scale", &self.time_scale)
            .field("style", &self.style)
            .finish_non_exhaustive()
    }
}
