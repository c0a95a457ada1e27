//! A vendor's whole list, read page by page within bounds.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::catalog::Vendor;
use domain::near::near;
use tokio::time::{Instant, timeout_at};
use vendors::{Avatar, CallError, Page, Voice};

use crate::kept::NotRead;

/// A vendor's pages have 50 or 100 entries.
const MOST_PAGES: usize = 100;
const MOST_ITEMS: usize = 5000;
const MOST_BYTES: usize = 4 * 1024 * 1024;
const LONGEST: Duration = Duration::from_secs(20);
/// The longest id that a request can name.
const LONGEST_ID: usize = 128;
/// All texts of an entry together. A page of ours has 100 of them.
const MOST_BYTES_OF_AN_ITEM: usize = 4096;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T> {
    pub items: Vec<T>,
    /// Whether this is all that the vendor lists.
    pub complete: bool,
}

/// What a list has: a voice or an avatar.
pub trait Item: Clone + Send + Sync + 'static {
    /// `voice` or `avatar`.
    const WORD: &'static str;

    fn id(&self) -> &str;
    fn name(&self) -> &str;
    /// All that a search looks at.
    fn texts(&self) -> Vec<&str>;
    fn languages(&self) -> &[String];
    fn preview_url(&self) -> Option<&str>;
    fn is_ready(&self) -> bool;
}

impl Item for Voice {
    const WORD: &'static str = "voice";

    fn id(&self) -> &str {
        &self.voice_id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn texts(&self) -> Vec<&str> {
        let others = self.language.iter().chain(&self.gender).chain(&self.labels);
        [&self.voice_id, &self.name].into_iter().chain(others).map(String::as_str).collect()
    }

    fn languages(&self) -> &[String] {
        &self.languages
    }

    fn preview_url(&self) -> Option<&str> {
        self.preview_url.as_deref()
    }

    fn is_ready(&self) -> bool {
        self.is_ready
    }
}

impl Item for Avatar {
    const WORD: &'static str = "avatar";

    fn id(&self) -> &str {
        &self.avatar_id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn texts(&self) -> Vec<&str> {
        [&self.avatar_id, &self.name].into_iter().chain(&self.gender).map(String::as_str).collect()
    }

    fn languages(&self) -> &[String] {
        &[]
    }

    fn preview_url(&self) -> Option<&str> {
        self.preview_url.as_deref()
    }

    fn is_ready(&self) -> bool {
        self.is_ready
    }
}

impl<T: Item> List<T> {
    pub fn find(&self, id: &str) -> Option<&T> {
        self.items.iter().find(|item| item.id() == id)
    }

