//! A page of a list. It is bounded by bytes as well as by count: Lambda returns at most 6 MB, and a page of a megabyte is
//! already long to wait for.

use serde_json::Value;

use crate::reply::page;
use crate::{Reply, cursor};

/// With the cursor and the names around them, a reply stays below a megabyte.
const MAX_BYTES: usize = 900_000;

/// `P`: where in its list an item is.
#[derive(Debug)]
pub struct Page<P> {
    views: Vec<Value>,
    bytes: usize,
    last: Option<P>,
    is_full: bool,
}

impl<P> Page<P> {
    pub const fn new() -> Self {
        Self { views: Vec::new(), bytes: 0, last: None, is_full: false }
    }

    /// As many of the items as fit, each with its place.
    pub fn fitting(items: impl IntoIterator<Item = (Value, P)>) -> Self {
        let mut page = Self::new();
        for (view, place) in items {
            if !page.add(view, place) {
                break;
            }
        }
        page
    }

    /// `false`: there is no room, and the page ends before this item. The first item is always taken, so that every page
    /// gets on.
    pub fn add(&mut self, view: Value, place: P) -> bool {
        let bytes = self.bytes + view.to_string().len() + 1;
        self.is_full = self.is_full || (bytes > MAX_BYTES && !self.views.is_empty());
        if !self.is_full {
            self.bytes = bytes;
            self.views.push(view);
            self.last = Some(place);
        }
        !self.is_full
    }

    /// What is shown, and where the list goes on: behind the last item that fits, or where it went on anyhow.
    pub fn finish(self, next: Option<P>) -> (Vec<Value>, Option<P>) {
        (self.views, if self.is_full { self.last } else { next })
    }
}

impl<P: serde::Serialize> Page<P> {
    /// The reply, whose cursor is bound to `query`.
    pub fn reply(self, name: &str, query: &impl serde::Serialize, next: Option<P>) -> Reply {
        let (views, next) = self.finish(next);
        page(name, views, next.map(|next| cursor::write(query, &next)))
    }
}

impl<P> Default for Page<P> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn items(count: usize, bytes: usize) -> impl Iterator<Item = (Value, usize)> {
        (0..count).map(move |place| (json!("x".repeat(bytes)), place))
    }

    #[test]
    fn a_page_of_small_items_goes_on_where_the_list_says() {
        let (views, next) = Page::fitting(items(200, 100)).finish(Some(7));
        assert_eq!((views.len(), next), (200, Some(7)));
        assert_eq!(Page::fitting(items(200, 100)).finish(None).1, None, "it is the last page");
    }

    #[test]
    fn a_page_ends_where_the_next_item_would_make_it_too_large() {
        for (bytes, fitting) in [(100_000, 8), (400_000, 2), (5_000, 179)] {
            let (views, next) = Page::fitting(items(200, bytes)).finish(None);
            assert_eq!((views.len(), next), (fitting, Some(fitting - 1)), "{bytes}");
            assert!(json!(views).to_string().len() < 1_000_000);
        }
    }

    #[test]
    fn an_item_that_is_too_large_is_a_page_of_its_own() {
        let (views, next) = Page::fitting(items(3, 2_000_000)).finish(None);
        assert_eq!((views.len(), next), (1, Some(0)));
    }
}
