//! Colours, as `#1a2b3c` or half transparent.

use serde_json::{Value, json};

use super::{Fields, Rule};
use crate::given;

/// A colour such as `#1a2b3c`, left as it is written.
#[derive(Debug)]
pub struct Color;

/// A colour such as `#1a2b3c` or, half transparent, `#1a2b3c80`.
#[derive(Debug)]
pub struct TranslucentColor;

/// True, false, or a colour that may be translucent.
#[derive(Debug)]
pub struct SwitchOrColor;

impl Rule for Color {
    type Read = String;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<String> {
        let color = value.as_str().filter(|text| color_digits(text) == Some(6));
        if color.is_none() {
            fields.refuse(place, format!("must be a colour such as #1a2b3c, got {}", given::value(value)));
        }
        color.map(str::to_owned)
    }

    fn schema(&self) -> Value {
        json!({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"})
    }
}

impl Rule for TranslucentColor {
    type Read = String;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<String> {
        let color = value.as_str().filter(|text| color_digits(text).is_some());
        if color.is_none() {
            let wanted = "must be a colour such as #1a2b3c or, half transparent, #1a2b3c80";
            fields.refuse(place, format!("{wanted}, got {}", given::value(value)));
        }
        color.map(str::to_owned)
    }

    fn schema(&self) -> Value {
        json!({"type": "string", "pattern": TRANSLUCENT})
    }
}

/// What is read of a switch or a colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SwitchedColor {
    Switch(bool),
    Color(String),
}

impl Rule for SwitchOrColor {
    type Read = SwitchedColor;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<SwitchedColor> {
        match value {
            Value::Bool(on) => return Some(SwitchedColor::Switch(*on)),
            Value::String(color) if color_digits(color).is_some() => {
                return Some(SwitchedColor::Color(color.clone()));
            }
            _ => {}
        }
        let wanted = "must be true, false or a colour such as #1a2b3c80";
        fields.refuse(place, format!("{wanted}, got {}", given::value(value)));
        None
    }

    fn schema(&self) -> Value {
        json!({"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": TRANSLUCENT}]})
    }
}

const TRANSLUCENT: &str = "^#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$";

/// How many digits a colour has: 6 in `#rrggbb`, 8 in `#rrggbbaa`. `None`: it is no colour.
fn color_digits(text: &str) -> Option<usize> {
    let digits = text.strip_prefix('#')?;
    let is_color = matches!(digits.len(), 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_color.then_some(digits.len())
}
