//! What is read is there: each field is in the document of the API, and what `hub` cannot do without is never absent.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

use super::{
    AcceptedGeneration, AcceptedJob, ErrorReply, FieldReply, Folder, Job, Me, Named, NewKey, Quote, Upload,
    UploadedFile, Variant, Warning,
};
use crate::commands::LISTINGS;

/// What the API answers to `method path` with this status, and then to the fields named by `at`.
struct Place {
    method: &'static str,
    path: &'static str,
    status: u16,
    at: &'static [&'static str],
}

const JOB: &str = "/creative-hub/generate/jobs/{id}";
const STUDIO: &str = "/creative-hub/image-studio/generate";

#[test]
fn every_field_that_is_read_is_in_the_document() {
    is_declared::<ErrorReply>(("GET", JOB, 404, &[]));
    is_declared::<FieldReply>(("GET", JOB, 404, &["fields"]));
    is_declared::<AcceptedJob>(("POST", "/creative-hub/generate/image", 202, &[]));
    is_declared::<AcceptedJob>(("POST", "/creative-hub/generate/composite", 202, &[]));
    is_declared::<AcceptedJob>(("POST", "/creative-hub/generate/jobs/{id}/retry", 202, &[]));
    is_declared::<AcceptedGeneration>(("POST", STUDIO, 202, &[]));
    is_declared::<Quote>(("POST", STUDIO, 200, &[]));
    is_declared::<Warning>(("POST", STUDIO, 200, &["warnings"]));
    is_declared::<Job>(("GET", JOB, 200, &[]));
    is_declared::<Variant>(("GET", JOB, 200, &["variants"]));
    is_declared::<NewKey>(("POST", "/api-keys", 201, &[]));
    is_declared::<NewKey>(("POST", "/api-keys/{id}/rotate", 200, &[]));
    is_declared::<Upload>(("POST", "/creative-hub/drive/uploads", 201, &[]));
    is_declared::<UploadedFile>(("POST", "/creative-hub/drive/uploads/{id}/complete", 200, &[]));
    is_declared::<Folder>(("POST", "/creative-hub/drive/folders", 201, &[]));
    is_declared::<Me>(("GET", "/me", 200, &[]));
    is_declared::<Named>(("GET", "/me", 200, &["team"]));
    is_declared::<Named>(("GET", "/me", 200, &["user"]));
}

#[test]
fn every_column_of_a_table_is_in_the_document() {
    for listing in LISTINGS {
        let place = Place { method: "GET", path: listing.path, status: 200, at: &[] };
        let items = place.parts().iter().find_map(|part| part["properties"].get(listing.list)).cloned();
        let item =
            parts(&items.unwrap_or_else(|| panic!("{} has no {}", listing.path, listing.list))["items"]);
        for column in listing.columns {
            assert!(has(&item, "properties", column), "{} has no {column}", listing.path);
        }
    }
}

fn is_declared<T: JsonSchema>(
    (method, path, status, at): (&'static str, &'static str, u16, &'static [&'static str]),
) {
    let place = Place { method, path, status, at };
    let (parts, read) = (place.parts(), json!(T::json_schema(&mut SchemaGenerator::default())));
    for (field, _) in read["properties"].as_object().unwrap() {
        assert!(has(&parts, "properties", field), "{method} {path} {status} {at:?} has no {field}");
    }
    for field in read["required"].as_array().into_iter().flatten() {
        let field = field.as_str().unwrap();
        assert!(has(&parts, "required", field), "{method} {path} {status} {at:?} may have no {field}");
    }
}

/// `word`: `properties`, whose names count, or `required`.
fn has(parts: &[Value], word: &str, field: &str) -> bool {
    parts.iter().any(|part| match &part[word] {
        Value::Object(properties) => properties.contains_key(field),
        Value::Array(names) => names.iter().any(|name| name == field),
        _ => false,
    })
}

impl Place {
    /// The schemas that together say what is there.
    fn parts(&self) -> Vec<Value> {
        let path = format!("/api/v1{}", self.path).replace('~', "~0").replace('/', "~1");
        let response = format!("/paths/{path}/{}/responses/{}", self.method.to_lowercase(), self.status);
        let response =
            resolved(document().pointer(&response).unwrap_or_else(|| panic!("{response} is not there")));
        let mut parts = parts(&response["content"]["application/json"]["schema"]);
        for field in self.at {
            let found = parts.iter().find_map(|part| part["properties"].get(*field)).cloned().unwrap();
            let of_items = parts_of_items(&found);
            parts = if of_items.is_empty() { self::parts(&found) } else { of_items };
        }
        parts
    }
}

fn parts_of_items(list: &Value) -> Vec<Value> {
    parts(list).iter().filter_map(|part| part.get("items")).flat_map(parts).collect()
}

/// A schema itself, what it refers to, and all that it is put together from.
fn parts(schema: &Value) -> Vec<Value> {
    let schema = resolved(schema);
    let inner = ["allOf", "anyOf", "oneOf"].map(|word| schema[word].as_array().cloned().unwrap_or_default());
    let inner: Vec<Value> = inner.concat().iter().flat_map(parts).collect();
    [vec![schema], inner].concat()
}

fn resolved(value: &Value) -> Value {
    match value["$ref"].as_str() {
        Some(name) => document().pointer(name.trim_start_matches('#')).unwrap().clone(),
        None => value.clone(),
    }
}

fn document() -> &'static Value {
    static DOCUMENT: std::sync::LazyLock<Value> = std::sync::LazyLock::new(|| {
        serde_json::from_str(include_str!("../../../../docs/openapi.json")).unwrap()
    });
    &DOCUMENT
}
