//! `docs/openapi.json` is what the functions declare.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what goes wrong shall panic where it happens"
)]

use std::path::Path;

use domain::Catalog;
use serde_json::{Value, json};

use super::{described, endpoints};

fn document() -> Value {
    super::document(&Catalog::shipped().unwrap()).unwrap()
}

/// Every object of the document that has a schema and an example, with its place.
fn with_examples(part: &Value, place: &str, found: &mut Vec<(String, Value, Value)>) {
    match part {
        Value::Object(fields) => {
            if let (Some(schema), Some(example)) = (fields.get("schema"), fields.get("example")) {
                found.push((place.to_owned(), schema.clone(), example.clone()));
            }
            if let (Some(schema), Some(Value::Object(examples))) =
                (fields.get("schema"), fields.get("examples"))
            {
                let values = examples.values().filter_map(|example| example.get("value"));
                found.extend(values.map(|value| (place.to_owned(), schema.clone(), value.clone())));
            }
            for (name, inner) in fields {
                with_examples(inner, &format!("{place}/{name}"), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| with_examples(item, place, found)),
        _ => {}
    }
}

#[test]
fn every_example_is_as_its_schema_says() {
    let document = document();
    let mut examples = Vec::new();
    with_examples(&document["paths"], "", &mut examples);
    with_examples(&document["components"]["parameters"], "parameters", &mut examples);
    with_examples(&document["components"]["responses"], "responses", &mut examples);
    assert!(examples.len() > 100, "{}", examples.len());
    // All of them at once: to compile a schema for each would take seconds.
    let named = |of: fn(&(String, Value, Value)) -> Value| {
        let each = examples.iter().enumerate();
        Value::Object(each.map(|(at, it)| (format!("{at} {}", it.0), of(it))).collect())
    };
    let (schemas, examples) = (named(|it| it.1.clone()), named(|it| it.2.clone()));
    let whole = json!({"properties": schemas, "components": document["components"]});
    let validator = jsonschema::options().should_validate_formats(true).build(&whole).unwrap();
    let errors = validator.iter_errors(&examples);
    let wrong: Vec<String> = errors.map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whatever has a body has an example of it, except errors whose sentence only the handler knows.
#[test]
fn every_request_and_every_reply_has_an_example() {
    let document = document();
    let mut without = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let bodies =
                operation["responses"].as_object().unwrap().iter().map(|(status, it)| (status.as_str(), it));
            for (what, body) in bodies.chain(operation.get("requestBody").map(|it| ("request", it))) {
                let json = &body["content"]["application/json"];
                // The example of the document itself would be the document.
                if json.is_object() && json.get("example").is_none() && path != "/openapi.json" {
                    without.push(format!("{method} {path} {what}"));
                }
            }
        }
    }
    assert!(without.is_empty(), "{without:#?}");
}

#[test]
fn the_committed_document_is_what_the_functions_declare() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let text = format!("{}\n", serde_json::to_string_pretty(&document()).unwrap());
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written == text, "docs/openapi.json is old: WRITE_DOCS=1 cargo test -p openapi");
}

#[test]
fn every_endpoint_is_described_once() {
    let mut all = endpoints();
    let mut named: Vec<_> = described().iter().map(|it| it.operation.endpoint).collect();
    all.sort_unstable();
    named.sort_unstable();
    assert_eq!(named, all, "an endpoint is missing in OPERATIONS or in REPLIES");
    assert!(described().iter().all(|it| !it.replies.answers.is_empty()));
    let mut ids: Vec<_> = described().iter().map(|it| it.operation.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all.len(), "two operations have the same id");
}