    /// What somebody may have meant by an id that is not here: the name of one, or nearly an id.
    pub fn meant(&self, id: &str) -> Option<&T> {
        let is_called = |item: &&T| item.name().eq_ignore_ascii_case(id);
        self.items.iter().find(is_called).or_else(|| {
            let ids: Vec<&str> = self.items.iter().map(Item::id).collect();
            self.find(near(id, &ids)?)
        })
    }
}

/// An error only where the first page cannot be had. A list that ends early for another reason is not complete.
pub(crate) async fn whole<T: Item, P: Future<Output = Result<Page<T>, CallError>>>(
    vendor: Vendor,
    page: impl Fn(Option<String>) -> P,
) -> Result<List<T>, NotRead> {
    let (mut items, mut cursors, mut ids, mut bytes) =
        (Vec::new(), BTreeSet::new(), BTreeSet::new(), 0_usize);
    let (mut cursor, mut complete) = (None, true);
    let deadline = Instant::now() + LONGEST;
    for pages in 1..=MOST_PAGES + 1 {
        if pages > MOST_PAGES || items.len() >= MOST_ITEMS || bytes >= MOST_BYTES {
            return Ok(cut(vendor, items, "it is too long"));
        }
        let slow = CallError("it takes too long".to_owned());
        let read = match timeout_at(deadline, page(cursor.clone())).await.unwrap_or(Err(slow)) {
            Ok(read) => read,
            Err(CallError(why)) if items.is_empty() => return Err(NotRead(why)),
            Err(CallError(why)) => return Ok(cut(vendor, items, &why)),
        };
        for item in read.items {
            let size = size(&item);
            if item.id().len() > LONGEST_ID || size > MOST_BYTES_OF_AN_ITEM {
                complete = false;
            } else if ids.insert(item.id().to_owned()) {
                bytes = bytes.saturating_add(size);
                items.push(item);
            }
        }
        match read.next {
            None => return Ok(List { items, complete }),
            Some(next) if !cursors.insert(next.clone()) => {
                return Ok(cut(vendor, items, "it goes round in a circle"));
            }
            next => cursor = next,
        }
    }
    Ok(cut(vendor, items, "it is too long"))
}

fn size<T: Item>(item: &T) -> usize {
    let preview = item.preview_url().map_or(0, str::len);
    let texts = item.texts().into_iter().map(str::len).sum::<usize>();
    let languages = item.languages().iter().map(String::len).sum::<usize>();
    preview.saturating_add(texts).saturating_add(languages)
}

fn cut<T>(vendor: Vendor, items: Vec<T>, why: &str) -> List<T> {
    let (vendor, read) = (vendor.as_str(), items.len());
    tracing::warn!(vendor, read, why, "a vendor's list was not read to its end");
    List { items, complete: false }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn voice(id: &str, name: &str) -> Voice {
        Voice {
            voice_id: id.to_owned(),
            name: name.to_owned(),
            language: None,
            languages: Vec::new(),
            labels: Vec::new(),
            gender: None,
            preview_url: None,
            is_ready: true,
        }
    }

    fn page_of(first: usize, count: usize, next: Option<&str>) -> Page<Voice> {
        let items = (first..first + count).map(|place| voice(&format!("v{place}"), "V")).collect();
        Page { items, next: next.map(Into::into) }
    }

    async fn read<P: Future<Output = Result<Page<Voice>, CallError>>>(
        page: impl Fn(Option<String>) -> P,
    ) -> (usize, bool) {
        let list = whole(Vendor::Heygen, page).await.unwrap();
        (list.items.len(), list.complete)
    }

    #[tokio::test]
    async fn all_pages_make_one_list() {
        let list = read(async |cursor: Option<String>| match cursor.as_deref() {
            None => Ok(page_of(0, 3, Some("2"))),
            Some("2") => Ok(page_of(3, 0, Some("3"))),
            // One that moved from page to page while we read is there once.
            Some(_) => Ok(page_of(2, 3, None)),
        });
        assert_eq!(list.await, (5, true));
    }

    #[tokio::test]
    async fn a_list_that_was_cut_says_so() {
        let endless = read(async |cursor: Option<String>| {
            let page: usize = cursor.map_or(0, |cursor| cursor.parse().unwrap());
            Ok(page_of(page * 10, 10, Some(&(page + 1).to_string())))
        });
        assert_eq!(endless.await, (MOST_PAGES * 10, false));
        let long = read(async |cursor: Option<String>| {
            let page: usize = cursor.map_or(0, |cursor| cursor.parse().unwrap());
            Ok(page_of(page * 1000, 1000, Some(&(page + 1).to_string())))
        });
        assert_eq!(long.await, (MOST_ITEMS, false));
        assert_eq!(read(async |_| Ok(page_of(0, 2, Some("again")))).await, (2, false));
        let broken = read(async |cursor: Option<String>| match cursor {
            None => Ok(page_of(0, 2, Some("2"))),
            Some(_) => Err(CallError("HTTP 500".to_owned())),
        });
        assert_eq!(broken.await, (2, false));
        let heavy = Voice { preview_url: Some("x".repeat(5000)), ..voice("heavy", "H") };
        let with_heavy = read(|_| {
            let items = vec![heavy.clone(), voice("v", "V")];
            async { Ok(Page { items, next: None }) }
        });
        assert_eq!(with_heavy.await, (1, false));
    }

    #[tokio::test(start_paused = true)]
    async fn a_vendor_has_twenty_seconds() {
        let began = Instant::now();
        let slow = read(async |cursor: Option<String>| {
            let page: usize = cursor.map_or(0, |cursor| cursor.parse().unwrap());
            tokio::time::sleep(Duration::from_secs(3)).await;
            Ok(page_of(page, 1, Some(&(page + 1).to_string())))
        });
        assert_eq!((slow.await, began.elapsed()), ((6, false), LONGEST));
        let mute = whole(Vendor::Heygen, async |_| -> Result<Page<Voice>, CallError> {
            tokio::time::sleep(Duration::from_secs(100)).await;
            Ok(Page::default())
        });
        assert_eq!(mute.await, Err(NotRead("it takes too long".to_owned())));
    }

    #[test]
    fn a_name_or_a_slip_says_which_is_meant() {
        let items = vec![voice("21m00Tcm4TlvDq8ikWAM", "Rachel"), voice("hv_7a64e3f81b90", "Narrator")];
        let list = List { items, complete: true };
        for (id, meant) in [
            ("rachel", Some("21m00Tcm4TlvDq8ikWAM")),
            ("21m00tcm4tlvdq8ikwam", Some("21m00Tcm4TlvDq8ikWAM")),
            ("hv_7a64e3f81b91", Some("hv_7a64e3f81b90")),
            ("somebody", None),
        ] {
            assert_eq!(list.meant(id).map(|voice| voice.voice_id.as_str()), meant, "{id}");
        }
    }
}
