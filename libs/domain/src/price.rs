//! The price rules: how a vendor's list price is made up, and what a customer pays for it. The numbers are data in the
//! catalog; the arithmetic is here. List prices are whole millionths of a dollar. They are summed up first and rounded
//! once, when [`MicroUsd::customer_price`] makes the customer's price of the sum.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::money::{Cents, MicroUsd, ceil_div};
use crate::size::Size;

const MICRO_USD_PER_CENT: i64 = 10_000;

impl MicroUsd {
    /// What a customer pays: the list price × 1.1, rounded up once to a whole cent (docs/API.md, Credits).
    pub const fn customer_price(self) -> Cents {
        Cents::new(ceil_div(self.get() * 11, 10 * MICRO_USD_PER_CENT))
    }
}

/// A model's list price, with the source of its numbers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Price {
    #[serde(flatten)]
    pub rule: Rule,
    /// Added for each reference picture.
    #[serde(default)]
    pub per_reference_micro_usd: MicroUsd,
    /// Added where an avatar speaks a script, which has to be recorded first.
    #[serde(default)]
    pub per_script_micro_usd: MicroUsd,
    /// The vendor's page or document.
    pub source: String,
    /// The day on which it was read, `2026-11-20`.
    pub read_on: String,
}

/// How the price of one piece is computed. A piece is one variant of a picture, one video or one speech.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Rule {
    /// Pictures by their size: a started megapixel counts as a whole one.
    PerMegapixel {
        /// The first megapixel, in millionths of a US dollar.
        first_micro_usd: MicroUsd,
        /// Each further megapixel, in millionths of a US dollar.
        further_micro_usd: MicroUsd,
        /// How many pixels count as a megapixel.
        megapixel_pixels: u64,
    },
    /// Pictures by their resolution or quality.
    PerPicture {
        /// A picture by its resolution or quality, in millionths of a US dollar.
        micro_usd: BTreeMap<String, MicroUsd>,
    },
    /// Videos and avatars by their resolution and length: a started second counts as a whole one.
    PerSecond {
        /// A second by its resolution, in millionths of a US dollar.
        micro_usd: BTreeMap<String, MicroUsd>,
    },
    /// Videos that are sold in fixed lengths. The table's keys are whole seconds.
    PerClip {
        /// A video by its seconds, in millionths of a US dollar.
        micro_usd: BTreeMap<String, MicroUsd>,
    },
    /// Speech by its text: a started hundred of characters counts as a whole one.
    PerThousandCharacters {
        /// A thousand characters, in millionths of a US dollar.
        micro_usd: MicroUsd,
    },
    /// Composites by their resolution and length: a started block of seconds counts as a whole one.
    PerBlock {
        /// How many seconds a block has.
        seconds: u32,
        /// A block by its resolution, in millionths of a US dollar.
        micro_usd: BTreeMap<String, MicroUsd>,
    },
}

impl Rule {
    /// As the catalog names it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::PerMegapixel { .. } => "per_megapixel",
            Self::PerPicture { .. } => "per_picture",
            Self::PerSecond { .. } => "per_second",
            Self::PerClip { .. } => "per_clip",
            Self::PerThousandCharacters { .. } => "per_thousand_characters",
            Self::PerBlock { .. } => "per_block",
        }
    }
}

/// What the price of a piece depends on. Each kind sets what it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quantity {
    pub size: Option<Size>,
    /// A key of the rule's table, such as `1080p` or `2K`.
    pub resolution: String,
    pub millis: u64,
    pub characters: u64,
    pub references: u32,
}

impl Price {
    /// The list price of one piece; `None` where the rule's table has no such resolution.
    pub fn list_price(&self, quantity: &Quantity) -> Option<MicroUsd> {
        let references = self.per_reference_micro_usd.times(quantity.references.into());
        Some(self.rule.list_price(quantity)?.plus(references))
    }
}

