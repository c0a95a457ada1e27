//! Fields as they are declared: once, for reading, for complaining and for the schema.

use std::fmt::Debug;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Rule;
use super::schema::{described, nullable, set};

/// A field of a body.
#[derive(Debug, Clone)]
pub struct Field<R> {
    pub(super) name: &'static str,
    pub(super) rule: R,
    pub(super) presence: Presence,
    meaning: &'static str,
    example: fn() -> Value,
}

/// When a field must be there. Where nothing else is said, `null` counts as absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Optional,
    Required,
    /// The field may be absent, and `null` is refused: a change cannot take the value away.
    NotNull,
    /// The field must be there, and an explicit `null` has a meaning of its own.
    OrNull,
}

impl<R> Field<R> {
    /// `meaning` is a sentence for the reader of the API's description.
    pub const fn new(name: &'static str, rule: R, meaning: &'static str, example: fn() -> Value) -> Self {
        Self { name, rule, presence: Presence::Optional, meaning, example }
    }

    #[must_use]
    pub const fn required(mut self) -> Self {
        self.presence = Presence::Required;
        self
    }

    #[must_use]
    pub const fn not_null(mut self) -> Self {
        self.presence = Presence::NotNull;
        self
    }

    /// The field must be there, and may be `null`.
    #[must_use]
    pub const fn or_null(mut self) -> Self {
        self.presence = Presence::OrNull;
        self
    }

    /// The field as it is read where the request says more closely what it takes, such as by its model.
    pub fn narrowed<T>(&self, rule: T) -> Field<T> {
        Field { name: self.name, rule, presence: self.presence, meaning: self.meaning, example: self.example }
    }

    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// A field whose value is known where a request does not have it.
#[derive(Debug)]
pub struct Defaulted<R: Rule> {
    pub(super) field: Field<R>,
    pub(super) default: fn() -> R::Read,
}

impl<R: Rule> Defaulted<R> {
    pub const fn new(field: Field<R>, default: fn() -> R::Read) -> Self {
        Self { field, default }
    }
}

/// What the description of the API says of a field.
pub trait Declared: Debug + Sync {
    fn name(&self) -> &'static str;
    fn is_required(&self) -> bool;
    fn schema(&self) -> Value;
}

impl<R: Rule> Declared for Field<R> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::OrNull)
    }

    fn schema(&self) -> Value {
        let schema = self.rule.schema();
        let schema = if self.presence == Presence::Optional { nullable(schema) } else { schema };
        described(schema, self.meaning, &(self.example)())
    }
}

impl<R: Rule<Read: Debug + Serialize>> Declared for Defaulted<R> {
    fn name(&self) -> &'static str {
        self.field.name
    }

    fn is_required(&self) -> bool {
        false
    }

    fn schema(&self) -> Value {
        let mut schema = self.field.schema();
        set(&mut schema, "default", (self.default)());
        schema
    }
}

/// All fields of an object, which has no others.
#[derive(Debug)]
pub struct Shape {
    /// The name of the type.
    pub title: &'static str,
    pub fields: &'static [&'static dyn Declared],
    /// What holds between the fields, as keywords of JSON Schema.
    pub between: fn() -> Value,
}

impl Shape {
    pub const fn new(title: &'static str, fields: &'static [&'static dyn Declared]) -> Self {
        Self { title, fields, between: || Value::Null }
    }

    /// With rules between its fields.
    #[must_use]
    pub const fn with(mut self, between: fn() -> Value) -> Self {
        self.between = between;
        self
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.name())
    }

    pub fn schema(&self) -> Value {
        let properties: Map<String, Value> =
            self.fields.iter().map(|field| (field.name().to_owned(), field.schema())).collect();
        let required: Vec<&str> =
            self.fields.iter().filter(|field| field.is_required()).map(|field| field.name()).collect();
        let mut schema = json!({"title": self.title, "type": "object", "properties": properties, "additionalProperties": false});
        if !required.is_empty() {
            set(&mut schema, "required", required);
        }
        if let (Some(keywords), Value::Object(between)) = (schema.as_object_mut(), (self.between)()) {
            keywords.extend(between);
        }
        schema
    }
}
