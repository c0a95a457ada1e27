//! What all vendors share: what was started, the clock, and where they are reachable.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use crate::play::Plays;
use crate::reads::Reads;
use crate::usage::Usage;
use crate::vendor::Vendor;
use crate::workshop::Workshop;
use crate::{Error, Options};

pub(crate) struct World {
    pub(crate) usage: Usage,
    pub(crate) workshop: Workshop,
    pub(crate) plays: Plays,
    pub(crate) reads: Reads,
    base_url: String,
    time_scale: f64,
    clock: Arc<dyn Fn() -> i64 + Send + Sync>,
}

impl World {
    pub(crate) fn open(options: Options) -> Result<Self, Error> {
        let Options { dir, base_url, time_scale, clock, style } = options;
        if !(time_scale > 0.0 && time_scale <= 1.0) {
            return Err(Error::TimeScale(time_scale));
        }
        if base_url.ends_with('/') || !Url::parse(&base_url).is_ok_and(|url| url.has_host()) {
            return Err(Error::BaseUrl(base_url));
        }
        let (usage, workshop) = (Usage::open(&dir)?, Workshop::open(&dir, style)?);
        Ok(Self {
            usage,
            workshop,
            plays: Plays::default(),
            reads: Reads::default(),
            base_url,
            time_scale,
            clock,
        })
    }

    pub(crate) fn now_ms(&self) -> i64 {
        (self.clock)()
    }

    /// Without a slash at the end.
    pub(crate) fn root_url(&self) -> &str {
        &self.base_url
    }

    pub(crate) fn base_url(&self, vendor: Vendor) -> String {
        format!("{}/{}", self.base_url, vendor.name())
    }

    /// How long something takes here that takes `real` at the vendor, in milliseconds.
    pub(crate) fn scaled_ms(&self, real: Duration) -> i64 {
        i64::try_from(self.scaled(real).as_millis()).unwrap_or(i64::MAX)
    }

    pub(crate) fn scaled(&self, real: Duration) -> Duration {
        // A scale of at most 1 cannot overflow the multiplication.
        real.mul_f64(self.time_scale)
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}
