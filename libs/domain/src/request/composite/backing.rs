//! The box behind a text, and its colour.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What lies behind a text. In a request that was accepted it is always a colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "String", into = "String")]
pub enum Backing {
    /// The client leaves the colour to its brand kit.
    Usual,
    /// `#rrggbb` or `#rrggbbaa`.
    Color(String),
}

/// Black, of which 40 % lets the picture through.
const USUAL_BACKING: &str = "#00000099";
/// How [`Backing::Usual`] is written. No colour is written like this.
const USUAL: &str = "usual";

impl Backing {
    pub fn color(&self) -> &str {
        match self {
            Self::Usual => USUAL_BACKING,
            Self::Color(color) => color,
        }
    }
}

impl From<String> for Backing {
    fn from(text: String) -> Self {
        if text == USUAL { Self::Usual } else { Self::Color(text) }
    }
}

impl From<Backing> for String {
    fn from(backing: Backing) -> Self {
        match backing {
            Backing::Usual => USUAL.to_owned(),
            Backing::Color(color) => color,
        }
    }
}
