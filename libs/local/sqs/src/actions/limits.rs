//! Numbers that a caller may choose within limits.

use std::ops::RangeInclusive;

use crate::refusal::Refusal;

/// Returns the value if it is absent or within the limits.
pub(super) fn within(
    parameter: &str,
    value: Option<i64>,
    limits: RangeInclusive<i64>,
) -> Result<Option<i64>, Refusal> {
    match value {
        Some(value) if !limits.contains(&value) => Err(Refusal::InvalidParameterValue(format!(
            "Value {value} for parameter {parameter} is invalid. Reason: Must be between {} and {}, if provided.",
            limits.start(),
            limits.end(),
        ))),
        value => Ok(value),
    }
}
