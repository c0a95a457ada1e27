//! A complaint about one field.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

impl FieldError {
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), message: message.into() }
    }

    /// The first complaint about each field. What is wrong with it besides is seen once that is mended.
    #[must_use]
    pub fn one_for_each(mut errors: Vec<Self>) -> Vec<Self> {
        let mut told = BTreeSet::new();
        errors.retain(|error| told.insert(error.field.clone()));
        errors
    }
}
