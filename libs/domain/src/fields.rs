//! Reads a JSON object field by field and collects every complaint, so that a client sees all its mistakes at once
//! (`docs/API.md`, Errors). Each field is declared once: from the declaration comes how it is read, what is said of
//! anything else, and its schema (decision 46).

mod change;
mod color;
mod declared;
mod error;
mod parsed;
mod place;
mod rule;
mod scale;
pub mod schema;
mod text;

use std::collections::BTreeSet;

pub use self::change::Change;
pub use self::color::{Color, SwitchOrColor, SwitchedColor, TranslucentColor};
pub use self::declared::{Declared, Defaulted, Field, Shape};
pub use self::error::FieldError;
pub use self::parsed::{Parsed, Written, a_time};
pub use self::place::{Place, PlaceIn};
pub use self::rule::{List, Object, OneNumber, OneOf, OrNull, Rule, Switch, TextMap, Whole};
pub use self::scale::Scale;
pub use self::text::{Lines, Text, is_visible, line, prose};
use crate::given::{self, shown};
use crate::near::is_not;
use crate::sentence::or;
use declared::Presence;
use serde_json::{Map, Value};

/// A request body being read. An explicit `null` counts as absent.
#[derive(Debug)]
pub struct Fields<'a> {
    object: &'a Map<String, Value>,
    shape: &'static Shape,
    errors: Vec<FieldError>,
}

impl<'a> Fields<'a> {
    fn new(body: &'a Value, shape: &'static Shape) -> Result<Self, Vec<FieldError>> {
        match body {
            Value::Object(object) => Ok(Self { object, shape, errors: Vec::new() }),
            other => {
                let message = format!(
                    "must be a JSON object, got {}. Put the fields into braces, such as {{\"name\": \"value\"}}.",
                    given::typed(other)
                );
                Err(vec![FieldError::new("body", message)])
            }
        }
    }

    /// What `read` makes of a body of this shape, if nothing of it is refused.
    pub fn read_all<T>(
        body: &'a Value,
        shape: &'static Shape,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Result<T, Vec<FieldError>> {
        let mut fields = Self::new(body, shape)?;
        let value = read(&mut fields);
        fields.finish()?;
        // Where nothing is wrong with any field, there is a value.
        value.ok_or_else(Vec::new)
    }

    /// The value of a field. `None`: it is absent, or it was refused.
    pub fn read<R: Rule>(&mut self, field: &Field<R>) -> Option<R::Read> {
        debug_assert!(self.has_declared(field.name), "{} is no field of {}", field.name, self.shape.title);
        let value = match (self.object.get(field.name), field.presence) {
            (Some(value), _) if !value.is_null() => value,
            (Some(null), Presence::OrNull | Presence::NotNull) => null,
            (_, Presence::Required) => {
                self.refuse(field.name, "is required");
                return None;
            }
            (None, Presence::OrNull) => {
                self.refuse(field.name, "is required. Give a whole number, or null for none.");
                return None;
            }
            _ => return None,
        };
        field.rule.read(self, field.name, value)
    }

    /// The value of a field, or its default: also where it was refused.
    pub fn value<R: Rule>(&mut self, field: &Defaulted<R>) -> R::Read {
        self.read(&field.field).unwrap_or_else(field.default)
    }

    /// What a change does to a value that an explicit `null` clears.
    pub fn change<R: Rule>(&mut self, field: &Field<R>) -> Change<R::Read> {
        if self.is_null(field.name) {
            return Change::Clear;
        }
        self.read(field).map_or(Change::Keep, Change::To)
    }

    /// The entries of a list, each as `read` has it, which refuses what it refuses at the place that it is given.
    pub fn each<R: Rule, T>(
        &mut self,
        field: &Field<List<R>>,
        mut read: impl FnMut(&mut Self, &str, R::Read) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.peek(field.name) else { return Vec::new() };
        let Some(entries) = field.rule.entries(self, field.name, value) else { return Vec::new() };
        let mut values = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let place = format!("{}[{at}]", field.name);
            let entry = field.rule.of.read(self, &place, entry);
            values.extend(entry.and_then(|entry| read(self, &place, entry)));
        }
        values
    }

    /// A change request that has none of its fields is a mistake.
    pub fn must_name_one(&mut self) {
        let names: Vec<&str> = self.shape.names().collect();
        if !names.iter().any(|name| self.is_named(name)) {
            self.refuse("body", format!("must have at least one of {}", or(&names)));
        }
    }

    /// Whether the field is there, even as an explicit `null`.
    pub fn is_named(&self, name: &str) -> bool {
        self.object.contains_key(name)
    }

    fn is_null(&self, name: &str) -> bool {
        self.object.get(name).is_some_and(Value::is_null)
    }

    /// How many items a list has, right or wrong.
    pub fn count_items(&self, name: &str) -> usize {
        self.object.get(name).and_then(Value::as_array).map_or(0, Vec::len)
    }

    /// A text as it is, unchecked: for a complaint about another field.
    pub fn peek_text(&self, name: &str) -> Option<String> {
        self.object.get(name)?.as_str().map(str::to_owned)
    }

    /// A value as it is, unchecked, where it is not `null`: for a complaint about it.
    pub fn peek(&self, name: &str) -> Option<&'a Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// Whether the field is there and not `null`, right or wrong.
    pub fn has(&self, name: &str) -> bool {
        self.peek(name).is_some()
    }

    pub fn refuse(&mut self, name: &str, message: impl Into<String>) {
        self.errors.push(FieldError::new(name, message));
    }

    /// How many complaints there are so far.
    pub const fn mistakes(&self) -> usize {
        self.errors.len()
    }

    /// All complaints, one for each field. Those about unknown fields come last, but for the one about the model.
    fn finish(mut self) -> Result<(), Vec<FieldError>> {
        let known: Vec<&str> = self.shape.names().collect::<BTreeSet<_>>().into_iter().collect();
        for name in self.object.keys().filter(|name| !known.contains(&name.as_str())) {
            let complaint = is_not("field", "this request", name, &known);
            self.errors.push(FieldError::new(&shown(name), complaint));
        }
        // What a model lacks is of interest once the fields are right.
        self.errors.sort_by_key(|error| error.field == PROVIDER);
        let errors = FieldError::one_for_each(self.errors);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Reads an object within this one. What is wrong with it is refused at its place.
    fn within<T>(
        &mut self,
        place: &str,
        object: &Value,
        shape: &'static Shape,
        read: impl FnOnce(&mut Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        let place = |field: &str| format!("{place}.{field}");
        let refused = |error: FieldError| FieldError::new(&place(&error.field), error.message);
        let read = Fields::read_all(object, shape, |fields| read(fields));
        read.map_err(|errors| self.errors.extend(errors.into_iter().map(refused))).ok()
    }

    fn has_declared(&self, name: &str) -> bool {
        self.shape.names().any(|declared| declared == name)
    }
}

/// The field that names a model.
const PROVIDER: &str = "provider";

#[cfg(test)]
mod tests;
