//! A page of a list. It is bounded by bytes as well as by count: Lambda returns at most 6 MB, and a page of a megabyte is
//! already long to wait for.

use std::borrow::Cow;

use http::StatusCode;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::{Reply, cursor};

/// With the cursor and the names around them, a reply stays below a megabyte.
const MAX_BYTES: usize = 900_000;

/// What is listed.
pub trait Listed: Serialize {
    /// The name of the reply's field that has the items.
    const LIST: &'static str;
}

/// A page that is being filled. `P`: where in its list an item is.
#[derive(Debug)]
pub struct Page<T, P> {
    items: Vec<T>,
    bytes: usize,
    last: Option<P>,
    is_full: bool,
}

impl<T: Serialize, P> Page<T, P> {
    pub const fn new() -> Self {
        Self { items: Vec::new(), bytes: 0, last: None, is_full: false }
    }

    /// As many of the items as fit, each with its place.
    pub fn fitting(items: impl IntoIterator<Item = (T, P)>) -> Self {
        let mut page = Self::new();
        for (item, place) in items {
            if !page.add(item, place) {
                break;
            }
        }
        page
    }

    /// `false`: there is no room, and the page ends before this item. The first item is always taken, so that every page
    /// gets on.
    pub fn add(&mut self, item: T, place: P) -> bool {
        let bytes = self.bytes + serde_json::to_string(&item).map_or(0, |text| text.len()) + 1;
        self.is_full = self.is_full || (bytes > MAX_BYTES && !self.items.is_empty());
        if !self.is_full {
            self.bytes = bytes;
            self.items.push(item);
            self.last = Some(place);
        }
        !self.is_full
    }

    /// What is shown, and where the list goes on: behind the last item that fits, or where it went on anyhow.
    pub fn finish(self, next: Option<P>) -> (Vec<T>, Option<P>) {
        (self.items, if self.is_full { self.last } else { next })
    }
}

impl<T: Listed, P: Serialize> Page<T, P> {
    /// What the reply has. Its cursor is bound to `query`.
    pub fn listing(self, query: &impl Serialize, next: Option<P>) -> Listing<T> {
        let (items, next) = self.finish(next);
        Listing { items, next_cursor: next.map(|next| cursor::write(query, &next)) }
    }

    /// A reply that is the page alone.
    pub fn reply(self, query: &impl Serialize, next: Option<P>) -> Reply {
        crate::json(StatusCode::OK, &self.listing(query, next))
    }
}

impl<T: Serialize, P> Default for Page<T, P> {
    fn default() -> Self {
        Self::new()
    }
}

/// A page as clients read it.
#[derive(Debug)]
pub struct Listing<T> {
    /// Under the name of their list.
    pub items: Vec<T>,
    /// `None`: it is the last page.
    pub next_cursor: Option<String>,
}

const NEXT_CURSOR: &str = "next_cursor";

impl<T: Listed> Serialize for Listing<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut page = serializer.serialize_struct("Listing", 2)?;
        page.serialize_field(T::LIST, &self.items)?;
        page.serialize_field(NEXT_CURSOR, &self.next_cursor)?;
        page.end()
    }
}

impl<T: Listed + JsonSchema> JsonSchema for Listing<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("PageOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut items = generator.subschema_for::<Vec<T>>();
        items.insert("description".to_owned(), "What is on this page.".into());
        let about = "The cursor of the next page, for the parameter `cursor`; null on the last page.";
        json_schema!({
            "type": "object",
            "properties": {
                T::LIST: items,
                NEXT_CURSOR: {"type": ["string", "null"], "description": about},
            },
            "required": [T::LIST, NEXT_CURSOR],
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

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

    #[derive(Serialize, JsonSchema)]
    struct Sheep {
        name: &'static str,
    }

    impl Listed for Sheep {
        const LIST: &'static str = "flock";
    }

    #[test]
    fn the_items_are_under_the_name_of_their_list() {
        let page = Page::fitting([(Sheep { name: "Dolly" }, 1)]).listing(&"flock", None);
        assert_eq!(json!(page), json!({"flock": [{"name": "Dolly"}], "next_cursor": null}));
        let schema = json!(schemars::schema_for!(Listing<Sheep>));
        assert_eq!(schema["title"], "PageOfSheep");
        assert_eq!(schema["required"], json!(["flock", "next_cursor"]));
        assert_eq!(schema["properties"]["flock"]["items"]["$ref"], "#/$defs/Sheep");
    }
}
