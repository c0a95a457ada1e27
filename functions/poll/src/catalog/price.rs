//! How a model's price is computed. The numbers of the vendors' price lists are for operators.

use domain::price::Price;
use schemars::JsonSchema;
use serde::Serialize;

use super::Audience;

#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "ModelPrice")]
pub(super) enum PriceView {
    /// The provider's list price with its source; only operators see it.
    Listed(Box<Price>),
    Rule(PriceRule),
}

/// What the price depends on.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PriceRule {
    /// `per_megapixel`, `per_picture`, `per_second`, `per_clip`, `per_thousand_characters` or `per_block`.
    rule: &'static str,
}

impl PriceView {
    pub(super) fn new(price: &Price, audience: Audience) -> Self {
        match audience {
            Audience::Operators => Self::Listed(Box::new(price.clone())),
            Audience::Customers => Self::Rule(PriceRule { rule: price.rule.as_str() }),
        }
    }
}
