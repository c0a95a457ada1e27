//! Objects within the one that is read, alone and in lists.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::{FieldError, Fields};
use crate::given;

impl Fields<'_> {
    /// A list of objects, each read by itself. A complaint names the place in the list: `clips[2].start`.
    pub fn objects<T>(
        &mut self,
        name: &'static str,
        count: RangeInclusive<usize>,
        mut read: impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(list) = self.typed(name, "must be a list of objects", Value::as_array) else {
            return Vec::new();
        };
        if !count.contains(&list.len()) {
            let (least, most) = count.into_inner();
            self.refuse(name, format!("must have {least} to {most} entries, got {}", list.len()));
            return Vec::new();
        }
        let places = list.iter().enumerate();
        places
            .filter_map(|(index, value)| self.nested(&format!("{name}[{index}]"), value, &mut read))
            .collect()
    }

    /// An object within this one.
    pub fn object<T>(
        &mut self,
        name: &'static str,
        mut read: impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        let value = self.present(name)?;
        self.nested(name, value, &mut read)
    }

    fn nested<T>(
        &mut self,
        place: &str,
        value: &Value,
        read: &mut impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        let Ok(mut fields) = Fields::new(value) else {
            self.refuse(place, format!("must be an object, got {}", given::typed(value)));
            return None;
        };
        let value = read(&mut fields);
        match fields.finish() {
            Ok(()) => value,
            Err(errors) => {
                let errors = errors.into_iter();
                self.errors.extend(
                    errors.map(|error| FieldError::new(&format!("{place}.{}", error.field), error.message)),
                );
                None
            }
        }
    }
}
