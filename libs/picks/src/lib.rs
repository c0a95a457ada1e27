//! What can be picked at the vendors: their voices and avatars. Whole lists are kept in memory, so that what a client
//! searches for never reaches a vendor, and a request that names a voice or an avatar is checked without a call as a rule.

mod kept;
mod language;
mod list;
mod pick;
mod search;

use std::sync::Arc;
use std::time::Duration;

use clock::Clock;
use domain::Kind;
use domain::catalog::{Host, Vendor};
use tokio::time::{Instant, timeout_at};
use vendors::{Avatar, CallError, Vendors, Voice};

pub use kept::NotRead;
pub use list::{Item, List};
pub use pick::Pick;
use pick::Shelf;
pub use search::Search;

/// How long a client that looks at a list waits for it. API Gateway gives up after 30 s.
const PATIENCE_OF_A_READER: Duration = Duration::from_secs(22);
/// How long a submit waits for a vendor's word about all that it names, with what may have been meant instead.
pub const PATIENCE_OF_A_SUBMIT: Duration = Duration::from_secs(2);

/// Cheap to clone; clones share what is kept.
#[derive(Debug, Clone)]
pub struct Picks {
    vendors: Vendors,
    clock: Clock,
    voices: Arc<Shelf<Voice>>,
    avatars: Arc<Shelf<Avatar>>,
}

/// Where something is picked: at a vendor, for jobs of a kind.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    pub vendor: Vendor,
    pub host: &'a Host,
    pub kind: Kind,
}

/// What a vendor says about an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing<T> {
    Known(T),
    /// It says that it has no such thing.
    Unknown,
    /// It has no key, cannot be asked, or does not answer in time.
    Untold,
}

impl Picks {
    pub fn new(vendors: Vendors, clock: Clock) -> Self {
        Self { vendors, clock, voices: Arc::default(), avatars: Arc::default() }
    }

    /// The vendors that there is a key for.
    pub const fn vendors(&self) -> &Vendors {
        &self.vendors
    }

    /// All that the vendor lists for us.
    pub async fn list<T: Pick>(&self, at: At<'_>) -> Result<Arc<List<T>>, NotRead> {
        self.list_within(PATIENCE_OF_A_READER, at).await
    }

    /// Whether the vendor has this for us: by the list, if that is kept and has it ready, else by asking for the one. What
    /// has not come by `until` is kept for the next one who asks.
    pub async fn standing<T: Pick>(&self, at: At<'_>, id: &str, until: Instant) -> Standing<T> {
        let (kept, now) = (T::shelf(self), self.clock.now());
        let listed = kept.lists.peek(&(at.vendor, at.kind), now);
        if let Some(item) = listed.as_ref().and_then(|list| list.find(id)).filter(|it| it.is_ready()) {
            return Standing::Known(item.clone());
        }
        if !self.vendors.has_key(at.vendor) {
            return Standing::Untold;
        }
        let key = (at.vendor, at.kind, id.to_owned());
        let (vendors, host, wanted) = (self.vendors.clone(), at.host.clone(), id.to_owned());
        let At { vendor, kind, .. } = at;
        let ask = async move {
            let found = T::one(&vendors, At { vendor, host: &host, kind }, &wanted).await;
            found.map_err(|CallError(why)| NotRead(why))
        };
        let found = kept.singles.get(key, now, PATIENCE_OF_A_SUBMIT, ask);
        let too_late = |_| Err(NotRead("the answer comes too late".to_owned()));
        standing(vendor, &timeout_at(until, found).await.unwrap_or_else(too_late))
    }

    /// What somebody may have meant by an id or a name that the vendor does not have, if that is known by `until`.
    pub async fn meant<T: Pick>(&self, at: At<'_>, id: &str, until: Instant) -> Option<T> {
        let list = timeout_at(until, self.list_within(PATIENCE_OF_A_SUBMIT, at)).await.ok()?.ok()?;
        list.meant(id).cloned()
    }

    async fn list_within<T: Pick>(&self, patience: Duration, at: At<'_>) -> Result<Arc<List<T>>, NotRead> {
        let At { vendor, kind, .. } = at;
        if !self.vendors.has_key(vendor) {
            return Err(NotRead("there is no key".to_owned()));
        }
        let (vendors, host) = (self.vendors.clone(), at.host.clone());
        let page = move |cursor: Option<String>| {
            let (vendors, host) = (vendors.clone(), host.clone());
            async move { T::page(&vendors, At { vendor, host: &host, kind }, cursor.as_deref()).await }
        };
        let read = list::whole(vendor, page);
        T::shelf(self).lists.get((vendor, kind), self.clock.now(), patience, read).await
    }
}

fn standing<T: Clone>(vendor: Vendor, found: &Result<Arc<Option<T>>, NotRead>) -> Standing<T> {
    match found.as_deref() {
        Ok(Some(found)) => Standing::Known(found.clone()),
        Ok(None) => Standing::Unknown,
        Err(NotRead(why)) => {
            tracing::warn!(
                vendor = vendor.as_str(),
                why,
                "a vendor does not say whether it has what was named"
            );
            Standing::Untold
        }
    }
}
