//! What the endpoints answer, as types: each function has a table of it beside its endpoints. Nothing that is deployed
//! reads these tables, so the functions do not carry them: tests hold every answer to its schema, and the description of
//! the API is made of them.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator};

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
        Self { status, body: Body::Json(SchemaGenerator::subschema_for::<T>) }
    }

    pub const fn empty(status: u16) -> Self {
        Self { status, body: Body::Empty }
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

/// How the schemas of replies are written: in the JSON Schema of `OpenAPI` 3.1, and open, because a later version may add
/// fields.
pub fn schema_settings() -> SchemaSettings {
    let open = |schema: &mut Schema| {
        if schema.get("additionalProperties") == Some(&false.into()) {
            schema.remove("additionalProperties");
        }
    };
    SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(open))
}
