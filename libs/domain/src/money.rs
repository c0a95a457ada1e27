//! Money is whole numbers. A credit is $0.001. Prices are whole cents, so a price in credits is 10 × its cents.

use std::fmt;
use std::ops::{Add, Neg, Sub};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Credits(i64);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Cents(i64);

/// A vendor's list price in millionths of a US dollar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct MicroUsd(i64);

/// A billion dollars: the most of an amount, a cap or a threshold that a request may name.
pub const MAX_CREDITS: i64 = 1_000_000_000_000;

impl Credits {
    pub const ZERO: Self = Self(0);

    pub const fn new(credits: i64) -> Self {
        Self(credits)
    }

    pub const fn get(self) -> i64 {
        self.0
    }

    /// Rounded towards zero. Exact for every price, because prices are whole cents.
    pub const fn cents(self) -> Cents {
        Cents(self.0 / 10)
    }
}

impl Add for Credits {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Credits {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Credits {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Cents {
    pub const ZERO: Self = Self(0);

    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    pub const fn get(self) -> i64 {
        self.0
    }

    pub const fn credits(self) -> Credits {
        Credits(self.0 * 10)
    }

    /// The price of `made` pieces, where `asked` pieces cost this together. Rounded up to the cent, never more
    /// than the whole.
    #[must_use]
    pub fn share(self, made: u32, asked: u32) -> Self {
        let asked = i64::from(asked.max(1));
        let made = i64::from(made).min(asked);
        Self(ceil_div(self.0 * made, asked))
    }
}

impl MicroUsd {
    pub const fn new(micro_usd: i64) -> Self {
        Self(micro_usd)
    }

    pub const fn get(self) -> i64 {
        self.0
    }

    /// Rounded up, for a price that is not negative.
    pub const fn cents(self) -> Cents {
        Cents(ceil_div(self.0, 10_000))
    }

    #[must_use]
    pub const fn times(self, count: i64) -> Self {
        Self(self.0 * count)
    }

    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// For a non-negative `amount` and a positive `by`.
pub(crate) const fn ceil_div(amount: i64, by: i64) -> i64 {
    (amount + by - 1) / by
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_up_and_never_exceeds_the_whole() {
        for (whole, made, asked, share) in
            [(10, 1, 3, 4), (10, 3, 3, 10), (10, 0, 3, 0), (1, 1, 4, 1), (8, 5, 4, 8)]
        {
            assert_eq!(
                Cents::new(whole).share(made, asked),
                Cents::new(share),
                "{made} of {asked} at {whole}"
            );
        }
    }
}
