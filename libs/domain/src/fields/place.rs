//! A place in a frame: by its name, or a point.

use serde_json::{Map, Value};

use super::{Fields, Scale};
use crate::given::{self, shown};
use crate::near::with_meant;

/// Where something is.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    Named(String),
    At { x: f64, y: f64 },
}

impl Fields<'_> {
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
