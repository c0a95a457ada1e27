//! Instants and calendar months, UTC. Milliseconds inside, RFC 3339 outside. Rows hold the times that people query
//! as text ([`as_text`]), and numbers where DynamoDB computes with them.

pub mod as_text;
mod rfc3339;

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use rfc3339::Rfc3339;

/// Unix time in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole Unix seconds, rounded down: what DynamoDB's time to live takes.
    pub const fn as_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0 + millis)
    }

    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_millis(seconds * 1000)
    }

    /// When the hour began, UTC.
    #[must_use]
    pub const fn start_of_hour(self) -> Self {
        const HOUR_MILLIS: i64 = 3_600_000;
        Self(self.0.div_euclid(HOUR_MILLIS) * HOUR_MILLIS)
    }

    /// Negative where `earlier` is in fact later.
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// How many whole seconds there are to wait for it from `now` on, at least 1.
    pub fn seconds_from(self, now: Self) -> i64 {
        (self.millis_since(now) + 999).div_euclid(1000).max(1)
    }

    /// From RFC 3339 text; `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|instant| Self(instant.as_millisecond()))
    }

    /// Always with three decimals, `2026-11-27T01:02:03.456Z`: such texts are of one length, and sort as the instants do.
    pub fn rfc3339(self) -> String {
        format!("{:.3}", self.instant())
    }

    fn instant(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or_default()
    }

    /// The day, UTC: `2026-11-21`.
    pub fn date(self) -> String {
        self.date_utc().to_string()
    }

    fn date_utc(self) -> jiff::civil::Date {
        self.instant().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// The calendar month, UTC, that this instant belongs to.
    pub fn month(self) -> Month {
        let date = self.date_utc();
        Month(format!("{:04}-{:02}", date.year(), date.month()))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

/// A calendar month, UTC, as `2026-11`: sorts as time does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Month(String);

impl Month {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// From text such as `2026-11`; `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let month = Timestamp::parse(&format!("{text}-01T00:00:00Z"))?.month();
        (month.as_str() == text).then_some(month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_prints_as_rfc3339_in_utc() {
        assert_eq!(Timestamp::from_millis(1_767_225_599_500).rfc3339(), "2025-12-31T23:59:59.500Z");
    }

    #[test]
    fn texts_are_in_the_order_of_time() {
        let texts = [1_767_225_599_000, 1_767_225_599_050, 1_767_225_599_500, 1_767_225_600_000]
            .map(|millis| Timestamp::from_millis(millis).rfc3339());
        assert_eq!(texts[1], "2025-12-31T23:59:59.050Z");
        assert!(texts.is_sorted(), "{texts:?}");
    }

    #[test]
    fn a_month_is_read_as_it_is_written() {
        assert_eq!(Month::parse("2026-11").unwrap().as_str(), "2026-11");
        for text in ["", "2026", "2026-13", "2026-1", "2026-11-01", "november", "26-11", "2026-11/"] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_ends_at_midnight_utc() {
        let last_second = Timestamp::from_millis(1_767_225_599_999);
        assert_eq!(last_second.month().as_str(), "2025-12");
        assert_eq!(last_second.plus_millis(1).month().as_str(), "2026-01");
    }
}
