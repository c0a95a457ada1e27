//! How prompts are written, for people who look at the catalog: read from `prompt_patterns.toml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Kind;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromptPattern {
    pub kind: Kind,
    /// A sentence with places such as `{subject}`.
    pub pattern: String,
    pub slots: Vec<Slot>,
    pub tips: Vec<Tip>,
    pub examples: Vec<PromptExample>,
}

/// What goes into one place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// The name of the place in the pattern.
    pub name: String,
    /// What belongs there.
    pub about: String,
    /// What may be written there.
    pub examples: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tip {
    /// When it helps.
    pub when: String,
    /// What to do.
    pub tip: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromptExample {
    pub model: String,
    /// A script or a text, where the kind takes one of these.
    pub prompt: String,
    /// What else the request has.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub fields: Map<String, Value>,
}

impl PromptExample {
    /// The example as a body for the kind's studio.
    pub fn body(&self, kind: Kind) -> Value {
        let mut body = Map::new();
        body.insert("provider".to_owned(), Value::from(self.model.clone()));
        if let Some(field) = kind.prompt_field() {
            body.insert(field.to_owned(), Value::from(self.prompt.clone()));
        }
        body.extend(self.fields.clone());
        Value::Object(body)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternFile {
    patterns: Vec<PromptPattern>,
}

/// The patterns that this build ships.
pub(super) fn shipped() -> Result<Vec<PromptPattern>, toml::de::Error> {
    let file: PatternFile = toml::from_str(include_str!("../../prompt_patterns.toml"))?;
    Ok(file.patterns)
}
