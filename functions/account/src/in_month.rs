//! A list of what happened in one month.

use domain::Month;
use schemars::JsonSchema;
use serde::Serialize;
use web::{Listed, Listing};

#[derive(Debug, Serialize, JsonSchema)]
#[serde(bound = "T: Listed")]
#[schemars(rename = "MonthOf{T}")]
pub(crate) struct InMonth<T: Listed> {
    /// The month, UTC, such as `2026-11`.
    pub(crate) month: Month,
    #[serde(flatten)]
    pub(crate) page: Listing<T>,
}
