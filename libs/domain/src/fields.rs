//! Reads a JSON object field by field and collects every complaint, so that a client sees all its mistakes at once
//! (`docs/API.md`, Errors). Deserializing the request types would stop at the first.

mod change;
mod color;
mod error;
mod nested;
mod place;
mod scale;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

pub use self::change::Change;
pub use self::color::SwitchOrColor;
pub use self::error::FieldError;
pub use self::place::Place;
pub use self::scale::Scale;
use self::text::unseen_excerpt;
pub use self::text::{Lines, Text, is_visible, prose};
use crate::given::{self, shown};
use crate::near::{is_not, must_be_one_of};
use crate::sentence::{one_of, or};
use serde_json::{Map, Value};

/// A request body being read. An explicit `null` counts as absent.
#[derive(Debug)]
pub struct Fields<'a> {
    object: &'a Map<String, Value>,
    known: BTreeSet<&'static str>,
    errors: Vec<FieldError>,
}

impl<'a> Fields<'a> {
    pub fn new(body: &'a Value) -> Result<Self, Vec<FieldError>> {
        match body {
            Value::Object(object) => Ok(Self { object, known: BTreeSet::new(), errors: Vec::new() }),
            other => {
                let message = format!(
                    "must be a JSON object, got {}. Put the fields into braces, such as {{\"name\": \"value\"}}.",
                    given::typed(other)
                );
                Err(vec![FieldError::new("body", message)])
            }
        }
    }

    /// As [`Self::text`], but an explicit `null` clears the value.
    pub fn text_change(&mut self, name: &'static str, wanted: impl Into<Text>) -> Change<String> {
        match self.object.get(name) {
            Some(Value::Null) => {
                self.known.insert(name);
                Change::Clear
            }
            _ => self.text(name, wanted).map_or(Change::Keep, Change::To),
        }
    }

    /// Text whose length in characters is allowed: one line, or [`prose`]. Text with nothing to see counts as empty.
    pub fn text(&mut self, name: &'static str, wanted: impl Into<Text>) -> Option<String> {
        let Text { characters: allowed, lines } = wanted.into();
        let text = lines.unified(self.typed(name, "must be text", Value::as_str)?);
        let characters = text.chars().count();
        if text.trim().is_empty() && *allowed.start() > 0 {
            self.refuse(name, "must not be empty");
        } else if let Some(complaint) = lines.complaint(&text) {
            self.refuse(name, complaint);
        } else if !is_visible(&text) && *allowed.start() > 0 {
            self.refuse(name, format!("must have something to see, got '{}'", unseen_excerpt(&text)));
        } else if !allowed.contains(&characters) {
            let (least, most) = allowed.into_inner();
            self.refuse(name, format!("must be {least} to {most} characters long, got {characters}"));
        } else {
            return Some(text);
        }
        None
    }

    pub fn required_text(&mut self, name: &'static str, wanted: impl Into<Text>) -> Option<String> {
        if self.present(name).is_none() {
            self.refuse(name, "is required");
            return None;
        }
        self.text(name, wanted)
    }

    pub fn whole_number(&mut self, name: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        let complaint = |value: &Value| match value {
            Value::Number(number) => format!("must be a whole number, got {number}"),
            other => format!("must be a whole number, got {}", given::typed(other)),
        };
        let number = self.read_or(name, complaint, whole)?;
        if range.contains(&number) {
            return Some(number);
        }
        self.refuse(name, format!("must be from {} to {}, got {number}", range.start(), range.end()));
        None
    }

    /// One of these texts.
    pub fn choice(&mut self, name: &'static str, allowed: &[&str]) -> Option<String> {
        let complaint = |value: &Value| match value {
            Value::String(asked) => must_be_one_of(asked, allowed),
            other => format!("must be {}, got {}", one_of(allowed), given::typed(other)),
        };
        let known = |value: &'a Value| value.as_str().filter(|asked| allowed.contains(asked));
        self.read_or(name, complaint, known).map(str::to_owned)
    }

    /// A number as the scale keeps it.
    pub fn number(&mut self, name: &'static str, scale: &Scale) -> Option<f64> {
        let written = self.typed(name, "must be a number", Value::as_number)?;
        let kept = scale.kept(written.as_f64()?);
        if kept.is_none() {
            self.refuse(name, scale.complaint(written));
        }
        kept
    }

