//! Pages of a list, for vendors that take the length of a page and a token in the query.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::fields::{Fields, Why, Wrong};

/// The query of a list, as it stands in the URL.
pub(crate) type Query = BTreeMap<String, String>;

/// What the two parameters are called, and how many entries a page has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paging {
    pub(crate) length: &'static str,
    pub(crate) token: &'static str,
    pub(crate) default: usize,
    pub(crate) most: i64,
}

impl Paging {
    /// The entries of the page that is asked for, and the token of the next one.
    pub(crate) fn page(
        self,
        entries: Vec<Value>,
        query: &Query,
    ) -> Result<(Vec<Value>, Option<String>), Wrong> {
        let (first, length) = (self.first(query)?, self.length(query)?);
        let next = first.saturating_add(length);
        let token = (next < entries.len()).then(|| format!("after-{next}"));
        Ok((entries.into_iter().skip(first).take(length).collect(), token))
    }

    fn first(self, query: &Query) -> Result<usize, Wrong> {
        let Some(token) = query.get(self.token).filter(|token| !token.is_empty()) else { return Ok(0) };
        let place = token.strip_prefix("after-").and_then(|place| place.parse().ok());
        let why = Why::Other("is not a token of this list".to_owned());
        place.ok_or_else(|| Wrong { field: self.token.to_owned(), why })
    }

    fn length(self, query: &Query) -> Result<usize, Wrong> {
        let Some(given) = query.get(self.length) else { return Ok(self.default) };
        // What is no number stays text, and is refused as such.
        let value = given.parse::<i64>().map_or(Value::from(given.as_str()), Value::from);
        let value = Value::Object(Map::from_iter([(self.length.to_owned(), value)]));
        let length = Fields::new(&value)?.integer_within(self.length, 1..=self.most)?;
        Ok(length.and_then(|length| usize::try_from(length).ok()).unwrap_or(self.default))
    }
}