impl Rule {
    fn list_price(&self, quantity: &Quantity) -> Option<MicroUsd> {
        match self {
            Self::PerMegapixel { first_micro_usd, further_micro_usd, megapixel_pixels } => {
                let megapixels = quantity.size?.pixels().div_ceil((*megapixel_pixels).max(1));
                Some(first_micro_usd.plus(times(*further_micro_usd, megapixels.saturating_sub(1))))
            }
            Self::PerPicture { micro_usd } => micro_usd.get(&quantity.resolution).copied(),
            Self::PerSecond { micro_usd } => {
                Some(times(*micro_usd.get(&quantity.resolution)?, quantity.millis.div_ceil(1000)))
            }
            Self::PerClip { micro_usd } => {
                micro_usd.get(&quantity.millis.div_ceil(1000).to_string()).copied()
            }
            Self::PerThousandCharacters { micro_usd } => {
                let hundreds = times(*micro_usd, quantity.characters.div_ceil(100)).get();
                // Rounded up to the millionth.
                Some(MicroUsd::new(hundreds.saturating_add(9) / 10))
            }
            Self::PerBlock { seconds, micro_usd } => {
                let block_millis = u64::from((*seconds).max(1)) * 1000;
                Some(times(*micro_usd.get(&quantity.resolution)?, quantity.millis.div_ceil(block_millis)))
            }
        }
    }
}

fn times(price: MicroUsd, count: u64) -> MicroUsd {
    price.times(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(rule: &str) -> Price {
        toml::from_str(&format!("{rule}\nsource = \"a test\"\nread_on = \"2026-11-21\"")).unwrap()
    }

    fn cents(price: &Price, quantity: &Quantity, pieces: i64) -> Cents {
        price.list_price(quantity).unwrap().times(pieces).customer_price()
    }

    #[test]
    fn a_price_is_rounded_up_once_to_the_cent() {
        for (list, cents) in [(0, 0), (1, 1), (30_000, 4), (60_000, 7), (90_909, 10), (100_000, 11)] {
            assert_eq!(MicroUsd::new(list).customer_price(), Cents::new(cents), "list price {list}");
        }
    }

    #[test]
    fn pictures_by_the_megapixel() {
        let price = price(
            "rule = \"per_megapixel\"\nfirst_micro_usd = 30000\nfurther_micro_usd = 15000\nmegapixel_pixels = 1048576",
        );
        for (size, list) in [((1024, 1024), 30_000), ((1024, 1025), 45_000), ((2048, 2048), 75_000)] {
            let quantity = Quantity { size: Some(Size::new(size.0, size.1)), ..Quantity::default() };
            assert_eq!(price.list_price(&quantity), Some(MicroUsd::new(list)), "{size:?}");
        }
        assert_eq!(price.list_price(&Quantity::default()), None, "a picture without a size has no price");
    }

    #[test]
    fn pictures_by_resolution_with_references_rounded_once_over_all_variants() {
        let price = price(
            "rule = \"per_picture\"\nper_reference_micro_usd = 1100\nmicro_usd = { \"1K\" = 134000, \"4K\" = 240000 }",
        );
        let quantity = |references| Quantity { resolution: "1K".into(), references, ..Quantity::default() };
        assert_eq!(cents(&price, &quantity(0), 1), Cents::new(15), "14.74");
        assert_eq!(cents(&price, &quantity(0), 4), Cents::new(59), "58.96, not 4 × 15");
        assert_eq!(cents(&price, &quantity(4), 1), Cents::new(16), "15.224");
        let unknown = Quantity { resolution: "8K".into(), ..Quantity::default() };
        assert_eq!(price.list_price(&unknown), None);
    }

    #[test]
    fn videos_by_the_started_second() {
        let price = price("rule = \"per_second\"\nmicro_usd = { \"720p\" = 50000 }");
        let quantity = |millis| Quantity { resolution: "720p".into(), millis, ..Quantity::default() };
        assert_eq!(price.list_price(&quantity(5_000)), Some(MicroUsd::new(250_000)));
        assert_eq!(price.list_price(&quantity(5_001)), Some(MicroUsd::new(300_000)));
    }

    #[test]
    fn speech_by_the_started_hundred_characters() {
        let price = price("rule = \"per_thousand_characters\"\nmicro_usd = 15000");
        let quantity = |characters| Quantity { characters, ..Quantity::default() };
        assert_eq!(price.list_price(&quantity(1)), Some(MicroUsd::new(1_500)));
        assert_eq!(price.list_price(&quantity(4_096)), Some(MicroUsd::new(61_500)));
        assert_eq!(cents(&price, &quantity(1), 1), Cents::new(1), "the least price is a cent");
    }

    #[test]
    fn composites_by_the_started_block() {
        let price = price("rule = \"per_block\"\nseconds = 15\nmicro_usd = { \"1080p\" = 20000 }");
        let quantity = |millis| Quantity { resolution: "1080p".into(), millis, ..Quantity::default() };
        assert_eq!(price.list_price(&quantity(15_000)), Some(MicroUsd::new(20_000)));
        assert_eq!(price.list_price(&quantity(15_001)), Some(MicroUsd::new(40_000)));
    }
}
