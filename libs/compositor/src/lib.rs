//! Renders a timeline with ffmpeg: clips and stills, lettering, overlays and sound become a finished ad. This crate
//! knows nothing of jobs, money, storage or the network. Files go in, and a file comes out.
//!
//! ```text
//! files ─probe→ facts ─opening→ signals ─timeline→ frames ─layers→ pictures ─graph→ argv ─run→ file ─check→ result
//! ```
//!
//! Every picture is drawn here and handed to ffmpeg as PNG, and every number is read before it is printed. So no user's
//! text ever gets into an argument, and ffmpeg decodes no pictures but ours. A still is composed here as well, and ffmpeg has no part in it.

mod argv;
mod cube;
mod diagnose;
mod error;
mod film;
mod fitness;
mod graph;
mod hex;
mod layers;
mod lettering;
mod light;
mod loudness;
mod opening;
mod pictures;
mod pixel_format;
mod place;
mod probe;
mod render;
mod run;
mod signal;
mod sound;
mod still;
mod timeline;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

pub use error::Error;
pub use probe::{Facts, probe};
pub use render::Rendered;

use lettering::Lettering;

/// ffmpeg and the fonts, which are checked once. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Compositor {
    ffmpeg: PathBuf,
    lettering: Arc<Mutex<Lettering>>,
}

impl Compositor {
    /// Checks that ffmpeg has every filter, encoder and decoder that renders name, and that the fonts are there. The error
    /// says what is missing.
    pub async fn open(ffmpeg: &Path, fonts: &Path) -> Result<Self, Error> {
        fitness::check(ffmpeg).await?;
        let lettering = Lettering::open(fonts).map_err(|error| Error::Unfit(error.to_string()))?;
        Ok(Self { ffmpeg: ffmpeg.to_owned(), lettering: Arc::new(Mutex::new(lettering)) })
    }
}

#[cfg(test)]
mod tests;
