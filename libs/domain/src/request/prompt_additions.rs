//! What vendors have no field for becomes part of the prompt. Each addition is a paragraph of its own, in this order: the
//! prompt itself, the style, the language of any text, the brand's colours, fonts and voice, and last what is not wanted.

use super::presets::style_words;
use crate::brand::BrandKit;

/// What is added to the prompt.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Additions<'a> {
    pub(super) style: Option<&'a str>,
    pub(super) language: Option<&'a str>,
    pub(super) colors: &'a [String],
    pub(super) kit: Option<&'a BrandKit>,
    pub(super) unwanted: Option<&'a str>,
}

/// The prompt with its additions; `None` where there are none.
pub(super) fn with_additions(prompt: &str, additions: &Additions<'_>) -> Option<String> {
    let mut extended = prompt.to_owned();
    let mut add = |paragraph: String| {
        extended.push_str("\n\n");
        extended.push_str(&paragraph);
    };
    if let Some(style) = additions.style {
        add(format!("Style: {}", style_words(style)));
    }
    if let Some(language) = additions.language {
        add(format!("Any text in the picture is in this language: {language}"));
    }
    // The kit's name is left out: it is a label for people, and in a prompt it would end up in the picture.
    let from_kit =
        |list: fn(&BrandKit) -> &Vec<String>| additions.kit.map(list).map_or(&[][..], Vec::as_slice);
    let colors = if additions.colors.is_empty() { from_kit(|kit| &kit.colors) } else { additions.colors };
    if !colors.is_empty() {
        add(format!("Brand colours: {}", colors.join(", ")));
    }
    let fonts = from_kit(|kit| &kit.fonts);
    if !fonts.is_empty() {
        add(format!("Brand fonts, for any text: {}", fonts.join(", ")));
    }
    if let Some(voice) = additions.kit.and_then(|kit| kit.voice.as_deref()) {
        // On one line, so that a kit cannot add paragraphs of its own making.
        add(format!("Brand voice: {}", voice.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    if let Some(unwanted) = additions.unwanted {
        add(format!("Avoid: {unwanted}"));
    }
    (extended.len() > prompt.len()).then_some(extended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{KitId, TeamId, Timestamp, UserId};

    fn kit() -> BrandKit {
        let now = Timestamp::from_millis(0);
        BrandKit {
            id: KitId::new(now, [0; 10]),
            team_id: TeamId::new("t"),
            user_id: UserId::new("u"),
            name: "Acme, do not use".to_owned(),
            colors: vec!["#aa0000".to_owned(), "#00bb00".to_owned()],
            fonts: vec!["Inter".to_owned(), "Lora".to_owned()],
            logo: None,
            voice: Some("calm\n\nand  precise".to_owned()),
            created_at: now,
            updated_at: now,
        }
    }

    #[test]
    fn a_kits_colours_fonts_and_voice_come_before_what_is_unwanted() {
        let kit = kit();
        let additions = Additions {
            style: Some("woodcut"),
            kit: Some(&kit),
            unwanted: Some("dogs"),
            ..Additions::default()
        };
        assert_eq!(
            with_additions("a cat", &additions).unwrap(),
            "a cat\n\nStyle: woodcut\n\nBrand colours: #aa0000, #00bb00\n\nBrand fonts, for any text: Inter, \
             Lora\n\nBrand voice: calm and precise\n\nAvoid: dogs"
        );
    }

    #[test]
    fn the_requests_own_colours_replace_the_kits() {
        let (kit, own) = (kit(), ["#123456".to_owned()]);
        let words =
            with_additions("a cat", &Additions { colors: &own, kit: Some(&kit), ..Additions::default() })
                .unwrap();
        assert!(words.contains("Brand colours: #123456\n") && !words.contains("#aa0000"), "{words}");
        assert!(words.contains("Inter") && words.contains("calm"), "the rest of the kit stays: {words}");
    }

    #[test]
    fn what_a_kit_does_not_have_adds_nothing() {
        let empty = BrandKit { colors: Vec::new(), fonts: Vec::new(), voice: None, ..kit() };
        assert_eq!(with_additions("a cat", &Additions { kit: Some(&empty), ..Additions::default() }), None);
    }

    #[test]
    fn every_addition_gets_its_own_paragraph() {
        let colors = ["#112233".to_owned(), "#ffffff".to_owned()];
        let additions = Additions {
            style: Some("anime"),
            language: Some("de"),
            colors: &colors,
            unwanted: Some("dogs"),
            ..Additions::default()
        };
        assert_eq!(
            with_additions("a cat", &additions).unwrap(),
            "a cat\n\nStyle: anime, clean line art, cel shading, expressive colours\n\nAny text in the picture is \
             in this language: de\n\nBrand colours: #112233, #ffffff\n\nAvoid: dogs"
        );
        let free = Additions { style: Some("woodcut"), ..Additions::default() };
        assert_eq!(with_additions("a cat", &free).unwrap(), "a cat\n\nStyle: woodcut");
        assert_eq!(with_additions("a cat", &Additions::default()), None);
    }
}
