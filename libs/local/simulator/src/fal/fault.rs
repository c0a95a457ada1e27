//! One thing wrong with the input of a model, or with its work, in the shape of fal's model errors.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::fields::{UNKNOWN_FIELD, Why, Wrong, steps};

/// Longest input, in characters, that is repeated in its fault: a data URI is not.
const LONGEST_INPUT: usize = 200;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Fault {
    /// From the outside in: `["body", "image_urls", 0]`.
    loc: Vec<Value>,
    msg: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    ctx: Option<Value>,
    input: Option<Value>,
}

impl Fault {
    /// A fault of a field, by its path: `image_urls[0]`. An empty path is the whole body.
    pub(super) fn new(path: &str, kind: &str, msg: impl Into<String>) -> Self {
        let (loc, msg, kind) = (loc(path), msg.into(), kind.to_owned());
        Self { loc, msg, kind, ctx: None, input: None }
    }

    pub(super) fn from_wrong(Wrong { field, why }: &Wrong, input: Option<&Value>) -> Self {
        let new = |kind, msg: String, ctx| Self { ctx, ..Self::new(field, kind, msg) };
        let fault = match why {
            Why::Missing => new("missing", "Field required".to_owned(), None),
            Why::Type(json) => new(kind_of_type(json), format!("Input should be a valid {json}"), None),
            Why::Unknown { allowed, .. } => {
                let expected = allowed.join(", ");
                new(
                    "one_of",
                    format!("Input should be one of {expected}"),
                    Some(json!({ "expected": allowed })),
                )
            }
            Why::Range { given, least, .. } if is_below(given, least) => {
                let msg = format!("Input should be greater than or equal to {least}");
                new("greater_than_equal", msg, Some(json!({ "ge": number(least) })))
            }
            Why::Range { most, .. } => {
                let msg = format!("Input should be less than or equal to {most}");
                new("less_than_equal", msg, Some(json!({ "le": number(most) })))
            }
            Why::Long { most, .. } => {
                let msg = format!("Input should have at most {most} characters or items");
                new("sequence_too_long", msg, Some(json!({ "max_length": most })))
            }
            Why::Short { least } => {
                let msg = format!("Input should have at least {least} characters or items");
                new("sequence_too_short", msg, Some(json!({ "min_length": least })))
            }
            Why::Other(sentence) if sentence == UNKNOWN_FIELD => {
                new("extra_forbidden", "Extra inputs are not permitted".to_owned(), None)
            }
            Why::Other(sentence) => new("value_error", sentence.clone(), None),
        };
        let input = input.filter(|input| input.to_string().len() <= LONGEST_INPUT).cloned();
        Self { input, ..fault }
    }

    pub(super) fn wire(&self) -> Value {
        let url = format!("https://docs.fal.ai/errors#{}", self.kind);
        json!({
            "loc": self.loc, "msg": self.msg, "type": self.kind, "url": url,
            "ctx": self.ctx.as_ref().unwrap_or(&json!({})), "input": self.input,
        })
    }
}

fn kind_of_type(json: &str) -> &'static str {
    match json {
        "string" => "string_type",
        "integer" => "int_type",
        "number" => "float_type",
        "boolean" => "bool_type",
        "array" => "list_type",
        _ => "dict_type",
    }
}

fn is_below(given: &str, least: &str) -> bool {
    let [given, least] = [given, least].map(|text| text.parse::<f64>().unwrap_or(f64::NAN));
    given < least
}

fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

fn loc(path: &str) -> Vec<Value> {
    [vec![Value::from("body")], steps(path)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_from_the_outside_in() {
        assert_eq!(json!(loc("image_size.width")), json!(["body", "image_size", "width"]));
        assert_eq!(json!(loc("image_urls[2]")), json!(["body", "image_urls", 2]));
        assert_eq!(json!(loc("")), json!(["body"]));
    }

    #[test]
    fn a_range_is_broken_at_one_end() {
        let range = |given: &str| {
            let why = Why::Range { given: given.to_owned(), least: "-1".to_owned(), most: "10".to_owned() };
            Fault::from_wrong(&Wrong { field: "x".to_owned(), why }, None).kind
        };
        assert_eq!((range("-1.5").as_str(), range("11").as_str()), ("greater_than_equal", "less_than_equal"));
    }

    #[test]
    fn only_a_short_input_is_repeated() {
        let wrong = Wrong { field: "x".to_owned(), why: Why::Type("string") };
        assert_eq!(Fault::from_wrong(&wrong, Some(&json!(7))).wire()["input"], 7);
        assert_eq!(Fault::from_wrong(&wrong, Some(&json!("x".repeat(999)))).wire()["input"], Value::Null);
    }
}
