//! The two things that can be picked, how each is asked for at a vendor, and what is kept of each.

use domain::Kind;
use domain::catalog::Vendor;
use vendors::{Avatar, CallError, Page, Vendors, Voice};

use crate::kept::{Keeping, Kept};
use crate::list::{Item, List};
use crate::{At, Picks};

const MINUTE_MILLIS: i64 = 60 * 1000;
const LISTS: Keeping = Keeping {
    // docs/API.md promises an hour.
    good_millis: 60 * MINUTE_MILLIS,
    poor_millis: 10 * MINUTE_MILLIS,
    failed_millis: 10 * 1000,
    most: 16,
    reads_a_minute: 16,
};
const SINGLES: Keeping = Keeping {
    good_millis: 60 * MINUTE_MILLIS,
    // What is not there may have been made a minute later.
    poor_millis: MINUTE_MILLIS,
    failed_millis: 10 * 1000,
    most: 1000,
    // Above it the worker finds out. Whoever guesses ids does not make us flood a vendor.
    reads_a_minute: 60,
};

/// What is kept of all vendors' voices, or of their avatars.
#[derive(Debug)]
pub struct Shelf<T> {
    pub(crate) lists: Kept<(Vendor, Kind), List<T>>,
    pub(crate) singles: Kept<(Vendor, Kind, String), Option<T>>,
}

impl<T: Item> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            lists: Kept::new(LISTS, |list| list.complete),
            singles: Kept::new(SINGLES, |found| found.as_ref().is_some_and(Item::is_ready)),
        }
    }
}

/// A voice or an avatar.
pub trait Pick: Item {
    fn shelf(picks: &Picks) -> &Shelf<Self>;

    /// One page of the vendor's list.
    fn page(
        vendors: &Vendors,
        at: At<'_>,
        cursor: Option<&str>,
    ) -> impl Future<Output = Result<Page<Self>, CallError>> + Send;

    /// The one with this id. `None`: the vendor says that it has none.
    fn one(
        vendors: &Vendors,
        at: At<'_>,
        id: &str,
    ) -> impl Future<Output = Result<Option<Self>, CallError>> + Send;
}

impl Pick for Voice {
    fn shelf(picks: &Picks) -> &Shelf<Self> {
        &picks.voices
    }

    async fn page(vendors: &Vendors, at: At<'_>, cursor: Option<&str>) -> Result<Page<Self>, CallError> {
        vendors.voices(at.vendor, at.host, at.kind, cursor).await
    }

    async fn one(vendors: &Vendors, at: At<'_>, id: &str) -> Result<Option<Self>, CallError> {
        vendors.voice(at.vendor, at.host, at.kind, id).await
    }
}

impl Pick for Avatar {
    fn shelf(picks: &Picks) -> &Shelf<Self> {
        &picks.avatars
    }

    async fn page(vendors: &Vendors, at: At<'_>, cursor: Option<&str>) -> Result<Page<Self>, CallError> {
        vendors.avatars(at.vendor, at.host, cursor).await
    }

    async fn one(vendors: &Vendors, at: At<'_>, id: &str) -> Result<Option<Self>, CallError> {
        vendors.avatar(at.vendor, at.host, id).await
    }
}
