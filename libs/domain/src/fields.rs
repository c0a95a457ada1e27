//! Reads a JSON object field by field and collects every complaint, so that a client sees all its mistakes at once
//! (`docs/API.md`, Errors). Deserializing the request types would stop at the first.

mod scale;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

pub use self::scale::Scale;
use self::text::unseen_excerpt;
pub use self::text::{Lines, Text, is_visible, prose};
use crate::given::{self, shown};
use crate::near::{is_not, must_be_one_of, with_meant};
use crate::sentence::{one_of, or};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

impl FieldError {
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), message: message.into() }
    }

    /// The first complaint about each field. What is wrong with it besides is seen once that is mended.
    #[must_use]
    pub fn one_for_each(mut errors: Vec<Self>) -> Vec<Self> {
        let mut told = BTreeSet::new();
        errors.retain(|error| told.insert(error.field.clone()));
        errors
    }
}

/// What a request does to a value that may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<T> {
    /// The request does not have the field.
    Keep,
    /// The field is an explicit `null`.
    Clear,
    To(T),
}

impl<T> Change<T> {
    /// The value after the change.
    pub fn applied_to(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::To(value) => Some(value),
        }
    }

    /// Reads the new value, if there is one. A value that `read` refuses changes nothing.
    pub fn read<U>(self, read: impl FnOnce(T) -> Option<U>) -> Change<U> {
        match self {
            Self::Keep => Change::Keep,
            Self::Clear => Change::Clear,
            Self::To(value) => read(value).map_or(Change::Keep, Change::To),
        }
    }
}

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

    /// One of these texts, or a point on this scale.
    pub fn place(&mut self, name: &'static str, allowed: &[&str], scale: &Scale) -> Option<Place> {
        let complaint = |value: &Value| {
            let (known, said) = (allowed.join(", "), scale.said());
            let complaint =
                format!("must be one of {known}, or {{x, y}}, each {said}, got {}", place_given(value));
            with_meant(complaint, value.as_str().unwrap_or_default(), allowed)
        };
        self.read_or(name, complaint, |value| match value {
            Value::String(text) => allowed.contains(&text.as_str()).then(|| Place::Named(text.clone())),
            Value::Object(object) if object.len() == 2 => point(object, scale),
            _ => None,
        })
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

    /// At most `most` colours such as `#1a2b3c`, left as they are written.
    pub fn color_list(&mut self, name: &'static str, most: usize) -> Vec<String> {
        self.texts(name, most, |fields, place, text| {
            let is_color = color_digits(&text) == Some(6);
            if !is_color {
                fields
                    .refuse(place, format!("must be a colour such as #1a2b3c, got {}", given::quoted(&text)));
            }
            is_color.then_some(text)
        })
    }

    /// A colour such as `#1a2b3c`.
    pub fn color(&mut self, name: &'static str) -> Option<String> {
        self.colored(name, "must be a colour such as #1a2b3c", |digits| digits == 6)
    }

    /// A colour such as `#1a2b3c` or, half transparent, `#1a2b3c80`.
    pub fn translucent_color(&mut self, name: &'static str) -> Option<String> {
        let complaint = "must be a colour such as #1a2b3c or, half transparent, #1a2b3c80";
        self.colored(name, complaint, |_| true)
    }

    fn colored(
        &mut self,
        name: &'static str,
        complaint: &str,
        takes: impl FnOnce(usize) -> bool,
    ) -> Option<String> {
        let color = |value: &'a Value| value.as_str().filter(|text| color_digits(text).is_some_and(takes));
        let complaint = |value: &Value| format!("{complaint}, got {}", given::value(value));
        self.read_or(name, complaint, color).map(str::to_owned)
    }

    /// True, false, or a colour that may be translucent.
    pub fn switch_or_color(&mut self, name: &'static str) -> Option<SwitchOrColor> {
        let complaint = |value: &Value| {
            format!("must be true, false or a colour such as #1a2b3c80, got {}", given::value(value))
        };
        self.read_or(name, complaint, |value| match value {
            Value::Bool(on) => Some(SwitchOrColor::Switch(*on)),
            Value::String(color) if color_digits(color).is_some() => {
                Some(SwitchOrColor::Color(color.clone()))
            }
            _ => None,
        })
    }

    /// A change request that has none of the changeable fields is a mistake.
    pub fn must_name_one_of(&mut self, changeable: &[&str]) {
        if !changeable.iter().any(|name| self.is_named(name)) {
            self.refuse("body", format!("must have at least one of {}", or(changeable)));
        }
    }

    /// A list of objects, each read by itself. A complaint names the place in the list: `clips[2].start`.
    pub fn objects<T>(
        &mut self,
        name: &'static str,
        count: RangeInclusive<usize>,
        mut read: impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(list) = self.typed(name, "must be a list of objects", Value::as_array) else {
            return Vec::new();
        };
        if !count.contains(&list.len()) {
            let (least, most) = count.into_inner();
            self.refuse(name, format!("must have {least} to {most} entries, got {}", list.len()));
            return Vec::new();
        }
        let places = list.iter().enumerate();
        places
            .filter_map(|(index, value)| self.nested(&format!("{name}[{index}]"), value, &mut read))
            .collect()
    }

    /// An object within this one.
    pub fn object<T>(
        &mut self,
        name: &'static str,
        mut read: impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        let value = self.present(name)?;
        self.nested(name, value, &mut read)
    }

    fn nested<T>(
        &mut self,
        place: &str,
        value: &Value,
        read: &mut impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        let Ok(mut fields) = Fields::new(value) else {
            self.refuse(place, format!("must be an object, got {}", given::typed(value)));
            return None;
        };
        let value = read(&mut fields);
        match fields.finish() {
            Ok(()) => value,
            Err(errors) => {
                let errors = errors.into_iter();
                self.errors.extend(
                    errors.map(|error| FieldError::new(&format!("{place}.{}", error.field), error.message)),
                );
                None
            }
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

/// Where something is.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    Named(String),
    At { x: f64, y: f64 },
}

/// A point is shown as it is written, but for what is no number.
fn place_given(value: &Value) -> String {
    let Value::Object(object) = value else { return given::value(value) };
    let sides = object.iter().take(3).map(|(name, side)| format!("{}: {}", shown(name), given::value(side)));
    format!("{{{}}}", sides.collect::<Vec<_>>().join(", "))
}

fn point(object: &Map<String, Value>, scale: &Scale) -> Option<Place> {
    let side = |name| scale.kept(object.get(name)?.as_f64()?);
    Some(Place::At { x: side("x")?, y: side("y")? })
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SwitchOrColor {
    Switch(bool),
    Color(String),
}

/// How many digits a colour has: 6 in `#rrggbb`, 8 in `#rrggbbaa`. `None`: it is no colour.
fn color_digits(text: &str) -> Option<usize> {
    let digits = text.strip_prefix('#')?;
    let is_color = matches!(digits.len(), 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_color.then_some(digits.len())
}

/// A number without a fraction, however it is written: `512.0` is 512. Above 2^53 a fraction cannot be told apart.
fn whole(value: &Value) -> Option<i64> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    let whole = |number: &f64| number.fract() == 0.0 && number.abs() < MOST;
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "it is whole and below 2^53")]
    value.as_i64().or_else(|| value.as_f64().filter(whole).map(|number| number as i64))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_mistake_is_reported_at_once() {
        let body = json!({"prompt": 7, "width": 1.5, "colour": "red", "metadata": {"a": 1}});
        let mut fields = Fields::new(&body).unwrap();
        fields.required_text("prompt", 1..=10);
        fields.required_text("title", 1..=10);
        fields.whole_number("width", 1..=10);
        fields.text_map("metadata", 100);
        let errors = fields.finish().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["prompt", "title", "width", "metadata", "colour"]);
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point_and_no_fraction() {
        for (value, expected) in [
            (json!(512.0), Some(512)),
            (json!(5.12e2), Some(512)),
            (json!(-0.0), Some(0)),
            (json!(512.5), None),
            (json!(9_007_199_254_740_993_i64), Some(9_007_199_254_740_993)),
            (json!(1e300), None),
            (json!("512"), None),
        ] {
            let body = json!({"a": value});
            assert_eq!(
                Fields::new(&body).unwrap().whole_number("a", i64::MIN..=i64::MAX),
                expected,
                "{value}"
            );
        }
    }

    #[test]
    fn a_name_that_is_nearly_right_is_told() {
        let body = json!({"folder_id": "x", "provder": "flux"});
        let mut fields = Fields::new(&body).unwrap();
        fields.text("drive_folder_id", 1..=10);
        fields.text("provider", 1..=10);
        let told: Vec<String> = fields.finish().unwrap_err().into_iter().map(|error| error.message).collect();
        assert_eq!(
            told,
            [
                "is not a field of this request. Did you mean `drive_folder_id`? The fields are drive_folder_id and provider.",
                "is not a field of this request. Did you mean `provider`? The fields are drive_folder_id and provider.",
            ]
        );
    }

    #[test]
    fn a_field_has_one_complaint_and_the_one_about_the_model_comes_last() {
        let body = json!({"provider": 7, "prompt": "", "colour": "red"});
        let mut fields = Fields::new(&body).unwrap();
        fields.text("provider", 1..=10);
        fields.refuse("provider", "must be one of ours");
        fields.refuse("prompt", "must be longer");
        fields.refuse("prompt", "must be long enough");
        let errors = fields.finish().unwrap_err();
        let told: Vec<(&str, &str)> = errors.iter().map(|error| (&*error.field, &*error.message)).collect();
        assert_eq!(told[0], ("prompt", "must be longer"));
        assert_eq!(told[1].0, "colour");
        assert_eq!(told[2..], [("provider", "must be text, got the number 7")]);
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        let body = json!({"prompt": "é".repeat(10)});
        let mut fields = Fields::new(&body).unwrap();
        assert!(fields.text("prompt", 1..=10).is_some());
        assert!(fields.text("prompt", 1..=9).is_none());
    }

    #[test]
    fn null_counts_as_absent_and_blank_as_empty() {
        let body = json!({"a": null, "b": "  "});
        let mut fields = Fields::new(&body).unwrap();
        assert_eq!(fields.text("a", 1..=10), None);
        assert_eq!(fields.text("b", 1..=10), None);
        assert_eq!(fields.finish().unwrap_err(), [FieldError::new("b", "must not be empty")]);
    }

    #[test]
    fn a_body_that_is_no_object_is_refused() {
        assert!(Fields::new(&json!([1])).is_err());
    }
}
