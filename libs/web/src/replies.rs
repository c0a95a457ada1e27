//! What the endpoints answer, as types: each function has a table of it beside its endpoints. Nothing that is deployed
//! reads these tables, so the functions do not carry them: tests hold every answer to its schema, and the description of
//! the API is made of them.

use domain::fields::schema::never_null;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

use crate::{ErrorBody, MethodAndPath};

/// The answers of one endpoint, beside its errors: those have one shape, [`ErrorBody`], at every endpoint.
#[derive(Debug, Clone, Copy)]
pub struct Replies {
    pub endpoint: MethodAndPath,
    pub answers: &'static [Answer],
}

#[derive(Debug, Clone, Copy)]
pub struct Answer {
    pub status: u16,
    pub body: Body,
    /// What it may have beside the headers of every reply.
    pub headers: &'static [ReplyHeader],
}

/// A header that some replies have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReplyHeader {
    RetryAfter,
    Location,
    Allow,
    IdempotentReplayed,
    ETag,
}

#[derive(Debug, Clone, Copy)]
pub enum Body {
    Empty,
    /// JSON of this schema.
    Json(fn(&mut SchemaGenerator) -> Schema),
}

impl Answer {
    /// An answer whose body is a `T`.
    pub const fn json<T: JsonSchema>(status: u16) -> Self {
        Self { status, body: Body::Json(SchemaGenerator::subschema_for::<T>), headers: &[] }
    }

    pub const fn empty(status: u16) -> Self {
        Self { status, body: Body::Empty, headers: &[] }
    }

    #[must_use]
    pub const fn with(self, headers: &'static [ReplyHeader]) -> Self {
        Self { headers, ..self }
    }
}

impl ReplyHeader {
    pub const ALL: [Self; 5] =
        [Self::RetryAfter, Self::Location, Self::Allow, Self::IdempotentReplayed, Self::ETag];

    /// In lower case, as HTTP/2 sends it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RetryAfter => "retry-after",
            Self::Location => "location",
            Self::Allow => "allow",
            Self::IdempotentReplayed => "idempotent-replayed",
            Self::ETag => "etag",
        }
    }
}

impl Replies {
    /// The schema of an answer with this status. `None`: there is no such answer.
    pub fn body(&self, status: u16) -> Option<Body> {
        if status >= 400 {
            return Some(Body::Json(SchemaGenerator::subschema_for::<ErrorBody>));
        }
        self.answers.iter().find(|answer| answer.status == status).map(|answer| answer.body)
    }
}

/// How the schemas of replies are written: in the JSON Schema of `OpenAPI` 3.1.
pub fn schema_settings() -> SchemaSettings {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(RecursiveTransform(open))
        .with_transform(RecursiveTransform(absent_is_not_null))
}

/// A later version may add fields.
fn open(schema: &mut Schema) {
    if schema.get("additionalProperties") == Some(&false.into()) {
        schema.remove("additionalProperties");
    }
}

/// A field that a reply may leave out is never null: schemars only sees an `Option` in both cases.
fn absent_is_not_null(schema: &mut Schema) {
    let required: Vec<String> = schema
        .get("required")
        .and_then(Value::as_array)
        .map_or_else(Vec::new, |names| names.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    let Some(fields) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    let optional = fields.iter_mut().filter(|(name, _)| !required.contains(name));
    optional.for_each(|(_, field)| never_null(field));
}

#[cfg(test)]
mod tests {
    use domain::job::CancelOutcome;
    use serde::Serialize;
    use serde_json::json;

    use super::*;

    #[derive(Serialize, JsonSchema)]
    struct Sample {
        name: Option<String>,
        outcome: Option<CancelOutcome>,
        #[serde(skip_serializing_if = "Option::is_none")]
        nickname: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_outcome: Option<CancelOutcome>,
    }

    #[test]
    fn what_may_be_absent_is_never_null_and_what_may_be_null_is_never_absent() {
        let schema = json!(schema_settings().into_generator().into_root_schema_for::<Sample>());
        assert_eq!(schema["required"], json!(["name", "outcome"]));
        assert_eq!(
            schema["properties"],
            json!({
                "name": {"type": ["string", "null"]},
                "outcome": {"anyOf": [{"$ref": "#/$defs/CancelOutcome"}, {"type": "null"}]},
                "nickname": {"type": "string"},
                "last_outcome": {"$ref": "#/$defs/CancelOutcome"},
            })
        );
    }
}
