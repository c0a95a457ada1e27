//! Colours, as `#1a2b3c` or half transparent.

use serde_json::Value;

use super::Fields;
use crate::given;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SwitchOrColor {
    Switch(bool),
    Color(String),
}

impl<'a> Fields<'a> {
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
}

/// How many digits a colour has: 6 in `#rrggbb`, 8 in `#rrggbbaa`. `None`: it is no colour.
fn color_digits(text: &str) -> Option<usize> {
    let digits = text.strip_prefix('#')?;
    let is_color = matches!(digits.len(), 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_color.then_some(digits.len())
}
