//! Putting JSON together.

use serde_json::Value;

/// An object with the fields of both; those of `more` win.
pub(crate) fn merged(mut object: Value, more: Value) -> Value {
    if let (Some(fields), Value::Object(more)) = (object.as_object_mut(), more) {
        fields.extend(more);
    }
    object
}
