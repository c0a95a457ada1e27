//! Reading the fields of a JSON body strictly, for vendors that name the first thing that is wrong. An explicit
//! null counts as absent everywhere.

use std::fmt;
use std::ops::RangeInclusive;

use serde_json::{Map, Value};

/// What [`Fields::only`] says of a field, for vendors that have a code of their own for it.
pub(crate) const UNKNOWN_FIELD: &str = "is not a known field";

/// One object of a body.
#[derive(Clone, Debug)]
pub(crate) struct Fields<'a> {
    map: &'a Map<String, Value>,
    /// With a dot at the end; empty for the body itself.
    path: String,
}

/// The steps of a path: `a.b[0].c` is `["a", "b", 0, "c"]`.
pub(crate) fn steps(path: &str) -> Vec<Value> {
    let steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty());
    steps.map(|step| step.parse::<u64>().map_or_else(|_| Value::from(step), Value::from)).collect()
}

/// One thing wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// From the body inwards: `settings.duration`.
    pub(crate) field: String,
    pub(crate) why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    Missing,
    /// Not of this JSON type: `string`, `integer`, `number`, `boolean`, `array`, `object`.
    Type(&'static str),
    /// Not one of these values.
    Unknown {
        given: String,
        allowed: Vec<String>,
    },
    /// Outside of these bounds.
    Range {
        given: String,
        least: String,
        most: String,
    },
    /// So many characters or entries, but at most so many are allowed.
    Long {
        given: usize,
        most: usize,
    },
    /// At least so many characters or entries are needed.
    Short {
        least: usize,
    },
    /// Anything else, as a sentence.
    Other(String),
}

impl<'a> Fields<'a> {
    pub(crate) fn new(body: &'a Value) -> Result<Self, Wrong> {
        let wrong = || Wrong { field: String::new(), why: Why::Type("object") };
        Ok(Self { map: body.as_object().ok_or_else(wrong)?, path: String::new() })
    }

    /// The value, if it is there and not null.
    pub(crate) fn get(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    pub(crate) fn need<T>(&self, name: &str, found: Option<T>) -> Result<T, Wrong> {
        found.ok_or_else(|| self.wrong(name, Why::Missing))
    }

    pub(crate) fn text(&self, name: &str) -> Result<Option<&'a str>, Wrong> {
        self.typed(name, "string", Value::as_str)
    }

    /// At least `least` and at most `most` characters.
    pub(crate) fn text_within(
        &self,
        name: &str,
        least: usize,
        most: usize,
    ) -> Result<Option<&'a str>, Wrong> {
        let text = self.text(name)?;
        match text.map(|text| text.chars().count()) {
            Some(given) if given > most => Err(self.wrong(name, Why::Long { given, most })),
            Some(given) if given < least => Err(self.wrong(name, Why::Short { least })),
            _ => Ok(text),
        }
    }

    /// One of a few words.
    pub(crate) fn choice(&self, name: &str, allowed: &[&str]) -> Result<Option<&'a str>, Wrong> {
        let Some(given) = self.text(name)? else { return Ok(None) };
        if allowed.contains(&given) {
            return Ok(Some(given));
        }
        let allowed = allowed.iter().map(|word| (*word).to_owned()).collect();
        Err(self.wrong(name, Why::Unknown { given: given.to_owned(), allowed }))
    }

    /// A whole number, also when it is written `5.0`.
    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>, Wrong> {
        self.typed(name, "integer", |value| {
            let whole = || value.as_f64().filter(|real| real.fract() == 0.0)?.to_string().parse().ok();
            value.as_i64().or_else(whole)
        })
    }

    pub(crate) fn integer_within(
        &self,
        name: &str,
        bounds: RangeInclusive<i64>,
    ) -> Result<Option<i64>, Wrong> {
        let Some(number) = self.integer(name)? else { return Ok(None) };
        if bounds.contains(&number) {
            return Ok(Some(number));
        }
        Err(self.out_of_range(name, &number, bounds.start(), bounds.end()))
    }

    pub(crate) fn number(&self, name: &str) -> Result<Option<f64>, Wrong> {
        self.typed(name, "number", Value::as_f64)
    }

    pub(crate) fn number_within(
        &self,
        name: &str,
        bounds: RangeInclusive<f64>,
    ) -> Result<Option<f64>, Wrong> {
        let Some(number) = self.number(name)? else { return Ok(None) };
        if bounds.contains(&number) {
            return Ok(Some(number));
        }
        Err(self.out_of_range(name, &number, bounds.start(), bounds.end()))
    }

    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Wrong> {
        self.typed(name, "boolean", Value::as_bool)
    }

    pub(crate) fn list(&self, name: &str) -> Result<Option<&'a Vec<Value>>, Wrong> {
        self.typed(name, "array", Value::as_array)
    }

    pub(crate) fn list_within(
        &self,
        name: &str,
        least: usize,
        most: usize,
    ) -> Result<Option<&'a Vec<Value>>, Wrong> {
        let list = self.list(name)?;
        match list.map(Vec::len) {
            Some(given) if given > most => Err(self.wrong(name, Why::Long { given, most })),
            Some(given) if given < least => Err(self.wrong(name, Why::Short { least })),
            _ => Ok(list),
        }
    }

    pub(crate) fn object(&self, name: &str) -> Result<Option<Fields<'a>>, Wrong> {
        let map = self.typed(name, "object", Value::as_object)?;
        Ok(map.map(|map| Self { map, path: format!("{}{name}.", self.path) }))
    }

    /// The objects of a list, each with its path.
    pub(crate) fn objects(&self, name: &str) -> Result<Vec<Fields<'a>>, Wrong> {
        let entries = self.list(name)?.map(Vec::as_slice).unwrap_or_default();
        let objects = entries.iter().enumerate().map(|(index, entry)| {
            let place = format!("{name}[{index}]");
            let map = entry.as_object().ok_or_else(|| self.wrong(&place, Why::Type("object")))?;
            Ok(Self { map, path: format!("{}{place}.", self.path) })
        });
        objects.collect()
    }

    /// The first field that is none of these, for vendors that refuse what they do not know.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Wrong> {
        let mut given = self.map.iter().filter(|(_, value)| !value.is_null());
        match given.find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(self.wrong(name, Why::Other(UNKNOWN_FIELD.to_owned()))),
            None => Ok(()),
        }
    }

    /// Something wrong with a field of this object.
    pub(crate) fn wrong(&self, name: &str, why: Why) -> Wrong {
        Wrong { field: format!("{}{name}", self.path), why }
    }

    pub(crate) fn other(&self, name: &str, sentence: impl Into<String>) -> Wrong {
        self.wrong(name, Why::Other(sentence.into()))
    }

    fn out_of_range(
        &self,
        name: &str,
        given: &dyn ToString,
        least: &dyn ToString,
        most: &dyn ToString,
    ) -> Wrong {
        let why = Why::Range { given: given.to_string(), least: least.to_string(), most: most.to_string() };
        self.wrong(name, why)
    }

    fn typed<T>(
        &self,
        name: &str,
        kind: &'static str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Wrong> {
        let Some(value) = self.get(name) else { return Ok(None) };
        read(value).map(Some).ok_or_else(|| self.wrong(name, Why::Type(kind)))
    }
}

