//! Texts that mean something: ids, times, addresses.

use serde_json::{Value, json};

use super::schema::set;
use super::{Fields, Rule, Text, line};
use crate::Timestamp;
use crate::given::quoted;

/// A text that is more than its letters.
#[derive(Debug)]
pub struct Parsed<T: 'static> {
    pub text: Text,
    /// The error completes the sentence "`field` …".
    pub parse: fn(&str) -> Result<T, String>,
    pub written: Written,
}

/// How such a text is written, for its schema.
#[derive(Debug, Clone, Copy)]
pub enum Written {
    /// By a format of JSON Schema.
    Format(&'static str),
    /// By a regular expression of ECMA-262.
    Pattern(&'static str),
    /// As one of these.
    OneOf(fn() -> Vec<&'static str>),
}

impl Written {
    fn schema(self, text: &Text) -> Value {
        let mut schema = text.schema();
        match self {
            // It says all there is to say.
            Self::Format(format) => return json!({"type": "string", "format": format}),
            Self::OneOf(names) => return json!({"type": "string", "enum": names()}),
            Self::Pattern(pattern) => set(&mut schema, "pattern", pattern),
        }
        schema
    }
}

/// A time of RFC 3339, which is no longer than this.
pub const fn a_time() -> Parsed<Timestamp> {
    Parsed { text: line(1..=64), parse: time, written: Written::Format("date-time") }
}

fn time(text: &str) -> Result<Timestamp, String> {
    let wanted = "must be a time such as 2026-12-31T23:59:59Z";
    Timestamp::parse(text).ok_or_else(|| format!("{wanted}, got {}", quoted(text)))
}

impl<T: std::fmt::Debug> Rule for Parsed<T> {
    type Read = T;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<T> {
        let text = self.text.read(fields, place, value)?;
        (self.parse)(&text).map_err(|complaint| fields.refuse(place, complaint)).ok()
    }

    fn schema(&self) -> Value {
        self.written.schema(&self.text)
    }
}
