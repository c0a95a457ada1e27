//! What can be picked at the vendors: their voices and avatars. Whole lists are kept in memory, so that what a client
//! searches for never reaches a vendor, and a request that names a voice or an avatar is checked without a call as a rule.

mod kept;
mod language;
mod list;
mod search;

use std::sync::Arc;
use std::time::Duration;

use clock::Clock;
use domain::Kind;
use domain::catalog::{Host, Vendor};
use vendors::{Avatar, CallError, Vendors, Voice};

pub use kept::NotRead;
use kept::{Keeping, Kept};
pub use list::{Item, List};
pub use search::Search;

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

/// How long a client that looks at a list waits for it. API Gateway gives up after 30 s.
const PATIENCE_OF_A_READER: Duration = Duration::from_secs(22);
/// How long a submit waits for a vendor's word about what it names.
const PATIENCE_OF_A_SUBMIT: Duration = Duration::from_secs(2);

/// Cheap to clone; clones share what is kept.
#[derive(Debug, Clone)]
pub struct Picks {
    vendors: Vendors,
    clock: Clock,
    voices: Arc<Kept<(Vendor, Kind), List<Voice>>>,
    avatars: Arc<Kept<Vendor, List<Avatar>>>,
    single_voices: Arc<Kept<(Vendor, Kind, String), Option<Voice>>>,
    single_avatars: Arc<Kept<(Vendor, String), Option<Avatar>>>,
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
        Self {
            vendors,
            clock,
            voices: Arc::new(Kept::new(LISTS, |list| list.complete)),
            avatars: Arc::new(Kept::new(LISTS, |list| list.complete)),
            single_voices: Arc::new(Kept::new(SINGLES, |found| found.as_ref().is_some_and(|it| it.is_ready))),
            single_avatars: Arc::new(Kept::new(SINGLES, |found| {
                found.as_ref().is_some_and(|it| it.is_ready)
            })),
        }
    }

    /// The vendors that there is a key for.
    pub const fn vendors(&self) -> &Vendors {
        &self.vendors
    }

    /// All voices that the vendor lists for us.
    pub async fn voices(&self, vendor: Vendor, host: &Host, kind: Kind) -> Result<Arc<List<Voice>>, NotRead> {
        self.voices_within(PATIENCE_OF_A_READER, vendor, host, kind).await
    }

    /// All avatars that the vendor lists for us.
    pub async fn avatars(&self, vendor: Vendor, host: &Host) -> Result<Arc<List<Avatar>>, NotRead> {
        self.avatars_within(PATIENCE_OF_A_READER, vendor, host).await
    }

    /// Whether the vendor has this voice for us: by the list, if that is kept and has it ready, else by asking for the one.
    pub async fn voice(&self, vendor: Vendor, host: &Host, kind: Kind, id: &str) -> Standing<Voice> {
        let now = self.clock.now();
        let listed = self.voices.peek(&(vendor, kind), now);
        if let Some(voice) = listed.as_ref().and_then(|list| list.find(id)).filter(|it| it.is_ready) {
            return Standing::Known(voice.clone());
        }
        if !self.vendors.has_key(vendor) {
            return Standing::Untold;
        }
        let key = (vendor, kind, id.to_owned());
        let (vendors, host, wanted) = (self.vendors.clone(), host.clone(), id.to_owned());
        let ask = async move { vendors.voice(vendor, &host, kind, &wanted).await.map_err(not_read) };
        standing(vendor, &self.single_voices.get(key, now, PATIENCE_OF_A_SUBMIT, ask).await)
    }

    /// As [`Self::voice`].
    pub async fn avatar(&self, vendor: Vendor, host: &Host, id: &str) -> Standing<Avatar> {
        let now = self.clock.now();
        let listed = self.avatars.peek(&vendor, now);
        if let Some(avatar) = listed.as_ref().and_then(|list| list.find(id)).filter(|it| it.is_ready) {
            return Standing::Known(avatar.clone());
        }
        if !self.vendors.has_key(vendor) {
            return Standing::Untold;
        }
        let key = (vendor, id.to_owned());
        let (vendors, host, wanted) = (self.vendors.clone(), host.clone(), id.to_owned());
        let ask = async move { vendors.avatar(vendor, &host, &wanted).await.map_err(not_read) };
        standing(vendor, &self.single_avatars.get(key, now, PATIENCE_OF_A_SUBMIT, ask).await)
    }

    /// The voice that somebody may have meant by an id or a name that the vendor does not have.
    pub async fn voice_meant(&self, vendor: Vendor, host: &Host, kind: Kind, id: &str) -> Option<Voice> {
        let list = self.voices_within(PATIENCE_OF_A_SUBMIT, vendor, host, kind).await.ok()?;
        list.meant(id).cloned()
    }

    /// As [`Self::voice_meant`].
    pub async fn avatar_meant(&self, vendor: Vendor, host: &Host, id: &str) -> Option<Avatar> {
        let list = self.avatars_within(PATIENCE_OF_A_SUBMIT, vendor, host).await.ok()?;
        list.meant(id).cloned()
    }

    async fn voices_within(
        &self,
        patience: Duration,
        vendor: Vendor,
        host: &Host,
        kind: Kind,
    ) -> Result<Arc<List<Voice>>, NotRead> {
        self.need_key(vendor)?;
        let (vendors, host) = (self.vendors.clone(), host.clone());
        let page = move |cursor: Option<String>| {
            let (vendors, host) = (vendors.clone(), host.clone());
            async move { vendors.voices(vendor, &host, kind, cursor.as_deref()).await }
        };
        let read = list::whole(vendor, page);
        self.voices.get((vendor, kind), self.clock.now(), patience, read).await
    }

    async fn avatars_within(
        &self,
        patience: Duration,
        vendor: Vendor,
        host: &Host,
    ) -> Result<Arc<List<Avatar>>, NotRead> {
        self.need_key(vendor)?;
        let (vendors, host) = (self.vendors.clone(), host.clone());
        let page = move |cursor: Option<String>| {
            let (vendors, host) = (vendors.clone(), host.clone());
            async move { vendors.avatars(vendor, &host, cursor.as_deref()).await }
        };
        let read = list::whole(vendor, page);
        self.avatars.get(vendor, self.clock.now(), patience, read).await
    }

    fn need_key(&self, vendor: Vendor) -> Result<(), NotRead> {
        if self.vendors.has_key(vendor) { Ok(()) } else { Err(NotRead("there is no key".to_owned())) }
    }
}

fn not_read(CallError(why): CallError) -> NotRead {
    NotRead(why)
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
