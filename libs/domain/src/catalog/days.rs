//! Days, as the catalog writes them: `2026-12-01` is midnight UTC.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};

use crate::Timestamp;

/// The beginning of a day such as `2026-12-01`, UTC.
pub fn day_from(text: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{text}T00:00:00Z"))
}

pub(super) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    text.map(|text| read(&text)).transpose()
}

/// Names, each with a day.
pub(super) fn days<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Timestamp>, D::Error> {
    let texts: BTreeMap<String, String> = BTreeMap::deserialize(deserializer)?;
    texts.into_iter().map(|(name, text)| Ok((name, read(&text)?))).collect()
}

fn read<E: de::Error>(text: &str) -> Result<Timestamp, E> {
    day_from(text).ok_or_else(|| E::custom(format!("{text:?} is not a day such as 2026-12-01")))
}