    /// At most `most` texts of one line, none of them empty. `read` makes of each what the caller wants; what it refuses
    /// it refuses at the place that it is given.
    pub fn texts<T>(
        &mut self,
        name: &'static str,
        most: usize,
        mut read: impl FnMut(&mut Self, &str, String) -> Option<T>,
    ) -> Vec<T> {
        let Some(list) = self.typed(name, "must be a list of texts", Value::as_array) else {
            return Vec::new();
        };
        if list.len() > most {
            self.refuse(name, format!("must have at most {most} entries, got {}", list.len()));
            return Vec::new();
        }
        let mut values = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let place = format!("{name}[{index}]");
            match entry(value) {
                Ok(text) => values.extend(read(self, &place, text.to_owned())),
                Err(complaint) => self.refuse(&place, complaint),
            }
        }
        values
    }

    /// A change request that has none of the changeable fields is a mistake.
    pub fn must_name_one_of(&mut self, changeable: &[&str]) {
        if !changeable.iter().any(|name| self.is_named(name)) {
            self.refuse("body", format!("must have at least one of {}", or(changeable)));
        }
    }

    pub fn switch(&mut self, name: &'static str) -> Option<bool> {
        self.typed(name, "must be true or false", Value::as_bool)
    }

    /// Whether the field is there, even as an explicit `null`.
    pub fn is_named(&self, name: &str) -> bool {
        self.object.contains_key(name)
    }

    pub fn is_null(&self, name: &str) -> bool {
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
    pub fn has(&mut self, name: &'static str) -> bool {
        self.present(name).is_some()
    }

    /// A whole number or an explicit `null`. One of the two must be there.
    pub fn required_number_or_null(
        &mut self,
        name: &'static str,
        range: RangeInclusive<i64>,
    ) -> Option<Option<i64>> {
        self.known.insert(name);
        match self.object.get(name) {
            None => {
                self.refuse(name, "is required. Give a whole number, or null for none.");
                None
            }
            Some(Value::Null) => Some(None),
            Some(_) => self.whole_number(name, range).map(Some),
        }
    }

    pub fn required_whole_number(&mut self, name: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        if self.present(name).is_none() {
            self.refuse(name, "is required");
            return None;
        }
        self.whole_number(name, range)
    }

    /// Text → text, at most `max_bytes` of keys and values together.
    pub fn text_map(&mut self, name: &'static str, max_bytes: usize) -> BTreeMap<String, String> {
        let Some(map) = self.typed(name, "must be an object of texts", Value::as_object) else {
            return BTreeMap::new();
        };
        let mut texts = BTreeMap::new();
        for (key, value) in map {
            match map_entry(key, value) {
                Ok(text) => {
                    texts.insert(key.clone(), text);
                }
                Err(complaint) => {
                    self.refuse(name, complaint);
                    return BTreeMap::new();
                }
            }
        }
        let bytes: usize = texts.iter().map(|(key, value)| key.len() + value.len()).sum();
        if bytes > max_bytes {
            self.refuse(name, format!("must hold at most {max_bytes} bytes of keys and values, got {bytes}"));
            return BTreeMap::new();
        }
        texts
    }

    pub fn refuse(&mut self, name: &str, message: impl Into<String>) {
        self.errors.push(FieldError::new(name, message));
    }

    /// How many complaints there are so far.
    pub const fn mistakes(&self) -> usize {
        self.errors.len()
    }

    /// All complaints, one for each field. Those about unknown fields come last, but for the one about the model.
    pub fn finish(mut self) -> Result<(), Vec<FieldError>> {
        let known: Vec<&str> = self.known.iter().copied().collect();
        for name in self.object.keys().filter(|name| !self.known.contains(name.as_str())) {
            let complaint = is_not("field", "this request", name, &known);
            self.errors.push(FieldError::new(&shown(name), complaint));
        }
        // What a model lacks is of interest once the fields are right.
        self.errors.sort_by_key(|error| error.field == PROVIDER);
        let errors = FieldError::one_for_each(self.errors);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn present(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.insert(name);
        self.object.get(name).filter(|value| !value.is_null())
    }

    fn typed<T>(
        &mut self,
        name: &'static str,
        complaint: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Option<T> {
        self.read_or(name, |value| format!("{complaint}, got {}", given::typed(value)), read)
    }

    /// What `read` makes of the value, or a complaint about it.
    fn read_or<T>(
        &mut self,
        name: &'static str,
        complaint: impl FnOnce(&Value) -> String,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.present(name)?;
        let read = read(value);
        if read.is_none() {
            self.refuse(name, complaint(value));
        }
        read
    }
}

/// The field that names a model.
const PROVIDER: &str = "provider";

/// A text of one line in a list.
fn entry(value: &Value) -> Result<&str, String> {
    let Some(text) = value.as_str() else {
        return Err(format!("must be text, got {}", given::typed(value)));
    };
    if text.is_empty() {
        return Err("must not be empty".to_owned());
    }
    Lines::One.complaint(text).map_or(Ok(text), Err)
}

/// The text of a map's entry.
fn map_entry(key: &str, value: &Value) -> Result<String, String> {
    if !is_visible(key) {
        return Err(format!("must not have an empty name, got '{}'", unseen_excerpt(key)));
    }
    let Some(text) = value.as_str() else {
        let (given, key) = (given::typed(value), given::quoted(key));
        return Err(format!("must be an object of texts, got {given} for {key}"));
    };
    let text = Lines::Many.unified(text);
    Lines::One.complaint(key).or_else(|| Lines::Many.complaint(&text)).map_or(Ok(text), Err)
}

/// A number without a fraction, however it is written: `512.0` is 512. Above 2^53 a fraction cannot be told apart.
fn whole(value: &Value) -> Option<i64> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    let whole = |number: &f64| number.fract() == 0.0 && number.abs() < MOST;
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "it is whole and below 2^53")]
    value.as_i64().or_else(|| value.as_f64().filter(whole).map(|number| number as i64))
}

#[cfg(test)]
mod tests;
