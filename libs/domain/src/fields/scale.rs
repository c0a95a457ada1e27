//! Which numbers a field takes, and how exactly they are kept. No field can be read without one, so whatever is quoted,
//! stored and rendered is a number of a known size.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use serde_json::{Number, Value, json};

use super::{Fields, Rule};
use crate::given;

#[derive(Debug, Clone)]
pub struct Scale {
    range: RangeInclusive<f64>,
    decimals: i32,
    /// What follows the range in a complaint.
    remark: Cow<'static, str>,
}

impl Scale {
    /// `decimals`: how many are kept. The ends of the range have no more than that.
    pub const fn new(range: RangeInclusive<f64>, decimals: i32) -> Self {
        Self { range, decimals, remark: Cow::Borrowed("") }
    }

    /// The scale whose complaint says `remark` after the range.
    pub const fn remarked(range: RangeInclusive<f64>, decimals: i32, remark: &'static str) -> Self {
        Self { range, decimals, remark: Cow::Borrowed(remark) }
    }

    /// Seconds are kept to the millisecond.
    pub const fn of_seconds(range: RangeInclusive<f64>) -> Self {
        Self::new(range, 3)
    }

    /// Parts of a frame, volumes and speeds are kept to four decimals: a fifth of a pixel in a frame of 1920.
    pub const fn of_parts(range: RangeInclusive<f64>) -> Self {
        Self::new(range, 4)
    }

    /// The scale whose complaint says `remark` after the range.
    #[must_use]
    pub fn with_remark(self, remark: impl Into<Cow<'static, str>>) -> Self {
        Self { remark: remark.into(), ..self }
    }

    /// The number as it is kept. `None`: it is out of range.
    pub(super) fn kept(&self, number: f64) -> Option<f64> {
        let steps = 10_f64.powi(self.decimals);
        // Adding zero makes a zero of a negative zero.
        let kept = (number * steps).round() / steps + 0.0;
        self.range.contains(&kept).then_some(kept)
    }

    pub(super) fn complaint(&self, written: &Number) -> String {
        format!("must be {}, got {written}", self.said())
    }

    pub(super) fn said(&self) -> String {
        let (least, most) = (self.range.start(), self.range.end());
        format!("from {least} to {most}{}", self.remark)
    }
}

impl Rule for Scale {
    type Read = f64;

    fn read(&self, fields: &mut Fields<'_>, place: &str, value: &Value) -> Option<f64> {
        let Some(written) = value.as_number() else {
            fields.refuse(place, format!("must be a number, got {}", given::typed(value)));
            return None;
        };
        let kept = self.kept(written.as_f64()?);
        if kept.is_none() {
            fields.refuse(place, self.complaint(written));
        }
        kept
    }

    fn schema(&self) -> Value {
        json!({"type": "number", "minimum": self.range.start(), "maximum": self.range.end()})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_rounded_before_it_is_compared_with_the_range() {
        let (seconds, parts) = (Scale::of_seconds(0.0..=600.0), Scale::of_parts(0.0..=1.0));
        for (scale, number, kept) in [
            (&seconds, 1e-200, Some(0.0)),
            (&seconds, -1e-200, Some(0.0)),
            (&seconds, 5e-324, Some(0.0)),
            (&seconds, 0.1 + 0.2, Some(0.3)),
            (&seconds, 1.2344, Some(1.234)),
            (&seconds, 1.2345, Some(1.235)),
            (&seconds, 600.0004, Some(600.0)),
            (&seconds, 600.001, None),
            (&seconds, -0.001, None),
            (&seconds, 1e308, None),
            (&seconds, -1e308, None),
            (&parts, 0.333_333_333, Some(0.3333)),
            (&parts, 1.000_04, Some(1.0)),
            (&parts, 1.0001, None),
        ] {
            assert_eq!(scale.kept(number), kept, "{number}");
        }
    }

    #[test]
    fn a_kept_zero_has_no_sign() {
        assert!(Scale::of_parts(-1.0..=1.0).kept(-1e-9).unwrap().is_sign_positive());
    }

    #[test]
    fn a_complaint_shows_the_number_as_it_was_written() {
        for (written, shown) in [("1e300", "1e+300"), ("7", "7"), ("-0.5", "-0.5")] {
            let number: Number = serde_json::from_str(written).unwrap();
            let complaint = Scale::of_parts(0.0..=1.0).with_remark(" of the frame").complaint(&number);
            assert_eq!(complaint, format!("must be from 0 to 1 of the frame, got {shown}"));
        }
    }
}
