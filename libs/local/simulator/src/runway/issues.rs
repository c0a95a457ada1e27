//! `issues` of a refused body: everything that is wrong with it at once, each with its path.

use serde::Serialize;
use serde_json::Value;

use crate::fields::{Why, Wrong, steps};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Issue {
    code: &'static str,
    /// From the body inwards: `["promptImage", 0, "uri"]`.
    path: Vec<Value>,
    message: String,
}

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Issues(Vec<Issue>);

impl Issues {
    /// The value, or a default that is never used, because a body with issues goes no further.
    pub(super) fn keep<T: Default>(&mut self, read: Result<T, Wrong>) -> T {
        read.unwrap_or_else(|wrong| {
            self.0.push(Issue::from_wrong(&wrong));
            T::default()
        })
    }

    pub(super) fn end(self) -> Result<(), Vec<Issue>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}

impl Issue {
    pub(super) fn from_wrong(wrong: &Wrong) -> Self {
        let code = match &wrong.why {
            Why::Missing | Why::Type(_) => "invalid_type",
            Why::Unknown { .. } => "invalid_enum_value",
            Why::Long { .. } => "too_big",
            Why::Short { .. } => "too_small",
            Why::Range { given, least, .. } => {
                let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
                if number(given) < number(least) { "too_small" } else { "too_big" }
            }
            Why::Other(_) => "custom",
        };
        Self { code, path: steps(&wrong.field), message: wrong.why.to_string() }
    }
}
