//! Holds every answer of the API to the schema that its endpoint declares for it. A field that the schema does not have
//! fails, too, although the schemas are open: clients must expect new fields, and we must describe them.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use openapi::Described;
use serde_json::{Value, json};
use web::{Body, Problem, Replies, ReplyHeader};

use crate::Answer;

pub(crate) fn assert_declared(method: &str, path: &str, answer: &Answer) {
    static ALL: LazyLock<Vec<Described>> = LazyLock::new(openapi::described);
    let is_asked = |of: &&Described| {
        let endpoint = of.operation.endpoint;
        endpoint.method == method && endpoint.path_parameters(path).is_some()
    };
    let Some(described) = ALL.iter().find(is_asked) else {
        assert!(
            answer.status >= 400 || method == "OPTIONS",
            "no endpoint declares {method} {path}: {answer:?}"
        );
        return;
    };
    let replies = &described.replies;
    let key = replies.endpoint.key();
    match replies.body(answer.status) {
        None => panic!("{key} declares no answer with this status: {answer:?}"),
        Some(Body::Empty) => assert_eq!(answer.body, Value::Null, "{key}"),
        Some(Body::Json(_)) => {
            let validator = validator(replies, answer.status);
            let wrong: Vec<String> = validator
                .iter_errors(&answer.body)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            let wrong = wrong.join("\n");
            assert!(
                wrong.is_empty(),
                "{key} answers {} otherwise than it declares:\n{wrong}\n{}",
                answer.status,
                answer.body
            );
        }
    }
    assert_problem_is_declared(described, answer);
    assert_headers_are_declared(described, answer);
}

/// An error has a status and a code that the endpoint declares.
fn assert_problem_is_declared(described: &Described, answer: &Answer) {
    let told = (answer.status, answer.text("code"));
    let declares = |problem: &Problem| (problem.status, problem.code) == told;
    let is_declared = answer.status < 400 || described.problems().iter().any(declares);
    assert!(is_declared, "{} does not declare this error: {answer:?}", described.operation.endpoint.key());
}

/// A header that not every reply has is declared for this one.
fn assert_headers_are_declared(described: &Described, answer: &Answer) {
    let declared = described.headers(answer.status);
    for header in ReplyHeader::ALL {
        let is_there = answer.headers.contains_key(header.name());
        let key = described.operation.endpoint.key();
        assert!(
            !is_there || declared.contains(&header),
            "{key} does not declare {}: {answer:?}",
            header.name()
        );
    }
}

/// It is made once per process for each answer.
fn validator(replies: &Replies, status: u16) -> Arc<Validator> {
    static MADE: Mutex<BTreeMap<(String, u16), Arc<Validator>>> = Mutex::new(BTreeMap::new());
    let status = if status >= 400 { 400 } else { status };
    let mut made = MADE.lock().unwrap();
    let validator = made.entry((replies.endpoint.key(), status)).or_insert_with(|| {
        let schema = closed_schema(replies.body(status).unwrap());
        Arc::new(jsonschema::options().should_validate_formats(true).build(&schema).unwrap())
    });
    Arc::clone(validator)
}

/// The schema of a body, which takes no field that it does not name.
fn closed_schema(body: Body) -> Value {
    let Body::Json(make) = body else { return json!(false) };
    let mut generator = web::schema_settings().into_generator();
    let mut schema = json!(make(&mut generator));
    schema["$defs"] = generator.take_definitions(true).into();
    close(&mut schema, false);
    schema
}

