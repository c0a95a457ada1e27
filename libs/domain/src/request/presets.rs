//! The styles that clients may name by one word, and the sizes that forms offer. These are the only lists of them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::size::Size;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Preset {
    /// How a request names it, in any case: `3D` and `3d` are the same.
    pub name: &'static str,
    /// The words that become part of the prompt.
    pub description: &'static str,
}

pub const PRESETS: [Preset; 5] = [
    Preset {
        name: "photorealistic",
        description: "photorealistic, natural light, true-to-life materials and detail",
    },
    Preset {
        name: "cinematic",
        description: "cinematic, dramatic light, shallow depth of field, colour grading as in a film",
    },
    Preset {
        name: "3d",
        description: "3D rendering, clean geometry, soft studio light, physically based materials",
    },
    Preset { name: "anime", description: "anime, clean line art, cel shading, expressive colours" },
    Preset {
        name: "product",
        description: "product photograph, plain backdrop, soft studio light, sharp focus on the product",
    },
];

/// The sizes that a form should offer for `POST …/generate/image`, which takes any within its limits.
pub const SIZE_PRESETS: [Size; 6] = [
    Size::new(1024, 1024),
    Size::new(720, 1280),
    Size::new(1080, 1920),
    Size::new(1280, 720),
    Size::new(1920, 1080),
    Size::new(1600, 900),
];

/// A preset's description. Any other text is taken as it is written, without the blanks around it.
pub(super) fn style_words(style: &str) -> &str {
    let style = style.trim();
    let preset = PRESETS.iter().find(|preset| preset.name.eq_ignore_ascii_case(style));
    preset.map_or(style, |preset| preset.description)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preset_is_known_in_any_case_and_with_blanks_around_it() {
        for preset in PRESETS {
            let (first, rest) = preset.name.split_at(1);
            let capital = first.to_uppercase() + rest;
            for spelt in
                [preset.name.to_owned(), preset.name.to_uppercase(), capital, format!(" {}\t", preset.name)]
            {
                assert_eq!(style_words(&spelt), preset.description, "{spelt}");
            }
        }
        for spelt in ["3D", "3d", " 3D ", "3D\n"] {
            assert!(style_words(spelt).starts_with("3D rendering"), "{spelt}");
        }
    }

    #[test]
    fn other_words_are_taken_as_they_are() {
        for (style, words) in [
            ("Woodcut", "Woodcut"),
            (" 3D print ", "3D print"),
            ("animé", "animé"),
            ("product shot", "product shot"),
        ] {
            assert_eq!(style_words(style), words);
        }
    }
}
