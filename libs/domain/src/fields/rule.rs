//! What a field takes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::schema::{nullable, set};
use super::text::unseen_excerpt;
use super::{Fields, Lines, Shape, is_visible};
use crate::given;
use crate::near::must_be_one_of;
use crate::sentence::one_of;

/// What a field takes, how it is read and what is said of anything else.
pub trait Rule: Debug + Sync {
    type Read;

    /// The value of the field at `place`. What is wrong with it is refused there.
    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<Self::Read>;

    fn schema(&self) -> Value;

    /// How several of these are called.
    fn plural() -> &'static str {
        "texts"
    }
}

/// A whole number.
#[derive(Debug, Clone)]
pub struct Whole<N>(pub RangeInclusive<N>);

impl<N: Copy + Debug + Display + Sync + Into<i64> + TryFrom<i64>> Rule for Whole<N> {
    type Read = N;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<N> {
        let Some(number) = whole(value) else {
            let got = if value.is_number() { value.to_string() } else { given::typed(value) };
            fields.refuse(place, format!("must be a whole number, got {got}"));
            return None;
        };
        let (least, most) = (*self.0.start(), *self.0.end());
        if (least.into()..=most.into()).contains(&number) {
            return number.try_into().ok();
        }
        fields.refuse(place, format!("must be from {least} to {most}, got {number}"));
        None
    }

    fn schema(&self) -> Value {
        let (least, most): (i64, i64) = ((*self.0.start()).into(), (*self.0.end()).into());
        json!({"type": "integer", "minimum": least, "maximum": most})
    }
}

/// A number without a fraction, however it is written: `512.0` is 512. Above 2^53 a fraction cannot be told apart.
fn whole(value: &Value) -> Option<i64> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    let whole = |number: &f64| number.fract() == 0.0 && number.abs() < MOST;
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "it is whole and below 2^53")]
    value.as_i64().or_else(|| value.as_f64().filter(whole).map(|number| number as i64))
}

/// One of a closed set, by its name.
#[derive(Debug)]
pub struct OneOf<T: 'static> {
    pub all: &'static [T],
    pub name: fn(T) -> &'static str,
}

impl<T: Copy> OneOf<T> {
    pub(super) fn names(&self) -> Vec<&'static str> {
        self.all.iter().map(|one| (self.name)(*one)).collect()
    }

    pub(super) fn find(&self, asked: &str) -> Option<T> {
        self.all.iter().copied().find(|one| (self.name)(*one) == asked)
    }
}

impl<T: Copy + Debug + Sync> Rule for OneOf<T> {
    type Read = T;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<T> {
        let found = value.as_str().and_then(|asked| self.find(asked));
        if found.is_none() {
            let names = self.names();
            let complaint = match value {
                Value::String(asked) => must_be_one_of(asked, &names),
                other => format!("must be {}, got {}", one_of(&names), given::typed(other)),
            };
            fields.refuse(place, complaint);
        }
        found
    }

    fn schema(&self) -> Value {
        json!({"type": "string", "enum": self.names()})
    }
}

/// One of a closed set of whole numbers.
#[derive(Debug)]
pub struct OneNumber {
    pub all: Cow<'static, [u32]>,
    /// What follows them in a complaint.
    pub remark: Cow<'static, str>,
}

impl Rule for OneNumber {
    type Read = u32;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<u32> {
        let asked = Whole(i64::MIN..=i64::MAX).read(fields, place, value)?;
        let found = self.all.iter().copied().find(|one| i64::from(*one) == asked);
        if found.is_none() {
            let names: Vec<String> = self.all.iter().map(ToString::to_string).collect();
            fields.refuse(place, format!("must be {}{}, got {asked}", one_of(&names), self.remark));
        }
        found
    }

    fn schema(&self) -> Value {
        json!({"type": "integer", "enum": self.all})
    }
}

/// True or false.
#[derive(Debug)]
pub struct Switch;

impl Rule for Switch {
    type Read = bool;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<bool> {
        let switch = value.as_bool();
        if switch.is_none() {
            fields.refuse(place, format!("must be true or false, got {}", given::typed(value)));
        }
        switch
    }

