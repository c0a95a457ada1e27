//! Parameters of paths, queries and headers.

use domain::Catalog;
use serde_json::{Map, Value, json};
use web::{HUB_VERSION, IDEMPOTENCY_KEY, Operation, Parameter};

/// The headers that many endpoints take.
pub(crate) fn components(catalog: &Catalog) -> Value {
    json!({
        (HUB_VERSION.name): object(&HUB_VERSION, "header", catalog),
        (IDEMPOTENCY_KEY.name): object(&IDEMPOTENCY_KEY, "header", catalog),
    })
}

pub(crate) fn of_operation(operation: &Operation, catalog: &Catalog) -> Result<Vec<Value>, String> {
    let mut all = Vec::new();
    for name in placeholders(operation.endpoint.path) {
        let parameter =
            Parameter::of_path(name).ok_or_else(|| format!("nothing declares the placeholder {name}"))?;
        all.push(object(parameter, "path", catalog));
    }
    all.extend(operation.parameters.all().iter().map(|parameter| object(parameter, "query", catalog)));
    let mut headers = vec![&HUB_VERSION];
    if operation.takes_idempotency_key() {
        headers.insert(0, &IDEMPOTENCY_KEY);
    }
    all.extend(headers.iter().map(|it| json!({"$ref": format!("#/components/parameters/{}", it.name)})));
    Ok(all)
}

fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

fn object(parameter: &Parameter, place: &str, catalog: &Catalog) -> Value {
    let schema = parameter.schema(catalog);
    let mut object = Map::new();
    object.insert("name".to_owned(), parameter.name.into());
    object.insert("in".to_owned(), place.into());
    if place == "path" {
        object.insert("required".to_owned(), true.into());
    }
    object.insert("description".to_owned(), parameter.about.into());
    if let Some(example) = parameter.example {
        object.insert("example".to_owned(), value(example, &schema));
    }
    object.insert("schema".to_owned(), schema);
    Value::Object(object)
}

/// The example as the schema reads it.
fn value(example: &str, schema: &Value) -> Value {
    match schema.get("type").and_then(Value::as_str) {
        Some("integer" | "boolean") => serde_json::from_str(example).unwrap_or_else(|_| example.into()),
        _ => example.into(),
    }
}
