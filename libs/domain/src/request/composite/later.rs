//! Fields that came after the first requests were bound to their idempotency keys.

use serde_json::{Map, Value};

use super::{BLACK, CompositeRequest};

impl CompositeRequest {
    /// Removes the fields that came later where they have their defaults. So a key that was used before they came is
    /// still bound to the same request.
    pub(in crate::request) fn remove_later_defaults(&self, fields: &mut Map<String, Value>) {
        if self.safe_area {
            fields.remove("safe_area");
        }
        let black = self.clips.iter().map(|clip| clip.background.as_deref() == Some(BLACK));
        remove_where(fields.get_mut("clips"), "background", black);
        let usual = self.texts.iter().map(|text| text.align == text.position.align());
        remove_where(fields.get_mut("texts"), "align", usual);
    }
}

/// Removes a field of those objects in a list for which this is true.
fn remove_where(list: Option<&mut Value>, name: &str, is_default: impl Iterator<Item = bool>) {
    let objects = list.and_then(Value::as_array_mut).into_iter().flatten();
    for (object, _) in objects.zip(is_default).filter(|(_, is_default)| *is_default) {
        if let Some(fields) = object.as_object_mut() {
            fields.remove(name);
        }
    }
}
