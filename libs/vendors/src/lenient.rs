//! Reads single values of answers, in whatever form they come.

use serde_json::Value;

/// The elements of a list that are not null; a single value counts as a list of one.
pub(crate) fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list: &[Value] = match value {
        Some(Value::Array(list)) => list,
        Some(single) => std::slice::from_ref(single),
        None => &[],
    };
    list.iter().filter(|item| !item.is_null())
}

/// The field of this name, written `inlineData` or `inline_data`. A null counts as none.
pub(crate) fn field<'a>(value: &'a Value, camel_case: &str) -> Option<&'a Value> {
    let found = value.get(camel_case).or_else(|| value.get(snake_case(camel_case)));
    found.filter(|found| !found.is_null())
}

fn snake_case(camel_case: &str) -> String {
    let letters = camel_case.chars().flat_map(|letter| {
        let between = letter.is_ascii_uppercase().then_some('_');
        between.into_iter().chain([letter.to_ascii_lowercase()])
    });
    letters.collect()
}

/// A number, also one that is written as a text.
pub(crate) fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// A true or false, also one that is written as a text.
pub(crate) fn flag(value: &Value) -> Option<bool> {
    value.as_bool().or_else(|| value.as_str()?.trim().to_ascii_lowercase().parse().ok())
}

/// A text that is not empty, or a number as a text.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_read_in_every_form() {
        let list = json!([null, 1, null, 2]);
        assert_eq!(items(Some(&list)).count(), 2);
        assert_eq!(items(Some(&json!({ "a": 1 }))).count(), 1);
        assert_eq!(items(Some(&json!(null))).count(), 0);
        assert_eq!(items(None).count(), 0);
        let named = json!({ "inline_data": 1, "mimeType": null });
        assert_eq!(field(&named, "inlineData"), Some(&json!(1)));
        assert_eq!(field(&named, "mimeType"), None);
        assert_eq!(
            (number(&json!("0.5")), number(&json!(2)), number(&json!("x"))),
            (Some(0.5), Some(2.0), None)
        );
        assert_eq!(
            (flag(&json!(true)), flag(&json!("True")), flag(&json!("x"))),
            (Some(true), Some(true), None)
        );
        assert_eq!(
            (text(&json!(7)), text(&json!(" ")), text(&json!([]))),
            (Some("7".to_owned()), None, None)
        );
    }
}
