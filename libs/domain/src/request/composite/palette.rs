//! Which of a brand kit's colours a text or a background gets that the client has given none, so that letters can be read.

use std::collections::BTreeMap;

use super::{BLACK, Backing, CompositeRequest, Text, WHITE};

/// The least contrast of letters to what is behind them: WCAG 2.2, success criterion 1.4.3.
const LEAST_CONTRAST: f64 = 4.5;

impl CompositeRequest {
    /// Gives a colour to everything that has none yet, from a kit's colours where there are some. Returns the fields that
    /// would have another colour without the kit, with their colours.
    pub(super) fn fill_colors(&mut self, colors: &[String]) -> BTreeMap<String, String> {
        let mut filled = Vec::new();
        let ground = if self.texts.is_empty() { colors.first().map(String::as_str) } else { ground(colors) };
        for (at, clip) in self.clips.iter_mut().enumerate().filter(|(_, clip)| clip.background.is_none()) {
            filled.extend(ground.map(|color| (format!("clips[{at}].background"), color.to_owned())));
            clip.background = Some(ground.unwrap_or(BLACK).to_owned());
        }
        for (at, text) in self.texts.iter_mut().enumerate() {
            let (color, backing) = text.colors_from(colors);
            if text.color.is_none() {
                filled.extend(color.map(|color| (format!("texts[{at}].color"), color.to_owned())));
                text.color = Some(color.unwrap_or(WHITE).to_owned());
            }
            if text.backing == Some(Backing::Usual) {
                filled.extend(backing.map(|color| (format!("texts[{at}].box"), color.to_owned())));
                let color = backing.unwrap_or(Backing::Usual.color());
                text.backing = Some(Backing::Color(color.to_owned()));
            }
        }
        filled.into_iter().collect()
    }
}

impl Text {
    /// The colours of the letters and of the box, where they are left to the kit: its first for a box, or for letters
    /// without one, and for the rest what can be read upon or behind it.
    fn colors_from<'a>(&self, colors: &'a [String]) -> (Option<&'a str>, Option<&'a str>) {
        let Some(first) = colors.first() else { return (None, None) };
        match (&self.color, &self.backing) {
            (None, None) => (Some(first), None),
            (None, Some(Backing::Usual)) => (Some(readable_upon(first, colors)), Some(first)),
            (None, Some(Backing::Color(backing))) => (Some(readable_upon(backing, colors)), None),
            (Some(letters), Some(Backing::Usual)) => (None, contrasting(letters, colors)),
            (Some(_), _) => (None, None),
        }
    }
}

/// What letters of the kit's first colour stand out from.
fn ground(colors: &[String]) -> Option<&str> {
    contrasting(colors.first()?, colors)
}

/// A colour of the kit that can be read upon this one, or else black or white, whichever can be read better.
fn readable_upon<'a>(ground: &str, colors: &'a [String]) -> &'a str {
    let plain = if contrast(ground, WHITE) >= contrast(ground, BLACK) { WHITE } else { BLACK };
    contrasting(ground, colors).unwrap_or(plain)
}

fn contrasting<'a>(other: &str, colors: &'a [String]) -> Option<&'a str> {
    colors.iter().find(|color| contrast(color, other) >= LEAST_CONTRAST).map(String::as_str)
}

/// From 1, for the same colour, to 21, for black and white, as WCAG 2.2 defines it. Opacity does not count.
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// How bright a colour looks, from 0 for black to 1 for white.
fn luminance(color: &str) -> f64 {
    let part = |at: usize| {
        let level = color.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let level = f64::from(level.unwrap_or_default()) / 255.0;
        if level <= 0.040_45 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::Kind;
    use crate::catalog::Catalog;
    use crate::request::{Family, Request};

    const KIT: &str = "0198c0de-0000-7000-8000-000000000000";

    fn filled(text: &Value, colors: &[&str]) -> (Text, BTreeMap<String, String>) {
        let body =
            json!({"clips": [{"source": "https://example.com/a"}], "texts": [text], "brand_kit_id": KIT});
        let read = Request::read(Kind::Composite, Family::Legacy, &body, &Catalog::shipped().unwrap());
        let Ok(Request::Composite(mut request)) = read else { panic!("{read:?}") };
        let colors: Vec<String> = colors.iter().map(|&color| color.to_owned()).collect();
        let from_kit = request.fill_colors(&colors);
        (request.texts.remove(0), from_kit)
    }

    #[test]
    fn texts_take_what_can_be_read_and_what_the_client_wrote_stays() {
        const NAVY: &str = "#0b2545";
        const GOLD: &str = "#f2c14e";
        const RED: &str = "#e4002b";
        for (text, colors, letters, backing) in [
            (json!({}), &[NAVY, GOLD][..], NAVY, None),
            (json!({"box": true}), &[NAVY, GOLD], GOLD, Some(NAVY)),
            (json!({"box": true}), &[GOLD, NAVY], NAVY, Some(GOLD)),
            (json!({"box": true}), &[RED], "#ffffff", Some(RED)),
            (json!({"box": true}), &[GOLD], "#000000", Some(GOLD)),
            // Of two colours that are alike, neither is put upon the other.
            (json!({"box": true}), &[RED, "#d9042b"], "#ffffff", Some(RED)),
            (json!({"box": "#ffffff"}), &[GOLD, NAVY], NAVY, Some("#ffffff")),
            (json!({"box": "#00000099"}), &[NAVY, GOLD], GOLD, Some("#00000099")),
            (json!({"color": "#ffffff", "box": true}), &[GOLD, NAVY], "#ffffff", Some(NAVY)),
            (json!({"color": "#ffffff", "box": true}), &[GOLD], "#ffffff", Some("#00000099")),
            (json!({"color": "#ffffff"}), &[NAVY], "#ffffff", None),
            (json!({"color": "#FFFFFF", "box": "#000000"}), &[NAVY], "#FFFFFF", Some("#000000")),
            (json!({"box": false}), &[NAVY], NAVY, None),
            (json!({"box": true}), &[], "#ffffff", Some("#00000099")),
            (json!({}), &[], "#ffffff", None),
        ] {
            let mut asked = json!({"text": "Hi"});
            asked.as_object_mut().unwrap().extend(text.as_object().unwrap().clone());
            let (made, _) = filled(&asked, colors);
            let seen = (made.color(), made.backing.as_ref().map(Backing::color));
            assert_eq!(seen, (letters, backing), "{text} with {colors:?}");
        }
    }

    #[test]
    fn only_what_comes_from_the_kit_is_told() {
        let (_, told) = filled(&json!({"text": "Hi", "box": true}), &["#0b2545", "#f2c14e"]);
        let expected =
            [("clips[0].background", "#f2c14e"), ("texts[0].box", "#0b2545"), ("texts[0].color", "#f2c14e")];
        assert_eq!(told, expected.map(|(field, color)| (field.to_owned(), color.to_owned())).into());
        assert!(filled(&json!({"text": "Hi", "box": true}), &[]).1.is_empty());
        let (_, told) = filled(&json!({"text": "Hi", "color": "#ffffff", "box": "#000000"}), &["#0b2545"]);
        assert!(told.is_empty(), "{told:?}");
    }

    /// The examples of WCAG's own definition, and a pair that checkers agree on.
    #[test]
    fn contrast_is_wcags() {
        for (one, other, ratio) in
            [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)]
        {
            assert!((contrast(one, other) - ratio).abs() < 0.005, "{one} {other} {}", contrast(one, other));
            assert!((contrast(one, other) - contrast(other, one)).abs() < f64::EPSILON);
        }
    }
}
