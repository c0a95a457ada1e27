//! A place in a frame: by its name, or a point.

use std::fmt::Debug;

use serde_json::{Map, Value, json};

use super::{Fields, OneOf, Rule, Scale};
use crate::given::{self, shown};
use crate::near::with_meant;

/// One of these names, or a point on a scale.
#[derive(Debug)]
pub struct PlaceIn<T: 'static> {
    pub named: OneOf<T>,
    pub scale: Scale,
}

/// Where something is.
#[derive(Debug, Clone, PartialEq)]
pub enum Place<T> {
    Named(T),
    At { x: f64, y: f64 },
}

impl<T: Copy + Debug + Sync> Rule for PlaceIn<T> {
    type Read = Place<T>;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<Place<T>> {
        let found = match value {
            Value::String(text) => self.named.find(text).map(Place::Named),
            Value::Object(object) if object.len() == 2 => point(object, &self.scale),
            _ => None,
        };
        if found.is_none() {
            let names = self.named.names();
            let (known, said) = (names.join(", "), self.scale.said());
            let complaint =
                format!("must be one of {known}, or {{x, y}}, each {said}, got {}", place_given(value));
            fields.refuse(place, with_meant(complaint, value.as_str().unwrap_or_default(), &names));
        }
        found
    }

    fn schema(&self) -> Value {
        let side = self.scale.schema();
        let point = json!({
            "type": "object",
            "properties": {"x": side, "y": side},
            "required": ["x", "y"],
            "additionalProperties": false,
        });
        json!({"anyOf": [self.named.schema(), point]})
    }
}

/// A point is shown as it is written, but for what is no number.
fn place_given(value: &Value) -> String {
    let Value::Object(object) = value else { return given::value(value) };
    let sides = object.iter().take(3).map(|(name, side)| format!("{}: {}", shown(name), given::value(side)));
    format!("{{{}}}", sides.collect::<Vec<_>>().join(", "))
}

fn point<T>(object: &Map<String, Value>, scale: &Scale) -> Option<Place<T>> {
    let side = |name| scale.kept(object.get(name)?.as_f64()?);
    Some(Place::At { x: side("x")?, y: side("y")? })
}