    fn schema(&self) -> Value {
        json!({"type": "boolean"})
    }
}

/// A value or an explicit `null`, which means that there is to be none.
#[derive(Debug)]
pub struct OrNull<R>(pub R);

impl<R: Rule> Rule for OrNull<R> {
    type Read = Option<R::Read>;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<Option<R::Read>> {
        if value.is_null() { Some(None) } else { self.0.read(fields, place, value).map(Some) }
    }

    fn schema(&self) -> Value {
        nullable(self.0.schema())
    }
}

/// Several of a kind.
#[derive(Debug)]
pub struct List<R> {
    pub of: R,
    pub count: RangeInclusive<usize>,
}

impl<R: Rule> List<R> {
    /// The entries, if there are not too many or too few of them.
    pub(super) fn entries<'v>(
        &self,
        fields: &mut Fields<'_>,
        place: &str,
        value: &'v Value,
    ) -> Option<&'v [Value]> {
        let Some(list) = value.as_array() else {
            fields.refuse(place, format!("must be a list of {}, got {}", R::plural(), given::typed(value)));
            return None;
        };
        if self.count.contains(&list.len()) {
            return Some(list);
        }
        let allowed = match (self.count.start(), self.count.end()) {
            (0, most) => format!("at most {most}"),
            (least, most) => format!("{least} to {most}"),
        };
        fields.refuse(place, format!("must have {allowed} entries, got {}", list.len()));
        None
    }
}

impl<R: Rule> Rule for List<R> {
    type Read = Vec<R::Read>;

    /// What is left of a list of which some entries are refused; the whole request is refused then.
    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<Vec<R::Read>> {
        let entries = self.entries(fields, place, value)?.iter().enumerate();
        Some(
            entries
                .filter_map(|(at, entry)| self.of.read(fields, &format!("{place}[{at}]"), entry))
                .collect(),
        )
    }

    fn schema(&self) -> Value {
        let mut schema = json!({"type": "array", "items": self.of.schema(), "maxItems": self.count.end()});
        if *self.count.start() > 0 {
            set(&mut schema, "minItems", self.count.start());
        }
        schema
    }

    fn plural() -> &'static str {
        "lists"
    }
}

/// An object within an object. A complaint names the place within it: `clips[2].start`.
#[derive(Debug)]
pub struct Object<T: 'static> {
    pub shape: &'static Shape,
    pub read: fn(&mut Fields<'_>) -> Option<T>,
}

impl<T> Rule for Object<T>
where
    T: Debug,
{
    type Read = T;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<T> {
        if !value.is_object() {
            fields.refuse(place, format!("must be an object, got {}", given::typed(value)));
            return None;
        }
        fields.within(place, value, self.shape, self.read)
    }

    fn schema(&self) -> Value {
        self.shape.schema()
    }

    fn plural() -> &'static str {
        "objects"
    }
}

/// Text → text, at most so many bytes of keys and values together.
#[derive(Debug)]
pub struct TextMap {
    pub max_bytes: usize,
}

impl Rule for TextMap {
    type Read = BTreeMap<String, String>;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<Self::Read> {
        let Some(map) = value.as_object() else {
            fields.refuse(place, format!("must be an object of texts, got {}", given::typed(value)));
            return None;
        };
        let texts = map.iter().map(|(key, value)| Ok((key.clone(), map_entry(key, value)?)));
        let texts: Result<BTreeMap<_, _>, String> = texts.collect();
        let texts = texts.map_err(|complaint| fields.refuse(place, complaint)).ok()?;
        let bytes: usize = texts.iter().map(|(key, value)| key.len() + value.len()).sum();
        if bytes > self.max_bytes {
            let most = self.max_bytes;
            fields.refuse(place, format!("must hold at most {most} bytes of keys and values, got {bytes}"));
            return None;
        }
        Some(texts)
    }

    fn schema(&self) -> Value {
        // Each text alone is shorter than all of them together.
        json!({
            "type": "object",
            "propertyNames": {"maxLength": self.max_bytes, "pattern": Lines::One.pattern(1)},
            "additionalProperties": {"type": "string", "maxLength": self.max_bytes, "pattern": Lines::Many.pattern(0)},
        })
    }
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
