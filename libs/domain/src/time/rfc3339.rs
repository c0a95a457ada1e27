//! An instant as replies show it: text of RFC 3339 in UTC, always with three decimals of the second.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use super::Timestamp;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rfc3339(pub Timestamp);

impl Serialize for Rfc3339 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.rfc3339())
    }
}

impl JsonSchema for Rfc3339 {
    fn schema_name() -> Cow<'static, str> {
        "Time".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date-time"})
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_time_is_text_with_three_decimals_and_its_schema_says_so() {
        assert_eq!(json!(Rfc3339(Timestamp::from_millis(1_767_225_599_500))), "2025-12-31T23:59:59.500Z");
        let schema = schemars::schema_for!(Rfc3339);
        assert_eq!(schema.get("format"), Some(&json!("date-time")));
    }
}
