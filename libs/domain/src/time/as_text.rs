//! For `#[serde(with = "…")]`: an instant as text that people can read and that sorts, in rows that people query.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

use super::Timestamp;

pub fn serialize<S: Serializer>(instant: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&instant.rfc3339())
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    parse(&String::deserialize(deserializer)?)
}

fn parse<E: Error>(text: &str) -> Result<Timestamp, E> {
    Timestamp::parse(text).ok_or_else(|| E::custom(format!("{text:?} is not a time of RFC 3339")))
}

/// The same for a time that may not be known. It needs `#[serde(default)]`, too.
pub mod option {
    use super::{Deserialize, Deserializer, Serializer, Timestamp, parse};

    pub fn serialize<S: Serializer>(instant: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
        match instant {
            Some(instant) => super::serialize(instant, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
        let text: Option<String> = Option::deserialize(deserializer)?;
        text.as_deref().map(parse).transpose()
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Row {
        #[serde(with = "super")]
        created_at: Timestamp,
        #[serde(with = "super::option", default, skip_serializing_if = "Option::is_none")]
        completed_at: Option<Timestamp>,
    }

    #[test]
    fn a_time_is_text_and_reads_back_to_the_millisecond() {
        let (created_at, completed_at) = (Timestamp::from_millis(1_764_205_323_450), None);
        let running = Row { created_at, completed_at };
        let written = json!({"created_at": "2025-11-27T01:02:03.450Z"});
        assert_eq!(json!(running), written);
        assert_eq!(serde_json::from_value::<Row>(written).unwrap(), running);
        let ended = Row { completed_at: Some(created_at.plus_millis(1)), ..running };
        assert_eq!(json!(ended)["completed_at"], "2025-11-27T01:02:03.451Z");
        assert_eq!(serde_json::from_value::<Row>(json!(ended)).unwrap(), ended);
    }

    #[test]
    fn a_time_written_by_hand_needs_no_decimals_and_a_number_is_refused() {
        let row = |time: serde_json::Value| serde_json::from_value::<Row>(json!({"created_at": time}));
        assert_eq!(row(json!("2025-11-27T01:02:03Z")).unwrap().created_at.as_millis(), 1_764_205_323_000);
        assert!(row(json!(1_764_205_323_000_i64)).is_err());
        assert!(row(json!("yesterday")).is_err());
    }
}
