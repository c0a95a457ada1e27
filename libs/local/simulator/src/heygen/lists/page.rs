//! Pages of a list: `limit` entries from where `token` points to.

use std::collections::BTreeMap;

use axum::Json;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use crate::fields::{Fields, Why, Wrong};
use crate::heygen::errors::Result;

/// The query of a list, as it stands in the URL.
pub(super) type Query = BTreeMap<String, String>;

#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    pub(super) default: usize,
    pub(super) most: i64,
}

pub(super) fn page(entries: &[Value], query: &Query, limit: Limit) -> Result<Json<Value>> {
    let (first, count) = (first(query)?, count(query, limit)?);
    let next = first.saturating_add(count);
    let shown: Vec<&Value> = entries.iter().skip(first).take(count).collect();
    let has_more = next < entries.len();
    let token = has_more.then(|| URL_SAFE_NO_PAD.encode(format!("from {next}")));
    Ok(Json(json!({ "data": shown, "has_more": has_more, "next_token": token })))
}

fn first(query: &Query) -> std::result::Result<usize, Wrong> {
    let Some(token) = query.get("token").filter(|token| !token.is_empty()) else { return Ok(0) };
    let place = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
        text.strip_prefix("from ")?.parse().ok()
    };
    let why = Why::Other("is not a token of this list".to_owned());
    place().ok_or_else(|| Wrong { field: "token".to_owned(), why })
}

fn count(query: &Query, Limit { default, most }: Limit) -> std::result::Result<usize, Wrong> {
    let Some(given) = query.get("limit") else { return Ok(default) };
    // What is no number stays text, and is refused as such.
    let value = given.parse::<i64>().map_or(Value::from(given.as_str()), Value::from);
    let value = Value::Object(Map::from_iter([("limit".to_owned(), value)]));
    let count = Fields::of(&value)?.integer_within("limit", 1..=most)?;
    Ok(count.and_then(|count| usize::try_from(count).ok()).unwrap_or(default))
}
