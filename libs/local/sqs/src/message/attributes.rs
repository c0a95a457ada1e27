//! Message attributes: read from the wire into typed values, kept in the store, picked by name for a receiver.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

use super::body;
use crate::refusal::Refusal;

const MAX_ATTRIBUTES: usize = 10;

/// Attributes that keep every rule, in the order of their names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributes(pub(super) BTreeMap<String, Attribute>);

#[derive(Debug, Clone)]
pub(super) struct Attribute {
    /// `String`, `Number` or `Binary`, perhaps with a custom `.label`.
    pub(super) data_type: String,
    pub(super) value: Value,
}

#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Binary(Vec<u8>),
}

/// As clients write it, and as the store keeps it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct WireAttribute {
    data_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    string_value: Option<String>,
    /// Base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    binary_value: Option<String>,
}

impl Attributes {
    pub(crate) fn parse(wire: BTreeMap<String, WireAttribute>) -> Result<Self, Refusal> {
        if wire.len() > MAX_ATTRIBUTES {
            let count = wire.len();
            return Err(Refusal::InvalidParameterValue(format!(
                "Number of message attributes [{count}] exceeds the allowed maximum [{MAX_ATTRIBUTES}]."
            )));
        }
        wire.into_iter()
            .map(|(name, wire)| Ok((name.clone(), attribute(&name, wire)?)))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Those a receiver asked for: by name, by `prefix.*`, or all by `All` or `.*`.
    pub(crate) fn pick(&self, wanted: &[String]) -> Self {
        let is_wanted = |name: &str| {
            wanted.iter().any(|wanted| match wanted.strip_suffix(".*") {
                Some(prefix) => name.starts_with(prefix),
                None => wanted == "All" || wanted == name,
            })
        };
        Self(
            self.0
                .iter()
                .filter(|(name, _)| is_wanted(name))
                .map(|(name, it)| (name.clone(), it.clone()))
                .collect(),
        )
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn to_wire(&self) -> BTreeMap<String, WireAttribute> {
        self.0.iter().map(|(name, attribute)| (name.clone(), attribute.to_wire())).collect()
    }
}

impl Attribute {
    fn to_wire(&self) -> WireAttribute {
        let (string_value, binary_value) = match &self.value {
            Value::Text(text) => (Some(text.clone()), None),
            Value::Binary(bytes) => (None, Some(BASE64_STANDARD.encode(bytes))),
        };
        WireAttribute { data_type: self.data_type.clone(), string_value, binary_value }
    }
}

impl WireAttribute {
    /// Bytes that count towards the message's size, beside the name.
    pub(super) fn size(&self) -> usize {
        let text = self.string_value.as_ref().map_or(0, String::len);
        let binary = self
            .binary_value
            .as_ref()
            .map_or(0, |encoded| BASE64_STANDARD.decode(encoded).map_or(encoded.len(), |bytes| bytes.len()));
        self.data_type.len() + text + binary
    }
}

fn attribute(name: &str, wire: WireAttribute) -> Result<Attribute, Refusal> {
    let wrong =
        |rule: &str| Refusal::InvalidParameterValue(format!("The message attribute '{name}' {rule}."));
    if !is_name(name) {
        return Err(wrong(
            "must have a name of letters, digits, '_', '-' and single dots that is not reserved",
        ));
    }
    let base = wire.data_type.split('.').next().unwrap_or_default();
    let value = match (base, wire.string_value, wire.binary_value) {
        ("Binary", None, Some(encoded)) => {
            Value::Binary(BASE64_STANDARD.decode(encoded).map_err(|_| wrong("must be base64"))?)
        }
        ("Number", Some(text), None) if !is_number(&text) => return Err(wrong("must be a number")),
        ("String" | "Number", Some(text), None) if body::is_clean(&text) => Value::Text(text),
        ("String", Some(_), None) => return Err(Refusal::InvalidMessageContents),
        ("String" | "Number" | "Binary", ..) => return Err(wrong("must have exactly the value of its type")),
        _ => return Err(wrong("must be of type String, Number or Binary")),
    };
    if matches!(&value, Value::Text(text) if text.is_empty())
        || matches!(&value, Value::Binary(bytes) if bytes.is_empty())
    {
        return Err(wrong("must not be empty"));
    }
    Ok(Attribute { data_type: wire.data_type, value })
}

fn is_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    (1..=256).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
        && !(name.starts_with('.') || name.ends_with('.') || name.contains(".."))
        && !(lower.starts_with("aws.") || lower.starts_with("amazon."))
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

impl ToSql for Attributes {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.to_wire())
            .map(ToSqlOutput::from)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
    }
}

impl FromSql for Attributes {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let wire =
            serde_json::from_str(value.as_str()?).map_err(|error| FromSqlError::Other(Box::new(error)))?;
        Self::parse(wire).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Attributes, is_name};

    fn parse(json: serde_json::Value) -> Result<Attributes, crate::refusal::Refusal> {
        Attributes::parse(serde_json::from_value(json).unwrap())
    }

    #[test]
    fn reserved_and_crooked_names_are_refused() {
        for name in ["", ".a", "a.", "a..b", "AWS.x", "amazon.x", "a b", "ä", &"a".repeat(257)] {
            assert!(!is_name(name), "{name}");
        }
        assert!(is_name("trace_id.v-1"));
    }

    #[test]
    fn a_value_must_fit_its_type() {
        for wrong in [
            serde_json::json!({ "a": { "DataType": "Number", "StringValue": "seven" } }),
            serde_json::json!({ "a": { "DataType": "String" } }),
            serde_json::json!({ "a": { "DataType": "String", "StringValue": "" } }),
            serde_json::json!({ "a": { "DataType": "String", "StringValue": "\u{0}" } }),
            serde_json::json!({ "a": { "DataType": "String", "BinaryValue": "AAE=" } }),
            serde_json::json!({ "a": { "DataType": "Binary", "BinaryValue": "no base64" } }),
            serde_json::json!({ "a": { "DataType": "Date", "StringValue": "today" } }),
            serde_json::json!({ "a": { "StringValue": "no type" } }),
        ] {
            assert!(parse(wrong.clone()).is_err(), "{wrong}");
        }
        assert!(
            parse(serde_json::json!({ "a": { "DataType": "Number.int", "StringValue": "-7e2" } })).is_ok()
        );
    }

    #[test]
    fn attributes_are_picked_by_name_prefix_or_all() {
        let text = || serde_json::json!({ "DataType": "String", "StringValue": "x" });
        let attributes =
            parse(serde_json::json!({ "trace.id": text(), "trace.at": text(), "user": text() })).unwrap();
        for (wanted, count) in [("All", 3), (".*", 3), ("trace.*", 2), ("user", 1), ("use", 0)] {
            assert_eq!(attributes.pick(&[wanted.to_owned()]).0.len(), count, "{wanted}");
        }
        assert!(attributes.pick(&[]).is_empty());
    }
}
