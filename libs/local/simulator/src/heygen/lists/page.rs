//! Pages of a list: `limit` entries from where `token` points to.

use std::collections::BTreeMap;

use axum::Json;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use crate::fields::{Fields, Wrong};
use crate::heygen::errors::ApiError;

/// The query of a list, as it stands in the URL.
pub(super) type Query = BTreeMap<String, String>;

#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    pub(super) default: usize,
    pub(super) most: i64,
}

/// A filter that must be one of a few words, if it is there.
pub(super) fn choice<'a>(
    query: &'a Query,
    name: &str,
    allowed: &[&str],
) -> Result<Option<&'a str>, ApiError> {
    let given = query.get(name).map(String::as_str);
    let value = object(name, given.map_or(Value::Null, Value::from));
    Fields::of(&value)?.choice(name, allowed)?;
    Ok(given)
}

pub(super) fn page(entries: &[Value], query: &Query, limit: Limit) -> Result<Json<Value>, ApiError> {
    let (first, count) = (first(query)?, count(query, limit)?);
    let next = first.saturating_add(count);
    let shown: Vec<&Value> = entries.iter().skip(first).take(count).collect();
    let has_more = next < entries.len();
    let token = has_more.then(|| URL_SAFE_NO_PAD.encode(format!("from {next}")));
    Ok(Json(json!({ "data": shown, "has_more": has_more, "next_token": token })))
}

fn first(query: &Query) -> Result<usize, Wrong> {
    let Some(token) = query.get("token").filter(|token| !token.is_empty()) else { return Ok(0) };
    let place = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
        text.strip_prefix("from ")?.parse().ok()
    };
    let value = object("token", Value::Null);
    place().ok_or(Fields::of(&value)?.other("token", "is no token of ours"))
}

fn count(query: &Query, Limit { default, most }: Limit) -> Result<usize, Wrong> {
    let Some(given) = query.get("limit") else { return Ok(default) };
    // What is no number stays text, and is refused as such.
    let value = object("limit", given.parse::<i64>().map_or(Value::from(given.as_str()), Value::from));
    let count = Fields::of(&value)?.integer_within("limit", 1..=most)?;
    Ok(count.and_then(|count| usize::try_from(count).ok()).unwrap_or(default))
}

fn object(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}
