//! Wishes that vendors have no field for become part of the prompt, each in its own paragraph, in this order: the
//! prompt, its style, the language of any text, the brand's colours, fonts and voice, and last what is not wanted.

use crate::brand::BrandKit;

/// What is to be said beside the prompt.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wishes<'a> {
    pub(super) style: Option<&'a str>,
    pub(super) language: Option<&'a str>,
    pub(super) colors: &'a [String],
    pub(super) kit: Option<&'a BrandKit>,
    pub(super) unwanted: Option<&'a str>,
}

/// The styles that have a name; anything else is taken as it is written.
const PRESETS: [(&str, &str); 5] = [
    ("photorealistic", "photorealistic, natural light, true-to-life materials and detail"),
    ("cinematic", "cinematic, dramatic light, shallow depth of field, colour grading as in a film"),
    ("3d", "3D rendering, clean geometry, soft studio light, physically based materials"),
    ("anime", "anime, clean line art, cel shading, expressive colours"),
    ("product", "product photograph, plain backdrop, soft studio light, sharp focus on the product"),
];

/// `None`: there is nothing to add.
pub(super) fn folded(prompt: &str, wishes: &Wishes<'_>) -> Option<String> {
    let mut words = prompt.to_owned();
    let mut add = |paragraph: String| {
        words.push_str("\n\n");
        words.push_str(&paragraph);
    };
    if let Some(style) = wishes.style {
        let preset = PRESETS.iter().find(|(name, _)| *name == style);
        add(format!("Style: {}", preset.map_or(style, |(_, description)| description)));
    }
    if let Some(language) = wishes.language {
        add(format!("Any text in the picture is in this language: {language}"));
    }
    // A kit's name is a label for people: in a prompt, it would end up in the picture.
    let of_kit = |list: fn(&BrandKit) -> &Vec<String>| wishes.kit.map(list).map_or(&[][..], Vec::as_slice);
    let colors = if wishes.colors.is_empty() { of_kit(|kit| &kit.colors) } else { wishes.colors };
    if !colors.is_empty() {
        add(format!("Brand colours: {}", colors.join(", ")));
    }
    let fonts = of_kit(|kit| &kit.fonts);
    if !fonts.is_empty() {
        add(format!("Brand fonts, for any text: {}", fonts.join(", ")));
    }
    if let Some(voice) = wishes.kit.and_then(|kit| kit.voice.as_deref()) {
        // On one line: a kit adds its own paragraph, and no others.
        add(format!("Brand voice: {}", voice.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    if let Some(unwanted) = wishes.unwanted {
        add(format!("Avoid: {unwanted}"));
    }
    (words.len() > prompt.len()).then_some(words)
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
    fn a_kit_gives_colours_fonts_and_voice_between_the_wishes_and_what_is_unwanted() {
        let kit = kit();
        let wishes =
            Wishes { style: Some("woodcut"), kit: Some(&kit), unwanted: Some("dogs"), ..Wishes::default() };
        assert_eq!(
            folded("a cat", &wishes).unwrap(),
            "a cat\n\nStyle: woodcut\n\nBrand colours: #aa0000, #00bb00\n\nBrand fonts, for any text: Inter, \
             Lora\n\nBrand voice: calm and precise\n\nAvoid: dogs"
        );
    }

    #[test]
    fn the_requests_own_colours_beat_the_kits() {
        let (kit, own) = (kit(), ["#123456".to_owned()]);
        let words = folded("a cat", &Wishes { colors: &own, kit: Some(&kit), ..Wishes::default() }).unwrap();
        assert!(words.contains("Brand colours: #123456\n") && !words.contains("#aa0000"), "{words}");
        assert!(words.contains("Inter") && words.contains("calm"), "the rest of the kit stays: {words}");
    }

    #[test]
    fn what_a_kit_does_not_have_is_not_spoken_of() {
        let empty = BrandKit { colors: Vec::new(), fonts: Vec::new(), voice: None, ..kit() };
        assert_eq!(folded("a cat", &Wishes { kit: Some(&empty), ..Wishes::default() }), None);
    }

    #[test]
    fn every_wish_gets_its_paragraph() {
        let colors = ["#112233".to_owned(), "#ffffff".to_owned()];
        let wishes = Wishes {
            style: Some("anime"),
            language: Some("de"),
            colors: &colors,
            unwanted: Some("dogs"),
            ..Wishes::default()
        };
        assert_eq!(
            folded("a cat", &wishes).unwrap(),
            "a cat\n\nStyle: anime, clean line art, cel shading, expressive colours\n\nAny text in the picture is \
             in this language: de\n\nBrand colours: #112233, #ffffff\n\nAvoid: dogs"
        );
        let free = Wishes { style: Some("woodcut"), ..Wishes::default() };
        assert_eq!(folded("a cat", &free).unwrap(), "a cat\n\nStyle: woodcut");
        assert_eq!(folded("a cat", &Wishes::default()), None);
    }
}
