//! Amounts of credits as replies show them.

use domain::Credits;
use serde_json::{Map, Value, json};

/// Every amount in credits, and again in cents.
pub(crate) fn in_credits_and_cents(numbers: &[(&str, Option<Credits>)]) -> Map<String, Value> {
    let mut view = Map::new();
    for (name, credits) in numbers {
        view.insert((*name).to_owned(), json!(credits));
        view.insert(format!("{name}_cents"), json!(credits.map(Credits::cents)));
    }
    view
}