/// `is_part`: another schema has further fields of the same object.
fn close(schema: &mut Value, is_part: bool) {
    let Some(schema) = schema.as_object_mut() else { return };
    let has_fields = schema.contains_key("properties");
    for (word, inner) in schema.iter_mut() {
        match word.as_str() {
            "anyOf" | "oneOf" | "allOf" => {
                for part in inner.as_array_mut().unwrap() {
                    close(part, is_part || has_fields);
                }
            }
            "properties" | "$defs" => {
                for field in inner.as_object_mut().unwrap().values_mut() {
                    close(field, false);
                }
            }
            "items" | "additionalProperties" => close(inner, false),
            _ => {}
        }
    }
    if has_fields && !is_part {
        schema.insert("unevaluatedProperties".to_owned(), json!(false));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use reqwest::header::HeaderMap;

    use super::*;

    fn answers(method: &str, path: &str, status: u16, body: Value) {
        assert_declared(method, path, &Answer { status, headers: HeaderMap::new(), body });
    }

    fn is_refused(method: &'static str, path: &'static str, status: u16, body: Value) -> bool {
        std::panic::catch_unwind(|| answers(method, path, status, body)).is_err()
    }

    #[test]
    fn an_answer_fails_that_is_not_as_its_endpoint_declares() {
        let health = "/api/v1/health";
        answers("GET", health, 200, json!({"status": "ok"}));
        let error = |code: &str, more: Value| {
            let mut error =
                json!({"error": "x", "code": code, "doc_url": "/docs#errors/y", "request_id": "z"});
            error.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            error
        };
        answers("GET", health, 400, error("invalid_request", json!({})));
        for (status, body) in [
            (200, json!({})),
            (200, json!({"status": 1})),
            (200, json!({"status": "ok", "mood": "good"})),
            (201, json!({"status": "ok"})),
            (400, json!({"error": "x", "code": "invalid_request", "request_id": "z"})),
            (400, error("invalid_request", json!({"hint": "?"}))),
            (400, error("invalid_json", json!({}))),
            (404, error("not_found", json!({}))),
        ] {
            assert!(is_refused("GET", health, status, body.clone()), "{status} {body}");
        }
        let team = json!({"id": "acme", "name": "Acme", "created_by": null, "created_at": "2026-11-27T01:02:03.456Z"});
        answers("GET", "/api/v1/teams/acme", 200, team.clone());
        answers("GET", "/api/v1/teams", 200, json!({"teams": [team], "next_cursor": null}));
        let mut yesterday = team.clone();
        yesterday["created_at"] = json!("yesterday");
        assert!(is_refused("GET", "/api/v1/teams/acme", 200, yesterday));
        let mut inner = team;
        inner["colour"] = json!("red");
        assert!(is_refused("GET", "/api/v1/teams", 200, json!({"teams": [inner], "next_cursor": null})));
        assert!(is_refused("DELETE", "/api/v1/creative-hub/drive/files/7", 204, json!({})));
    }

    /// The fields without a description, as `Job.id`.
    fn undescribed(schema: &Value, of: &str, found: &mut BTreeSet<String>) {
        let Some(schema) = schema.as_object() else { return };
        for (word, inner) in schema {
            match word.as_str() {
                "$defs" => {
                    for (name, definition) in inner.as_object().unwrap() {
                        undescribed(definition, name, found);
                    }
                }
                "properties" => {
                    for (name, field) in inner.as_object().unwrap() {
                        // A constant says by itself which of several shapes it is.
                        if field.get("description").is_none() && field.get("const").is_none() {
                            found.insert(format!("{of}.{name}"));
                        }
                        undescribed(field, of, found);
                    }
                }
                "anyOf" | "oneOf" | "allOf" => {
                    for part in inner.as_array().unwrap() {
                        undescribed(part, of, found);
                    }
                }
                "items" | "additionalProperties" => undescribed(inner, of, found),
                _ => {}
            }
        }
    }

    #[test]
    fn every_field_of_every_reply_is_described() {
        let mut found = BTreeSet::new();
        for Described { replies, .. } in openapi::described() {
            for answer in replies.answers.iter().filter(|answer| matches!(answer.body, Body::Json(_))) {
                undescribed(&closed_schema(answer.body), "reply", &mut found);
            }
        }
        assert!(found.is_empty(), "{found:#?}");
    }
}
