//! The models of pictures.

use super::super::errors::ApiError;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) id: &'static str,
    pub(super) labels: &'static [&'static str],
    /// Of a size in pixels; the most is 16777216 everywhere.
    pub(super) least_pixels: u64,
    pub(super) most_references: usize,
    /// Values of `optimize_prompt_options.mode`.
    pub(super) modes: &'static [&'static str],
    /// `output_format` and `tools` came with it.
    pub(super) is_fifth: bool,
}

/// The shared page says 14 references for 4.0, its model card 10.
const FOUR_0: Model = Model {
    id: "seedream-4-0-250828",
    labels: &["1K", "2K", "4K"],
    least_pixels: 921_600,
    most_references: 10,
    modes: &["standard", "fast"],
    is_fifth: false,
};
const FOUR_5: Model = Model {
    id: "seedream-4-5-251128",
    labels: &["2K", "4K"],
    least_pixels: 3_686_400,
    most_references: 14,
    modes: &["standard"],
    is_fifth: false,
};

/// Taken leniently: their limits are not in the facts.
const fn fifth(id: &'static str) -> Model {
    Model {
        id,
        labels: &["1K", "2K", "3K", "4K"],
        least_pixels: 921_600,
        most_references: 14,
        modes: &["standard", "fast"],
        is_fifth: true,
    }
}

static MODELS: [Model; 6] = [
    FOUR_0,
    FOUR_5,
    fifth("seedream-5-0-260128"),
    fifth("seedream-5-0-lite-260128"),
    fifth("dola-seedream-5-0-pro-260628"),
    fifth("dola-seedream-5-0-flash-260915"),
];

pub(super) fn named(id: &str) -> Result<&'static Model, ApiError> {
    MODELS.iter().find(|model| model.id == id).ok_or_else(|| ApiError::UnknownModel(id.to_owned()))
}
