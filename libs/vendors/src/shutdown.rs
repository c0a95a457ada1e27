//! What a vendor says about the end of one of its models.

use domain::Timestamp;
use domain::catalog::day_from;
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shutdown {
    /// The vendor has the model and has announced no end.
    NotAnnounced,
    At(Timestamp),
    /// The vendor does not know the model, and perhaps has retired it.
    UnknownModel,
}

/// Unix times above this are milliseconds: as seconds they would lie in the year 5138.
const LATEST_SECONDS: i64 = 100_000_000_000;

/// An instant as vendors write them: RFC 3339, with a space in place of the T, a day, or Unix time in seconds or
/// milliseconds, as a number or as text.
pub(crate) fn instant(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Number(number) => from_unix(number.as_i64().or_else(|| whole(number.as_f64()?))?),
        Value::String(text) => from_text(text.trim()),
        _ => None,
    }
}

fn from_text(text: &str) -> Option<Timestamp> {
    let with_zone = format!("{text}Z");
    Timestamp::parse(text)
        .or_else(|| Timestamp::parse(&with_zone))
        .or_else(|| day_from(text))
        .or_else(|| from_unix(text.parse().ok()?))
}

fn from_unix(number: i64) -> Option<Timestamp> {
    let millis = if number > LATEST_SECONDS { number } else { number.checked_mul(1000)? };
    (number > 0).then(|| Timestamp::from_millis(millis))
}

/// Seconds with decimals, without them.
fn whole(seconds: f64) -> Option<i64> {
    format!("{seconds:.0}").parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_instant_is_read_in_every_form_that_vendors_use() {
        for value in [
            json!("2026-12-01"),
            json!(" 2026-12-01 "),
            json!("2026-12-01T00:00:00Z"),
            json!("2026-12-01T01:00:00+01:00"),
            json!("2026-12-01 00:00:00Z"),
            json!("2026-12-01T00:00:00"),
            json!(1_796_083_200),
            json!(1_796_083_200.0),
            json!("1796083200"),
            json!(1_796_083_200_000_i64),
        ] {
            assert_eq!(instant(&value), day_from("2026-12-01"), "{value}");
        }
        for value in
            [json!(null), json!(""), json!("soon"), json!(0), json!(-1), json!({}), json!([1]), json!(true)]
        {
            assert_eq!(instant(&value), None, "{value}");
        }
    }
}
