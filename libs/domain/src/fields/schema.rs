//! JSON Schema (2020-12) of fields.

use serde::Serialize;
use serde_json::{Value, json};

/// What a name is called as a type: `flux_2_pro` → `Flux2Pro`.
pub fn type_name(name: &str) -> String {
    let capitalized = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    name.split('_').map(capitalized).collect()
}

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
pub fn never_null(schema: &mut Value) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            set(schema, "type", only);
        }
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    let Some(Value::Array(choices)) = schema.get_mut("anyOf") else { return };
    choices.retain(|choice| choice.get("type").is_none_or(|name| name != "null"));
    if let [Value::Object(only)] = choices.as_slice() {
        let only = only.clone();
        unset(schema, "anyOf");
        if let Some(schema) = schema.as_object_mut() {
            schema.extend(only);
        }
    }
}

pub(super) fn described(mut schema: Value, meaning: &str, example: &Value) -> Value {
    set(&mut schema, "description", meaning);
    if !example.is_null() {
        set(&mut schema, "examples", [example]);
    }
    schema
}
