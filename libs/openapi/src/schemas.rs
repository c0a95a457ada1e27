//! The schemas of the document, each of which is there once and referred to by its name.

use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

const PATH: &str = "#/components/schemas/";
/// The field by which requests for different models are told apart.
const PROVIDER: &str = "provider";

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

    /// What a referred reply is, in a sentence.
    pub(crate) fn about(&self, reference: &Value) -> Option<String> {
        let name = reference.get("$ref")?.as_str()?.strip_prefix(PATH)?;
        let about = self.generator.definitions().get(name)?.get("description")?.as_str()?;
        Some(about.replace('\n', " "))
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
        let Some(name) = schema.get("title").and_then(Value::as_str).map(str::to_owned) else {
            return Ok(());
        };
        self.discriminate(&name, schema)?;
        *schema = self.named(name, std::mem::take(schema))?;
        Ok(())
    }

    /// A reference to the schema, which is there under its name.
    fn named(&mut self, name: String, schema: Value) -> Result<Value, String> {
        let reference = json!({"$ref": format!("{PATH}{name}")});
        match self.requests.get(&name) {
            Some(other) if *other != schema => Err(format!("two schemas have the title {name}")),
            _ => {
                self.requests.insert(name, schema);
                Ok(reference)
            }
        }
    }

    /// Tells programs that the alternatives that name a provider differ by it. What goes without one stays beside them: a
    /// discriminator must always be there.
    fn discriminate(&mut self, name: &str, schema: &mut Value) -> Result<(), String> {
        let Some(all) = schema.get("oneOf").and_then(Value::as_array).cloned() else { return Ok(()) };
        let (mapped, others): (Vec<Value>, Vec<Value>) =
            all.into_iter().partition(|it| self.provider(it).is_some());
        let mapping: Map<String, Value> =
            mapped.iter().filter_map(|it| Some((self.provider(it)?, it.get("$ref")?.clone()))).collect();
        if mapping.is_empty() {
            return Ok(());
        }
        let title = format!("{name}ByProvider");
        let about = "The provider decides what else there may be.";
        let by_provider = json!({
            "title": title,
            "description": about,
            "oneOf": mapped,
            "discriminator": {"propertyName": PROVIDER, "mapping": mapping},
        });
        let mut all = vec![self.named(title, by_provider)?];
        all.extend(others);
        schema["oneOf"] = all.into();
        Ok(())
    }

    /// The only provider that the referred schema takes.
    fn provider(&self, reference: &Value) -> Option<String> {
        let name = reference.get("$ref")?.as_str()?.strip_prefix(PATH)?;
        let provider = self.requests.get(name)?.get("properties")?.get(PROVIDER)?;
        provider.get("const")?.as_str().map(str::to_owned)
    }

    /// All of them, by name.
    pub(crate) fn finish(mut self) -> Result<Value, String> {
        let mut all = self.generator.take_definitions(true);
        for (name, schema) in self.requests {
            if all.insert(name.clone(), schema).is_some() {
                return Err(format!("a request and a reply both have a schema with the name {name}"));
            }
        }
        let mut all: Vec<(String, Value)> = all.into_iter().collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(Value::Object(all.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(provider: &str) -> Value {
        json!({"title": format!("Of{provider}"), "properties": {"provider": {"const": provider}}})
    }

    #[test]
    fn what_has_a_title_is_there_once_and_is_told_apart_by_its_provider() {
        let mut schemas = Schemas::new();
        let any =
            json!({"title": "OfAny", "properties": {"a": {"title": "A", "default": {"title": "text"}}}});
        let asked = json!({"title": "Asked", "oneOf": [of("x"), of("y"), any]});
        assert_eq!(schemas.of_request(asked).unwrap()["$ref"], "#/components/schemas/Asked");
        let all = schemas.finish().unwrap();
        let names: Vec<&String> = all.as_object().unwrap().keys().collect();
        assert_eq!(names, ["A", "Asked", "AskedByProvider", "OfAny", "Ofx", "Ofy"]);
        assert_eq!(
            all["Asked"]["oneOf"],
            json!([{"$ref": "#/components/schemas/AskedByProvider"}, {"$ref": "#/components/schemas/OfAny"}])
        );
        assert_eq!(
            all["AskedByProvider"]["discriminator"],
            json!({"propertyName": "provider", "mapping": {
                "x": "#/components/schemas/Ofx",
                "y": "#/components/schemas/Ofy",
            }})
        );
    }

    #[test]
    fn a_name_stands_for_one_schema() {
        let mut schemas = Schemas::new();
        schemas.of_request(json!({"title": "A", "type": "string"})).unwrap();
        schemas.of_request(json!({"title": "A", "type": "string"})).unwrap();
        assert!(schemas.of_request(json!({"title": "A", "type": "object"})).is_err());
    }
}
