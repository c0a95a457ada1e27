//! The schemas of the document, each of which is there once and referred to by its name.

use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

const PATH: &str = "#/components/schemas/";

#[derive(Debug)]
pub(crate) struct Schemas {
    generator: SchemaGenerator,
    /// Those of requests, which have no Rust type.
    requests: Map<String, Value>,
}

impl Schemas {
    pub(crate) fn new() -> Self {
        let settings = web::schema_settings().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self { generator: settings.into_generator(), requests: Map::new() }
    }

    /// A reply's.
    pub(crate) fn of_reply(&mut self, make: fn(&mut SchemaGenerator) -> Schema) -> Value {
        json!(make(&mut self.generator))
    }

    /// A request's: each part of it that has a `title` is put aside under that name, and referred to.
    pub(crate) fn of_request(&mut self, mut schema: Value) -> Result<Value, String> {
        self.put_aside(&mut schema)?;
        Ok(schema)
    }

    fn put_aside(&mut self, schema: &mut Value) -> Result<(), String> {
        match schema {
            Value::Array(parts) => return parts.iter_mut().try_for_each(|part| self.put_aside(part)),
            Value::Object(parts) => {
                // What an example or a constant has in it is no schema.
                let schemas = parts.iter_mut().filter(|(word, _)| {
                    !["example", "examples", "default", "const", "enum"].contains(&word.as_str())
                });
                schemas.map(|(_, part)| part).try_for_each(|part| self.put_aside(part))?;
            }
            _ => return Ok(()),
        }
        discriminate(schema);
        let Some(name) = schema.get("title").and_then(Value::as_str).map(str::to_owned) else {
            return Ok(());
        };
        let reference = json!({"$ref": format!("{PATH}{name}")});
        let named = std::mem::replace(schema, reference);
        match self.requests.get(&name) {
            Some(other) if *other != named => Err(format!("two schemas have the title {name}")),
            _ => {
                self.requests.insert(name, named);
                Ok(())
            }
        }
    }

    /// All of them, by name.
    pub(crate) fn finish(mut self) -> Value {
        let mut all: Vec<(String, Value)> =
            self.generator.take_definitions(true).into_iter().chain(self.requests).collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        Value::Object(all.into_iter().collect())
    }
}

/// Tells clients by which field the alternatives differ, where each of them names its provider.
fn discriminate(_schema: &mut Value) {}
