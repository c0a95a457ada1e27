//! The client has types of its own for what it reads. Here they are held to what the endpoints declare.

use contract_tests::declared_replies;
use serde_json::{Value, json};
use web::Body;

#[test]
fn hub_reads_only_fields_that_the_replies_declare() {
    let reads = hub_cli::reads();
    assert!(reads.len() > 15);
    for read in reads {
        let schema = declared(read.method, read.path, read.status);
        let of = read.list.map_or_else(
            || schema.clone(),
            |list| {
                let lists = objects(&schema, &schema);
                let list = lists.iter().find_map(|object| object["properties"].get(list));
                list.unwrap_or_else(|| panic!("{read:?}"))["items"].clone()
            },
        );
        let objects = objects(&of, &schema);
        for field in &read.fields {
            let known = objects.iter().any(|object| object["properties"].get(field).is_some());
            assert!(known, "{} {} does not declare `{field}`", read.method, read.path);
        }
    }
}

fn declared(method: &str, path: &str, status: u16) -> Value {
    let path = format!("/api/v1{path}");
    let all = declared_replies();
    let replies =
        all.iter().find(|replies| replies.endpoint.method == method && replies.endpoint.path == path);
    let body = replies.and_then(|replies| replies.body(status));
    let Some(Body::Json(make)) = body else { panic!("{method} {path} declares no JSON for {status}") };
    let mut generator = web::schema_settings().into_generator();
    let mut schema = json!(make(&mut generator));
    schema["$defs"] = generator.take_definitions(true).into();
    schema
}

/// The objects that a schema is made of: itself, what it refers to, and all of its parts.
fn objects(schema: &Value, whole: &Value) -> Vec<Value> {
    let mut found = vec![schema.clone()];
    if let Some(name) = schema["$ref"].as_str() {
        found.extend(objects(whole.pointer(name.trim_start_matches('#')).unwrap(), whole));
    }
    for word in ["allOf", "anyOf", "oneOf"] {
        for part in schema[word].as_array().into_iter().flatten() {
            found.extend(objects(part, whole));
        }
    }
    found
}
