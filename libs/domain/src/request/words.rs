//! Wishes that vendors have no field for become part of the prompt, each in its own paragraph.

/// What is to be said beside the prompt.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wishes<'a> {
    pub(super) style: Option<&'a str>,
    pub(super) language: Option<&'a str>,
    pub(super) colors: &'a [String],
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
    if !wishes.colors.is_empty() {
        add(format!("Brand colours: {}", wishes.colors.join(", ")));
    }
    if let Some(unwanted) = wishes.unwanted {
        add(format!("Avoid: {unwanted}"));
    }
    (words.len() > prompt.len()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wish_gets_its_paragraph() {
        let colors = ["#112233".to_owned(), "#ffffff".to_owned()];
        let wishes =
            Wishes { style: Some("anime"), language: Some("de"), colors: &colors, unwanted: Some("dogs") };
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
