//! JSON Schema (2020-12) of fields.

use serde::Serialize;
use serde_json::{Value, json};

/// Sets a keyword of a schema.
pub(crate) fn set(schema: &mut Value, keyword: &str, value: impl Serialize) {
    if let Some(keywords) = schema.as_object_mut() {
        keywords.insert(keyword.to_owned(), json!(value));
    }
}

/// Removes a keyword of a schema.
pub(crate) fn unset(schema: &mut Value, keyword: &str) {
    if let Some(keywords) = schema.as_object_mut() {
        keywords.shift_remove(keyword);
    }
}

/// The schema that takes `null` as well. An object with a name of its own stays a type of its own.
pub(super) fn nullable(mut schema: Value) -> Value {
    if schema.get("title").is_some() {
        return json!({"anyOf": [schema, {"type": "null"}]});
    }
    if let Some(one) = schema.get_mut("type") {
        *one = json!([one.clone(), "null"]);
    }
    for (keyword, null) in [("enum", Value::Null), ("anyOf", json!({"type": "null"}))] {
        if let Some(Value::Array(values)) = schema.get_mut(keyword) {
            values.push(null);
        }
    }
    schema
}

/// The schema that does not take `null` any more.
pub(crate) fn never_null(schema: &mut Value) {
    if let Some(one) = schema.get_mut("type")
        && let Some([only, _]) = one.as_array().map(Vec::as_slice)
    {
        *one = only.clone();
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
}

pub(super) fn described(mut schema: Value, meaning: &str, example: &Value) -> Value {
    set(&mut schema, "description", meaning);
    if !example.is_null() {
        set(&mut schema, "examples", [example]);
    }
    schema
}
