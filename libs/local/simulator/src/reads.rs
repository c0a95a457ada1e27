//! How often lists of voices and avatars were read, and single ones looked up, since the process began. They belong to no
//! task, so the journal has nothing of them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::vendor::Vendor;

#[derive(Debug, Default)]
pub(crate) struct Reads(Mutex<BTreeMap<(&'static str, &'static str), u64>>);

impl Reads {
    /// `path` is that of the endpoint, with its placeholders.
    pub(crate) fn count(&self, vendor: Vendor, path: &'static str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry((vendor.name(), path)).or_default();
        *count = count.saturating_add(1);
    }

    /// By the address below that of all simulators: `/heygen/v3/voices`.
    pub(crate) fn counts(&self) -> BTreeMap<String, u64> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.iter().map(|((vendor, path), count)| (format!("/{vendor}{path}"), *count)).collect()
    }
}