/// A plain sentence without the field's name.
impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is required"),
            Self::Type(kind) => write!(f, "must be of type {kind}"),
            Self::Unknown { given, allowed } => {
                write!(f, "must be one of {}, not {given:?}", allowed.join(", "))
            }
            Self::Range { given, least, most } => write!(f, "must be from {least} to {most}, not {given}"),
            Self::Long { given, most } => write!(f, "must have a length of at most {most}, not {given}"),
            Self::Short { least } => write!(f, "must have a length of at least {least}"),
            Self::Other(sentence) => f.write_str(sentence),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.why)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_null_is_absent_everywhere() {
        let body = json!({ "a": null });
        let fields = Fields::new(&body).unwrap();
        assert_eq!(fields.text("a"), Ok(None));
        assert_eq!(fields.choice("a", &["x"]), Ok(None));
        assert_eq!(fields.integer_within("a", 1..=2), Ok(None));
        assert_eq!(fields.number_within("a", 1.0..=2.0), Ok(None));
        assert_eq!(fields.flag("a"), Ok(None));
        assert_eq!(fields.list_within("a", 1, 2), Ok(None));
        assert!(fields.object("a").unwrap().is_none() && fields.objects("a").unwrap().is_empty());
        assert_eq!(fields.only(&[]), Ok(()));
        assert_eq!(fields.need("a", fields.text("a").unwrap()).unwrap_err().why, Why::Missing);
    }

    #[test]
    fn what_is_wrong_says_where() {
        let body = json!({ "outer": { "list": [{}, { "n": 11 }] } });
        let outer = Fields::new(&body).unwrap().object("outer").unwrap().unwrap();
        let wrong = outer.objects("list").unwrap()[1].integer_within("n", 2..=10).unwrap_err();
        assert_eq!(wrong.to_string(), "outer.list[1].n: must be from 2 to 10, not 11");
    }

    #[test]
    fn every_check_has_its_reason() {
        let body = json!({ "text": "four", "five": 5.0, "half": 0.5, "list": [1], "flag": true });
        let fields = Fields::new(&body).unwrap();
        assert_eq!(fields.integer("five"), Ok(Some(5)), "also if it is written as a real number");
        for (wrong, sentence) in [
            (fields.text_within("text", 0, 3).unwrap_err(), "text: must have a length of at most 3, not 4"),
            (fields.text_within("text", 5, 9).unwrap_err(), "text: must have a length of at least 5"),
            (fields.list_within("list", 2, 3).unwrap_err(), "list: must have a length of at least 2"),
            (fields.choice("text", &["a", "b"]).unwrap_err(), "text: must be one of a, b, not \"four\""),
            (fields.integer("half").unwrap_err(), "half: must be of type integer"),
            (fields.number_within("half", 0.6..=1.0).unwrap_err(), "half: must be from 0.6 to 1, not 0.5"),
            (fields.objects("list").unwrap_err(), "list[0]: must be of type object"),
            (fields.text("flag").unwrap_err(), "flag: must be of type string"),
            (fields.only(&["text"]).unwrap_err(), "five: is not a known field"),
        ] {
            assert_eq!(wrong.to_string(), sentence);
        }
    }
}
